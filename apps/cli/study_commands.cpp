// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/session.h"
#include "parley/analyze/claims.h"
#include "parley/analyze/paired.h"
#include "parley/analyze/study.h"
#include "parley/report/claims.h"
#include "parley/report/paired.h"
#include "parley/report/sweep.h"

namespace parley::cli {

int claims_command(const Session& session) {
  const auto study = analyze::read_study(session.arguments().file);
  if (!study) return session.fail(study.error());
  report::ClaimsReport told;
  told.study = study->get();
  told.scenario_file = (*study)->plan.scenario_name;
  told.findings = analyze::test_claims(**study, session.run_options(), session.context());
  if (session.context().stop() != base::Stop::kNo) return session.fail({});
  const report::Provenance provenance = session.provenance("claims");
  const report::Status status = report::status_of(told);
  return session.answer(
      status, [&] { return report::claims_json(told, provenance, status); },
      [&] { return report::claims_text(told, provenance, status, session.terminal().width()); });
}

int compare_sweep_command(const Session& session) {
  const auto study = analyze::read_study(session.arguments().file);
  if (!study) return session.fail(study.error());
  if ((*study)->plan.policies.empty())
    return session.fail(base::Diagnostics(
        usage_mistake("the sweep has no policies to compare", "sweep a scenario that has some, without --policy")));
  const analyze::PairedStudy paired = analyze::compare_policies(**study);
  const report::Provenance provenance = session.provenance("compare");
  const report::Status status = report::status_of(**study, base::Stop::kNo);
  return session.answer(
      status, [&] { return report::paired_json(**study, paired, provenance, status); },
      [&] { return report::paired_text(**study, paired, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
