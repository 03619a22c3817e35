// SPDX-License-Identifier: Apache-2.0
#include "parley/report/assessment.h"

#include <fmt/format.h>

#include "parley/report/beliefs.h"
#include "parley/report/plain.h"
#include "parley/report/solution.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

/// "history 12: market alone; step 0; believed store strong 0.250, weak 0.750"
std::string history_text(const CertifiedAssessment& certified, std::size_t history) {
  const game::Game& game = *certified.game;
  const SolvedGame names{certified.game, certified.labels, nullptr, nullptr, nullptr};
  std::string text = fmt::format("history {}: {}", history, node_name(names, certified.assessment->node[history]));
  const std::vector<std::string> types = type_names(game, *certified.labels);
  std::string_view before = "; believed";
  for (const game::ActorId actor : game.all_actors()) {
    if (game.types_of(actor).size() < 2) continue;
    for (const game::TypeId type : game.types_of(actor)) {
      text += fmt::format("{} {} {:.4g}", before, types[type.value()],
                          certified.assessment->beliefs_at(history)[type.value()]);
      before = ",";
    }
  }
  return text;
}

void gains(const CertifiedAssessment& certified, std::size_t width, std::string& out) {
  const certify::AssessmentCertificate& certificate = *certified.certificate;
  const std::vector<std::string> names = type_names(*certified.game, *certified.labels);
  Table table;
  table.add({"type", "value", "gain from the start", "at the worst history", "share of range", "logit residual"});
  for (const certify::AssessmentGain& gain : certificate.types)
    table.add({names[gain.type.value()], fmt::format("{:.10g}", gain.value_start),
               fmt::format("{:.2e}", gain.gain_start), fmt::format("{:.2e}", gain.gain_worst),
               fmt::format("{:.2e}", gain.share_worst), fmt::format("{:.2e}", gain.logit_residual)});
  out += table.text(width, "  ");
  for (const certify::AssessmentGain& gain : certificate.types)
    if (gain.share_worst > certificate.bound)
      out += wrapped(fmt::format("  {} gains most from {}", names[gain.type.value()],
                                 history_text(certified, gain.worst_history)),
                     width, "    ") +
             '\n';
}

}  // namespace

Status status_of(const CertifiedAssessment& certified) {
  const certify::AssessmentCertificate& certificate = *certified.certificate;
  if (!certificate.complete) return {Exit::kNotGuaranteed, "the certificate was stopped before its end"};
  if (certificate.belief_error > certify::kBeliefTolerance)
    return {Exit::kNotGuaranteed, "what is believed does not follow from what is done, by Bayes' rule"};
  if (!certificate.holds)
    return {Exit::kNotGuaranteed, "somebody could gain more than the bound by deviating from this assessment"};
  return {Exit::kAnswered, "certified: a perfect Bayesian equilibrium within the bound"};
}

std::string assessment_text(const CertifiedAssessment& certified, const Provenance& provenance, const Status& status,
                            std::size_t width) {
  const certify::AssessmentCertificate& certificate = *certified.certificate;
  std::string out = certified.labels->title.empty() ? provenance.file : certified.labels->title;
  out += fmt::format("\n\n{} histories at {} nodes\n", certified.assessment->histories(), certified.game->nodes());
  out +=
      wrapped(fmt::format("\nCertificate ({}): what each type could gain by deviating alone, for ever, given what is "
                          "believed; bound {:.1e} of the payoff range",
                          certificate.method, certificate.bound),
              width, "  ") +
      '\n';
  gains(certified, width, out);
  std::string beliefs = fmt::format("  Beliefs are off from Bayes' rule by {:.1e} at most", certificate.belief_error);
  if (certificate.belief_error > certify::kBeliefTolerance)
    beliefs += ", at " + history_text(certified, certificate.belief_history);
  out += wrapped(beliefs + ".", width, "    ") + '\n';
  return out + closing(provenance, status);
}

}  // namespace parley::report
