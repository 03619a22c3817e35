// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "parley/analyze/claims.h"
#include "parley/report/report.h"

namespace parley::report {

/// What was found of the claims of a study.
struct ClaimsReport {
  const analyze::Study* study = nullptr;
  std::vector<analyze::ClaimFinding> findings;
  std::string scenario_file;  ///< as it is named in commands that run a world
};

[[nodiscard]] Status status_of(const ClaimsReport& report);

/// For a person: by claim the verdict, where it holds, in words and as bars, and a world on the other side.
[[nodiscard]] std::string claims_text(const ClaimsReport& report, const Provenance& provenance, const Status& status,
                                      std::size_t width);

/// A document of kind "claims", as schema/claims.schema.json describes it.
[[nodiscard]] std::string claims_json(const ClaimsReport& report, const Provenance& provenance, const Status& status);

/// One claim's answer in a sentence or two.
[[nodiscard]] std::string verdict_sentence(const ClaimsReport& report, const analyze::ClaimFinding& finding);

/// "parley run FILE --world STUDY:N".
[[nodiscard]] std::string world_command(const ClaimsReport& report, std::size_t world);

/// The lowest and the highest value of an input in the worlds of a study.
[[nodiscard]] std::pair<double, double> drawn_ends(const analyze::Study& study, std::size_t input);

}  // namespace parley::report
