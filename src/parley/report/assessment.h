// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "parley/certify/assessment.h"
#include "parley/game/labels.h"
#include "parley/report/report.h"

namespace parley::report {

/// An assessment of a game and what its certificate says. Everything outlives the report.
struct CertifiedAssessment {
  const game::Game* game = nullptr;
  const game::Labels* labels = nullptr;
  const game::Assessment* assessment = nullptr;
  const certify::AssessmentCertificate* certificate = nullptr;
};

[[nodiscard]] Status status_of(const CertifiedAssessment& certified);
[[nodiscard]] std::string assessment_text(const CertifiedAssessment& certified, const Provenance& provenance,
                                          const Status& status, std::size_t width);
/// A document of kind "certified_assessment", as schema/certified.schema.json describes it.
[[nodiscard]] std::string assessment_json(const CertifiedAssessment& certified, const Provenance& provenance,
                                          const Status& status);

}  // namespace parley::report
