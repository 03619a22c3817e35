// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// Reads one measure, such as "P(disarmed within 5 years | firm)", "P(us concedes first within 2 years)", "P(nobody
/// concedes within 2 quarters)", "P(sanctions == lifted at 5 years)", "E(warheads at 5 years)", "E(warheads when
/// disarmed)", "E(years to disarmed)" or "V(us | firm)". Without a time it is the end of the forecast, without a policy
/// no commitment. Errors: E0338, as usage.
[[nodiscard]] base::Result<Measure> read_measure(const Scenario& scenario, const std::string& words);

/// The one way to write a measure.
[[nodiscard]] std::string text_of(const Scenario& scenario, const Measure& measure);

/// What every study reports under each of these policies: the chance of each outcome and of each actor conceding first,
/// the mean of each numeric variable, all at the forecast's end, and what play is worth to each actor.
[[nodiscard]] std::vector<Measure> usual_measures(const Scenario& scenario,
                                                  const std::vector<std::optional<std::size_t>>& policies);

}  // namespace parley::scenario
