// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "apps/cli/files.h"
#include "apps/cli/session.h"
#include "parley/analyze/compare.h"
#include "parley/analyze/sweep.h"
#include "parley/compile/compile.h"
#include "parley/run/simulation.h"

namespace parley::cli {

namespace {

base::Result<run::Answer> answer_of(const Session& session, const scenario::Scenario& scenario, bool with_sweeps) {
  const auto policies = session.policies(scenario);
  if (!policies) return base::failure(policies.error());
  const run::RunOptions options = session.run_options();
  auto answer = run::run(scenario, *policies, options, session.context());
  if (!answer) return answer;
  answer->comparison = analyze::compare(*answer);
  for (std::size_t k = 0; with_sweeps && k < scenario.sweeps.size(); ++k) {
    if (session.context().stop() != base::Stop::kNo) break;
    session.context().report("sweeping", k, scenario.sweeps.size());
    auto swept = analyze::sweep(scenario, k, options, session.context());
    if (session.context().stop() != base::Stop::kNo) break;
    if (!swept) return base::failure(swept.error());
    answer->sweeps.push_back(std::move(*swept));
  }
  answer->stopped = session.context().stop();
  return answer;
}

}  // namespace

int run_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  const auto answer = answer_of(session, *scenario, true);
  if (!answer) return session.fail(answer.error());
  session.terminal().tell(answer->warnings);

  const Arguments& arguments = session.arguments();
  const report::Provenance provenance = session.provenance("run");
  const report::Status status = report::status_of(*answer);
  const std::string json = report::answer_json(*answer, provenance, status);
  if (!arguments.json_file.empty())
    if (const auto failed = session.write(arguments.json_file, json)) return *failed;
  if (!arguments.page.empty())
    if (const auto failed = session.write(arguments.page, report::answer_page(json))) return *failed;
  session.terminal().print(
      arguments.json ? json : report::answer_text(*answer, provenance, status, session.terminal().width()));
  if (!arguments.page.empty()) session.terminal().say("page: " + arguments.page);
  return static_cast<int>(status.exit);
}

int compare_command(const Session& session) {
  if (is_sweep_file(session.arguments().file)) return compare_sweep_command(session);
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  if (scenario->policies.empty())
    return session.fail(base::Diagnostics(
        usage_mistake("the scenario has no policies to compare", "add a [policies.NAME] to it, or use `parley run`")));
  const auto answer = answer_of(session, *scenario, false);
  if (!answer) return session.fail(answer.error());
  session.terminal().tell(answer->warnings);
  const report::Status status = report::status_of(*answer);
  if (session.arguments().json) {
    session.terminal().print(report::answer_json(*answer, session.provenance("compare"), status));
  } else {
    session.terminal().print(scenario->title + "\n" + report::comparison_text(*answer, session.terminal().width()));
    session.terminal().print("\n" + report::answer_paragraphs(*answer).back() + "\n");
  }
  return static_cast<int>(status.exit);
}

int check_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  base::Diagnostics warnings = scenario->warnings;
  compile::CompileOptions options;
  options.most_bytes = session.most_bytes();
  auto compiled = compile::compile(*scenario, options, session.context());
  if (!compiled) return session.fail(compiled.error());
  warnings.append(compiled->warnings);
  warnings.sort();
  session.terminal().tell(warnings);
  const std::string message =
      fmt::format("{} nodes, {} moves, {} edges, {:.1f} MiB", compiled->game.nodes(), compiled->game.moves(),
                  compiled->game.edges(), static_cast<double>(compiled->game.bytes()) / 0x1p20);
  if (session.arguments().json) {
    session.terminal().print(report::diagnostics_json(warnings, {report::Exit::kAnswered, message}));
  } else {
    session.terminal().print(fmt::format("{}: no errors, {} warning{}; {}\n", session.arguments().file,
                                         warnings.all().size(), warnings.all().size() == 1 ? "" : "s", message));
  }
  return 0;
}

int show_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  session.terminal().print(session.arguments().json ? report::model_json(*scenario, session.provenance("show"))
                                                    : report::model_text(*scenario, session.terminal().width()));
  return 0;
}

int simulate_command(const Session& session) {
  const auto scenario = session.scenario();
  if (!scenario) return session.fail(scenario.error());
  const auto policy = session.policy(*scenario);
  if (!policy) return session.fail(policy.error());
  run::RunOptions options = session.run_options();
  const auto solved = run::solve_scenario(*scenario, *policy, options, session.context());
  if (!solved) return session.fail(solved.error());
  const std::size_t paths = options.paths;
  options.paths = 0;
  const run::PolicyRun computed = run::summarize(*solved, *policy, options, session.context());
  const run::Simulation simulation = run::hold_against_paths(*solved, computed, paths, session.context());
  report::Status status{report::Exit::kAnswered, "the strategies simulated are certified"};
  if (!solved->certificate.holds)
    status = {report::Exit::kNotGuaranteed, "the strategies simulated miss the bound asked for"};
  if (!simulation.complete) status = {report::Exit::kBudget, "stopped before all paths were drawn"};
  if (session.context().stop() == base::Stop::kInterrupted)
    status = {report::Exit::kInterrupted, "interrupted before all paths were drawn"};
  const report::Provenance provenance = session.provenance("simulate");
  session.terminal().print(
      session.arguments().json
          ? report::simulation_json(simulation, *scenario, *policy, provenance, status)
          : report::simulation_text(simulation, *scenario, *policy, provenance, status, session.terminal().width()));
  return static_cast<int>(status.exit);
}

}  // namespace parley::cli
