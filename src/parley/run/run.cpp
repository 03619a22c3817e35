// SPDX-License-Identifier: Apache-2.0
#include "parley/run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/base/parallel.h"
#include "parley/run/typed.h"

namespace parley::run {

bool Answer::certified() const {
  return std::all_of(runs.begin(), runs.end(), [](const PolicyRun& run) { return run.certificate.holds; });
}

base::Diagnostics RunOptions::check() const {
  base::Diagnostics all;
  if (!(bound > 0 && std::isfinite(bound)))
    all.add(base::mistake("E0901", "the bound of the certificate is not above 0",
                          "give a share of the payoff range, as in --bound 1e-6", base::Fault::kUsage));
  return all;
}

namespace {

/// The solution and certificate of a game with private types, in the form of those without.
void sum_up(SolvedGame& solved) {
  const game::Game& game = solved.compiled.game;
  const SolvedBeliefs& beliefs = *solved.beliefs;
  solved.solution.status = beliefs.solution.is_usable() ? solve::Status::kConverged : solve::Status::kNotSettled;
  if (beliefs.stopped == base::Stop::kInterrupted) solved.solution.status = solve::Status::kInterrupted;
  if (beliefs.stopped == base::Stop::kBudget) solved.solution.status = solve::Status::kOutOfTime;
  solved.solution.message = beliefs.solution.message;
  solved.solution.precision_reached =
      *std::min_element(beliefs.solution.precision.begin(), beliefs.solution.precision.end());
  certify::Certificate& certificate = solved.certificate;
  certificate.bound = beliefs.certificate.bound;
  certificate.largest_share = std::max(beliefs.certificate.largest_share, beliefs.certificate.largest_noise);
  certificate.largest_residual = beliefs.certificate.largest_residual;
  certificate.complete = beliefs.certificate.complete;
  certificate.holds = beliefs.holds();
  certificate.method = beliefs.certificate.method;
  for (const game::ActorId actor : game.all_actors()) {
    certify::ActorGain gain{.actor = actor, .payoff_range = game.payoff_range(actor)};
    for (const certify::TypeGain& of_type : beliefs.certificate.types) {
      if (game.actor(of_type.type) != actor) continue;
      const double prior = game::prior_beliefs(game)[of_type.type.value()];
      gain.value_start += prior * of_type.value_played;
      gain.value_error = std::hypot(gain.value_error, prior * of_type.played_error);
      gain.gain_start = std::max(gain.gain_start, of_type.gain);
      gain.share_start = std::max(gain.share_start, of_type.share);
    }
    gain.gain_worst = gain.gain_start;
    gain.share_worst = gain.share_start;
    gain.worst_node = game.start_nodes().front();
    certificate.actors.push_back(gain);
  }
}

base::Result<SolvedGame> solve_typed(compile::CompiledGame compiled, const scenario::Scenario& scenario,
                                     const RunOptions& options, const base::RunContext& context) {
  BeliefRunOptions belief_options = options.beliefs;
  belief_options.precision.clear();
  for (const scenario::Actor& actor : scenario.actors) belief_options.precision.push_back(actor.precision);
  auto beliefs = solve_with_beliefs(compiled.game, belief_options, context);
  if (!beliefs) return base::failure(beliefs.error());
  SolvedGame solved{std::move(compiled), {}, {}, std::move(*beliefs)};
  sum_up(solved);
  return solved;
}

}  // namespace

base::Result<SolvedGame> solve_scenario(const scenario::Scenario& scenario, std::optional<std::size_t> policy,
                                        const RunOptions& options, const base::RunContext& context) {
  compile::CompileOptions compile_options;
  compile_options.policy = policy;
  compile_options.most_bytes = options.most_bytes;
  compile_options.warn = !policy;
  auto compiled = compile::compile(scenario, compile_options, context);
  if (!compiled) return base::failure(compiled.error());
  if (compiled->game.has_types()) return solve_typed(std::move(*compiled), scenario, options, context);

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
  return SolvedGame{std::move(*compiled), std::move(*solution), std::move(*certificate), std::nullopt};
}

base::Result<Answer> run(const scenario::Scenario& scenario, const std::vector<std::size_t>& policies,
                         const RunOptions& options, const base::RunContext& context) {
  base::Diagnostics refusals = options.check();
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
    if (run.private_types) warnings[k].append(drift_warnings(scenario, *run.private_types));
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
