// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/rates.h"

#include <gtest/gtest.h>

#include <cmath>

namespace parley::scenario {
namespace {

TEST(Rates, KnowsThePeriodOfAUnit) {
  EXPECT_EQ(rate_period("warheads / year"), Step::kYear);
  EXPECT_EQ(rate_period("per quarter at maximum"), Step::kQuarter);
  EXPECT_EQ(rate_period("dollars per head per month"), Step::kMonth);
  EXPECT_EQ(rate_period("points/day"), Step::kDay);
  EXPECT_FALSE(rate_period("dollars per head"));
  EXPECT_FALSE(rate_period("years"));
  EXPECT_FALSE(rate_period("year"));
  EXPECT_FALSE(rate_period(""));
}

TEST(Rates, FindsWhatOnlyLooksLikeAPeriod) {
  EXPECT_EQ(misspelt_period("per annum")->meant, "year");
  EXPECT_EQ(misspelt_period("tests / yaer")->meant, "year");
  EXPECT_FALSE(misspelt_period("dollars per head"));
  EXPECT_FALSE(misspelt_period("per year"));
}

TEST(Rates, ScaleToTheStepOrCompoundToIt) {
  EXPECT_DOUBLE_EQ(scaled_to_step(6, "warheads / year", Step::kQuarter), 1.5);
  EXPECT_DOUBLE_EQ(scaled_to_step(6, "warheads", Step::kQuarter), 6);
  EXPECT_DOUBLE_EQ(compounded_to_step(0.4, "per year", Step::kQuarter), 1 - std::pow(0.6, 0.25));
  EXPECT_DOUBLE_EQ(compounded_to_step(0.1, "per month", Step::kQuarter), 1 - std::pow(0.9, 3));
  EXPECT_EQ(compounded_to_step(1, "per year", Step::kQuarter), 1);
  EXPECT_EQ(compounded_to_step(0, "per year", Step::kQuarter), 0);
  EXPECT_EQ(compounded_to_step(0.3, "", Step::kQuarter), 0.3);
  EXPECT_EQ(compounded_to_step(0.3, "per quarter", Step::kQuarter), 0.3);
}

}  // namespace
}  // namespace parley::scenario
