// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/columns.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/measures.h"
#include "parley/scenario/read.h"

namespace parley::analyze {

namespace {

base::Diagnostic damaged(const std::string& path, std::string why) {
  return base::mistake("E0804", fmt::format("cannot read {} as a sweep file: {}", path, why),
                       "sweep the scenario again", base::Fault::kFile);
}

}  // namespace

std::vector<const SweepRow*> Study::certified() const {
  std::vector<const SweepRow*> all;
  for (const SweepRow& row : rows)
    if (row.run.status == WorldStatus::kCertified) all.push_back(&row);
  return all;
}

base::Result<scenario::Scenario> read_scenario(const SweepPlan& plan) {
  const auto open = [&](const std::string& path) -> base::Result<base::SourcePtr> {
    for (const auto& [known, text] : plan.files)
      if (known == path) return std::make_shared<const base::Source>(known, text);
    return base::failure(damaged(path, "it is not in the sweep file"));
  };
  return scenario::read(std::make_shared<const base::Source>(plan.scenario_name, plan.scenario_text),
                        {plan.overrides, open});
}

std::vector<std::pair<std::string, scenario::Input>> all_inputs(const scenario::Scenario& scenario) {
  using scenario::InputKind;
  std::vector<scenario::Input> inputs;
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) {
    const scenario::Parameter& parameter = scenario.parameters[p];
    if (!parameter.by && !parameter.is_term) inputs.push_back({.parameter = scenario::ParameterId(p)});
    for (std::size_t t = 0; t < parameter.by_type.size(); ++t)
      inputs.push_back({InputKind::kTypeValue, scenario::ParameterId(p), *parameter.by, scenario::TypeId(t), {}});
  }
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    for (std::size_t t = 0; t < scenario.actors[i].types.size(); ++t)
      inputs.push_back({InputKind::kPrior, {}, scenario::ActorId(i), scenario::TypeId(t), {}});
    inputs.push_back({InputKind::kPatience, {}, scenario::ActorId(i), {}, {}});
  }
  for (std::size_t v = 0; v < scenario.variables.size(); ++v)
    if (scenario.variables[v].unknown_start || (scenario.variables[v].is_numeric() && !scenario.variables[v].of_deal))
      inputs.push_back({InputKind::kStart, {}, {}, {}, scenario::VariableId(v)});
  std::vector<std::pair<std::string, scenario::Input>> named;
  named.reserve(inputs.size());
  for (const scenario::Input& input : inputs) named.emplace_back(path_of(scenario, input), input);
  return named;
}

std::optional<std::vector<scenario::Input>> inputs_at(const scenario::Scenario& scenario,
                                                      const std::vector<std::string>& paths) {
  const auto all = all_inputs(scenario);
  std::vector<scenario::Input> inputs;
  for (const std::string& path : paths) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& named) { return named.first == path; });
    if (found == all.end()) return std::nullopt;
    inputs.push_back(found->second);
  }
  return inputs;
}

base::Result<std::unique_ptr<const Study>> read_study(const std::string& path) {
  auto file = SweepFile::open(path, false);
  if (!file) return base::failure(file.error());
  auto study = std::make_unique<Study>();
  study->path = path;
  study->plan = file->plan();
  study->input_paths = file->input_paths();
  auto scenario = read_scenario(study->plan);
  if (!scenario) return base::failure(scenario.error());
  study->scenario = std::move(*scenario);
  auto inputs = inputs_at(study->scenario, study->input_paths);
  if (!inputs) return base::failure(damaged(path, "it holds an input that its scenario does not have"));
  study->plan.design.inputs = std::move(*inputs);
  if (study->plan.design.kind == DesignKind::kTable) {
    auto columns = scenario::read_columns(base::Source(path, study->plan.table_text));
    if (!columns) return base::failure(damaged(path, "its table cannot be read"));
    study->plan.design.table = std::move(columns->numbers);
  }
  for (const std::string& text : study->plan.measures) {
    auto measure = scenario::read_measure(study->scenario, text);
    if (!measure) return base::failure(damaged(path, fmt::format("its measure {} cannot be read", text)));
    study->measures.push_back(std::move(*measure));
  }
  auto rows = file->rows();
  if (!rows) return base::failure(rows.error());
  study->rows = std::move(*rows);
  const auto drawn = draw_worlds(study->scenario, study->plan.design, study->plan.seed);
  if (!drawn) return base::failure(drawn.error());
  study->rejected = drawn->rejected;
  for (std::size_t k = 0; k < drawn->count(); ++k) study->worlds += study->plan.has(k) ? 1 : 0;
  return std::unique_ptr<const Study>(std::move(study));
}

std::optional<std::vector<std::string>> overrides_of(const Study& study, std::size_t world) {
  const auto found =
      std::find_if(study.rows.begin(), study.rows.end(), [&](const SweepRow& row) { return row.world == world; });
  if (found == study.rows.end()) return std::nullopt;
  std::vector<std::string> sets = study.plan.overrides;
  for (std::size_t k = 0; k < study.input_paths.size(); ++k) {
    const scenario::Input& input = study.plan.design.inputs[k];
    std::string value = fmt::format("{}", found->values[k]);
    if (input.kind == scenario::InputKind::kStart) {
      scenario::Scenario changed = study.scenario;
      set_input(changed, input, found->values[k]);
      const scenario::Variable& variable = changed.variables[input.variable.value()];
      const std::size_t place = variable.start.front().first;
      value = variable.is_numeric() ? fmt::format("{}", variable.value(place)) : variable.levels[place];
    }
    sets.push_back(fmt::format("{}={}", study.input_paths[k], value));
  }
  return sets;
}

Spread spread_of(std::vector<double> numbers) {
  numbers.erase(std::remove_if(numbers.begin(), numbers.end(), [](double number) { return !std::isfinite(number); }),
                numbers.end());
  Spread spread;
  spread.count = numbers.size();
  if (numbers.empty()) return spread;
  std::sort(numbers.begin(), numbers.end());
  const auto at = [&](double p) {
    const double place = p * static_cast<double>(numbers.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double rest = place - static_cast<double>(below);
    return rest > 0 ? numbers[below] + rest * (numbers[below + 1] - numbers[below]) : numbers[below];
  };
  spread.lowest = numbers.front();
  spread.low = at(0.05);
  spread.median = at(0.5);
  spread.high = at(0.95);
  spread.highest = numbers.back();
  return spread;
}

std::vector<Spread> spreads_of(const Study& study) {
  const auto worlds = study.certified();
  std::vector<Spread> spreads;
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    std::vector<double> numbers(worlds.size());
    std::transform(worlds.begin(), worlds.end(), numbers.begin(),
                   [&](const SweepRow* row) { return row->run.measures[m]; });
    spreads.push_back(spread_of(std::move(numbers)));
  }
  return spreads;
}

}  // namespace parley::analyze
