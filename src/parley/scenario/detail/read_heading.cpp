// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/detail/draft.h"
#include "parley/scenario/detail/limits.h"

namespace parley::scenario {

namespace {

// How far answers look where the file does not say.
constexpr double kForecastYears = 10;

void read_horizon(Draft& draft) {
  const Node* const horizon = table_at(*draft.root, "horizon");
  if (horizon == nullptr) return;
  draft.made.horizon.where = horizon->where;
  // A wrong number is reported; reading goes on as if there were a horizon.
  draft.made.horizon.steps = whole_number(draft, *horizon, "steps", 1, kMostSteps).value_or(1);
  draft.made.horizon.payoffs_continue = truth_at(*horizon, "payoffs_continue", false);
}

void read_forecast(Draft& draft) {
  const auto& last = draft.made.horizon.steps;
  std::optional<std::size_t> asked;
  if (const Node* const forecast = table_at(*draft.root, "forecast"))
    asked = whole_number(draft, *forecast, "steps", 1, kMostSteps);
  const auto ten_years = static_cast<std::size_t>(std::lround(kForecastYears / years(draft.made.step)));
  draft.made.forecast_steps = asked.value_or(last.value_or(ten_years));
  if (last) draft.made.forecast_steps = std::min(draft.made.forecast_steps, *last);
}

}  // namespace

void read_heading(Draft& draft) {
  const Node& root = *draft.root;
  draft.made.title = text_at(root, "title");
  draft.made.says = text_at(root, "says");
  draft.made.payoff_unit = text_at(root, "payoff_unit");
  const Node* const start = root.find("start");
  if (start != nullptr && start->kind == Kind::kDate) draft.made.start = date_of(start->text).value_or(Date{});
  draft.made.step = step_of(text_at(root, "step")).value_or(Step::kQuarter);
  read_horizon(draft);
  read_forecast(draft);
}

}  // namespace parley::scenario
