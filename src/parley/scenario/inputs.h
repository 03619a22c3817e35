// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// The scenario with another value of one of its numbers, in its own unit; what formulas see follows. After a prior the
/// actor's other priors share the rest.
void set_input(Scenario& scenario, const Input& input, double value);

/// The input as written, with its unit, range and source.
[[nodiscard]] const Quantity& quantity_of(const Scenario& scenario, const Input& input);

/// "cost", "worth.resolute", "prior of dprk.resolute".
[[nodiscard]] std::string name_of(const Scenario& scenario, const Input& input);

/// Makes the priors that are not fixed share what the fixed ones, at most 1 together, leave: in their proportions, or
/// evenly where all of them are 0.
void share_rest(std::vector<ActorType>& types, const std::vector<bool>& is_fixed);

}  // namespace parley::scenario
