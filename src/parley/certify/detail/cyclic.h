// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/base/context.h"
#include "parley/certify/detail/offers.h"
#include "parley/certify/detail/sparse_rows.h"

namespace parley::certify {

/// What bounds at one component are measured by.
struct Contraction {
  double discount = 0;     ///< the actor's, per step
  double stages = 1;       ///< of a step: an error is passed on at most so often before it is discounted
  double growth = 1;       ///< an upper bound of any lottery's computed sum of probabilities
  double payoff_size = 0;  ///< the largest size of one payoff to the actor
  double outer_size = 0;   ///< the largest size of a value outside the component, its radius included
  double crude = 0;        ///< a bound of the size of any value, from the payoffs alone
};

/// The bound on every node of a component whose residuals are at most `residual` and whose successors outside are known
/// to within `outer`: every cycle passes a step's end, so with S stages and discount d it is outer + S residual / (1 -
/// d).
[[nodiscard]] double contraction_bound(const Contraction& contraction, double residual, double outer);

/// One strongly connected component on which play can return, for one actor. Centres are found by any means (policy
/// iteration [Howard1960], block solves, iterative refinement); radii come from their residuals alone.
class CyclicComponent {
 public:
  /// `place` is scratch space, a number a node of the game; `values` holds the final bounds of all other successors.
  CyclicComponent(const game::Game& game, std::span<const game::NodeId> nodes, Offers& offers,
                  std::span<std::uint32_t> place, std::span<NodeBounds> values, const Contraction& contraction,
                  const base::RunContext& context);

  /// Writes the centres and radii of both plans. False if the context stopped it: the bounds hold all the same.
  bool enclose();

 private:
  static constexpr std::uint32_t kMixture = Offers::kMixture;
  /// What the last look at a plan's equations found, while the plan's centres have not been written since.
  struct Look {
    double residual = 0;
    double rounding = 0;  ///< the largest Offers::rounding()
    bool fresh = false;
  };

  [[nodiscard]] std::uint32_t place_of(game::NodeId node) const;
  [[nodiscard]] double residual_wanted() const;
  void build_matrix();
  void look(Plan plan);
  void correct(Plan plan);
  void settle(Plan plan, double wanted);
  double improve(double threshold);
  void find_best();
  void write_radius(Plan plan, const Look& look);

  const game::Game& game_;
  std::span<const game::NodeId> nodes_;
  Offers& offers_;
  std::span<std::uint32_t> place_;
  std::span<NodeBounds> values_;
  Contraction contraction_;
  const base::RunContext& context_;
  Look look_;
  std::vector<std::uint32_t> choice_;  ///< which own move a node follows: its index, or the profile's mixture
  std::vector<game::NodeId> outside_;  ///< successors outside the component, some of them more than once
  std::vector<double> residual_;
  std::vector<double> correction_;
  std::vector<std::uint32_t> column_place_;
  SparseRows matrix_;
};

}  // namespace parley::certify
