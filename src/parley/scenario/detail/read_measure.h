// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "parley/base/diagnostics.h"
#include "parley/scenario/scenario.h"

namespace parley::scenario {

/// Reads the run of bytes [begin, end) of a text as one measure; else adds what is wrong to `found`.
[[nodiscard]] std::optional<Measure> read_measure_at(const Scenario& scenario, const expr::Written& written,
                                                     base::Span in_text, base::Diagnostics& found);

/// Where measures stand in a text: "P(", "E(" or "V(" up to the bracket that closes it, or the end.
[[nodiscard]] std::vector<base::Span> find_measures(std::string_view text);

}  // namespace parley::scenario
