// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/analyze/sensitivity.h"
#include "parley/report/report.h"

namespace parley::report {

/// By measure, what each input does to it, for a person.
[[nodiscard]] std::string sensitivity_text(const analyze::Study& study, const std::vector<analyze::Sensitivity>& found,
                                           const Provenance& provenance, const Status& status, std::size_t width);

/// A document of kind "sensitivity", as schema/sensitivity.schema.json describes it.
[[nodiscard]] std::string sensitivity_json(const analyze::Study& study, const std::vector<analyze::Sensitivity>& found,
                                           const Provenance& provenance, const Status& status);

}  // namespace parley::report
