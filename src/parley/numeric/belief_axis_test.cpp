// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/belief_axis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace parley::numeric {
namespace {

using Function = std::function<double(std::span<const double>)>;

double interpolate(const BeliefAxis& axis, const Function& f, std::span<const double> lottery) {
  Stencil stencil;
  axis.locate(lottery, stencil);
  double sum = 0;
  for (std::size_t j = 0; j < stencil.count; ++j) sum += stencil.weight[j] * f(axis.point(stencil.at[j]));
  return sum;
}

std::vector<BeliefAxis> axes_of_two() {
  return {{AxisKind::kLinear, 0, 17, 0}, {AxisKind::kLog, 1, 33, 1e-3}, {AxisKind::kLogOdds, 0, 33, 1e-3}};
}

TEST(BeliefAxis, HasBothCertaintiesAsItsEnds) {
  for (const BeliefAxis& axis : axes_of_two())
    for (const std::size_t end : {std::size_t{0}, axis.size() - 1})
      EXPECT_EQ(axis.point(end)[0] + axis.point(end)[1], std::max(axis.point(end)[0], axis.point(end)[1]));
}

TEST(BeliefAxis, HasLotteriesAsItsPoints) {
  for (const BeliefAxis& axis : axes_of_two())
    for (std::size_t k = 0; k < axis.size(); ++k) {
      EXPECT_NEAR(axis.point(k)[0] + axis.point(k)[1], 1, 1e-14);
      EXPECT_EQ(axis.nearest(axis.point(k)), k);
    }
}

TEST(BeliefAxis, IsExactForWhatIsLinearInItsMeasure) {
  const double floor = 1e-3;
  const BeliefAxis axis(AxisKind::kLogOdds, 0, 33, floor);
  const Function linear = [&](std::span<const double> b) { return std::log((b[0] + floor) / (b[1] + floor)); };
  for (double b = 0; b <= 1; b += 1.0 / 1024) {
    const double lottery[] = {b, 1 - b};
    EXPECT_NEAR(interpolate(axis, linear, lottery), linear(lottery), 1e-12) << b;
  }
}

TEST(BeliefAxis, ErrsByAnEighthOfTheSecondDifferenceAtMost) {
  // |f''| h^2 / 8 of linear interpolation; rounding a kink adds less.
  const BeliefAxis axis(AxisKind::kLinear, 0, 65, 0);
  const Function square = [](std::span<const double> b) { return b[0] * b[0]; };
  for (double b = 0; b <= 1; b += 1.0 / 1000) {
    const double lottery[] = {b, 1 - b};
    EXPECT_LE(std::abs(interpolate(axis, square, lottery) - b * b), 2.0 / (8 * 64 * 64) + 1e-15);
  }
}

TEST(BeliefAxis, GivesTheDerivativeOfItsWeights) {
  constexpr double kStep = 1e-7;
  std::vector<BeliefAxis> axes = axes_of_two();
  axes.emplace_back(std::size_t{3}, std::size_t{5});
  axes.emplace_back(std::size_t{4}, std::size_t{3});
  const Function f = [](std::span<const double> b) { return std::sin(3 * b[0]) + (b.size() > 2 ? b[1] * b[2] : 0); };
  for (const BeliefAxis& axis : axes) {
    std::vector<double> at = {0.137, 0.213, 0.303, 0.347};
    at.resize(axis.outcomes());
    at.back() = 1;
    for (std::size_t k = 0; k + 1 < at.size(); ++k) at.back() -= at[k];
    Stencil stencil;
    axis.locate(at, stencil);
    // Towards the last outcome from each other one.
    for (std::size_t k = 0; k + 1 < at.size(); ++k) {
      double slope = 0;
      for (std::size_t j = 0; j < stencil.count; ++j)
        slope += (stencil.slope[j * at.size() + k] - stencil.slope[j * at.size() + at.size() - 1]) *
                 f(axis.point(stencil.at[j]));
      std::vector<double> there = at;
      there[k] += kStep;
      there.back() -= kStep;
      EXPECT_NEAR((interpolate(axis, f, there) - interpolate(axis, f, at)) / kStep, slope, 1e-5);
    }
  }
}

TEST(BeliefAxis, HasAContinuousDerivativeForTwoOutcomes) {
  const BeliefAxis axis(AxisKind::kLinear, 0, 5, 0);
  const Function kinked = [](std::span<const double> b) { return std::abs(b[0] - 0.5); };
  double before = -1;
  for (double b = 0.3; b < 0.7; b += 1e-4) {
    const double lottery[] = {b, 1 - b};
    const double next[] = {b + 1e-6, 1 - b - 1e-6};
    const double slope = (interpolate(axis, kinked, next) - interpolate(axis, kinked, lottery)) / 1e-6;
    // Twice the slope over a quarter of a cell of 1/4.
    EXPECT_LE(std::abs(slope - before), 1.1 * 2 * 1e-4 / (2 * BeliefAxis::kRounding * 0.25) + 1e-6);
    before = slope;
  }
}

TEST(BeliefAxis, CutsASimplexIntoEqualCells) {
  const BeliefAxis axis(3, 4);
  EXPECT_EQ(axis.size(), 15U);
  const Function linear = [](std::span<const double> b) { return 2 * b[0] - b[1] + 0.5 * b[2]; };
  for (double a = 0; a <= 1; a += 0.03)
    for (double b = 0; a + b <= 1; b += 0.03) {
      const double lottery[] = {a, b, 1 - a - b};
      EXPECT_NEAR(interpolate(axis, linear, lottery), linear(lottery), 1e-12);
      Stencil stencil;
      axis.locate(lottery, stencil);
      for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_GE(stencil.weight[j], -1e-15);
        // Corners of the cell that holds the lottery: no chance further than a cell.
        for (std::size_t k = 0; k < 3; ++k)
          EXPECT_LE(std::abs(axis.point(stencil.at[j])[k] - lottery[k]), 0.25 + 1e-12);
      }
    }
  for (std::size_t k = 0; k < axis.size(); ++k) EXPECT_EQ(axis.nearest(axis.point(k)), k);
}

TEST(BeliefAxis, IsAPointForOneOutcome) {
  const BeliefAxis axis;
  EXPECT_EQ(axis.size(), 1U);
  EXPECT_EQ(axis.point(0)[0], 1);
}

}  // namespace
}  // namespace parley::numeric
