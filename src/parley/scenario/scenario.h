// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parley/base/diagnostics.h"
#include "parley/expr/expression.h"
#include "parley/scenario/actor.h"
#include "parley/scenario/claim.h"
#include "parley/scenario/date.h"
#include "parley/scenario/deal.h"
#include "parley/scenario/effect.h"
#include "parley/scenario/quantity.h"
#include "parley/scenario/slots.h"

namespace parley::scenario {

/// A public variable of the state: named levels, or an evenly spaced grid of numbers.
struct Variable {
  std::string key;
  std::string says;
  std::vector<std::string> levels;  ///< lowest first; empty for a numeric range
  double low = 0;                   ///< numeric: the first grid point
  double by = 1;                    ///< numeric: the spacing, > 0
  std::size_t size = 0;             ///< how many values, at least 1
  bool clamps = false;              ///< beyond its range it stays at the edge; otherwise that is an error
  std::vector<std::pair<std::size_t, double>> start;  ///< value index and probability, which sum to 1
  /// Of a start that the author does not know, as what formulas see of it; then `start` is its `value`.
  std::optional<Quantity> unknown_start;
  Quantity about;        ///< unit, source, date and note; value and range unused
  bool of_deal = false;  ///< it tells where the deal stands; play without a deal never changes it
  Where where;

  [[nodiscard]] bool is_numeric() const { return levels.empty(); }
  /// What formulas see: the number, or the level's 0-based place.
  [[nodiscard]] double value(std::size_t index) const {
    return is_numeric() ? low + by * static_cast<double>(index) : static_cast<double>(index);
  }
};

/// What a parameter is for one type of the actor it depends on.
struct TypeValue {
  Quantity quantity;
  double per_step = 0;  ///< as Parameter::per_step
};

struct Parameter {
  std::string key;
  std::string says;
  Quantity quantity;
  double per_step = 0;         ///< what formulas see: a rate scaled to the step, anything else as written
  double chance_per_step = 0;  ///< what a `chance` sees: a rate compounded to the step, 1 - (1 - p)^steps
  std::optional<ActorId> by;   ///< it depends on the private type of this actor; then the numbers above mean nothing
  std::vector<TypeValue> by_type;  ///< one a type of `by`, in their order
  bool is_term = false;            ///< a term of the deal
};

/// What an actor may do in its turn. With an argument it is a family: one move for each value.
struct Action {
  std::string key;
  ActorId actor;
  std::string says;
  bool concession = false;
  bool hidden = false;                     ///< the others see the state that follows, not the move
  std::vector<TypeId> types;               ///< open to these types of its actor alone, in order; empty: to all
  std::optional<expr::Expression> when;    ///< boolean
  std::optional<expr::Expression> chance;  ///< that `then` happens, else `otherwise`
  std::vector<Effect> then;
  std::vector<Effect> otherwise;
  std::vector<Pay> pays;                ///< once, when the move is made, in the state before its effects
  std::string argument;                 ///< its name in the formulas above; empty: no family
  std::vector<double> argument_values;  ///< one move each, in order
  Where where;
};

[[nodiscard]] inline bool is_open_to(const Action& action, TypeId type) {
  return action.types.empty() || std::find(action.types.begin(), action.types.end(), type) != action.types.end();
}

struct Rule {
  std::string says;
  std::optional<expr::Expression> when;
  std::optional<expr::Expression> chance;
  std::vector<Effect> then;
  std::vector<Effect> otherwise;
  std::optional<ActorId> after;  ///< acts right after each turn of this actor; else at the step's end
  bool of_deal = false;          ///< acts only while the deal is in force
  Where where;
};

/// Paid every step, on the state after the step's turns and before the rules of its end.
struct PayoffTerm {
  ActorId actor;
  std::string key;
  std::string says;
  expr::Expression value;
  Where where;
  bool of_deal = false;  ///< paid only while the deal is in force
};

struct Outcome {
  std::string key;
  std::string says;
  expr::Expression when;          ///< boolean, over the state alone
  bool ends = false;              ///< the standoff is over once it holds
  std::vector<Pay> pays;          ///< a lump on reaching it, at the start of the next step
  std::vector<Pay> flow;          ///< every step from then on, for ever
  bool payoffs_continue = false;  ///< the payoff terms of the state reached go on for ever
  Where where;
};

struct Horizon {
  std::optional<std::size_t> steps;  ///< none: no last step
  std::vector<Pay> pays;             ///< a lump after the last step
  bool payoffs_continue = false;     ///< the payoff terms of the last state go on for ever
  Where where;
};

/// A commitment of one actor about its own moves, known to all.
struct Policy {
  std::string key;
  std::string says;
  ActorId actor;
  std::vector<ActionId> never;
  std::vector<ActionId> always;  ///< made whenever open; the first open one of the list
  std::vector<std::pair<ActionId, expr::Expression>> only_when;
  Where where;
};

enum class InputKind : std::uint8_t {
  kParameter,
  kTypeValue,  ///< what a parameter is for one type
  kPrior,
  kPatience,
  kStart,  ///< where a variable starts
};

/// One number of the file that can be moved.
struct Input {
  InputKind kind = InputKind::kParameter;
  ParameterId parameter;  ///< kParameter, kTypeValue
  ActorId actor;          ///< kTypeValue, kPrior: whose type it is about; kPatience: whose it is
  TypeId type;            ///< kTypeValue, kPrior
  VariableId variable{};  ///< kStart

