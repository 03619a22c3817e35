// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/analyze/disagreement.h"
#include "parley/report/report.h"

namespace parley::report {

/// Two scenarios as they are named, and what was found of them.
struct DisagreementReport {
  std::string first;
  std::string second;
  const analyze::Disagreement* found = nullptr;
};

[[nodiscard]] Status status_of(const DisagreementReport& report);

/// Which assumptions make the two disagree, for a person.
[[nodiscard]] std::string disagreement_text(const DisagreementReport& report, const Provenance& provenance,
                                            const Status& status, std::size_t width);

/// A document of kind "disagreement", as schema/disagreement.schema.json describes it.
[[nodiscard]] std::string disagreement_json(const DisagreementReport& report, const Provenance& provenance,
                                            const Status& status);

}  // namespace parley::report
