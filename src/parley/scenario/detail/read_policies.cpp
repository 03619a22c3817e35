// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/scope.h"
#include "parley/scenario/rates.h"

namespace parley::scenario {

namespace {

std::optional<ActionId> find_action(Draft& draft, ActorId actor, std::string_view key, const Where& where) {
  if (const auto id = action_of(draft, actor, key)) return id;
  std::vector<std::string> keys;
  for (const Action& action : draft.made.actions)
    if (action.actor == actor) keys.push_back(action.key);
  std::string help = keys.empty() ? std::string("it has no moves; declare them as [moves.ACTOR.KEY]")
                                  : fmt::format("its moves are {}", fmt::join(keys, ", "));
  if (key == "wait")
    help = "waiting is not forbidden or commanded; `may_wait = false` takes it away, `always` overrides it";
  draft.add({"E0315", where, fmt::format("`{}` has no move `{}`", draft.made.actors[actor.value()].key, key),
             "unknown move", std::move(help), base::nearest_name(key, keys)});
  return std::nullopt;
}

std::vector<ActionId> read_actions(Draft& draft, ActorId actor, const Node* list) {
  std::vector<ActionId> actions;
  if (list == nullptr) return actions;
  for (const Node& item : list->items) {
    if (item.kind != Kind::kText) continue;
    const auto action = find_action(draft, actor, item.text, item.where);
    if (action && std::find(actions.begin(), actions.end(), *action) == actions.end()) actions.push_back(*action);
  }
  return actions;
}

void check_leaves_a_move(Draft& draft, const Policy& policy, const Entry& entry) {
  const auto forbids = [&](ActionId id) {
    return std::find(policy.never.begin(), policy.never.end(), id) != policy.never.end();
  };
  for (const ActionId id : policy.always) {
    if (!forbids(id)) continue;
    draft.add({"E0316", entry.where,
               fmt::format("the policy both commands and forbids `{}`", draft.made.actions[id.value()].key),
               "contradicts itself", "remove it from `always` or from `never`"});
  }
  const Actor& actor = draft.made.actors[policy.actor.value()];
  if (actor.may_wait || policy.never.empty()) return;
  for (std::size_t i = 0; i < draft.made.actions.size(); ++i)
    if (draft.made.actions[i].actor == policy.actor && !forbids(ActionId(i))) return;
  draft.add({"E0316", entry.where, fmt::format("the policy leaves `{}` no move", actor.key),
             "every move forbidden, and it may not wait", "forbid fewer moves, or let it wait"});
}

std::optional<ParameterId> find_parameter(Draft& draft, const Node& name) {
  std::vector<std::string> keys;
  for (const Parameter& parameter : draft.made.parameters) keys.push_back(parameter.key);
  const auto found = std::find(keys.begin(), keys.end(), name.text);
  if (found != keys.end()) return ParameterId(static_cast<std::size_t>(found - keys.begin()));
  draft.add({"E0317", name.where, fmt::format("there is no parameter `{}`", name.text), "unknown parameter",
             keys.empty() ? std::string("declare it in [parameters]")
                          : fmt::format("the parameters are {}", fmt::join(keys, ", ")),
             base::nearest_name(name.text, keys)});
  return std::nullopt;
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

void read_policies(Draft& draft) {
  const Node* const policies = table_at(*draft.root, "policies");
  if (policies == nullptr) return;
  for (const Entry& entry : policies->entries) {
    const Node& table = entry.value;
    const Node* const name = table.kind == Kind::kTable ? text_node_at(table, "actor") : nullptr;
    const auto actor = name == nullptr ? std::nullopt : find_actor(draft, name->text, name->where);
    if (!actor) continue;
    Policy policy;
    policy.key = entry.key;
    policy.where = entry.where;
    policy.says = text_at(table, "says");
    policy.actor = *actor;
    policy.never = read_actions(draft, *actor, list_at(table, "never"));
    policy.always = read_actions(draft, *actor, list_at(table, "always"));
    if (const Node* const only = table_at(table, "only_when")) {
      for (const Entry& condition : only->entries) {
        const auto action = find_action(draft, *actor, condition.key, condition.where);
        auto when = read_formula(draft, &condition.value, {.move = action, .guard_of = actor}, expr::Type::kBoolean);
        if (action && when) policy.only_when.emplace_back(*action, std::move(*when));
      }
    }
    if (table.find("never") == nullptr && table.find("always") == nullptr && table.find("only_when") == nullptr) {
      draft.add({"E0316", entry.where, "a policy needs `never`, `always` or `only_when`", "commits to nothing",
                 "write never = [\"MOVE\"], say"});
    }
    check_leaves_a_move(draft, policy, entry);
    draft.made.policies.push_back(std::move(policy));
  }
}

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
    const Node* const name = text_node_at(table, "parameter");
    const auto parameter = name == nullptr ? std::nullopt : find_parameter(draft, *name);
    if (!parameter) continue;
    sweep.parameter = *parameter;
    draft.made.sweeps.push_back(std::move(sweep));
  }
}

}  // namespace parley::scenario
