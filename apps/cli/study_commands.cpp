// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "apps/cli/session.h"
#include "parley/analyze/claims.h"
#include "parley/analyze/paired.h"
#include "parley/analyze/sensitivity.h"
#include "parley/analyze/study.h"
#include "parley/report/claims.h"
#include "parley/report/paired.h"
#include "parley/report/sensitivity.h"
#include "parley/report/sweep.h"
#include "parley/scenario/measures.h"

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
  const auto json = [&] { return report::claims_json(told, provenance, status); };
  const std::string& page = session.arguments().page;
  if (!page.empty()) {
    if (const auto failed = session.write(page, report::answer_page(json()))) return *failed;
    session.terminal().say("page: " + page);
  }
  return session.answer(status, json,
                        [&] { return report::claims_text(told, provenance, status, session.terminal().width()); });
}

namespace {

/// The measures named, or those that nobody has committed anything in.
base::Result<std::vector<std::size_t>> measures_of(const Session& session, const analyze::Study& study) {
  std::vector<std::size_t> chosen;
  base::Diagnostics mistakes;
  if (session.arguments().measures.empty()) {
    for (std::size_t m = 0; m < study.measures.size(); ++m)
      if (!study.measures[m].policy) chosen.push_back(m);
    return chosen;
  }
  for (const std::string& words : session.arguments().measures) {
    const auto measure = scenario::read_measure(study.scenario, words);
    if (!measure) {
      mistakes.append(measure.error());
      continue;
    }
    const auto found = std::find(study.plan.measures.begin(), study.plan.measures.end(), measure->text);
    if (found == study.plan.measures.end()) {
      base::Diagnostic mistake = usage_mistake(fmt::format("the sweep does not hold {}", measure->text),
                                               "sweep anew with --measure, or name one of those `parley export` lists");
      mistake.suggestion = base::nearest_name(measure->text, study.plan.measures);
      mistakes.add(std::move(mistake));
      continue;
    }
    chosen.push_back(static_cast<std::size_t>(found - study.plan.measures.begin()));
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return chosen;
}

}  // namespace

int sensitivity_command(const Session& session) {
  const auto study = analyze::read_study(session.arguments().file);
  if (!study) return session.fail(study.error());
  const auto measures = measures_of(session, **study);
  if (!measures) return session.fail(measures.error());
  const std::vector<analyze::Sensitivity> found = analyze::find_influences(**study, *measures);
  const report::Provenance provenance = session.provenance("sensitivity");
  const report::Status status = report::status_of(**study, base::Stop::kNo);
  return session.answer(
      status, [&] { return report::sensitivity_json(**study, found, provenance, status); },
      [&] { return report::sensitivity_text(**study, found, provenance, status, session.terminal().width()); });
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
