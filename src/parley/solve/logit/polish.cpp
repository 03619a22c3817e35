// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/logit/polish.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::solve::logit {

namespace {

// At the default precision the gain falls by three to five digits a step; a border case that needs more steps than
// this needs a higher precision instead.
constexpr int kMostSteps = 40;
// The step after the gain is small leaves unused moves with the square of next to nothing.
constexpr int kMoreSteps = 2;
// A gain that does not even halve in so many steps will not come down at this precision.
constexpr int kPatience = 6;

}  // namespace

bool polish(LogitEquations& equations, std::span<const LocalSeat> seats, std::span<const std::uint8_t> in_limit,
            double t, std::vector<double>& x) {
  const std::size_t moves = seats.empty() ? 0 : seats.back().first + seats.back().moves;
  std::vector<double> reference(moves, 0.0);
  std::vector<double> point = x;
  double best = equations.one_shot_gain(x, in_limit);
  double mark = best;
  int since_mark = 0;
  int small = 0;
  for (int step = 0; step < kMostSteps && small <= kMoreSteps; ++step) {
    for (const LocalSeat& seat : seats)
      if (in_limit[seat.actor] != 0)
        std::copy_n(point.begin() + seat.first, seat.moves, reference.begin() + seat.first);
    equations.set_reference(reference);
    if (!numeric::newton(equations, point, t)) break;
    const double gain = equations.one_shot_gain(point, in_limit);
    if (gain <= best || gain <= kGainOfScale) {
      best = gain;
      x = point;
    }
    small += gain <= kGainOfScale ? 1 : 0;
    if (gain < mark / 2) {
      mark = gain;
      since_mark = 0;
    } else if (++since_mark > kPatience && small == 0) {
      break;
    }
  }
  equations.set_reference(std::vector<double>(moves, 0.0));
  return best <= kGainOfScale;
}

}  // namespace parley::solve::logit
