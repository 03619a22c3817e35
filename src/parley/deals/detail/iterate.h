// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/base/context.h"
#include "parley/deals/detail/operator.h"
#include "parley/deals/payoff_set.h"

namespace parley::deals {

/// What a stop on the way means for the sets.
[[nodiscard]] SetStatus status_of(base::Stop stop);

/// How the iteration of one component ended. Distances are in the arena's units.
struct ComponentEnd {
  SetStatus status = SetStatus::kConverged;
  bool too_large = false;                     ///< stopped because the sets outgrew the memory allowed
  std::optional<game::NodeId> unsustainable;  ///< where nothing can be sustained
  std::size_t passes = 0;
  double change = 0;    ///< in the last pass
  double error = 0;     ///< estimated
  double residual = 0;  ///< how far the corners made at the end lie from the sets that they were made from
};

/// Finds the sets of one component's nodes, given those of all nodes after it, and the joint moves of their corners:
/// both are by node, and written for the component's nodes only. `most` and `least` as in bound_values().
struct ComponentWork {
  std::span<const game::NodeId> nodes;
  bool cyclic = false;
  std::vector<Point>* most = nullptr;
  std::vector<Point>* least = nullptr;
  std::vector<std::vector<MadeCorner>>* corners = nullptr;
};
[[nodiscard]] ComponentEnd solve_component(SetOperator& sets, const ComponentWork& work,
                                           const PayoffSetOptions& options, const base::RunContext& context);

}  // namespace parley::deals
