// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/deals/deals.h"
#include "parley/report/report.h"

namespace parley::report {

[[nodiscard]] Status status_of(const deals::DealsFound& found);

/// The deals that hold, the frontier and its points, and why the tempting ones fail; of a single deal its sheet.
[[nodiscard]] std::string deals_text(const deals::DealsFound& found, const Provenance& provenance, const Status& status,
                                     std::size_t width);

/// A document of kind "deals", as schema/deals.schema.json describes it.
[[nodiscard]] std::string deals_json(const deals::DealsFound& found, const Provenance& provenance,
                                     const Status& status);

/// The answer in words.
[[nodiscard]] std::vector<std::string> deals_paragraphs(const deals::DealsFound& found);

/// "cap 20 warheads, relief partial".
[[nodiscard]] std::string terms_text(const scenario::Scenario& scenario, const std::vector<std::size_t>& choices);

/// What became of one deal and why: "broken by North Korea, which gains 0.3 by dprk.restart in step 2".
[[nodiscard]] std::string verdict_text(const scenario::Scenario& scenario, const deals::Finding& finding);

}  // namespace parley::report
