// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "parley/solve/detail/component.h"

namespace parley::solve::stagewise {

/// By place among a component's nodes, the discounted chance to come there next of some of them; kept from one call to
/// the next as first guesses.
using Reach = std::map<std::size_t, std::vector<double>>;

/// Solves some nodes of a component together: the game that is left when all others play what the draft says, from each
/// joint move to the next of these nodes that play comes to, discounted by the time until then, and with what is paid
/// on the way. A few nodes follow their path, more are settled as the component itself is. Writes their strategies into
/// the draft, and every value of the component under them. Requires equal discounts of all actors. Costs about 1 / (1 -
/// discount) passes over the moves played for each node.
[[nodiscard]] bool solve_together(const Component& component, std::span<const std::size_t> places,
                                  const SolveOptions& options, const base::RunContext& context, Draft& draft,
                                  Reach& reach, PathReport& report);

}  // namespace parley::solve::stagewise
