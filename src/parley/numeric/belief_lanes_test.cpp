// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/belief_lanes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace parley::numeric {
namespace {

/// Interpolates numbers that lie on no line, and their derivative by the log odds, both ways.
void expect_alike(const BeliefAxis& axis, double log_odds) {
  const double odds = std::exp(-std::abs(log_odds));
  const double likelier = 1 / (1 + odds);
  const double other = odds * likelier;
  const auto number = [](double k) { return std::sin(k * k + 1); };
  Stencil stencil;
  axis.locate(std::vector{log_odds > 0 ? likelier : other, log_odds > 0 ? other : likelier}, stencil);
  double value = 0;
  double slope = 0;
  for (std::size_t j = 0; j < stencil.count; ++j) {
    value += stencil.weight[j] * number(stencil.at[j]);
    slope += likelier * other * (stencil.slope[2 * j] - stencil.slope[2 * j + 1]) * number(stencil.at[j]);
  }
  const LanePlace place = BeliefLanes(axis).locate(log_odds);
  const double middle = place.middle[0];
  ASSERT_TRUE(middle >= 1 && middle < static_cast<double>(axis.size()));
  const double below = number(middle - 1) - number(middle);
  const double above = number(middle + 1) - number(middle);
  EXPECT_TRUE(middle + 1 < static_cast<double>(axis.size()) || place.high[0] == 0);
  EXPECT_NEAR(number(middle) + place.low[0] * below + place.high[0] * above, value, 1e-12);
  EXPECT_NEAR(place.low_slope[0] * below + place.high_slope[0] * above, slope, 1e-11);
}

TEST(BeliefLanes, InterpolateAsTheAxisDoes) {
  for (const AxisKind kind : {AxisKind::kLinear, AxisKind::kLog, AxisKind::kLogOdds})
    for (const std::size_t outcome : {0U, 1U})
      for (const std::size_t points : {2U, 3U, 9U, 33U}) {
        const BeliefAxis axis(kind, outcome, points, 0.003);
        for (int k = -400; k <= 400; ++k) expect_alike(axis, 0.0301 * k);
        expect_alike(axis, 1e9);
        expect_alike(axis, -1e9);
      }
}

}  // namespace
}  // namespace parley::numeric
