// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/assessment.h"
#include "parley/report/detail/belief_json.h"
#include "parley/report/solution.h"

namespace parley::report {

std::string assessment_json(const CertifiedAssessment& certified, const Provenance& provenance, const Status& status) {
  const certify::AssessmentCertificate& certificate = *certified.certificate;
  const game::Game& game = *certified.game;
  const SolvedGame names{certified.game, certified.labels, nullptr, nullptr, nullptr};
  Json types = Json::array();
  for (const certify::AssessmentGain& gain : certificate.types) {
    const game::ActorId actor = game.actor(gain.type);
    const auto own = game.types_of(actor);
    const std::size_t t = gain.type.value() - own.front().value();
    TypeLabel label{actor_name(names, actor), "", game.prior(actor)[t]};
    if (own.size() > 1)
      label.type =
          certified.labels->types.empty() ? "type " + std::to_string(t) : certified.labels->types[gain.type.value()];
    types.push_back({{"actor", label.actor},
                     {"type", type_json(label)},
                     {"prior", number(label.prior)},
                     {"value_start", number(gain.value_start)},
                     {"gain_start", number(gain.gain_start)},
                     {"gain_worst", number(gain.gain_worst)},
                     {"worst_history", gain.worst_history},
                     {"share_start", number(gain.share_start)},
                     {"share_worst", number(gain.share_worst)},
                     {"logit_residual", number(gain.logit_residual)}});
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "certified_assessment"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", certified.labels->title},
                  {"histories", certified.assessment->histories()},
                  {"certificate",
                   {{"holds", certificate.holds},
                    {"complete", certificate.complete},
                    {"bound", number(certificate.bound)},
                    {"largest_share", number(certificate.largest_share)},
                    {"largest_residual", number(certificate.largest_residual)},
                    {"belief_error", number(certificate.belief_error)},
                    {"belief_history", certificate.belief_history},
                    {"types", types},
                    {"method", certificate.method}}},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
