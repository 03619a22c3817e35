// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/polish.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::solve::logit {

namespace {

// At the default precision the gain falls by three to five digits a step; a border case that needs more steps than
// this needs a higher precision instead.
constexpr int kMostSteps = 60;
// The steps after the gain is small leave unused moves with the square of next to nothing.
constexpr int kMoreSteps = 2;
// A gain that does not even halve in so many steps will not come down at this precision.
constexpr int kPatience = 8;
// A gain that falls by less than this in a step is worth a new factorisation.
constexpr double kSlow = 0.05;

}  // namespace

bool polish(ProximalCurve& equations, std::span<const LocalSeat> seats, std::span<const std::uint8_t> in_limit,
            double t, bool exact, std::vector<double>& x) {
  const std::size_t moves = seats.empty() ? 0 : seats.back().first + seats.back().moves;
  std::vector<double> reference(moves, 0.0);
  std::vector<double> point = x;
  std::vector<double> residual(x.size());
  std::vector<double> slope(x.size());
  double best = std::numeric_limits<double>::infinity();
  double last = best;
  double mark = best;
  int since_mark = 0;
  int small = 0;
  bool factorizes = true;
  for (int step = 0; step < kMostSteps && small <= kMoreSteps && since_mark <= kPatience; ++step) {
    for (const LocalSeat& seat : seats)
      if (in_limit[seat.actor] != 0)
        std::copy_n(point.begin() + seat.first, seat.moves, reference.begin() + seat.first);
    equations.set_reference(reference);
    if (!factorizes) {
      equations.evaluate(point, t, residual);
    } else if (equations.factorize(point, t, residual, slope) == 0) {
      break;
    }
    const double gain = equations.one_shot_gain(residual, t, in_limit);
    if (!std::isfinite(gain)) break;
    if (gain <= best || gain <= kGainOfScale) {
      best = gain;
      x = point;
    }
    if (gain <= kGainOfScale) {
      ++small;
    } else if (gain < mark / 2) {
      mark = gain;
      since_mark = 0;
    } else {
      ++since_mark;
    }
    if (exact) {
      if (!numeric::newton(equations, point, t)) break;
      continue;
    }
    factorizes = gain > kSlow * last && gain > kGainOfScale;
    last = gain;
    equations.solve(residual);
    for (std::size_t k = 0; k < point.size(); ++k) point[k] -= residual[k];
  }
  equations.set_reference(std::vector<double>(moves, 0.0));
  return best <= kGainOfScale;
}

}  // namespace parley::solve::logit
