// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/scope.h"

#include <fmt/format.h>

#include <algorithm>

namespace parley::scenario {

namespace {

// What follows an actor's key in the name of its private type.
constexpr std::string_view kType = ".type";

/// The actor of "actor.move", or nothing.
std::string_view mover_key(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

}  // namespace

bool Scope::acts_before_guard(ActorId mover) const {
  if (!draft_.knows_turns || !place_.guard_of) return true;
  const ActorId chooser = *place_.guard_of;
  if (draft_.made.order == Order::kRandom) return mover != chooser;
  bool has_moved = false;
  for (const auto& turn : draft_.made.turns) {
    if (has_moved && std::find(turn.begin(), turn.end(), chooser) != turn.end()) return true;
    has_moved = has_moved || std::find(turn.begin(), turn.end(), mover) != turn.end();
  }
  return false;
}

std::string Scope::move_refusal(std::string_view name, ActorId mover) const {
  if (!place_.no_moves.empty()) return std::string(place_.no_moves);
  const auto action = action_of(draft_, mover, name.substr(name.find('.') + 1));
  if (action && draft_.made.actions[action->value()].hidden)
    return fmt::format(
        "`{}` is hidden, and what depends on it would give it away: let it set a state variable, or pay for it in its "
        "own `pays`",
        name);
  if (acts_before_guard(mover)) return {};
  return fmt::format(
      "`{}` has made no move of the step when `{}` chooses: name an actor of an earlier turn, or a state variable",
      draft_.made.actors[mover.value()].key, draft_.made.actors[place_.guard_of->value()].key);
}

/// The actor whose private type a name gives away: `dprk` for "dprk.type" and for a parameter by its type.
std::optional<ActorId> Scope::type_behind(std::string_view name) const {
  if (name.ends_with(kType)) {
    const auto actor = actor_of(draft_, mover_key(name));
    if (actor && !draft_.types[actor->value()].empty()) return actor;
  }
  for (const Parameter& parameter : draft_.made.parameters)
    if (parameter.key == name) return parameter.by;
  return std::nullopt;
}

/// Why a name that depends on a private type may not be used here; empty: it may.
std::string Scope::type_refusal(std::string_view name) const {
  const auto actor = type_behind(name);
  if (!actor || place_.payee == actor) return {};
  const auto key = [&](ActorId id) { return draft_.made.actors[id.value()].key; };
  if (place_.payee)
    return fmt::format("it depends on the private type of `{}`, and what `{}` is paid may depend on its own type alone",
                       key(*actor), key(*place_.payee));
  if (place_.guard_of == actor)
    return fmt::format(
        "it depends on the private type of `{}`: write types = [\"TYPE\"] in a move that some types "
        "alone may make",
        key(*actor));
  return fmt::format(
      "it depends on the private type of `{}`, which alters what that actor is paid and which of its own moves are "
      "open, "
      "nothing else: use a parameter that is the same for all its types",
      key(*actor));
}

/// Why a term of the deal may not be used here; empty: it may. Play without a deal must not depend on its terms.
std::string Scope::term_refusal(std::string_view name) const {
  if (place_.in_deal || !draft_.made.deal) return {};
  const auto found = draft_.symbols.find(name);
  const auto is_it = [&](const Term& term) {
    return found != draft_.symbols.end() && found->second.slot == draft_.made.slots().parameter(term.parameter);
  };
  const auto& terms = draft_.made.deal->terms;
  if (std::none_of(terms.begin(), terms.end(), is_it)) return {};
  return "it is a term of the deal, which only [deal] may name: write a rule, a payoff or a breach there";
}

std::optional<expr::Symbol> Scope::find(std::string_view name) const {
  if (draft_.broken.contains(name)) met_broken_ = true;
  const Scenario& made = draft_.made;
  const Slots slots = made.slots();
  if (place_.move && made.actions[place_.move->value()].argument == name && !name.empty())
    return expr::Symbol{expr::Type::kNumber, slots.argument(*place_.move), {}};
  if (name == "step") {
    if (!made.horizon.steps || !place_.no_step.empty()) return std::nullopt;
    return expr::Symbol{expr::Type::kNumber, slots.step(), {}};
  }
  const auto found = draft_.symbols.find(name);
  if (found == draft_.symbols.end() || !type_refusal(name).empty() || !term_refusal(name).empty()) return std::nullopt;
  expr::Symbol symbol = found->second;
  if (symbol.type == expr::Type::kBoolean) {
    const auto mover = actor_of(draft_, mover_key(name));
    if (mover && !move_refusal(name, *mover).empty()) return std::nullopt;
  }
  const bool is_parameter =
      symbol.slot >= made.variables.size() + 2 * made.actions.size() && symbol.slot < slots.step();
  if (is_parameter && place_.is_chance) symbol.slot += static_cast<expr::Slot>(made.parameters.size());
  return symbol;
}

std::vector<std::string> Scope::all() const {
  std::vector<std::string> names;
  for (const Variable& variable : draft_.made.variables) names.push_back(variable.key);
  for (const Parameter& parameter : draft_.made.parameters)
    if (type_refusal(parameter.key).empty() && term_refusal(parameter.key).empty()) names.push_back(parameter.key);
  if (place_.move && !draft_.made.actions[place_.move->value()].argument.empty())
    names.push_back(draft_.made.actions[place_.move->value()].argument);
  for (std::size_t i = 0; i < draft_.made.actions.size(); ++i) {
    std::string name = draft_.made.action_name(ActionId(i));
    if (find(name)) names.push_back(std::move(name));
  }
  for (const Actor& actor : draft_.made.actors) {
    std::string name = actor.key + std::string(kType);
    if (find(name)) names.push_back(std::move(name));
  }
  return names;
}

std::string Scope::refusal(std::string_view name) const {
  if (name == "step")
    return place_.no_step.empty() ? "`step` counts the steps of a `horizon`, and there is none"
                                  : std::string(place_.no_step);
  if (std::string why = type_refusal(name); !why.empty()) return why;
  if (std::string why = term_refusal(name); !why.empty()) return why;
  if (draft_.symbols.contains(name)) {
    const auto mover = actor_of(draft_, mover_key(name));
    return mover ? move_refusal(name, *mover) : std::string();
  }
  if (name.ends_with(".wait") && actor_of(draft_, mover_key(name)))
    return fmt::format("waiting is no move of its own: ask that none of the moves of `{}` was made", mover_key(name));
  for (std::size_t i = 0; i < draft_.made.actions.size(); ++i) {
    if (draft_.made.actions[i].argument != name) continue;
    return fmt::format("`{}` is chosen in {} and known only in that move's formulas", name,
                       draft_.made.action_name(ActionId(i)));
  }
  for (std::size_t i = 0; i < draft_.types.size(); ++i) {
    const auto& types = draft_.types[i];
    if (std::find(types.begin(), types.end(), name) == types.end()) continue;
    const std::string type = draft_.made.actors[i].key + std::string(kType);
    return type_refusal(type).empty()
               ? fmt::format("`{0}` is a type of `{1}`: write `{1}{2} == {0}`", name, draft_.made.actors[i].key, kType)
               : type_refusal(type);
  }
  for (const Variable& variable : draft_.made.variables) {
    if (std::find(variable.levels.begin(), variable.levels.end(), name) != variable.levels.end())
      return fmt::format("`{0}` is a level of `{1}`: write `{1} == {0}`", name, variable.key);
  }
  return {};
}

void make_symbols(Draft& draft) {
  const Scenario& made = draft.made;
  const Slots slots = made.slots();
  for (std::size_t i = 0; i < made.variables.size(); ++i) {
    const Variable& variable = made.variables[i];
    const auto type = variable.is_numeric() ? expr::Type::kNumber : expr::Type::kLevel;
    draft.symbols.emplace(variable.key, expr::Symbol{type, slots.variable(VariableId(i)), variable.levels});
  }
  if (made.deal)
    for (const Term& term : made.deal->terms)
      if (!term.words.empty())
        draft.symbols.emplace(term.key, expr::Symbol{expr::Type::kLevel, slots.parameter(term.parameter), term.levels});
  for (std::size_t i = 0; i < made.parameters.size(); ++i)
    draft.symbols.emplace(made.parameters[i].key,
                          expr::Symbol{expr::Type::kNumber, slots.parameter(ParameterId(i)), {}});
  for (std::size_t i = 0; i < made.actions.size(); ++i)
    draft.symbols.emplace(made.action_name(ActionId(i)),
                          expr::Symbol{expr::Type::kBoolean, slots.action(ActionId(i)), {}});
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    if (draft.types[i].empty()) continue;
    draft.symbols.emplace(made.actors[i].key + std::string(kType),
                          expr::Symbol{expr::Type::kLevel, slots.type(ActorId(i)), draft.types[i]});
  }
}

}  // namespace parley::scenario
