// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/scope.h"
#include "parley/scenario/inputs.h"

namespace parley::scenario {

namespace {

/// Everything that `parameter` may name: parameters, and those by type with a type.
std::vector<Input> parameters_to_sweep(const Scenario& made) {
  std::vector<Input> inputs;
  for (std::size_t p = 0; p < made.parameters.size(); ++p) {
    const Parameter& parameter = made.parameters[p];
    if (!parameter.by) inputs.push_back({.parameter = ParameterId(p)});
    for (std::size_t t = 0; t < parameter.by_type.size(); ++t)
      inputs.push_back({InputKind::kTypeValue, ParameterId(p), *parameter.by, TypeId(t)});
  }
  return inputs;
}

/// Everything that `prior` may name.
std::vector<Input> priors_to_sweep(const Scenario& made) {
  std::vector<Input> inputs;
  for (std::size_t i = 0; i < made.actors.size(); ++i)
    for (std::size_t t = 0; t < made.actors[i].types.size(); ++t)
      inputs.push_back({InputKind::kPrior, {}, ActorId(i), TypeId(t)});
  return inputs;
}

std::string name_in_sweep(const Scenario& made, const Input& input) {
  if (input.kind != InputKind::kPrior) return name_of(made, input);
  const Actor& actor = made.actors[input.actor.value()];
  return fmt::format("{}.{}", actor.key, actor.types[input.type.value()].key);
}

void report_parameter(Draft& draft, const Node& name, const std::vector<std::string>& names) {
  const auto& parameters = draft.made.parameters;
  const bool lacks_type =
      std::any_of(parameters.begin(), parameters.end(), [&](const auto& p) { return p.key == name.text && p.by; });
  std::string help = names.empty() ? std::string("declare it in [parameters]")
                                   : fmt::format("the parameters are {}", fmt::join(names, ", "));
  if (lacks_type) {
    draft.add({"E0317", name.where, fmt::format("`{}` has a number for each type", name.text), "which one is moved?",
               std::move(help)});
    return;
  }
  draft.add({"E0317", name.where, fmt::format("there is no parameter `{}`", name.text), "unknown parameter",
             std::move(help), base::nearest_name(name.text, names)});
}

void report_prior(Draft& draft, const Node& name, const std::vector<std::string>& names) {
  draft.add({"E0330", name.where, fmt::format("there is no type `{}`", name.text), "unknown type",
             names.empty() ? std::string("no actor has `types`")
                           : fmt::format("write ACTOR.TYPE: the types are {}", fmt::join(names, ", ")),
             base::nearest_name(name.text, names)});
}

std::optional<Input> swept_input(Draft& draft, const Entry& entry) {
  const bool has_parameter = entry.value.find("parameter") != nullptr;
  const bool has_prior = entry.value.find("prior") != nullptr;
  if (has_parameter == has_prior) {
    draft.add({"E0326", entry.where, "a sweep needs either `parameter` or `prior`",
               has_parameter ? "both are given" : "neither is given",
               "write parameter = \"KEY\", or prior = \"ACTOR.TYPE\""});
    return std::nullopt;
  }
  const Node* const name = text_node_at(entry.value, has_parameter ? "parameter" : "prior");
  if (name == nullptr) return std::nullopt;
  const auto inputs = has_parameter ? parameters_to_sweep(draft.made) : priors_to_sweep(draft.made);
  std::vector<std::string> names(inputs.size());
  std::transform(inputs.begin(), inputs.end(), names.begin(),
                 [&](const Input& input) { return name_in_sweep(draft.made, input); });
  const auto found = std::find(names.begin(), names.end(), name->text);
  if (found != names.end()) return inputs[static_cast<std::size_t>(found - names.begin())];
  if (has_parameter) {
    report_parameter(draft, *name, names);
  } else {
    report_prior(draft, *name, names);
  }
  return std::nullopt;
}

void check_priors(Draft& draft, const Sweep& sweep) {
  const auto is_none = [](double value) { return !(value >= 0 && value <= 1); };
  const auto wrong = std::find_if(sweep.values.begin(), sweep.values.end(), is_none);
  if (wrong == sweep.values.end()) return;
  draft.add({"E0309", sweep.where, "a prior must be from 0 to 1", fmt::format("{} is one of its values", *wrong),
             "sweep from 0 to 1, say"});
}

void check_outcome(Draft& draft, const Node& name) {
  std::vector<std::string> keys;
  for (const Outcome& outcome : draft.made.outcomes) keys.push_back(outcome.key);
  if (std::find(keys.begin(), keys.end(), name.text) != keys.end()) return;
  draft.add({"E0318", name.where, fmt::format("there is no outcome `{}`", name.text), "unknown outcome",
             keys.empty() ? std::string("declare it as [outcomes.KEY]")
                          : fmt::format("the outcomes are {}", fmt::join(keys, ", ")),
             base::nearest_name(name.text, keys)});
}

std::vector<std::size_t> read_sweep_policies(Draft& draft, const Node* list) {
  std::vector<std::size_t> places;
  if (list == nullptr) return places;
  std::vector<std::string> keys;
  for (const Policy& policy : draft.made.policies) keys.push_back(policy.key);
  for (const Node& item : list->items) {
    if (item.kind != Kind::kText) continue;
    const auto found = std::find(keys.begin(), keys.end(), item.text);
    const auto place = static_cast<std::size_t>(found - keys.begin());
    if (found != keys.end()) {
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
      continue;
    }
    draft.add({"E0328", item.where, fmt::format("there is no policy `{}`", item.text), "unknown policy",
               keys.empty() ? std::string("declare it as [policies.KEY]")
                            : fmt::format("the policies are {}", fmt::join(keys, ", ")),
               base::nearest_name(item.text, keys)});
  }
  return places;
}

std::vector<double> spaced_values(Draft& draft, const Node& table) {
  const Node* const from = number_at(table, "from");
  const Node* const to = number_at(table, "to");
  const auto points = whole_number(draft, table, "points", 2, kMostPoints);
  if (from == nullptr || to == nullptr || !points) return {};
  if (!std::isfinite(from->number) || !std::isfinite(to->number) || from->number == to->number) {
    draft.add({"E0323", to->where, "a sweep goes from one finite number to another", "no other number",
               "correct `from` or `to`"});
    return {};
  }
  std::vector<double> values;
  const double last = static_cast<double>(*points - 1);
  for (std::size_t k = 0; k < *points; ++k) {
    const double share = static_cast<double>(k) / last;
    values.push_back(k + 1 == *points ? to->number : from->number + (to->number - from->number) * share);
  }
  return values;
}

std::vector<double> sweep_values(Draft& draft, const Entry& entry) {
  const Node& table = entry.value;
  const bool has_values = table.find("values") != nullptr;
  const auto has = [&](std::string_view key) { return table.find(key) != nullptr; };
  const bool has_any = has("from") || has("to") || has("points");
  const bool has_all = has("from") && has("to") && has("points");
  if (has_values ? has_any : !has_all) {
    draft.add({"E0326", entry.where, "a sweep needs either `from`, `to` and `points`, or `values`",
               has_values ? "both are given" : "not all are given", "write from = 0, to = 1, points = 11, say"});
    return {};
  }
  if (!has_values) return spaced_values(draft, table);
  const Node* const list = list_at(table, "values");
  std::vector<double> values;
  if (list == nullptr) return values;
  check_count(draft, list->items.size(), kMostPoints, "values of a sweep", list->where);
  for (const Node& item : list->items)
    if (item.kind == Kind::kNumber && std::isfinite(item.number)) values.push_back(item.number);
  if (values.empty() || values.size() < list->items.size())
    draft.add({"E0323", list->where, "the values of a sweep must be finite numbers, at least one",
               values.empty() ? "none" : "not finite", "write values = [1, 2, 5], say"});
  return values;
}

}  // namespace

void read_sweeps(Draft& draft) {
  const Node* const sweeps = table_at(*draft.root, "sweeps");
  if (sweeps == nullptr) return;
  for (const Entry& entry : sweeps->entries) {
    const Node& table = entry.value;
    if (table.kind != Kind::kTable) continue;
    Sweep sweep;
    sweep.key = entry.key;
    sweep.where = entry.where;
    sweep.says = text_at(table, "says");
    sweep.outcome = text_at(table, "outcome");
    sweep.values = sweep_values(draft, entry);
    sweep.policies = read_sweep_policies(draft, list_at(table, "policies"));
    if (const Node* const outcome = text_node_at(table, "outcome")) check_outcome(draft, *outcome);
    const auto input = swept_input(draft, entry);
    if (!input) continue;
    sweep.input = *input;
    if (input->kind == InputKind::kPrior) check_priors(draft, sweep);
    draft.made.sweeps.push_back(std::move(sweep));
  }
}

}  // namespace parley::scenario
