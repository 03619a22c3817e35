// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "parley/scenario/date.h"

namespace parley::analyze {

namespace {

using scenario::MeasureKind;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const run::StockForecast* stock_of(const run::PolicyRun& run, scenario::VariableId variable) {
  const auto found = std::find_if(run.stocks.begin(), run.stocks.end(),
                                  [&](const run::StockForecast& stock) { return stock.variable == variable; });
  return found == run.stocks.end() ? nullptr : &*found;
}

double first_by(const run::PolicyRun& run, scenario::ActorId actor, std::size_t step) {
  double sum = 0;
  for (const auto& by : run.first_concession->by) {
    if ((by.actors >> actor.value() & 1U) == 0) continue;
    for (std::size_t t = 0; t < std::min(step, by.in_step.size()); ++t) sum += by.in_step[t];
  }
  return sum;
}

double nobody_by(const run::PolicyRun& run, std::size_t step) {
  double sum = 0;
  for (const auto& by : run.first_concession->by)
    for (std::size_t t = 0; t < std::min(step, by.in_step.size()); ++t) sum += by.in_step[t];
  return std::max(0.0, 1 - sum);
}

double level_at(const run::PolicyRun& run, const scenario::Measure& measure) {
  for (const run::LevelForecast& level : run.levels) {
    if (level.variable != measure.variable) continue;
    double sum = 0;
    for (const std::size_t k : measure.levels) sum += level.share[measure.step][k];
    return sum;
  }
  return kNone;
}

double when_reached(const run::PolicyRun& run, const scenario::Measure& measure) {
  const run::OutcomeForecast& outcome = run.outcomes[measure.outcome];
  const run::StockForecast* const stock = stock_of(run, measure.variable);
  if (outcome.when_reached.empty() || stock == nullptr) return kNone;
  return outcome.when_reached[static_cast<std::size_t>(stock - run.stocks.data())];
}

/// The largest standard error of a chance among those that the measures of this run ask for.
double noise_of(const run::PolicyRun& run) {
  double most = 0;
  for (const run::OutcomeForecast& outcome : run.outcomes)
    for (const double error : outcome.error) most = std::max(most, error);
  return most;
}

std::string why_not(const run::PolicyRun& run, const scenario::Scenario& scenario) {
  const std::string under =
      run.policy ? fmt::format(" under {}", scenario.policies[*run.policy].key) : std::string(" with no commitment");
  if (!run.solution.is_usable()) return run.solution.message + under;
  return fmt::format("an actor could gain {:.2g} of its payoff range{}", run.certificate.largest_share, under);
}

}  // namespace

std::string_view name(WorldStatus status) {
  switch (status) {
    case WorldStatus::kCertified:
      return "certified";
    case WorldStatus::kNotCertified:
      return "not certified";
    case WorldStatus::kFailed:
      return "failed";
  }
  return "failed";
}

double measured(const run::PolicyRun& run, const scenario::Measure& measure) {
  switch (measure.kind) {
    case MeasureKind::kOutcome:
      return run.outcomes[measure.outcome].by_date[measure.step];
    case MeasureKind::kFirst:
      return run.first_concession ? first_by(run, measure.actor, measure.step) : kNone;
    case MeasureKind::kNobody:
      return run.first_concession ? nobody_by(run, measure.step) : kNone;
    case MeasureKind::kLevel:
      return level_at(run, measure);
    case MeasureKind::kStock: {
      const run::StockForecast* const stock = stock_of(run, measure.variable);
      return stock == nullptr ? kNone : stock->mean[measure.step];
    }
    case MeasureKind::kStockWhen:
      return when_reached(run, measure);
    case MeasureKind::kTimeTo:
    case MeasureKind::kWorth:
      break;
  }
  if (measure.kind == MeasureKind::kWorth) {
    const auto found = std::find_if(run.values.begin(), run.values.end(),
                                    [&](const run::ActorValue& value) { return value.actor == measure.actor; });
    return found == run.values.end() ? kNone : found->total;
  }
  const run::OutcomeForecast& outcome = run.outcomes[measure.outcome];
  return outcome.by_date.back() > 0 ? outcome.mean_step : kNone;
}

WorldRun run_world(const scenario::Scenario& scenario, std::span<const scenario::Measure> measures,
                   const run::RunOptions& options, const base::RunContext& context) {
  WorldRun world;
  world.status = WorldStatus::kCertified;
  world.measures.assign(measures.size(), kNone);
  std::vector<bool> is_done(measures.size());
  for (std::size_t first = 0; first < measures.size(); ++first) {
    if (is_done[first]) continue;
    const std::optional<std::size_t> policy = measures[first].policy;
    const auto solved = run::solve_scenario(scenario, policy, options, context);
    if (context.stop() != base::Stop::kNo) return world;
    if (!solved) {
      world.status = WorldStatus::kFailed;
      const base::Diagnostic& why = solved.error().all().front();
      world.reason = fmt::format("{}: {}", why.code, why.message);
      return world;
    }
    run::RunOptions own = options;
    own.reasons = false;
    if (!solved->beliefs) own.paths = 0;  // its chances are exact
    const run::PolicyRun run = run::summarize(*solved, policy, own, context);
    world.share = std::max(world.share, run.certificate.largest_share);
    world.noise = std::max(world.noise, noise_of(run));
    if (!run.certificate.holds && world.status == WorldStatus::kCertified) {
      world.status = WorldStatus::kNotCertified;
      world.reason = why_not(run, scenario);
    }
    for (std::size_t k = first; k < measures.size(); ++k) {
      if (measures[k].policy != policy) continue;
      is_done[k] = true;
      const double per = measures[k].kind == MeasureKind::kTimeTo
                             ? scenario::years(scenario.step) / scenario::years(measures[k].per)
                             : 1;
      world.measures[k] = measured(run, measures[k]) * per;
    }
  }
  return world;
}

}  // namespace parley::analyze
