// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/analyze/paired.h"
#include "parley/report/report.h"

namespace parley::report {

/// Policies on the same worlds, for a person: who would regret which, and what each changes.
[[nodiscard]] std::string paired_text(const analyze::Study& study, const analyze::PairedStudy& paired,
                                      const Provenance& provenance, const Status& status, std::size_t width);

/// A document of kind "comparison", as schema/comparison.schema.json describes it.
[[nodiscard]] std::string paired_json(const analyze::Study& study, const analyze::PairedStudy& paired,
                                      const Provenance& provenance, const Status& status);

}  // namespace parley::report
