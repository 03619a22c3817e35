// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/compile/compile.h"
#include "parley/scenario/situation.h"

namespace parley::run {

/// Where one actor chooses.
struct ChoicePlace {
  game::NodeId node;
  scenario::ActorId actor;
};

/// The one place where each actor (or the one named) chooses in a situation. What the situation says nothing about is
/// as at the start; without a step it is the first step at which play can get there; with an order that is drawn, the
/// actor moves first. Actors that have no choice there are left out. Errors: E0903 (play cannot get there, or nobody
/// chooses there; says which condition is at fault and what there is instead), E0904 (several places fit; says how they
/// differ).
[[nodiscard]] base::Result<std::vector<ChoicePlace>> find_places(const compile::CompiledGame& compiled,
                                                                 const scenario::Situation& situation,
                                                                 std::optional<scenario::ActorId> actor);

/// What everybody believes there, by the game's TypeId.
[[nodiscard]] std::vector<double> beliefs_in(const compile::CompiledGame& compiled,
                                             const scenario::Situation& situation);

}  // namespace parley::run
