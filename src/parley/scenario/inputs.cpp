// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/inputs.h"

#include <fmt/format.h>

#include <algorithm>

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
  if (input.kind == InputKind::kPrior) return scenario.actors[input.actor.value()].types[input.type.value()].prior;
  const Parameter& parameter = scenario.parameters[input.parameter.value()];
  return input.kind == InputKind::kTypeValue ? parameter.by_type[input.type.value()].quantity : parameter.quantity;
}

std::string name_of(const Scenario& scenario, const Input& input) {
  if (input.kind == InputKind::kPrior) {
    const Actor& actor = scenario.actors[input.actor.value()];
    return fmt::format("prior of {}.{}", actor.key, actor.types[input.type.value()].key);
  }
  const Parameter& parameter = scenario.parameters[input.parameter.value()];
  if (input.kind == InputKind::kParameter) return parameter.key;
  return fmt::format("{}.{}", parameter.key, scenario.actors[parameter.by->value()].types[input.type.value()].key);
}

}  // namespace parley::scenario
