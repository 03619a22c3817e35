// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parley/deals/deals.h"
#include "parley/deals/robust.h"
#include "parley/deals/tipping.h"
#include "parley/report/report.h"

namespace parley::report {

/// What was found of a scenario's deals.
struct DealsReport {
  deals::DealsFound found;
  std::uint64_t seed = 1;
  std::optional<deals::RobustDeals> robust;
  std::optional<std::size_t> tipped;  ///< whose tips they are: a place among the findings
  std::vector<deals::DealTip> tips;
};

[[nodiscard]] Status status_of(const DealsReport& report);

/// The deals that hold, the frontier and its points, and why the tempting ones fail; of a single deal its sheet.
[[nodiscard]] std::string deals_text(const DealsReport& report, const Provenance& provenance, const Status& status,
                                     std::size_t width);

/// A document of kind "deals", as schema/deals.schema.json describes it.
[[nodiscard]] std::string deals_json(const DealsReport& report, const Provenance& provenance, const Status& status);

/// The answer in words.
[[nodiscard]] std::vector<std::string> deals_paragraphs(const deals::DealsFound& found);

/// "cap 20 warheads, relief partial".
[[nodiscard]] std::string terms_text(const scenario::Scenario& scenario, const std::vector<std::size_t>& choices);

/// What became of one deal and why: "broken by North Korea, which gains 0.3 by dprk.restart in step 2".
[[nodiscard]] std::string verdict_text(const scenario::Scenario& scenario, const deals::Finding& finding);

}  // namespace parley::report
