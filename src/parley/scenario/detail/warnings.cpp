// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "parley/scenario/detail/draft.h"

namespace parley::scenario {

namespace {

/// Every formula of the scenario, in no order that matters.
template <class Visit>
void for_each_formula(const Scenario& made, Visit visit) {
  const auto visit_maybe = [&](const std::optional<expr::Expression>& formula) {
    if (formula) visit(*formula);
  };
  const auto visit_effects = [&](const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) visit(effect.value);
  };
  const auto visit_pays = [&](const std::vector<Pay>& pays) {
    for (const Pay& pay : pays) visit(pay.value);
  };
  const auto visit_happening = [&](const auto& happening) {
    visit_maybe(happening.when);
    visit_maybe(happening.chance);
    visit_effects(happening.then);
    visit_effects(happening.otherwise);
  };
  for (const Action& action : made.actions) {
    visit_happening(action);
    visit_pays(action.pays);
  }
  for (const Rule& rule : made.rules) visit_happening(rule);
  for (const PayoffTerm& term : made.payoffs) visit(term.value);
  for (const Outcome& outcome : made.outcomes) {
    visit(outcome.when);
    visit_pays(outcome.pays);
    visit_pays(outcome.flow);
  }
  visit_pays(made.horizon.pays);
  for (const Policy& policy : made.policies)
    for (const auto& [action, when] : policy.only_when) visit(when);
  if (!made.deal) return;
  const Deal& deal = *made.deal;
  for (const auto* const formula :
       {&deal.only_when, &deal.noticed, &deal.false_alarm, &deal.suspension, &deal.lasts, &deal.ends_when})
    visit_maybe(*formula);
  for (const auto* const effects : {&deal.on_signing, &deal.on_alarm, &deal.on_resuming}) visit_effects(*effects);
  for (const Breach& breach : deal.breaches) {
    visit_maybe(breach.when);
    visit_pays(breach.pays);
    visit_maybe(breach.noticed);
  }
}

bool has_source(const Node& node) { return node.kind == Kind::kTable && !text_at(node, "source").empty(); }

/// `path` is the keys that lead to the number.
void warn_unsourced(Draft& draft, std::string_view path, const Where& where, bool is_table) {
  draft.add({"W0101", where, fmt::format("`{}` has no source", path), "unsourced",
             fmt::format("{}; source = \"assumed\" says that it is an assumption",
                         is_table ? "add source = \"…\"" : "write { value = …, source = \"…\" }")});
}

/// Warns of a key that holds a bare number, or a number's table without a source.
void check_source(Draft& draft, const Node& table, std::string_view key, std::string_view path) {
  const Entry* const entry = table.entry(key);
  if (entry == nullptr || entry->value.kind == Kind::kText || has_source(entry->value)) return;
  warn_unsourced(draft, fmt::format("{}.{}", path, key), entry->where, entry->value.kind == Kind::kTable);
}

void warn_parameter_sources(Draft& draft) {
  const Node* const parameters = table_at(*draft.root, "parameters");
  if (parameters == nullptr) return;
  for (const Parameter& parameter : draft.made.parameters) {
    if (parameter.is_term) continue;
    const Node& value = *parameters->find(parameter.key);
    if (!parameter.by) check_source(draft, *parameters, parameter.key, "parameters");
    if (!parameter.by || has_source(value)) continue;
    for (const ActorType& type : draft.made.actors[parameter.by->value()].types)
      check_source(draft, value, type.key, fmt::format("parameters.{}", parameter.key));
  }
}

void warn_sources(Draft& draft) {
  const Node& root = *draft.root;
  if (const Node* const actors = table_at(root, "actors")) {
    for (const Entry& entry : actors->entries) {
      const std::string path = fmt::format("actors.{}", entry.key);
      for (const std::string_view key : {"patience", "precision"}) check_source(draft, entry.value, key, path);
      if (const Node* const types = table_at(entry.value, "types"))
        for (const Entry& type : types->entries) check_source(draft, *types, type.key, path + ".types");
    }
  }
  for (const Variable& variable : draft.made.variables) {
    const bool has_numbers = !variable.of_deal && (variable.is_numeric() || variable.start.size() > 1);
    if (has_numbers && variable.about.source.empty())
      warn_unsourced(draft, fmt::format("state.{}", variable.key), variable.where, true);
  }
  warn_parameter_sources(draft);
  if (const Node* const moves = table_at(root, "moves")) {
    for (const Entry& of_actor : moves->entries)
      for (const Entry& entry : of_actor.value.entries)
        check_source(draft, entry.value, "chance", fmt::format("moves.{}.{}", of_actor.key, entry.key));
  }
  if (const Node* const rules = list_at(root, "rules"))
    for (const Node& rule : rules->items) check_source(draft, rule, "chance", "rules");
}

void warn_unused(Draft& draft) {
  const Slots slots = draft.made.slots();
  std::set<expr::Slot> reads;
  for_each_formula(draft.made, [&](const expr::Expression& formula) {
    reads.insert(formula.reads().begin(), formula.reads().end());
  });
  for (std::size_t i = 0; i < draft.made.parameters.size(); ++i) {
    if (reads.contains(slots.parameter(ParameterId(i))) || reads.contains(slots.chance(ParameterId(i)))) continue;
    const Parameter& parameter = draft.made.parameters[i];
    draft.add({"W0102", parameter.quantity.where, fmt::format("the parameter `{}` is never used", parameter.key),
               "never used", "use it in a formula, or remove it"});
  }
  for (std::size_t i = 0; i < draft.made.variables.size(); ++i) {
    const Variable& variable = draft.made.variables[i];
    if (reads.contains(slots.variable(VariableId(i))) || variable.of_deal) continue;
    draft.add({"W0105", variable.where, fmt::format("nothing depends on `{}`", variable.key),
               "in no condition and no payoff",
               "use it in a formula, or remove it: every variable multiplies the states"});
  }
}

void warn_unchanged(Draft& draft) {
  std::vector<bool> changes(draft.made.variables.size());
  const auto mark = [&](const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) changes[effect.variable.value()] = true;
  };
  for (const Action& action : draft.made.actions) {
    mark(action.then);
    mark(action.otherwise);
  }
  for (const Rule& rule : draft.made.rules) {
    mark(rule.then);
    mark(rule.otherwise);
  }
  if (draft.made.deal) {
    mark(draft.made.deal->on_signing);
    mark(draft.made.deal->on_alarm);
    mark(draft.made.deal->on_resuming);
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Variable& variable = draft.made.variables[i];
    if (changes[i] || variable.start.size() > 1 || variable.of_deal) continue;
    draft.add({"W0104", variable.where, fmt::format("`{}` never changes", variable.key), "no effect sets it",
               "add an effect that changes it, or make it a parameter"});
  }
}

