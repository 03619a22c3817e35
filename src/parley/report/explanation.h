// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/analyze/explain.h"
#include "parley/report/report.h"

namespace parley::report {

[[nodiscard]] Status status_of(const analyze::Explanation& explanation);

/// Why each type of each actor there does what it does, in some paragraphs, from the numbers alone; how far to trust it
/// last.
[[nodiscard]] std::vector<std::string> explanation_paragraphs(const analyze::Explanation& explanation);

[[nodiscard]] std::string explanation_text(const analyze::Explanation& explanation, const Provenance& provenance,
                                           const Status& status, std::size_t width);
/// A document of kind "explanation", as schema/explanation.schema.json describes it.
[[nodiscard]] std::string explanation_json(const analyze::Explanation& explanation, const Provenance& provenance,
                                           const Status& status);

/// "at the start", "where sanctions maximum, warheads 40, on 2020-02-09 (step 3)".
[[nodiscard]] std::string place_text(const analyze::Explanation& explanation, std::size_t choice);

}  // namespace parley::report
