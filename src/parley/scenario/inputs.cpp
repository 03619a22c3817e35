// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/rates.h"

namespace parley::scenario {

void share_rest(std::vector<ActorType>& types, const std::vector<bool>& is_fixed) {
  double fixed = 0;
  double others = 0;
  for (std::size_t t = 0; t < types.size(); ++t) (is_fixed[t] ? fixed : others) += types[t].prior.value;
  const auto count = static_cast<double>(std::count(is_fixed.begin(), is_fixed.end(), false));
  const double rest = std::max(0.0, 1 - fixed);
  for (std::size_t t = 0; t < types.size(); ++t) {
    double& prior = types[t].prior.value;
    if (!is_fixed[t]) prior = others > 0 ? rest * (prior / others) : rest / count;
  }
}

void set_input(Scenario& scenario, const Input& input, double value) {
  if (input.kind == InputKind::kPatience) {
    Actor& actor = scenario.actors[input.actor.value()];
    actor.patience.value = value;
    actor.discount = discount_per_step(value, actor.patience.unit, scenario.step);
    return;
  }
  if (input.kind == InputKind::kStart) {
    Variable& variable = scenario.variables[input.variable.value()];
    const double last = static_cast<double>(variable.size - 1);
    const double place = variable.is_numeric() ? (value - variable.low) / variable.by : value;
    variable.start = {{static_cast<std::size_t>(std::lround(std::clamp(place, 0.0, last))), 1.0}};
    if (variable.unknown_start) variable.unknown_start->value = value;
    return;
  }
  if (input.kind == InputKind::kPrior) {
    std::vector<ActorType>& types = scenario.actors[input.actor.value()].types;
    std::vector<bool> is_fixed(types.size());
    is_fixed[input.type.value()] = true;
    types[input.type.value()].prior.value = value;
    share_rest(types, is_fixed);
    return;
  }
  Parameter& parameter = scenario.parameters[input.parameter.value()];
  if (input.kind == InputKind::kTypeValue) {
    TypeValue& changed = parameter.by_type[input.type.value()];
    changed.quantity.value = value;
    changed.per_step = scaled_to_step(value, changed.quantity.unit, scenario.step);
    return;
  }
  parameter.quantity.value = value;
  parameter.per_step = scaled_to_step(value, parameter.quantity.unit, scenario.step);
  parameter.chance_per_step = compounded_to_step(value, parameter.quantity.unit, scenario.step);
}

const Quantity& quantity_of(const Scenario& scenario, const Input& input) {
  if (input.kind == InputKind::kPatience) return scenario.actors[input.actor.value()].patience;
  if (input.kind == InputKind::kStart) {
    const Variable& variable = scenario.variables[input.variable.value()];
    return variable.unknown_start ? *variable.unknown_start : variable.about;
  }
  if (input.kind == InputKind::kPrior) return scenario.actors[input.actor.value()].types[input.type.value()].prior;
  const Parameter& parameter = scenario.parameters[input.parameter.value()];
  return input.kind == InputKind::kTypeValue ? parameter.by_type[input.type.value()].quantity : parameter.quantity;
}

std::string name_of(const Scenario& scenario, const Input& input) {
  switch (input.kind) {
    case InputKind::kPatience:
      return fmt::format("patience of {}", scenario.actors[input.actor.value()].key);
    case InputKind::kStart:
      return fmt::format("start of {}", scenario.variables[input.variable.value()].key);
    case InputKind::kPrior: {
      const Actor& actor = scenario.actors[input.actor.value()];
      return fmt::format("prior of {}.{}", actor.key, actor.types[input.type.value()].key);
    }
    case InputKind::kParameter:
      return scenario.parameters[input.parameter.value()].key;
    case InputKind::kTypeValue:
      break;
  }
  const Parameter& parameter = scenario.parameters[input.parameter.value()];
  return fmt::format("{}.{}", parameter.key, scenario.actors[parameter.by->value()].types[input.type.value()].key);
}

std::string path_of(const Scenario& scenario, const Input& input) {
  switch (input.kind) {
    case InputKind::kPatience:
      return fmt::format("actors.{}.patience", scenario.actors[input.actor.value()].key);
    case InputKind::kStart:
      return fmt::format("state.{}.start", scenario.variables[input.variable.value()].key);
    case InputKind::kPrior: {
      const Actor& actor = scenario.actors[input.actor.value()];
      return fmt::format("actors.{}.types.{}", actor.key, actor.types[input.type.value()].key);
    }
    case InputKind::kParameter:
    case InputKind::kTypeValue:
      break;
  }
  return "parameters." + name_of(scenario, input);
}

std::vector<Input> uncertain_inputs(const Scenario& scenario) {
  std::vector<Input> inputs;
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) {
    const Parameter& parameter = scenario.parameters[p];
    if (!parameter.by && parameter.quantity.is_uncertain()) inputs.push_back({.parameter = ParameterId(p)});
    for (std::size_t t = 0; t < parameter.by_type.size(); ++t)
      if (parameter.by_type[t].quantity.is_uncertain())
        inputs.push_back({InputKind::kTypeValue, ParameterId(p), *parameter.by, TypeId(t), {}});
  }
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    const std::vector<ActorType>& types = scenario.actors[i].types;
    const auto all = std::count_if(types.begin(), types.end(), [](const auto& t) { return t.prior.is_uncertain(); });
    const std::size_t last = static_cast<std::size_t>(all) == types.size() && all > 0 ? types.size() - 1 : types.size();
    for (std::size_t t = 0; t < last; ++t)
      if (types[t].prior.is_uncertain()) inputs.push_back({InputKind::kPrior, {}, ActorId(i), TypeId(t), {}});
  }
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    if (scenario.actors[i].patience.is_uncertain()) inputs.push_back({InputKind::kPatience, {}, ActorId(i), {}, {}});
  for (std::size_t v = 0; v < scenario.variables.size(); ++v)
    if (scenario.variables[v].unknown_start) inputs.push_back({InputKind::kStart, {}, {}, {}, VariableId(v)});
  return inputs;
}

