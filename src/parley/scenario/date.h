// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::scenario {

using Date = std::chrono::year_month_day;

enum class Step : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

/// How much of a year one step is: 1/365.25, 7/365.25, 1/12, 1/4, 1.
[[nodiscard]] double years(Step step);
/// "day", "week", "month", "quarter", "year".
[[nodiscard]] std::string_view name(Step step);
[[nodiscard]] std::optional<Step> step_of(std::string_view name);

/// The date `steps` steps later. Months, quarters and years keep the day of the month, or take the month's last.
[[nodiscard]] Date after(Date start, Step step, std::size_t steps);
/// "2019-05-09".
[[nodiscard]] std::string text(Date date);
[[nodiscard]] std::optional<Date> date_of(std::string_view text);

}  // namespace parley::scenario
