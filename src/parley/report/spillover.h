// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/analyze/spillover.h"
#include "parley/report/report.h"

namespace parley::report {

/// Answered, or not certified, or stopped.
[[nodiscard]] Status status_of(const analyze::Spillover& told);

/// What each front would do with the link and without it, for a person, on a terminal of `width` columns.
[[nodiscard]] std::string spillover_text(const analyze::Spillover& told, const Provenance& provenance,
                                         const Status& status, std::size_t width);

/// A document of kind "spillover", as schema/spillover.schema.json describes it.
[[nodiscard]] std::string spillover_json(const analyze::Spillover& told, const Provenance& provenance,
                                         const Status& status);

}  // namespace parley::report
