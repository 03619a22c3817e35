// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parley/numeric/linear.h"
#include "parley/solve/logit/local_game.h"
#include "parley/solve/logit/node_terms.h"
#include "parley/solve/logit/proximal_curve.h"

namespace parley::solve::logit {

/// The logit equations of one component, as a curve in (log strategies and values, t); see docs/method/logit-path.md.
///
///   precision_i(t) (Q_k - Q_0) - ((b_k - ref_k) - (b_0 - ref_0)) = 0   each other move k of each seat of i
///   sum of exp(b) - 1 = 0                                              each seat
///   V - expected payoff under exp(b) = 0                               each node and actor
///
/// Move 0 stands for the seat's anchor, its likeliest move at the last factorisation. Unknowns: b by move, then V by
/// [actor * nodes + node]. Each node's block of strategies is eliminated first; the linear system left is in the values
/// alone.
class LogitEquations final : public ProximalCurve {
 public:
  explicit LogitEquations(const LocalGame& local);

  /// precision_i(t) = base[i] + rate[i] * t, by local actor, in 1 / scale.
  void set_precision(std::span<const double> base, std::span<const double> rate);
  void set_reference(std::span<const double> log_strategy) override;

  [[nodiscard]] std::size_t size() const override;
  void evaluate(std::span<const double> x, double t, std::span<double> residual) override;
  int factorize(std::span<const double> x, double t, std::span<double> residual, std::span<double> slope) override;
  void solve(std::span<double> rhs) override;
  /// 1 for log strategies; for values, what a payoff difference of 1 for ever is worth.
  [[nodiscard]] std::span<const double> units() const override { return units_; }

  /// All moves equally likely, values 0: Newton's method at precision 0 needs one step from here.
  [[nodiscard]] std::vector<double> start() const;
  [[nodiscard]] double one_shot_gain(std::span<const double> residual, double t,
                                     std::span<const std::uint8_t> counted) const override;

 private:
  /// Places of one node's matrices in the arrays below.
  struct NodePlaces {
    std::size_t first_move = 0;
    std::size_t without = 0;
    std::size_t slots = 0;
    std::size_t block = 0;  ///< among blocks_, where the node has several seats
  };

  void exponentiate(std::span<const double> x);
  [[nodiscard]] double precision(std::uint32_t actor, double t) const { return base_[actor] + rate_[actor] * t; }
  void write_differences(std::size_t node, std::span<const double> rates, std::span<double> out) const;
  void write_residual(std::size_t node, std::span<const double> x, std::span<const double> precision,
                      std::span<double> residual) const;
  int factorize_block(std::size_t node);
  template <typename Visit>
  void each_odds(std::size_t node, const Visit& visit) const;
  void fill_odds_block(std::size_t node);
  void add_to_system(std::size_t node);
  void solve_block(std::size_t node, std::span<double> rhs);

  const LocalGame& local_;
  NodeTerms terms_;
  std::vector<double> base_;
  std::vector<double> rate_;
  std::vector<double> reference_;
  std::vector<double> units_;
  std::vector<NodePlaces> places_;
  std::vector<numeric::DenseLu> blocks_;
  numeric::LinearSystem system_;
  std::vector<double> strategy_;
  // At the last factorisation:
  std::vector<double> at_precision_;   // [actor]
  std::vector<double> at_strategy_;    // [move]
  std::vector<std::uint32_t> anchor_;  // [seat's first move]: among the seat's moves
  std::vector<double> at_mass_;        // [seat's first move]: sum of the seat's probabilities
  std::vector<double> at_difference_;  // [move]: rate times (its worth less its seat's anchor's)
  std::vector<double> at_without_;     // [node's places + seat * joints + joint]
  std::vector<double> response_;  // [first move * actors + actor * moves + move]: value_by times the block's inverse
  // Reused from node to node:
  std::vector<double> block_;
  std::vector<double> moved_;
  std::vector<double> rows_;
  std::vector<double> pair_;
};

}  // namespace parley::solve::logit
