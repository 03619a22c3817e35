// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "parley/game/components.h"
#include "parley/solve/detail/component.h"

namespace parley::solve {

/// Gathers what components' methods meet beside their paths, and makes solutions of the whole game of it.
class Others {
 public:
  explicit Others(SolveOptions options) : left_(std::move(options)) {}

  /// What to ask for the next component: as many branches as are left.
  [[nodiscard]] const SolveOptions& options_left() const { return left_; }
  /// Whether a component followed more branches than are left.
  [[nodiscard]] bool is_too_much(const Outcome& outcome) const;
  void add(std::size_t component, const Outcome& outcome);
  /// Solves the components before each point anew, at its values, and reports all in the solution. `draft` is the whole
  /// game's solution. What this would cost is bounded by a few times what that took; what is beyond is left out.
  void complete(const game::Game& game, const game::Components& components, std::span<const double> precision,
                const base::RunContext& context, const Draft& draft, Solution& solution);

 private:
  SolveOptions left_;
  std::vector<std::pair<std::size_t, OtherPoint>> points_;  ///< by component
  BranchReport report_;
  std::size_t work_ = 0;  ///< of the components so far: nodes times steps
};

}  // namespace parley::solve
