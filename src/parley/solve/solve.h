// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::solve {

/// Precision "in the limit": every move that is not best is given up.
inline constexpr double kLimit = std::numeric_limits<double>::infinity();

struct SolveOptions {
  /// Logit precision of each actor, in 1 / payoff unit, > 0; kLimit for the limit. Empty: the limit for all.
  std::vector<double> precision;
  /// Where the path ends and the polish begins when the limit is asked for, times the payoff scale of the component.
  double path_precision = 1e4;
  /// Path steps allowed to one component before it is given up.
  std::size_t most_steps = 20000;

  [[nodiscard]] base::Diagnostics check(const game::Game& game) const;
};

enum class Status : std::uint8_t {
  kConverged,
  kStepTooSmall,  ///< a path could not be followed further
  kTooManySteps,  ///< a path was longer than allowed
  kNotPolished,   ///< the limit was not reached: strategies are those of the highest precision of the path
  kInterrupted,
  kOutOfTime,
};

/// One component on which play can return, or where several actors move at once: those that need a path.
struct PathReport {
  std::size_t component = 0;
  std::size_t nodes = 0;
  std::size_t steps = 0;
  std::size_t folds = 0;  ///< times the precision turned back along the path
  double precision = 0;   ///< reached by the path, in 1 / payoff unit
  Status status = Status::kConverged;
};

/// The principal branch: component by component, successors first, the path of logit equilibria from precision zero at
/// the successors' final values. A component that is one node with one seat and no way back is its limit directly: the
/// best move, ties shared equally [McKelveyPalfrey1995; Turocy2005; EibelshaeuserPoensgen2019].
struct Solution {
  game::Profile profile;
  game::Values values;  ///< under the profile, by the solver's own arithmetic
  Status status = Status::kConverged;
  std::string message;  ///< one sentence for a person
  std::size_t components = 0;
  std::size_t largest_component = 0;  ///< in nodes
  std::vector<PathReport> paths;      ///< in component order
  std::size_t path_steps = 0;
  std::vector<game::NodeId> folded;   ///< the nodes of every component whose path folded, in index order
  double precision_reached = kLimit;  ///< the least over components; kLimit where all were polished or need no path

  [[nodiscard]] bool is_usable() const { return status == Status::kConverged; }
};

/// Computes the default equilibrium. Errors: E0601 (options), E0508 (a discount of 1 where play can return).
/// Numerical failure is a status, with the best point so far.
[[nodiscard]] base::Result<Solution> solve(const game::Game& game, const SolveOptions& options,
                                           const base::RunContext& context);

[[nodiscard]] std::string_view describe(Status status);
/// The mistakes a solver can be asked to make.
[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::solve
