// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/run/run.h"
#include "parley/simulate/evaluate.h"
#include "parley/simulate/typed_value.h"

namespace parley::run {

/// Somewhere in play: a lottery over nodes, and with private types what everybody believes, by the game's TypeId.
struct Spot {
  std::vector<game::NodeId> nodes;
  std::vector<double> probability;
  std::vector<double> beliefs;
};

/// The start of play, at the prior.
[[nodiscard]] Spot start_of(const game::Game& game);

/// One node where somebody chooses, as a person would say it, and how likely it is to begin with.
struct ChoiceNode {
  game::NodeId node;
  std::string where;
  double probability = 1;
};

/// What each move there is worth to whoever chooses, by payoff term; with private types for every type, and what of it
/// is due to what the move reveals. Types and moves side by side on context.threads threads.
[[nodiscard]] std::vector<StartChoice> typed_choices_at(const SolvedGame& solved, const ChoiceNode& place,
                                                        const std::vector<double>& beliefs,
                                                        const simulate::TypedValueOptions& options,
                                                        const base::RunContext& context);
/// The same without private types; `terms` is what the solution is worth at every node.
[[nodiscard]] std::vector<StartChoice> choices_at(const SolvedGame& solved, const simulate::TermValues& terms,
                                                  const ChoiceNode& place);

/// "Nearly sure" of a type: at a chance of 1 it would be another game, in which nobody can doubt any more.
inline constexpr double kNearlySure = 0.99;

/// What play is worth there to each type that is thought possible, what being taken for one or the other would change,
/// and what knowing the others' would. Where the type of another is known the game goes on at beliefs of 1 and 0, which
/// is the game in which it was never private. `actor`: of that one alone.
[[nodiscard]] Worth worth_at(const SolvedGame& solved, const Spot& spot, const simulate::TypedValueOptions& options,
                             const base::RunContext& context, std::optional<scenario::ActorId> actor = {});

/// An actor's terms by key, of one number a term of the game; terms of one key are one. `errors` may be empty.
[[nodiscard]] std::vector<TermValue> terms_of(const compile::Legend& legend, scenario::ActorId actor,
                                              std::span<const double> values, std::span<const double> errors = {});

/// The same of a value of play with private types. What comes after the histories that were followed is a term `later`
/// where it is not next to nothing.
[[nodiscard]] std::vector<TermValue> terms_of(const compile::Legend& legend, scenario::ActorId actor,
                                              const simulate::TypedValue& value);

}  // namespace parley::run
