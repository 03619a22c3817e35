// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/date.h"

#include <gtest/gtest.h>

namespace parley::scenario {
namespace {

std::string later(std::string_view start, Step step, std::size_t steps) {
  return text(after(*date_of(start), step, steps));
}

TEST(Date, KeepsTheDayOfTheMonthOrTakesItsLast) {
  EXPECT_EQ(later("2019-05-09", Step::kQuarter, 3), "2020-02-09");
  EXPECT_EQ(later("2019-01-31", Step::kMonth, 1), "2019-02-28");
  EXPECT_EQ(later("2019-01-31", Step::kMonth, 2), "2019-03-31");
  EXPECT_EQ(later("2019-11-30", Step::kQuarter, 1), "2020-02-29");
  EXPECT_EQ(later("2020-02-29", Step::kYear, 1), "2021-02-28");
  EXPECT_EQ(later("2020-02-29", Step::kYear, 4), "2024-02-29");
}

TEST(Date, CountsDaysAndWeeksThroughTheCalendar) {
  EXPECT_EQ(later("2019-12-31", Step::kDay, 1), "2020-01-01");
  EXPECT_EQ(later("2020-02-27", Step::kWeek, 1), "2020-03-05");
  EXPECT_EQ(later("2019-05-09", Step::kDay, 0), "2019-05-09");
}

TEST(Date, ReadsOnlyDatesOfTheCalendar) {
  EXPECT_FALSE(date_of("2019-02-29"));
  EXPECT_FALSE(date_of("2019-5-9"));
  EXPECT_FALSE(date_of("2019-13-01"));
  EXPECT_FALSE(date_of("+019-05-09"));
  EXPECT_FALSE(date_of("2019-05--9"));
  EXPECT_FALSE(date_of(""));
  EXPECT_TRUE(date_of("2020-02-29"));
}

TEST(Date, NamesItsSteps) {
  for (const Step step : {Step::kDay, Step::kWeek, Step::kMonth, Step::kQuarter, Step::kYear})
    EXPECT_EQ(step_of(name(step)), step);
  EXPECT_FALSE(step_of("years"));
  EXPECT_DOUBLE_EQ(years(Step::kWeek) / years(Step::kDay), 7);
}

}  // namespace
}  // namespace parley::scenario
