// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/quantile.h"

#include <gtest/gtest.h>

#include <cmath>

namespace parley::numeric {
namespace {

TEST(Quantile, TheNormalOnesAreThoseOfTables) {
  EXPECT_NEAR(quantile(CutNormal{}, 0.975), 1.959963984540054, 1e-12);
  EXPECT_NEAR(quantile({.mean = 3, .sd = 2}, 0.5), 3, 1e-14);
  EXPECT_NEAR(quantile(CutNormal{}, 1e-10), -6.361340902404056, 1e-11);
  EXPECT_NEAR(quantile(CutNormal{}, 1 - 1e-3), 3.090232306167813, 1e-11);
}

TEST(Quantile, CuttingOffIsExactInTheTail) {
  // Beyond eight standard deviations the rest is nearly exponential: its median, by the tail probabilities 6.22096e-16
  // of 8 and half of it.
  const double median = quantile({.low = 8}, 0.5);
  EXPECT_NEAR(std::erfc(median / std::sqrt(2.0)), 0.5 * std::erfc(8 / std::sqrt(2.0)), 1e-25);
  EXPECT_NEAR(quantile({.high = -8}, 0.5), -median, 1e-12);
  EXPECT_EQ(quantile({.low = -1, .high = 1}, 0), -1);
  EXPECT_EQ(quantile({.low = -1, .high = 1}, 1), 1);
  EXPECT_NEAR(quantile({.low = -1, .high = 1}, 0.5), 0, 1e-15);
}

TEST(Quantile, TheTriangleIsInvertedByItsArea) {
  for (const double p : {0.0, 0.1, 0.25, 0.6, 1.0}) {
    const double x = triangular_quantile(1, 2, 5, p);
    const double area = x <= 2 ? (x - 1) * (x - 1) / (4 * 1) : 1 - (5 - x) * (5 - x) / (4 * 3);
    EXPECT_NEAR(area, p, 1e-15);
  }
  EXPECT_NEAR(triangular_quantile(0, 0, 1, 0.75), 0.5, 1e-15);
  EXPECT_NEAR(triangular_quantile(0, 1, 1, 0.25), 0.5, 1e-15);
}

TEST(Quantile, ChiSquaredIsThatOfTables) {
  EXPECT_NEAR(chi_squared_chance(1, 3.841458820694124), 0.05, 1e-12);
  EXPECT_NEAR(chi_squared_chance(9, 21.66599433346194), 0.01, 1e-12);
  EXPECT_EQ(chi_squared_chance(3, 0), 1);
}

TEST(Quantile, WilsonsIntervalIsThatOfHisFormula) {
  // 10 of 20, by hand: center 1/2, half width 1.96 sqrt(1/80 + 3.8415/1600) / (1 + 3.8415/20).
  const Interval95 interval = wilson(10, 20);
  EXPECT_NEAR(interval.low, 0.29929801, 1e-7);
  EXPECT_NEAR(interval.high, 0.70070199, 1e-7);
  EXPECT_EQ(wilson(0, 5).low, 0);
  EXPECT_NEAR(wilson(0, 5).high, 0.43448246, 1e-7);
  EXPECT_EQ(wilson(5, 5).high, 1);
}

}  // namespace
}  // namespace parley::numeric
