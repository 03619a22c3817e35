// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "apps/cli/session.h"
#include "parley/analyze/spillover.h"
#include "parley/report/spillover.h"

namespace parley::cli {

namespace {

base::Result<scenario::ActorId> actor_named(const scenario::Scenario& scenario, const std::string& key) {
  std::vector<std::string> keys;
  for (const scenario::Actor& actor : scenario.actors) keys.push_back(actor.key);
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found != keys.end()) return scenario::ActorId(static_cast<std::size_t>(found - keys.begin()));
  base::Diagnostic mistake =
      usage_mistake("the scenario has no actor " + key, "name one of its [actors.KEY] after --actor");
  mistake.suggestion = base::nearest_name(key, keys);
  return base::failure(std::move(mistake));
}

}  // namespace

int spillover_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  const auto shared = actor_named(*scenario, session.arguments().actor);
  if (!shared) return session.fail(shared.error());
  const auto told = analyze::spillover(*scenario, *shared, session.run_options(), session.context());
  if (!told) return session.fail(told.error());
  session.terminal().tell(told->warnings);
  const report::Provenance provenance = session.provenance("spillover");
  const report::Status status = report::status_of(*told);
  return session.answer(
      status, [&] { return report::spillover_json(*told, provenance, status); },
      [&] { return report::spillover_text(*told, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
