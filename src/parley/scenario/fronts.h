// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// One of several standoffs that an actor is in at once: what hangs together without it.
struct Front {
  std::vector<ActorId> others;  ///< who faces the actor here, in the order of the file
  std::vector<VariableId> variables;
  std::vector<ActionId> actions;  ///< of everybody, on this front; one that acts on several is of each
};

/// The fronts of one actor, in the order of the others in the file.
struct Fronts {
  ActorId shared;
  std::vector<Front> fronts;  ///< one, if nothing comes apart
  std::optional<Where> tie;   ///< what first tied two of the others to each other, if anything does
};

/// Takes a scenario apart: two actors, or variables, are of one front if a move, a rule, a payoff term or an outcome
/// that ends the standoff needs both. The shared actor itself ties nothing together, and no more do its moves that act
/// on several fronts at once.
[[nodiscard]] Fronts fronts_of(const Scenario& scenario, ActorId shared);

/// The scenario with nothing but one front: what is not of it never happens and is not paid, whoever is not on it has
/// nothing private. Actors, variables and moves keep their indices. It has no policies or sweeps.
[[nodiscard]] Scenario front_alone(const Scenario& scenario, const Fronts& fronts, std::size_t front);

}  // namespace parley::scenario
