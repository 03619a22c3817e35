// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "parley/base/context.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/solve/solve.h"

namespace parley::solve {

/// One strongly connected component whose successors are solved.
struct Component {
  const game::Game& game;
  std::size_t number = 0;
  std::span<const game::NodeId> nodes;
  bool cyclic = false;
  /// By actor, in 1 / payoff unit; kLimit for the limit.
  std::span<const double> precision;
};

/// What has been solved so far; a method fills in its component's nodes.
struct Draft {
  game::Profile profile;
  game::Values values;
};

struct Scratch;

/// Another solution of a component.
struct OtherPoint {
  std::vector<double> probability;  ///< by node of the component, seat and move
  Met met = Met::kBranch;
  double precision = 0;  ///< as in OtherEquilibrium
};

/// What a method has to say of one component, besides the draft.
struct Outcome {
  Status status = Status::kConverged;
  bool has_path = false;
  PathReport path;  ///< where has_path
  double precision_reached = kLimit;
  std::vector<OtherPoint> others;
  BranchReport branches;
};

/// A way to solve one component.
struct Method {
  std::string_view name;
  bool (*takes)(const Component& component);
  Outcome (*solve)(const Component& component, const SolveOptions& options, const base::RunContext& context,
                   Scratch& scratch, Draft& draft);
};

/// Every method, in the order in which they are asked whether they take a component. The last takes any.
[[nodiscard]] std::span<const Method> methods();

/// Solves a component by the first method that takes it.
[[nodiscard]] Outcome solve_component(const Component& component, const SolveOptions& options,
                                      const base::RunContext& context, Scratch& scratch, Draft& draft);

/// The draft's probabilities in a component: by node, seat and move.
[[nodiscard]] std::vector<double> probabilities_in(const Component& component, const Draft& draft);
void set_probabilities_in(const Component& component, std::span<const double> probability, Draft& draft);

/// The seats of a node at which there is something to choose.
[[nodiscard]] std::size_t choosing_seats(const game::Game& game, game::NodeId node);

}  // namespace parley::solve
