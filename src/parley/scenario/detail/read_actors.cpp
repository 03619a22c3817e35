// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "parley/scenario/detail/draft.h"
#include "parley/scenario/detail/limits.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/rates.h"

namespace parley::scenario {

namespace {

void read_patience(Draft& draft, Actor& actor, const Node& node) {
  const std::optional<Quantity> patience = quantity(draft, node, "patience");
  if (!patience) return;
  actor.patience = *patience;
  const double value = patience->value;
  const Node* const inner = node.kind == Kind::kTable ? number_at(node, "value") : &node;
  if (!(value > 0 && value <= 1)) {
    draft.add({"E0304", inner->where, "patience must be above 0 and at most 1", fmt::format("this is {}", value),
               "0.9 means that a payoff a year later is worth nine tenths of one today"});
    return;
  }
  if (value == 1 && table_at(*draft.root, "horizon") == nullptr) {
    draft.add({"E0305", inner->where, "patience 1 needs a horizon", "never discounts",
               "add horizon = { steps = … }, or write a number just below 1 such as 0.999"});
    return;
  }
  const std::string& unit = actor.patience.unit;
  if (!unit.empty() && !rate_period(unit) && !misspelt_period(unit)) {
    draft.add({"E0306", node.find("unit")->where, fmt::format("patience is per period, `{}` is none", unit),
               "no period", "write unit = \"per year\", or another period: day, week, month, quarter"});
  }
  actor.discount = discount_per_step(value, unit, draft.made.step);
  const bool may_be_one = table_at(*draft.root, "horizon") != nullptr;
  check_draws(draft, actor.patience, "patience",
              [&](double low, double high) { return low > 0 && (may_be_one ? high <= 1 : high < 1); });
}

void read_precision(Draft& draft, Actor& actor, const Node& node) {
  const std::optional<Quantity> precision = quantity(draft, node, "precision");
  if (!precision) return;
  actor.precision = precision->value;
  if (precision->value > 0) return;
  draft.add({"E0327", node.where, "precision must be above zero", fmt::format("this is {}", precision->value),
             "leave it out for exact choice; about 1 over the payoff differences an actor still notices is usual"});
}

/// One turn of the list; its actors once each.
std::vector<ActorId> read_turn(Draft& draft, const Node& list) {
  std::vector<ActorId> turn;
  for (const Node& item : list.items) {
    if (item.kind != Kind::kText) continue;
    const auto actor = find_actor(draft, item.text, item.where);
    if (!actor) {
      draft.knows_turns = false;
    } else if (std::find(turn.begin(), turn.end(), *actor) != turn.end()) {
      draft.add({"E0314", item.where, fmt::format("`{}` stands twice in one turn", item.text), "the second time",
                 "an actor makes one move in a turn; give it a turn of its own for a second"});
    } else {
      turn.push_back(*actor);
    }
  }
  if (list.items.empty())
    draft.add(
        {"E0314", list.where, "a turn in which nobody moves", "empty", "name the actors of the turn, or remove it"});
  return turn;
}

void read_turn_list(Draft& draft, const Node& list) {
  draft.made.order = Order::kFixed;
  check_count(draft, list.items.size(), kMostTurns, "turns", list.where);
  std::vector<bool> moves(draft.made.actors.size());
  for (const Node& item : list.items) {
    if (item.kind != Kind::kList) {
      draft.knows_turns = false;
      continue;
    }
    draft.made.turns.push_back(read_turn(draft, item));
    for (const ActorId actor : draft.made.turns.back()) moves[actor.value()] = true;
  }
  if (!draft.knows_turns) return;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i]) continue;
    const std::string& key = draft.made.actors[i].key;
    draft.add({"E0314", list.where, fmt::format("`{}` has no turn", key), fmt::format("`{}` is not named here", key),
               fmt::format("add [\"{}\"] where it moves", key)});
  }
}

/// A move of the actor that the others do not see, if it has one.
const Action* hidden_move(const Draft& draft, ActorId actor) {
  for (const Action& action : draft.made.actions)
    if (action.actor == actor && action.hidden) return &action;
  return nullptr;
}

/// With two hidden moves at once nobody could tell whose consequences are seen.
void check_hidden_movers(Draft& draft) {
  for (const std::vector<ActorId>& turn : draft.made.turns) {
    const Action* first = nullptr;
    for (const ActorId actor : turn) {
      const Action* const move = hidden_move(draft, actor);
      if (first != nullptr && move != nullptr) {
        const auto key = [&](const Action& of) { return draft.made.actors[of.actor.value()].key; };
        draft.add({"E0333",
                   move->where,
                   fmt::format("`{}` and `{}` have hidden moves in the same turn", key(*first), key(*move)),
                   "the second hidden mover",
                   "give them turns of their own, as in turns = [[\"a\"], [\"b\"]] or \"random\", or let one be seen",
                   "",
                   {{first->where.source, first->where.span, "the first one"}}});
        return;
      }
      if (move != nullptr) first = move;
    }
  }
}

}  // namespace

void declare_actors(Draft& draft) {
  const Node* const actors = table_at(*draft.root, "actors");
  if (actors == nullptr) return;
  check_count(draft, actors->entries.size(), kMostActors, "actors", actors->where);
  if (actors->entries.empty())
    draft.add({"E0105", actors->where, "a standoff needs at least one actor", "none", "add a section [actors.KEY]"});
  for (const Entry& entry : actors->entries) {
    Actor actor;
    actor.key = entry.key;
    actor.where = entry.where;
    actor.name = text_at(entry.value, "name");
    if (actor.name.empty()) actor.name = actor.key;
    actor.may_wait = truth_at(entry.value, "may_wait", true);
    if (const Node* const patience = entry.value.find("patience")) read_patience(draft, actor, *patience);
    if (const Node* const precision = entry.value.find("precision")) read_precision(draft, actor, *precision);
    if (const Node* const types = table_at(entry.value, "types")) read_types(draft, actor, *types);
    std::vector<std::string>& keys = draft.types.emplace_back();
    for (const ActorType& type : actor.types) keys.push_back(type.key);
    draft.made.actors.push_back(std::move(actor));
  }
}

void read_turns(Draft& draft) {
  const Node* const turns = draft.root->find("turns");
  draft.knows_turns = true;
  if (turns != nullptr && turns->kind == Kind::kList) {
    read_turn_list(draft, *turns);
    check_hidden_movers(draft);
    return;
  }
  draft.knows_turns = turns == nullptr || turns->kind == Kind::kText;
  std::vector<ActorId> all;
  for (std::size_t i = 0; i < draft.made.actors.size(); ++i) all.emplace_back(i);
  if (turns != nullptr && turns->text == "together") {
    draft.made.order = Order::kFixed;
    draft.made.turns = {all};
    check_hidden_movers(draft);
    return;
  }
  for (const ActorId actor : all) draft.made.turns.push_back({actor});
}

}  // namespace parley::scenario
