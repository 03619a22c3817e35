// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "apps/cli/session.h"
#include "parley/analyze/explain.h"
#include "parley/report/explanation.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/situation.h"

namespace parley::cli {

namespace {

/// The inputs named, or all that say a range.
base::Result<std::vector<scenario::Input>> inputs_of(const Session& session, const scenario::Scenario& scenario,
                                                     const scenario::Situation& situation) {
  const std::vector<scenario::Input> all = analyze::inputs_with_range(scenario, situation);
  const std::vector<std::string>& words = session.arguments().inputs;
  if (words.empty()) return all;
  if (words == std::vector<std::string>{"none"}) return std::vector<scenario::Input>{};
  std::vector<std::string> known(all.size());
  std::transform(all.begin(), all.end(), known.begin(),
                 [&](const scenario::Input& input) { return scenario::path_of(scenario, input); });
  std::vector<scenario::Input> chosen;
  base::Diagnostics mistakes;
  for (const std::string& word : words) {
    const auto found = std::find(known.begin(), known.end(), word);
    if (found != known.end()) {
      chosen.push_back(all[static_cast<std::size_t>(found - known.begin())]);
      continue;
    }
    base::Diagnostic mistake =
        usage_mistake(fmt::format("there is no input {} with a range to move it over", word),
                      known.empty() ? "no input says a range; give it one, as in range = [0.1, 1.0]"
                                    : fmt::format("these are {}, or none", fmt::join(known, ", ")));
    mistake.suggestion = base::nearest_name(word, known);
    mistakes.add(std::move(mistake));
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return chosen;
}

}  // namespace

int explain_command(const Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.file.empty()) return explain_code(session);
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  const auto situation = scenario::read_situation(*scenario, fmt::format("{}", fmt::join(arguments.at, "; ")));
  if (!situation) return session.fail(situation.error());
  const auto policy = session.policy(*scenario);
  if (!policy) return session.fail(policy.error());
  const auto actor = session.actor(*scenario);
  if (!actor) return session.fail(actor.error());
  const auto inputs = inputs_of(session, *scenario, *situation);
  if (!inputs) return session.fail(inputs.error());

  const auto told =
      analyze::explain(*scenario, *situation, {*policy, *actor, *inputs, session.run_options()}, session.context());
  if (!told) return session.fail(told.error());
  session.terminal().tell(told->warnings);
  const report::Provenance provenance = session.provenance("explain");
  const report::Status status = report::status_of(*told);
  const auto json = [&] { return report::explanation_json(*told, provenance, status); };
  if (!arguments.page.empty()) {
    if (const auto failed = session.write(arguments.page, report::answer_page(json()))) return *failed;
    session.terminal().say("page: " + arguments.page);
  }
  return session.answer(
      status, json, [&] { return report::explanation_text(*told, provenance, status, session.terminal().width()); });
}

}  // namespace parley::cli
