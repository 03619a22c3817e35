// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "apps/cli/files.h"
#include "apps/cli/session.h"
#include "parley/analyze/disagreement.h"
#include "parley/report/disagreement.h"
#include "parley/scenario/read.h"

namespace parley::cli {

namespace {

base::Result<scenario::Scenario> read_scenario_file(const Session& session, const std::string& path) {
  const auto source = read_file(path);
  if (!source) return base::failure(source.error());
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return scenario::read(*source,
                        {session.arguments().set, [&](const std::string& named) { return read_file(folder / named); }});
}

}  // namespace

int diff_command(const Session& session) {
  const std::vector<std::string>& paths = session.arguments().files;
  if (paths.size() != 2)
    return session.fail(
        base::Diagnostics(usage_mistake("two scenarios are compared", "write parley diff A.toml B.toml")));
  const auto first = read_scenario_file(session, paths[0]);
  if (!first) return session.fail(first.error());
  const auto second = read_scenario_file(session, paths[1]);
  if (!second) return session.fail(second.error());
  const auto found = analyze::find_disagreement(*first, *second, session.arguments().measures, session.run_options(),
                                                session.context());
  if (!found) return session.fail(found.error());
  const report::DisagreementReport told{paths[0], paths[1], &*found};
  const report::Provenance provenance = session.provenance("diff");
  const report::Status status = report::status_of(told);
  return session.answer(
      status, [&] { return report::disagreement_json(told, provenance, status); },
      [&] { return report::disagreement_text(told, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
