// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/belief_lanes.h"

#include <algorithm>

#include "parley/base/check.h"

namespace parley::numeric {

BeliefLanes::BeliefLanes(const BeliefAxis& axis)
    : kind_(axis.kind()),
      sign_(axis.outcome() == 0 ? 1.0 : -1.0),
      floor_(axis.floor()),
      first_(axis.measure(axis.point(0))),
      per_cell_(1 / axis.cell()),
      last_(static_cast<double>(axis.size() - 1)),
      last_middle_(std::max(1.0, last_ - 1)),
      rounding_(axis.size() > 2 ? BeliefAxis::kRounding : 0.0) {
  PARLEY_CHECK(axis.outcomes() == 2);
}

LanePlace BeliefLanes::locate(Lanes log_odds) const {
  const Lanes z = log_odds * sign_;
  const Lanes odds = exp(-abs(z));
  const LaneMask likely = z > 0.0;
  Lanes measure = 0.0;
  Lanes slope = 0.0;  // of the measure by z
  if (kind_ == AxisKind::kLogOdds) {
    // With b = 1 / (1 + odds): (b + f) / (1 - b + f), both times 1 + odds.
    const Lanes high = multiply_add(odds, floor_, 1 + floor_);
    const Lanes low = multiply_add(odds, 1 + floor_, floor_);
    const Lanes inverse = 1.0 / (low * high);
    const Lanes size = log(high * high * inverse);
    measure = select(likely, size, -size);
    slope = odds * (1 + 2 * floor_) * inverse;
  } else {
    const Lanes likelier = 1.0 / (1.0 + odds);
    const Lanes b = select(likely, likelier, odds * likelier);
    slope = odds * likelier * likelier;
    measure = b;
    if (kind_ == AxisKind::kLog) {
      measure = log(b + floor_);
      slope = slope / (b + floor_);
    }
  }
  const Lanes x = min(max((measure - first_) * per_cell_, 0.0), last_);
  LanePlace place;
  place.middle = min(max(round(x), 1.0), last_middle_);
  const Lanes d = x - place.middle;
  constexpr double r = BeliefAxis::kRounding;
  const LaneMask round_off = abs(d) < rounding_;
  place.high = select(round_off, (d + r) * (d + r) * (1 / (4 * r)), max(d, 0.0));
  place.low = place.high - d;
  const Lanes by_z = slope * (sign_ * per_cell_);
  place.high_slope = by_z * select(round_off, (d + r) * (1 / (2 * r)), select(d > 0.0, 1.0, 0.0));
  place.low_slope = place.high_slope - by_z;
  return place;
}

}  // namespace parley::numeric