  friend bool operator==(const Input&, const Input&) = default;
};

/// How two uncertain inputs go together.
struct Correlation {
  Input first;
  Input second;
  double rank = 0;  ///< Spearman's, between -1 and 1
  Where where;
};

/// What must be true of the inputs: worlds in which it is not are not drawn.
struct Constraint {
  std::string key;
  std::string says;
  expr::Expression when;  ///< boolean, over the parameters and the starts of the variables
  Where where;
};

/// An input moved over a range, the game solved anew at each point.
struct Sweep {
  std::string key;
  std::string says;
  Input input;
  std::vector<double> values;         ///< in the input's own unit
  std::string outcome;                ///< the outcome whose chance is watched
  std::vector<std::size_t> policies;  ///< a line for each of these; empty: one without a commitment
  Where where;
};

enum class Order : std::uint8_t { kRandom, kFixed };

/// What the author wrote, checked: every name resolved, every formula typed, every number finite.
struct Scenario {
  std::string title;
  std::string says;
  Date start;
  Step step = Step::kQuarter;
  std::string payoff_unit;  ///< what one unit of payoff means, for a person
  Order order = Order::kRandom;
  std::vector<std::vector<ActorId>> turns;  ///< fixed: who moves in each turn; random: one turn an actor
  std::vector<Actor> actors;
  std::vector<Variable> variables;
  std::vector<Parameter> parameters;
  std::vector<Action> actions;  ///< by actor, each in the order written
  std::vector<Rule> rules;
  std::vector<PayoffTerm> payoffs;
  std::vector<Outcome> outcomes;
  Horizon horizon;
  std::vector<Policy> policies;
  std::vector<Sweep> sweeps;
  std::vector<Correlation> correlations;
  std::vector<Constraint> constraints;
  std::vector<Claim> claims;
  std::optional<Deal> deal;
  std::size_t forecast_steps = 0;  ///< how far answers look
  base::SourcePtr source;
  base::Diagnostics warnings;

  [[nodiscard]] Slots slots() const { return {variables.size(), actions.size(), parameters.size(), actors.size()}; }
  /// "us.ease".
  [[nodiscard]] std::string action_name(ActionId id) const {
    const Action& action = actions[id.value()];
    return actors[action.actor.value()].key + "." + action.key;
  }
};

}  // namespace parley::scenario
