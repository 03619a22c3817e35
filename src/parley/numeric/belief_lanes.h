// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/numeric/belief_axis.h"
#include "parley/numeric/lanes.h"

namespace parley::numeric {

/// How to interpolate at one place of a line between the point `middle` and its neighbours: what counts is the value at
/// the middle, plus `low` times what the point below has more than it, plus `high` times what the one above has.
struct LanePlace {
  Lanes middle;      ///< a whole number, at least 1; the point above may be one too many, and `high` is 0 then
  Lanes low;         ///< between 0 and 1
  Lanes high;        ///< between 0 and 1
  Lanes low_slope;   ///< by the log odds
  Lanes high_slope;  ///< by the log odds
};

/// BeliefAxis::locate() on a line for several lotteries at once, each given by its log odds.
class BeliefLanes {
 public:
  BeliefLanes() = default;
  /// An axis for two outcomes.
  explicit BeliefLanes(const BeliefAxis& axis);

  /// `log_odds` is the log of how much likelier the first outcome is than the second; it may be infinite but for its
  /// type, as +-1e9.
  [[nodiscard]] LanePlace locate(Lanes log_odds) const;

 private:
  AxisKind kind_ = AxisKind::kLinear;
  double sign_ = 1;  // of the measured outcome's log odds
  double floor_ = 0;
  double first_ = 0;
  double per_cell_ = 1;
  double last_ = 1;
  double last_middle_ = 1;
  double rounding_ = 0;
};

}  // namespace parley::numeric
