// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/scenario/scenario.h"

namespace parley::run {

/// A number and its standard error; 0: nothing was sampled.
struct Estimate {
  double value = 0;
  double error = 0;
};

struct TermValue {
  std::string key;
  double value = 0;
  double error = 0;    ///< standard error
  double reveals = 0;  ///< of a move with private types: the part of `value` that MoveChoice::reveals holds
};

/// What the standoff is worth to an actor from the start, split by payoff term.
struct ActorValue {
  scenario::ActorId actor;
  double total = 0;
  double error = 0;
  std::vector<TermValue> terms;
};

struct MoveChoice {
  std::string move;
  double probability = 0;
  double value = 0;              ///< to the mover, everybody following the solution afterwards
  double loss = 0;               ///< below the best move
  std::vector<TermValue> terms;  ///< of `value`
  double error = 0;              ///< standard error of `value`
  /// What the move is worth for what the others believe of its actor after it: the value less what it would be if that
  /// stayed as it was. Of an actor with several types.
  std::optional<Estimate> reveals;
  std::optional<double> posterior;  ///< the chance of its type once the move is seen; none for a hidden move
};

/// One actor's choice at one place where play may start, had it the first move.
struct StartChoice {
  std::string where;
  double probability = 0;  ///< of this start
  scenario::ActorId actor;
  std::vector<MoveChoice> moves;  ///< in the order of the scenario
  std::string type;               ///< its private type; empty: it has one
  std::string telling;            ///< "pooling", "separating" or "mixing" of an actor with several types
  double belief = 1;              ///< the chance that the others give its type before it moves
};

/// What play is worth to one type, by payoff term.
struct TypeWorth {
  scenario::ActorId actor;
  std::string type;  ///< empty: it has one
  double belief = 1;
  Estimate value;
  double claim_error = 0;  ///< |value on the grid of beliefs - value|
  std::vector<TermValue> terms;
};

/// What it is worth to a type that the others come to believe that its actor is `taken_for`: nearly sure of it, against
/// what they believe now.
struct Reputation {
  scenario::ActorId actor;
  std::string type;
  std::string taken_for;
  double belief_now = 0;
  double belief_then = 0;
  Estimate change;
  double claim_error = 0;  ///< at the belief then
};

/// What it is worth to a type that the type of another is told to everybody, on average over what it may turn out to
/// be, by its beliefs now.
struct Knowing {
  scenario::ActorId actor;
  std::string type;  ///< empty: it has one
  scenario::ActorId other;
  Estimate change;
  double claim_error = 0;  ///< the largest of any type of the other
};

/// What private types are worth, somewhere in play.
struct Worth {
  std::vector<TypeWorth> types;
  std::vector<Reputation> reputations;  ///< of actors with several types
  std::vector<Knowing> knowing;         ///< about actors with several types
};

}  // namespace parley::run
