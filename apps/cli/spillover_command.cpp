// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/session.h"
#include "parley/analyze/spillover.h"
#include "parley/base/check.h"
#include "parley/report/spillover.h"

namespace parley::cli {

int spillover_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  const auto shared = session.actor(*scenario);
  if (!shared) return session.fail(shared.error());
  PARLEY_CHECK(shared->has_value());
  const auto told = analyze::spillover(*scenario, **shared, session.run_options(), session.context());
  if (!told) return session.fail(told.error());
  session.terminal().tell(told->warnings);
  const report::Provenance provenance = session.provenance("spillover");
  const report::Status status = report::status_of(*told);
  return session.answer(
      status, [&] { return report::spillover_json(*told, provenance, status); },
      [&] { return report::spillover_text(*told, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