bool set_inputs(Scenario& scenario, std::span<const Input> inputs, std::span<const double> values) {
  for (std::size_t k = 0; k < inputs.size(); ++k)
    if (inputs[k].kind != InputKind::kPrior) set_input(scenario, inputs[k], values[k]);
  // Decimals do not add up exactly.
  constexpr double kSlack = 1e-9;
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    std::vector<ActorType>& types = scenario.actors[i].types;
    std::vector<bool> is_fixed(types.size());
    double sum = 0;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (inputs[k].kind != InputKind::kPrior || inputs[k].actor != ActorId(i)) continue;
      types[inputs[k].type.value()].prior.value = values[k];
      is_fixed[inputs[k].type.value()] = true;
      sum += values[k];
    }
    if (sum > 1 + kSlack) return false;
    if (sum > 0 || std::find(is_fixed.begin(), is_fixed.end(), true) != is_fixed.end()) share_rest(types, is_fixed);
  }
  return true;
}

bool meets_constraints(const Scenario& scenario) {
  if (scenario.constraints.empty()) return true;
  const Slots slots = scenario.slots();
  std::vector<double> at(slots.size());
  for (std::size_t v = 0; v < scenario.variables.size(); ++v) {
    const Variable& variable = scenario.variables[v];
    if (!variable.start.empty()) at[slots.variable(VariableId(v))] = variable.value(variable.start.front().first);
  }
  for (std::size_t p = 0; p < scenario.parameters.size(); ++p) {
    at[slots.parameter(ParameterId(p))] = scenario.parameters[p].per_step;
    at[slots.chance(ParameterId(p))] = scenario.parameters[p].chance_per_step;
  }
  return std::all_of(scenario.constraints.begin(), scenario.constraints.end(),
                     [&](const Constraint& constraint) { return constraint.when.is_true(at); });
}

double discount_per_step(double patience, std::string_view unit, Step step) {
  const Step period = rate_period(unit).value_or(Step::kYear);
  return period == step ? patience : std::pow(patience, years(step) / years(period));
}

}  // namespace parley::scenario
