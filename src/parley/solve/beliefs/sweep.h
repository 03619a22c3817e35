// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/context.h"
#include "parley/game/components.h"
#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/grid.h"
#include "parley/solve/beliefs/plan.h"

namespace parley::solve::beliefs {

/// Fills value, start and solved of a solution whose axes, precision and points are set, and whose places are the
/// plan's, and what it says of the work: components successors first; a node by itself at every point of the grid at
/// once; nodes that play can return to by fast sweeping [Zhao2005]: all of a component's nodes at one point after
/// another, in alternating orders, each until its values stand still.
void sweep(const game::Game& game, const game::Components& components, const Plan& plan, const Grid& grid,
           const BeliefOptions& options, const base::RunContext& context, BeliefSolution& solution);

/// The size of payoffs that tolerances are shares of; > 0.
[[nodiscard]] double payoff_scale(const game::Game& game);

}  // namespace parley::solve::beliefs
