// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/solve/solve.h"

namespace parley::solve {

/// One logit equilibrium on the curve.
struct CurvePoint {
  double precision = 0;  ///< in 1 / payoff unit
  game::Profile profile;
  std::vector<double> start_value;  ///< [actor]; NaN where they have no finite value
  bool turns = false;               ///< the precision is larger, or smaller, than at both neighbours
};

/// The principal branch of the whole game, from precision 0.
struct LogitCurve {
  std::vector<CurvePoint> points;  ///< in the order of the curve
  std::size_t turning_points = 0;
  std::size_t crossings = 0;  ///< bifurcations passed straight on
  Status status = Status::kConverged;
  bool reached = false;  ///< the precision asked for; the last point lies on it
};

struct CurveOptions {
  /// Where to stop, in 1 / payoff unit; above 0. kLimit: where the path of solve() would be polished.
  double precision = kLimit;
  std::size_t most_points = 20000;
};

/// Follows the logit Markov equilibria of the game as every actor's precision rises together, all nodes at once: the
/// agent logit equilibria of [McKelveyPalfrey1998], the curve of [Turocy2005]. Points are the steps of the tracer,
/// corrected to rounding. Errors: E0601 (precision), E0508 (a discount of 1 where play can return).
[[nodiscard]] base::Result<LogitCurve> trace_logit(const game::Game& game, const CurveOptions& options,
                                                   const base::RunContext& context);

}  // namespace parley::solve
