// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace parley::scenario {

namespace {

struct StepFacts {
  Step step;
  std::string_view name;
  double years;
  int days;    ///< 0 where it is counted in months
  int months;  ///< 0 where it is counted in days
};

constexpr std::array<StepFacts, 5> kSteps = {{
    {Step::kDay, "day", 1 / 365.25, 1, 0},
    {Step::kWeek, "week", 7 / 365.25, 7, 0},
    {Step::kMonth, "month", 1.0 / 12, 0, 1},
    {Step::kQuarter, "quarter", 0.25, 0, 3},
    {Step::kYear, "year", 1, 0, 12},
}};

const StepFacts& facts(Step step) { return kSteps[static_cast<std::size_t>(step)]; }

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = error == std::errc() && end == text.data() + text.size() && text[0] != '-';
  return is_whole ? std::optional(value) : std::nullopt;
}

}  // namespace

double years(Step step) { return facts(step).years; }

std::string_view name(Step step) { return facts(step).name; }

std::optional<Step> step_of(std::string_view name) {
  for (const StepFacts& known : kSteps)
    if (known.name == name) return known.step;
  return std::nullopt;
}

Date after(Date start, Step step, std::size_t steps) {
  using namespace std::chrono;
  const int count = static_cast<int>(steps);
  if (facts(step).days > 0) return sys_days(start) + days(count * facts(step).days);
  const year_month later = year_month(start.year(), start.month()) + months(count * facts(step).months);
  const Date last = later / std::chrono::last;
  return start.day() > last.day() ? last : Date(later / start.day());
}

std::string text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Date> date_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace parley::scenario
