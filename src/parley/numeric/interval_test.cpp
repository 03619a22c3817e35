// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace parley::numeric {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Interval, StepsToTheNextDoubleOrOneBeyond) {
  for (const double x : {1.0, -1.0, 1.5, 3e-308, -2e300, 1e-320, 0.0, 0x1p-53}) {
    EXPECT_LT(below(x), x);
    EXPECT_LE(below(x), std::nextafter(x, -kInfinity));
    EXPECT_GE(below(x), std::nextafter(std::nextafter(x, -kInfinity), -kInfinity));
    EXPECT_EQ(above(x), -below(-x));
  }
  EXPECT_EQ(below(kInfinity), std::numeric_limits<double>::max());
  EXPECT_EQ(above(kInfinity), kInfinity);
  EXPECT_EQ(below(kNaN), -kInfinity);
  EXPECT_EQ(above(kNaN), kInfinity);
}

TEST(Interval, HoldsTheTruthOfEachOperation) {
  const Interval third = Interval(1.0) / Interval(3.0);
  EXPECT_TRUE(third.contains(1.0 / 3));
  EXPECT_LT(third.low, third.high);
  EXPECT_TRUE((third * Interval(3.0)).contains(1.0));
  // 0.1 + 0.2 as reals lies between the sums rounded down and up.
  const Interval sum = Interval(0.1) + Interval(0.2);
  const long double exact = 0.1L * 0 + static_cast<long double>(0.1) + static_cast<long double>(0.2);
  EXPECT_LE(static_cast<long double>(sum.low), exact);
  EXPECT_GE(static_cast<long double>(sum.high), exact);
  EXPECT_TRUE((Interval(-2, 3) * Interval(-5, 7)).contains(Interval(-15, 21)));
  EXPECT_TRUE((Interval(-2, 3) - Interval(-5, 7)).contains(Interval(-9, 8)));
  EXPECT_TRUE((Interval(1, 2) / Interval(-4, -2)).contains(Interval(-1, -0.25)));
}

TEST(Interval, GivesTheWholeLineWhereNothingIsKnown) {
  EXPECT_TRUE((Interval(1.0) / Interval(-1, 1)).contains(1e300));
  EXPECT_TRUE((Interval(0.0) * Interval::whole()).contains(-1e300));
  const Interval large = Interval(1e308) + Interval(1e308);
  EXPECT_EQ(large.low, std::numeric_limits<double>::max());
  EXPECT_EQ(large.high, kInfinity);
}

TEST(Interval, MeasuresAndJoins) {
  EXPECT_GE(Interval(1, 3).width(), 2);
  EXPECT_EQ(Interval(1, 3).middle(), 2);
  EXPECT_EQ(hull(Interval(1, 2), Interval(-1, 0)).low, -1);
  EXPECT_EQ(hull(Interval(1, 2), Interval(-1, 0)).high, 2);
}

}  // namespace
}  // namespace parley::numeric
