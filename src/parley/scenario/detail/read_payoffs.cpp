// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "parley/scenario/detail/scope.h"

namespace parley::scenario {

namespace {

constexpr std::string_view kStateAlone =
    "an outcome looks at the state alone: let the move set a state variable, and ask for that";
constexpr std::string_view kAfterAll =
    "it is paid when the step's moves are past: let the move set a state variable, and ask for that";
constexpr std::string_view kForEver = "it is paid for ever, beyond every step";
constexpr std::string_view kAtTheEnd = "it is paid after the last step, whose number is known";

void check_needs_end(Draft& draft, const Node& table, bool ends) {
  if (ends) return;
  for (const std::string_view key : {"pays", "flow", "payoffs_continue"}) {
    const Entry* const entry = table.entry(key);
    if (entry == nullptr) continue;
    draft.add({"E0325", entry->where, fmt::format("`{}` needs an outcome that ends the standoff", key),
               "the standoff goes on", "add `ends = true`, or write it as a payoff term"});
  }
}

}  // namespace

void read_payoffs(Draft& draft) {
  if (const Node* const payoffs = table_at(*draft.root, "payoffs")) read_payoffs(draft, *payoffs, false);
}

void read_payoffs(Draft& draft, const Node& table, bool of_deal) {
  for (const Entry& of_actor : table.entries) {
    const auto actor = find_actor(draft, of_actor.key, of_actor.where);
    if (of_actor.value.kind != Kind::kTable) continue;
    for (const Entry& entry : of_actor.value.entries) {
      const bool is_table = entry.value.kind == Kind::kTable;
      const Node* const formula = is_table ? entry.value.find("value") : &entry.value;
      auto value = read_formula(draft, formula, {.in_deal = of_deal, .payee = actor}, expr::Type::kNumber);
      if (!actor || !value) continue;
      draft.made.payoffs.push_back({*actor, entry.key, is_table ? text_at(entry.value, "says") : std::string(),
                                    std::move(*value), entry.where, of_deal});
    }
  }
}

void read_outcomes(Draft& draft) {
  if (const Node* const horizon = table_at(*draft.root, "horizon"))
    draft.made.horizon.pays =
        read_pays(draft, table_at(*horizon, "pays"), {.no_moves = kAfterAll, .no_step = kAtTheEnd});
  const Node* const outcomes = table_at(*draft.root, "outcomes");
  if (outcomes == nullptr) return;
  for (const Entry& entry : outcomes->entries) {
    const Node& table = entry.value;
    if (table.kind != Kind::kTable) continue;
    Outcome outcome;
    outcome.key = entry.key;
    outcome.where = entry.where;
    outcome.says = text_at(table, "says");
    outcome.ends = truth_at(table, "ends", false);
    outcome.payoffs_continue = truth_at(table, "payoffs_continue", false);
    outcome.pays = read_pays(draft, table_at(table, "pays"), {.no_moves = kAfterAll});
    outcome.flow = read_pays(draft, table_at(table, "flow"), {.no_moves = kAfterAll, .no_step = kForEver});
    check_needs_end(draft, table, outcome.ends);
    auto when = read_formula(draft, table.find("when"), {.no_moves = kStateAlone, .no_step = kStateAlone},
                             expr::Type::kBoolean);
    if (when) outcome.when = std::move(*when);
    draft.made.outcomes.push_back(std::move(outcome));
  }
}

}  // namespace parley::scenario
