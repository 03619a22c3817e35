// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/sum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace parley::numeric {
namespace {

// The stated 16 u^2, and a little for the comparison itself.
constexpr double kRelative = 20 * kUnitRoundoff * kUnitRoundoff;

/// |a - b| for two numbers that are nearly equal.
double distance(TwoDouble a, TwoDouble b) { return std::abs((a - b).to_double()); }

TEST(TwoDouble, SumsAndProductsLoseNothing) {
  const TwoDouble sum = two_sum(1e16, 1.0000000000000002);
  EXPECT_EQ((sum.high - 1e16) + sum.low, 1.0000000000000002);
  const TwoDouble product = two_product(1 + 0x1p-30, 1 + 0x1p-30);
  EXPECT_EQ(product.high, 1 + 0x1p-29);
  EXPECT_EQ(product.low, 0x1p-60);
  const TwoDouble fused = two_product(0.1, 0.3);
  EXPECT_EQ(fused.low, std::fma(0.1, 0.3, -fused.high));
}

TEST(TwoDouble, DividesBackToWhereItCameFrom) {
  for (const double a : {1.0, -3.0, 0.1, 1e200, 7e-150})
    for (const double b : {3.0, -0.7, 1e80}) {
      const TwoDouble quotient = TwoDouble{a, 0} / TwoDouble{b, 0};
      EXPECT_LE(distance(quotient * TwoDouble{b, 0}, {a, 0}), 2 * kRelative * std::abs(a));
      EXPECT_LE(std::abs(quotient.low), kUnitRoundoff * std::abs(quotient.high));
    }
}

TEST(TwoDouble, ComparesToTheLastBit) {
  EXPECT_TRUE((TwoDouble{1, 0}) < (TwoDouble{1, 1e-30}));
  EXPECT_FALSE((TwoDouble{1, 1e-30}) < (TwoDouble{1, 1e-30}));
  EXPECT_TRUE((TwoDouble{1, 1e-17}) < (TwoDouble{2, 0}));
}

TEST(TwoFoldSum, KeepsWhatCancels) {
  TwoFoldSum sum;
  for (const double term : {1e16, 1.0, 1e-10, -1e16, -1.0}) sum.add(term);
  EXPECT_NEAR(sum.value().to_double(), 1e-10, 1e-15);
  TwoFoldSum product;
  product.add_product(0.1, {3, 1e-17});
  product.add_product(TwoDouble{0.1, 0}, TwoDouble{-3, -1e-17});
  EXPECT_EQ(product.value().to_double(), 0);
}

TEST(TwoFoldSum, StaysWithinItsBound) {
  // sum of k/7 for k = 1..1000, term by term in TwoDouble, is 500500/7.
  TwoFoldSum sum;
  for (int k = 1; k <= 1000; ++k) sum.add(TwoDouble{static_cast<double>(k), 0} / TwoDouble{7, 0});
  const TwoDouble exact = TwoDouble{500500, 0} / TwoDouble{7, 0};
  EXPECT_LE(distance(sum.value(), exact), 2 * 1006.0 * 1006 * kUnitRoundoff * kUnitRoundoff * exact.high);
}

TEST(OrderedSum, RoundsOnce) {
  const std::vector<double> terms(10, 0.1);
  EXPECT_EQ(ordered_sum(terms), 1.0);
}

}  // namespace
}  // namespace parley::numeric
