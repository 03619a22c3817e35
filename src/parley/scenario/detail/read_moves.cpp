// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/scope.h"

namespace parley::scenario {

namespace {

void check_argument_name(Draft& draft, const Entry& entry) {
  const auto words = expr::reserved_words();
  if (entry.key == "step" || std::find(words.begin(), words.end(), entry.key) != words.end()) {
    draft.add({"E0311", entry.where, fmt::format("`{}` is a word of the language", entry.key), "reserved",
               "choose another name"});
  }
  const auto first = draft.declared.find(entry.key);
  if (first == draft.declared.end()) return;
  draft.add({"E0310",
             entry.where,
             fmt::format("the name `{}` is given to two things", entry.key),
             "the second one",
             "rename one of the two",
             "",
             {{first->second.source, first->second.span, "the first one"}}});
}

/// `values = […]`: finite, each once, at least one.
std::vector<double> listed_values(Draft& draft, const Node& list, std::size_t most, std::string_view name) {
  std::vector<double> values;
  for (const Node& item : list.items)
    if (item.kind == Kind::kNumber) values.push_back(item.number);
  if (values.size() < list.items.size()) return {};
  check_count(draft, values.size(), most, fmt::format("values of `{}`", name), list.where);
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const bool are_finite = std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
  if (values.empty() || !are_finite || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    draft.add({"E0323", list.where, fmt::format("the values of `{}` must be finite numbers, each given once", name),
               values.empty() ? "empty"
               : are_finite   ? "one is given twice"
                              : "not finite",
               "write values = [1, 2, 5], say"});
    return {};
  }
  return values;
}

std::vector<double> argument_values(Draft& draft, const Entry& entry) {
  const Node& table = entry.value;
  const bool has_range = table.find("range") != nullptr;
  const bool has_values = table.find("values") != nullptr;
  if (has_range == has_values) {
    draft.add({"E0326", entry.where, fmt::format("`{}` needs either `range` or `values`", entry.key),
               has_range ? "both are given" : "neither is given",
               "write range = [0, 1] and by = 0.1, or values = [1, 2, 5]"});
    return {};
  }
  if (has_values) {
    const Node* const list = list_at(table, "values");
    return list == nullptr ? std::vector<double>() : listed_values(draft, *list, kMostArguments, entry.key);
  }
  const Node* const list = list_at(table, "range");
  const auto range = list == nullptr ? std::nullopt : read_range(draft, *list, entry.key);
  const auto size = range ? grid_size(draft, table, *range, kMostArguments, entry.key) : std::nullopt;
  std::vector<double> values;
  if (!size) return values;
  const double by = spacing(draft, table).value_or(1);
  for (std::size_t k = 0; k < *size; ++k) values.push_back(range->first + by * static_cast<double>(k));
  return values;
}

void read_argument(Draft& draft, Action& action, const Node& choose) {
  if (choose.entries.size() != 1) {
    draft.add({"E0323", choose.where, "`choose` names exactly one thing that is chosen",
               fmt::format("{} are named", choose.entries.size()),
               "write choose = { share = { range = [0, 1], by = 0.1 } }"});
    return;
  }
  const Entry& entry = choose.entries[0];
  check_argument_name(draft, entry);
  action.argument = entry.key;
  if (entry.value.kind == Kind::kTable) action.argument_values = argument_values(draft, entry);
}

const Node* moves_table(const Draft& draft, std::string_view actor) {
  const Node* const moves = table_at(*draft.root, "moves");
  return moves == nullptr ? nullptr : table_at(*moves, actor);
}

void declare_move(Draft& draft, ActorId actor, const Entry& entry) {
  if (entry.value.kind != Kind::kTable) return;
  Action action;
  action.key = entry.key;
  action.actor = actor;
  action.where = entry.where;
  action.says = text_at(entry.value, "says");
  action.concession = truth_at(entry.value, "concession", false);
  action.hidden = truth_at(entry.value, "hidden", false);
  if (entry.key == "wait") {
    draft.add({"E0311", entry.where, "`wait` is a move every actor has already", "reserved",
               "choose another name; `may_wait = false` takes waiting away"});
  }
  if (entry.key == "type" && !draft.made.actors[actor.value()].types.empty()) {
    draft.add({"E0311", entry.where,
               fmt::format("`{0}.type` is the private type of `{0}`", draft.made.actors[actor.value()].key), "reserved",
               "choose another name"});
  }
  if (const Node* const types = list_at(entry.value, "types")) action.types = read_open_types(draft, actor, *types);
  if (const Node* const choose = table_at(entry.value, "choose")) read_argument(draft, action, *choose);
  draft.made.actions.push_back(std::move(action));
}

void check_else(Draft& draft, const Node& table) {
  const Entry* const otherwise = table.entry("else");
  if (otherwise == nullptr || table.find("chance") != nullptr) return;
  draft.add({"E0324", otherwise->where, "`else` without `chance` never happens", "never happens",
             "add chance = 0.5, say, or remove `else`"});
}

}  // namespace

void declare_moves(Draft& draft) {
  const Node* const moves = table_at(*draft.root, "moves");
  if (moves == nullptr) return;
  for (const Entry& entry : moves->entries) static_cast<void>(find_actor(draft, entry.key, entry.where));
  for (std::size_t i = 0; i < draft.made.actors.size(); ++i) {
    const Node* const table = moves_table(draft, draft.made.actors[i].key);
    if (table == nullptr) continue;
    for (const Entry& entry : table->entries) declare_move(draft, ActorId(i), entry);
  }
  check_count(draft, draft.made.actions.size(), kMostMoves, "moves", moves->where);
  check_types_can_move(draft);
}

void read_moves(Draft& draft) {
  for (std::size_t i = 0; i < draft.made.actions.size(); ++i) {
    Action& action = draft.made.actions[i];
    const Node& table = *moves_table(draft, draft.made.actors[action.actor.value()].key)->find(action.key);
    const Place place{.move = ActionId(i)};
    const Place guard{.move = ActionId(i), .guard_of = action.actor};
    action.when = read_formula(draft, table.find("when"), guard, expr::Type::kBoolean);
    action.chance = read_chance(draft, table.find("chance"), place);
    action.then = read_effects(draft, list_at(table, "then"), place);
    action.otherwise = read_effects(draft, list_at(table, "else"), place);
    action.pays = read_pays(draft, table_at(table, "pays"), place);
    check_else(draft, table);
  }
}

void read_rules(Draft& draft) {
  if (const Node* const rules = list_at(*draft.root, "rules")) read_rules(draft, *rules, false);
}

void read_rules(Draft& draft, const Node& list, bool of_deal) {
  const Place place{.in_deal = of_deal};
  check_count(draft, list.items.size(), kMostRules, "rules", list.where);
  for (const Node& table : list.items) {
    if (table.kind != Kind::kTable) continue;
    Rule rule;
    rule.where = table.where;
    rule.says = text_at(table, "says");
    rule.when = read_formula(draft, table.find("when"), place, expr::Type::kBoolean);
    rule.chance = read_chance(draft, table.find("chance"), place);
    rule.then = read_effects(draft, list_at(table, "then"), place);
    rule.otherwise = read_effects(draft, list_at(table, "else"), place);
    if (const Node* const after = text_node_at(table, "after"))
      rule.after = find_actor(draft, after->text, after->where);
    rule.of_deal = of_deal;
    check_else(draft, table);
    draft.made.rules.push_back(std::move(rule));
  }
}

}  // namespace parley::scenario