void warn_idle_actors(Draft& draft) {
  const Scenario& made = draft.made;
  for (std::size_t i = 0; i < made.actors.size(); ++i) {
    const auto is_his = [&](const auto& of) { return of.actor == ActorId(i); };
    const auto pays_him = [&](const std::vector<Pay>& pays) { return std::any_of(pays.begin(), pays.end(), is_his); };
    const bool is_paid =
        std::any_of(made.payoffs.begin(), made.payoffs.end(), is_his) || pays_him(made.horizon.pays) ||
        std::any_of(made.actions.begin(), made.actions.end(), [&](const Action& a) { return pays_him(a.pays); }) ||
        std::any_of(made.outcomes.begin(), made.outcomes.end(),
                    [&](const Outcome& o) { return pays_him(o.pays) || pays_him(o.flow); });
    const Actor& actor = made.actors[i];
    if (!is_paid)
      draft.add({"W0103", actor.where, fmt::format("`{}` is paid nothing", actor.key), "indifferent to everything",
                 fmt::format("add [payoffs.{}]", actor.key)});
    if (std::none_of(made.actions.begin(), made.actions.end(), is_his))
      draft.add({"W0106", actor.where, fmt::format("`{}` has no moves", actor.key), "only ever waits",
                 fmt::format("add [moves.{}.KEY]", actor.key)});
  }
}

/// A type matters where a number, a move or a formula depends on it.
void warn_idle_types(Draft& draft) {
  const Scenario& made = draft.made;
  std::set<expr::Slot> reads;
  for_each_formula(
      made, [&](const expr::Expression& formula) { reads.insert(formula.reads().begin(), formula.reads().end()); });
  for (std::size_t i = 0; i < made.actors.size(); ++i) {
    const Actor& actor = made.actors[i];
    const ActorId id(i);
    const bool matters =
        reads.contains(made.slots().type(id)) ||
        std::any_of(made.parameters.begin(), made.parameters.end(), [&](const auto& p) { return p.by == id; }) ||
        std::any_of(made.actions.begin(), made.actions.end(),
                    [&](const Action& a) { return a.actor == id && !a.types.empty(); });
    if (actor.types.size() < 2 || matters) continue;
    draft.add({"W0108", actor.types.front().where, fmt::format("the types of `{}` differ in nothing", actor.key),
               "no number and no move depends on them",
               fmt::format("write a parameter by type, `{0} = {{ by = \"{1}\", … }}`, or `types` in a move of `{1}`",
                           "worth", actor.key)});
  }
}

void warn_idle_hiding(Draft& draft) {
  for (const Action& action : draft.made.actions) {
    const Actor& actor = draft.made.actors[action.actor.value()];
    if (!action.hidden || actor.types.size() > 1) continue;
    draft.add({"W0109", action.where,
               fmt::format("`{}.{}` is hidden, and `{}` has no private types", actor.key, action.key, actor.key),
               "hides nothing", fmt::format("declare types of `{}`, or remove `hidden`", actor.key)});
  }
}

void warn_idle_rules(Draft& draft) {
  for (const Rule& rule : draft.made.rules)
    if (rule.then.empty() && rule.otherwise.empty())
      draft.add(
          {"W0107", rule.where, "a rule that does nothing", "no effects", "add effects to `then`, or remove the rule"});
}

}  // namespace

void warn(Draft& draft) {
  warn_sources(draft);
  warn_unused(draft);
  warn_unchanged(draft);
  warn_idle_actors(draft);
  warn_idle_types(draft);
  warn_idle_hiding(draft);
  warn_idle_rules(draft);
}

}  // namespace parley::scenario
