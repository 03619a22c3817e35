// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "parley/scenario/detail/scope.h"

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
  for (std::size_t t = 0; t < type_count(actor); ++t) {
    bool has_move = false;
    for (std::size_t i = 0; i < draft.made.actions.size(); ++i) {
      const Action& action = draft.made.actions[i];
      has_move = has_move || (action.actor == policy.actor && is_open_to(action, TypeId(t)) && !forbids(ActionId(i)));
    }
    if (has_move) continue;
    draft.add({"E0316", entry.where,
               actor.types.empty()
                   ? fmt::format("the policy leaves `{}` no move", actor.key)
                   : fmt::format("the policy leaves the type `{}` of `{}` no move", actor.types[t].key, actor.key),
               "every move forbidden, and it may not wait", "forbid fewer moves, or let it wait"});
  }
}

}  // namespace

std::optional<std::pair<ActorId, std::optional<ActionId>>> find_move(Draft& draft, const Node& name) {
  const std::size_t dot = name.text.find('.');
  if (dot == std::string::npos) {
    draft.add({"E0315", name.where, fmt::format("`{}` is no move", name.text), "without its actor",
               "write ACTOR.MOVE, as in \"dprk.produce\""});
    return std::nullopt;
  }
  const auto actor = find_actor(draft, name.text.substr(0, dot), name.where);
  if (!actor) return std::nullopt;
  const std::string key = name.text.substr(dot + 1);
  if (key == "wait") return std::pair(*actor, std::optional<ActionId>());
  const auto action = find_action(draft, *actor, key, name.where);
  if (!action) return std::nullopt;
  return std::pair(*actor, action);
}

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

}  // namespace parley::scenario
