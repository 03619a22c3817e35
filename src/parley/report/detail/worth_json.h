// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/report/detail/json_values.h"
#include "parley/run/choice.h"
#include "parley/scenario/scenario.h"

namespace parley::report {

[[nodiscard]] Json terms_json(const std::vector<run::TermValue>& terms);
/// Choices with what each move is worth.
[[nodiscard]] Json choices_json(const scenario::Scenario& scenario, const std::vector<run::StartChoice>& choices);
/// What private types are worth somewhere.
[[nodiscard]] Json worth_json(const scenario::Scenario& scenario, const run::Worth& worth);
/// The members `warnings` and `scenario` of a document.
[[nodiscard]] Json warnings_json(const base::Diagnostics& warnings);
[[nodiscard]] Json scenario_json(const scenario::Scenario& scenario, const Provenance& provenance);

}  // namespace parley::report
