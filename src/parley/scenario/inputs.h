// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// The scenario with another value of one of its numbers, in its own unit; what formulas see follows. After a prior the
/// actor's other priors share the rest.
void set_input(Scenario& scenario, const Input& input, double value);

/// The input as written, with its unit, range and source.
[[nodiscard]] const Quantity& quantity_of(const Scenario& scenario, const Input& input);

/// "cost", "worth.resolute", "prior of dprk.resolute", "patience of us", "start of warheads".
[[nodiscard]] std::string name_of(const Scenario& scenario, const Input& input);

/// What `--set` calls it: "parameters.cost", "parameters.worth.resolute", "actors.dprk.types.resolute",
/// "actors.us.patience", "state.warheads.start".
[[nodiscard]] std::string path_of(const Scenario& scenario, const Input& input);

/// Every number whose author gives a distribution, or a range with more than one number in it: parameters, priors,
/// patience and starts, in the order of these. Of an actor all of whose priors are such the last is left out: it is the
/// rest.
[[nodiscard]] std::vector<Input> uncertain_inputs(const Scenario& scenario);

/// set_input for several at once: the priors of an actor that are not among them share what those leave. False, and the
/// scenario of no use, where the priors of an actor would sum to more than 1.
[[nodiscard]] bool set_inputs(Scenario& scenario, std::span<const Input> inputs, std::span<const double> values);

/// Whether what the inputs of the scenario are agrees with its constraints.
[[nodiscard]] bool meets_constraints(const Scenario& scenario);

/// The discount factor of a step.
[[nodiscard]] double discount_per_step(double patience, std::string_view unit, Step step);

/// Makes the priors that are not fixed share what the fixed ones, at most 1 together, leave: in their proportions, or
/// evenly where all of them are 0.
void share_rest(std::vector<ActorType>& types, const std::vector<bool>& is_fixed);

}  // namespace parley::scenario
