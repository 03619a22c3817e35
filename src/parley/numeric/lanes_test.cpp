// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/lanes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "parley/base/random.h"

namespace parley::numeric {
namespace {

// Two units in the last place.
constexpr double kRelative = 2 * std::numeric_limits<double>::epsilon();

TEST(Lanes, TakeExponentialsAndLogarithms) {
  for (std::uint32_t k = 0; k < 20000; ++k) {
    const double u = base::random_block(5, 0, k).uniform(0);
    const double x = (k % 2 == 0 ? 1400.0 : 4.0) * (u - 0.5);
    const double e = std::exp(x);
    EXPECT_NEAR(exp(Lanes(x))[0] / e, 1, kRelative) << x;
    const double y = k % 3 == 0 ? 1 + x * 1e-4 : std::exp(x / 2);
    EXPECT_NEAR(log(Lanes(y))[kLanes - 1], std::log(y), kRelative * std::abs(std::log(y))) << y;
  }
  EXPECT_EQ(exp(Lanes(0.0))[0], 1);
  EXPECT_EQ(exp(Lanes(-1e9))[0], 0);
  EXPECT_TRUE(std::isfinite(exp(Lanes(1e9))[0]));
  EXPECT_EQ(log(Lanes(1.0))[0], 0);
}

TEST(Lanes, KeepApartWhatIsInThem) {
  Lanes all;
  for (std::size_t lane = 0; lane < kLanes; ++lane) all.set(lane, 0.7 - static_cast<double>(lane) / 2);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const double x = 0.7 - static_cast<double>(lane) / 2;
    EXPECT_EQ(exp(all)[lane], exp(Lanes(x))[0]);
    EXPECT_EQ(abs(all)[lane], std::abs(x));
    EXPECT_EQ(round(all)[lane], std::round(x));
    EXPECT_EQ(max(all, 0.0)[lane], std::max(x, 0.0));
    EXPECT_EQ(min(all, 0.0)[lane], std::min(x, 0.0));
    EXPECT_EQ((all < 0.0)[lane], x < 0);
  }
  EXPECT_TRUE(any(all > 0.5));
  EXPECT_FALSE(any(all > 0.8));
}

}  // namespace
}  // namespace parley::numeric
