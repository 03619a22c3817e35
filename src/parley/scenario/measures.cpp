// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "parley/scenario/detail/mistake.h"
#include "parley/scenario/detail/read_measure.h"

namespace parley::scenario {

namespace {

/// "5 years", or "7 quarters" where that is no whole number of years.
std::string duration(const Scenario& scenario, std::size_t steps) {
  const double in_years = static_cast<double>(steps) * years(scenario.step);
  constexpr double kWhole = 1e-9;
  const bool is_whole = std::abs(in_years - std::round(in_years)) < kWhole;
  const std::size_t count = is_whole ? static_cast<std::size_t>(std::lround(in_years)) : steps;
  return fmt::format("{} {}{}", count, is_whole ? "year" : name(scenario.step), count == 1 ? "" : "s");
}

bool is_plain(unsigned char c) { return std::isalnum(c) != 0 || c == '_'; }

/// The levels as a comparison with one of them.
std::string level_text(const Variable& variable, const std::vector<std::size_t>& levels) {
  const auto quoted = [&](std::size_t k) {
    const std::string& level = variable.levels[k];
    return std::all_of(level.begin(), level.end(), is_plain) ? level : "'" + level + "'";
  };
  const std::size_t all = variable.levels.size();
  if (levels.size() == 1) return "== " + quoted(levels.front());
  if (levels.empty()) return "< " + quoted(0);
  if (levels.back() - levels.front() + 1 == levels.size()) {
    if (levels.front() == 0) return "<= " + quoted(levels.back());
    if (levels.back() + 1 == all) return ">= " + quoted(levels.front());
  }
  for (std::size_t k = 0; k < all; ++k)
    if (std::find(levels.begin(), levels.end(), k) == levels.end()) return "!= " + quoted(k);
  return "<= " + quoted(all - 1);
}

}  // namespace

base::Result<Measure> read_measure(const Scenario& scenario, const std::string& words) {
  const auto source = std::make_shared<const base::Source>("--measure", words);
  const expr::Written written{source->text(), source, 0, {}};
  const std::vector<base::Span> places = find_measures(words);
  base::Diagnostics found;
  std::optional<Measure> made;
  if (places.size() == 1 && places[0].begin == 0 && places[0].end == words.size()) {
    made = read_measure_at(scenario, written, places[0], found);
  } else {
    add(found, {"E0338",
                {source, {0, words.size()}},
                "this is not one measure",
                "not a measure",
                "write one, such as P(OUTCOME within 5 years | POLICY), E(VARIABLE at 5 years) or V(ACTOR)"});
  }
  if (made) return std::move(*made);
  base::Diagnostics usage;
  for (base::Diagnostic mistake : found.all()) {
    mistake.fault = base::Fault::kUsage;
    usage.add(std::move(mistake));
  }
  return base::failure(std::move(usage));
}

std::string text_of(const Scenario& scenario, const Measure& measure) {
  const std::string when = duration(scenario, measure.step);
  const auto outcome = [&] { return scenario.outcomes[measure.outcome].key; };
  const auto actor = [&] { return scenario.actors[measure.actor.value()].key; };
  const auto variable = [&]() -> const Variable& { return scenario.variables[measure.variable.value()]; };
  const std::string given = measure.policy ? " | " + scenario.policies[*measure.policy].key : "";
  switch (measure.kind) {
    case MeasureKind::kOutcome:
      return fmt::format("P({} within {}{})", outcome(), when, given);
    case MeasureKind::kFirst:
      return fmt::format("P({} concedes first within {}{})", actor(), when, given);
    case MeasureKind::kNobody:
      return fmt::format("P(nobody concedes within {}{})", when, given);
    case MeasureKind::kLevel:
      return fmt::format("P({} {} at {}{})", variable().key, level_text(variable(), measure.levels), when, given);
    case MeasureKind::kStock:
      return fmt::format("E({} at {}{})", variable().key, when, given);
    case MeasureKind::kStockWhen:
      return fmt::format("E({} when {}{})", variable().key, outcome(), given);
    case MeasureKind::kTimeTo:
      return fmt::format("E({}s to {}{})", name(measure.per), outcome(), given);
    case MeasureKind::kWorth:
      break;
  }
  return fmt::format("V({}{})", actor(), given);
}

std::vector<Measure> usual_measures(const Scenario& scenario, const std::vector<std::optional<std::size_t>>& policies) {
  const bool concedes = std::any_of(scenario.actions.begin(), scenario.actions.end(),
                                    [](const Action& action) { return action.concession; });
  std::vector<Measure> all;
  for (const auto& policy : policies) {
    Measure measure;
    measure.policy = policy;
    measure.step = scenario.forecast_steps;
    const auto add = [&](MeasureKind kind) {
      measure.kind = kind;
      measure.text = text_of(scenario, measure);
      all.push_back(measure);
    };
    for (measure.outcome = 0; measure.outcome < scenario.outcomes.size(); ++measure.outcome) add(MeasureKind::kOutcome);
    for (std::size_t i = 0; concedes && i < scenario.actors.size(); ++i) {
      measure.actor = ActorId(i);
      add(MeasureKind::kFirst);
    }
    if (concedes) add(MeasureKind::kNobody);
    for (std::size_t v = 0; v < scenario.variables.size(); ++v) {
      measure.variable = VariableId(v);
      if (scenario.variables[v].is_numeric() && !scenario.variables[v].of_deal) add(MeasureKind::kStock);
    }
    for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
      measure.actor = ActorId(i);
      add(MeasureKind::kWorth);
    }
  }
  return all;
}

}  // namespace parley::scenario
