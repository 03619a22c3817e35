// SPDX-License-Identifier: Apache-2.0
#include "parley/run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/base/parallel.h"

namespace parley::run {

bool Answer::certified() const {
  return std::all_of(runs.begin(), runs.end(), [](const PolicyRun& run) { return run.certificate.holds; });
}

base::Diagnostics RunOptions::check() const {
  base::Diagnostics all;
  if (!(bound > 0 && std::isfinite(bound))) {
    base::Diagnostic diagnostic;
    diagnostic.code = "E0901";
    diagnostic.fault = base::Fault::kUsage;
    diagnostic.message = "the bound of the certificate is not above 0";
    diagnostic.help = "give a share of the payoff range, as in --bound 1e-6";
    all.add(std::move(diagnostic));
  }
  return all;
}

base::Diagnostics check_solvable(const scenario::Scenario& scenario) {
  base::Diagnostics all;
  for (const scenario::Actor& actor : scenario.actors) {
    if (actor.types.size() < 2 || all.has_errors()) continue;
    base::Diagnostic refusal;
    refusal.code = "E0605";
    refusal.message = fmt::format("`{}` has private types, which this version does not solve", actor.key);
    refusal.source = actor.types.front().where.source;
    refusal.span = actor.types.front().where.span;
    refusal.label = "a private type";
    refusal.help =
        "`parley check`, `show` and `compile` take such a scenario; to solve it, leave every actor one type, or none";
    all.add(std::move(refusal));
  }
  return all;
}

base::Result<SolvedGame> solve_scenario(const scenario::Scenario& scenario, std::optional<std::size_t> policy,
                                        const RunOptions& options, const base::RunContext& context) {
  if (base::Diagnostics mistakes = check_solvable(scenario); mistakes.has_errors())
    return base::failure(std::move(mistakes));
  compile::CompileOptions compile_options;
  compile_options.policy = policy;
  compile_options.most_bytes = options.most_bytes;
  compile_options.warn = !policy;
  auto compiled = compile::compile(scenario, compile_options, context);
  if (!compiled) return base::failure(compiled.error());

  solve::SolveOptions solve_options = options.solve;
  solve_options.precision.clear();
  for (const scenario::Actor& actor : scenario.actors) solve_options.precision.push_back(actor.precision);
  auto solution = solve::solve(compiled->game, solve_options, context);
  if (!solution) return base::failure(solution.error());

  certify::CertifyOptions certify_options;
  certify_options.bound = options.bound;
  certify_options.precision = solve_options.precision;
  auto certificate = certify::certify(compiled->game, solution->profile, certify_options, context);
  if (!certificate) return base::failure(certificate.error());
  return SolvedGame{std::move(*compiled), std::move(*solution), std::move(*certificate)};
}

base::Result<Answer> run(const scenario::Scenario& scenario, const std::vector<std::size_t>& policies,
                         const RunOptions& options, const base::RunContext& context) {
  base::Diagnostics refusals = options.check();
  refusals.append(check_solvable(scenario));
  if (refusals.has_errors()) return base::failure(std::move(refusals));
  std::vector<std::optional<std::size_t>> cases{std::nullopt};
  cases.insert(cases.end(), policies.begin(), policies.end());

  std::vector<std::optional<base::Result<PolicyRun>>> results(cases.size());
  std::vector<base::Diagnostics> warnings(cases.size());
  base::RunContext quiet = context;
  quiet.threads = 1;
  if (context.threads > 1) quiet.progress = nullptr;
  base::parallel_for(cases.size(), context.threads, [&](std::size_t k) {
    if (context.stop() != base::Stop::kNo) return;
    auto solved = solve_scenario(scenario, cases[k], options, quiet);
    if (!solved) {
      results[k] = base::failure(solved.error());
      return;
    }
    warnings[k] = solved->compiled.warnings;
    PolicyRun run = summarize(*solved, cases[k], options, quiet);
    // What was stopped on the way is not an answer.
    if (context.stop() == base::Stop::kNo) results[k] = std::move(run);
  });

  Answer answer;
  answer.scenario = &scenario;
  answer.seed = context.seed;
  for (std::size_t t = 0; t <= scenario.forecast_steps; ++t)
    answer.dates.push_back(scenario::text(scenario::after(scenario.start, scenario.step, t)));
  answer.warnings = scenario.warnings;
  answer.warnings.append(warnings[0]);
  answer.stopped = context.stop();
  base::Diagnostics mistakes;
  for (auto& result : results) {
    // Policies are compared with the first run: without it the others say little.
    if (!result || (answer.stopped != base::Stop::kNo && !*result)) break;
    if (*result) {
      answer.runs.push_back(std::move(**result));
    } else {
      mistakes.append(result->error());
    }
  }
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  return answer;
}

}  // namespace parley::run
