// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/detail/limits.h"
#include "parley/scenario/detail/scope.h"
#include "parley/scenario/inputs.h"

namespace parley::scenario {

namespace {

const Node* deal_table(const Draft& draft) { return table_at(*draft.root, "deal"); }

void bad_term(Draft& draft, const Where& where, std::string message, std::string label, std::string help) {
  draft.add({"E0340", where, std::move(message), std::move(label), std::move(help)});
}

/// The levels that the words of a term are: those of the variable it names, or the words themselves.
std::vector<std::string> levels_of(Draft& draft, const Node& table, const std::vector<std::string>& words) {
  const Node* const of = table.kind == Kind::kTable ? text_node_at(table, "of") : nullptr;
  if (of == nullptr) return words;
  std::vector<std::string> names;
  for (const Variable& variable : draft.made.variables) {
    if (variable.is_numeric()) continue;
    if (variable.key == of->text) return variable.levels;
    names.push_back(variable.key);
  }
  draft.add({"E0340", of->where, fmt::format("`{}` is no state variable with levels", of->text), "unknown",
             names.empty() ? std::string("there is none: leave `of` out")
                           : fmt::format("those with levels are {}", fmt::join(names, ", ")),
             base::nearest_name(of->text, names)});
  return {};
}

void read_words(Draft& draft, Term& term, const Node& table, const Node& list) {
  for (const Node& item : list.items) term.words.push_back(item.text);
  term.levels = levels_of(draft, table, term.words);
  for (const Node& item : list.items) {
    const auto level = std::find(term.levels.begin(), term.levels.end(), item.text);
    if (level == term.levels.end() && !term.levels.empty())
      draft.add({"E0340", item.where, fmt::format("`{}` is none of the levels of the term's variable", item.text),
                 "unknown level", fmt::format("they are {}", fmt::join(term.levels, ", ")),
                 base::nearest_name(item.text, term.levels)});
    term.values.push_back(static_cast<double>(level - term.levels.begin()));
  }
}

void read_term(Draft& draft, const Entry& entry) {
  Term term;
  term.key = entry.key;
  term.where = entry.where;
  reserve(draft, entry.key, entry.where);
  const Node& node = entry.value;
  const bool is_table = node.kind == Kind::kTable;
  Quantity about;
  if (is_table) {
    term.says = text_at(node, "says");
    read_about(draft, node, about);
    term.unit = about.unit;
  }
  const Node* const list = is_table ? list_at(node, "values") : node.kind == Kind::kList ? &node : nullptr;
  if (list == nullptr) return;
  const auto are = [&](Kind kind) {
    return std::all_of(list->items.begin(), list->items.end(), [&](const Node& item) { return item.kind == kind; });
  };
  if (are(Kind::kNumber)) {
    for (const Node& item : list->items) term.values.push_back(item.number);
  } else if (are(Kind::kText)) {
    read_words(draft, term, node, *list);
  } else {
    bad_term(draft, list->where, fmt::format("the choices of `{}` are of two kinds", entry.key), "numbers and words",
             "write numbers alone, or words alone");
  }
  check_count(draft, list->items.size(), kMostChoices, fmt::format("choices of `{}`", entry.key), list->where);
  std::vector<double> sorted = term.values;
  std::sort(sorted.begin(), sorted.end());
  const bool are_finite = std::all_of(sorted.begin(), sorted.end(), [](double v) { return std::isfinite(v); });
  if (list->items.empty() || !are_finite || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    bad_term(draft, list->where, fmt::format("the choices of `{}` must be finite, each given once", entry.key),
             list->items.empty() ? "empty"
             : are_finite        ? "one is given twice"
                                 : "not finite",
             "write values = [0, 20, 40], say");
  Parameter parameter;
  parameter.key = term.key;
  parameter.says = term.says;
  parameter.is_term = true;
  parameter.quantity = about;
  parameter.quantity.where = entry.where;
  term.parameter = ParameterId(draft.made.parameters.size());
  draft.made.parameters.push_back(std::move(parameter));
  if (!term.values.empty()) set_input(draft.made, {.parameter = term.parameter}, term.values.front());
  draft.made.deal->terms.push_back(std::move(term));
}

VariableId add_variable(Draft& draft, std::string key, std::string says) {
  Variable variable;
  variable.key = std::move(key);
  variable.says = std::move(says);
  variable.of_deal = true;
  variable.size = 1;
  variable.start = {{0, 1.0}};
  variable.where = draft.made.deal->where;
  variable.about.source = "the deal";
  reserve(draft, variable.key, variable.where);
  draft.made.variables.push_back(std::move(variable));
  return VariableId(draft.made.variables.size() - 1);
}

std::vector<ActorId> read_parties(Draft& draft, const Node& deal) {
  std::vector<ActorId> parties;
  const Node* const list = list_at(deal, "parties");
  if (list == nullptr) return parties;
  for (const Node& item : list->items) {
    const auto actor = item.kind == Kind::kText ? find_actor(draft, item.text, item.where) : std::nullopt;
    if (!actor) continue;
    if (std::find(parties.begin(), parties.end(), *actor) != parties.end())
      draft.add({"E0342", item.where, fmt::format("`{}` is named twice", item.text), "the second time",
                 "name each party once"});
    parties.push_back(*actor);
  }
  if (list->items.empty())
    draft.add({"E0342", list->where, "a deal that no one may refuse", "no parties",
               "name those who must agree, as in parties = [\"us\", \"dprk\"]"});
  return parties;
}

std::vector<Breach> read_breaches(Draft& draft, const Node& deal) {
  std::vector<Breach> breaches;
  const Node* const list = list_at(deal, "breaches");
  if (list == nullptr) return breaches;
  check_count(draft, list->items.size(), kMostBreaches, "breaches", list->where);
  for (const Node& item : list->items) {
    const Node* const name = item.kind == Kind::kTable ? text_node_at(item, "move") : nullptr;
    const auto move = name == nullptr ? std::nullopt : find_move(draft, *name);
    if (!move) continue;
    Breach breach{.says = text_at(item, "says"), .actor = move->first, .action = move->second, .where = item.where};
    breach.when = read_formula(draft, item.find("when"),
                               {.move = move->second, .guard_of = move->first, .in_deal = true}, expr::Type::kBoolean);
    breach.noticed = read_chance(draft, item.find("noticed"),
                                 {.no_moves = "it is asked when the step's moves are past", .in_deal = true});
    breach.pays = read_pays(draft, table_at(item, "pays"), {.move = move->second, .in_deal = true});
    breaches.push_back(std::move(breach));
  }
  if (list->items.empty())
    draft.add({"E0341", list->where, "a deal that nobody can break", "no breaches",
               "name what each party promises not to do, as in [[deal.breaches]] move = \"dprk.produce\""});
  return breaches;
}

/// A length of time over the terms alone, and the longest there is over all of their combinations.
std::optional<expr::Expression> read_length(Draft& draft, const Node& deal, std::string_view key,
                                            std::size_t& longest) {
  auto length = read_formula(draft, deal.find(key), {.no_moves = "it is settled on signing", .in_deal = true},
                             expr::Type::kNumber);
  if (!length) return length;
  const Where where = deal.find(key)->where;
  const Slots slots = draft.made.slots();
  std::vector<const Term*> read;
  for (const expr::Slot slot : length->reads()) {
    const auto term = std::find_if(draft.made.deal->terms.begin(), draft.made.deal->terms.end(),
                                   [&](const Term& t) { return slots.parameter(t.parameter) == slot; });
    if (term == draft.made.deal->terms.end()) {
      draft.add({"E0343", where, fmt::format("`{}` depends on more than the terms", key), "not settled on signing",
                 "write a number of steps, or a formula over the terms"});
      return std::nullopt;
    }
    read.push_back(&*term);
  }
  std::vector<double> at(slots.size(), 0.0);
  std::vector<std::size_t> choice(read.size(), 0);
  for (;;) {
    for (std::size_t k = 0; k < read.size(); ++k) {
      Scenario& made = draft.made;
      set_input(made, {.parameter = read[k]->parameter}, read[k]->values[choice[k]]);
      at[slots.parameter(read[k]->parameter)] = made.parameters[read[k]->parameter.value()].per_step;
    }
    const double steps = (*length)(at);
    if (!(steps >= 0 && steps <= static_cast<double>(kMostSteps)) || steps != std::floor(steps)) {
      draft.add({"E0343", where, fmt::format("`{}` must be a whole number of steps from 0 to {}", key, kMostSteps),
                 fmt::format("this is {} for some terms", steps), "correct it, or the choices of the term"});
      return std::nullopt;
    }
    longest = std::max(longest, static_cast<std::size_t>(steps));
    std::size_t k = read.size();
    while (k > 0 && ++choice[k - 1] == read[k - 1]->values.size()) choice[--k] = 0;
    if (k == 0) return length;
  }
}

void check_terms_go_together(Draft& draft, const Node& deal) {
  const Deal& made = *draft.made.deal;
  constexpr double kMostTried = 1e6;
  if (!made.only_when || combinations(made) > kMostTried) return;
  const auto count = static_cast<std::size_t>(combinations(made));
  for (std::size_t k = 0; k < count; ++k) {
    set_terms(draft.made, combination(made, k));
    if (terms_go_together(draft.made)) {
      set_terms(draft.made, combination(made, 0));
      return;
    }
  }
  draft.add({"E0344", deal.find("only_when")->where, "no terms go together", "false for every combination",
             "correct `only_when`, or add choices to the terms"});
}

}  // namespace

void declare_deal(Draft& draft) {
  const Node* const node = deal_table(draft);
  if (node == nullptr) return;
  Deal& deal = draft.made.deal.emplace();
  deal.where = draft.root->entry("deal")->where;
  deal.says = text_at(*node, "says");
  if (const Node* const terms = table_at(*node, "terms")) {
    check_count(draft, terms->entries.size(), kMostTerms, "terms", terms->where);
    for (const Entry& entry : terms->entries) read_term(draft, entry);
    if (terms->entries.empty())
      bad_term(draft, deal.where, "a deal without terms", "nothing to agree on", "name what is agreed in [deal.terms]");
  }
  deal.status = add_variable(draft, "deal", "Where the deal stands");
  Variable& status = draft.made.variables[deal.status.value()];
  status.levels = {"none", "in_force", "suspended", "over"};
  status.size = status.levels.size();
  if (node->find("suspension") != nullptr)
    deal.suspended_left = add_variable(draft, "deal_suspended", "Steps left of the deal's suspension");
  if (node->find("lasts") != nullptr) deal.age = add_variable(draft, "deal_age", "Steps since the deal was signed");
}

void read_deal(Draft& draft) {
  const Node* const node = deal_table(draft);
  if (node == nullptr) return;
  Deal& deal = *draft.made.deal;
  constexpr std::string_view kOnSigning = "it is settled on signing, before any move";
  constexpr std::string_view kAfterMoves = "it is asked when the step's moves are past";
  deal.parties = read_parties(draft, *node);
  deal.only_when =
      read_formula(draft, node->find("only_when"), {.no_moves = kOnSigning, .in_deal = true}, expr::Type::kBoolean);
  deal.on_signing = read_effects(draft, list_at(*node, "on_signing"), {.no_moves = kOnSigning, .in_deal = true});
  deal.breaches = read_breaches(draft, *node);
  deal.noticed = read_chance(draft, node->find("noticed"), {.no_moves = kAfterMoves, .in_deal = true});
  deal.false_alarm = read_chance(draft, node->find("false_alarm"), {.no_moves = kAfterMoves, .in_deal = true});
  deal.on_alarm = read_effects(draft, list_at(*node, "on_alarm"), {.no_moves = kAfterMoves, .in_deal = true});
  deal.on_resuming = read_effects(draft, list_at(*node, "on_resuming"), {.no_moves = kAfterMoves, .in_deal = true});
  deal.ends_when =
      read_formula(draft, node->find("ends_when"), {.no_moves = kAfterMoves, .in_deal = true}, expr::Type::kBoolean);
  std::size_t longest = 0;
  deal.suspension = read_length(draft, *node, "suspension", longest);
  if (deal.suspended_left) draft.made.variables[deal.suspended_left->value()].size = longest + 1;
  longest = 0;
  deal.lasts = read_length(draft, *node, "lasts", longest);
  if (deal.age) draft.made.variables[deal.age->value()].size = longest + 1;
  check_terms_go_together(draft, *node);
  if (const Node* const rules = list_at(*node, "rules")) read_rules(draft, *rules, true);
  if (const Node* const payoffs = table_at(*node, "payoffs")) read_payoffs(draft, *payoffs, true);
}

}  // namespace parley::scenario
