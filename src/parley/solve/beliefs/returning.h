// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "parley/base/context.h"
#include "parley/solve/beliefs/point.h"

namespace parley::solve::beliefs {

/// Solves the nodes of one component that play can return to; if it `tells`, reports how far changes have fallen.
[[nodiscard]] Tally solve_returning(std::span<const game::NodeId> nodes, const PointStore& store,
                                    const BeliefOptions& options, double scale, const base::RunContext& context,
                                    bool tells);

}  // namespace parley::solve::beliefs
