// SPDX-License-Identifier: Apache-2.0
#include "parley/run/simulation.h"

#include <algorithm>
#include <cmath>

#include "parley/run/typed.h"
#include "parley/simulate/sample.h"

namespace parley::run {

namespace {

/// A chance against how often it came true. Below one expected hit the binomial error says nothing: 1/n stands for it.
SampledNumber frequency(std::string what, std::size_t step, double computed, double hits, double paths) {
  const double variance = std::max(computed * (1 - computed), 1 / paths);
  return {std::move(what), step, computed, hits / paths, std::sqrt(variance / paths)};
}

void outcomes(const compile::Legend& legend, const simulate::Paths& paths, const OutcomeForecast& forecast,
              std::vector<SampledNumber>& numbers) {
  std::vector<double> hits(forecast.by_date.size(), 0.0);
  for (std::size_t p = 0; p < paths.paths; ++p) {
    bool held = false;
    for (std::size_t t = 0; t < hits.size(); ++t) {
      held = held || (legend.outcomes(paths.at(p, t)) >> forecast.outcome & 1) != 0;
      hits[t] += held ? 1 : 0;
    }
  }
  const std::string what = "outcome " + legend.scenario().outcomes[forecast.outcome].key;
  for (std::size_t t = 0; t < hits.size(); ++t)
    numbers.push_back(frequency(what, t, forecast.by_date[t], hits[t], static_cast<double>(paths.paths)));
}

void stock(const compile::Legend& legend, const simulate::Paths& paths, const StockForecast& forecast,
           std::vector<SampledNumber>& numbers) {
  const scenario::Variable& variable = legend.scenario().variables[forecast.variable.value()];
  const double n = static_cast<double>(paths.paths);
  for (std::size_t t = 0; t < forecast.mean.size(); ++t) {
    double sum = 0;
    double squares = 0;
    for (std::size_t p = 0; p < paths.paths; ++p) {
      const double value = variable.value(legend.value(paths.at(p, t), forecast.variable));
      sum += value;
      squares += value * value;
    }
    const double mean = sum / n;
    // A path in n that differs by one grid point is the least spread that can be told from none.
    const double variance = std::max(squares / n - mean * mean, variable.by * variable.by / n);
    numbers.push_back({"stock " + variable.key, t, forecast.mean[t], mean, std::sqrt(variance / n)});
  }
}

void concessions(const scenario::Scenario& scenario, const simulate::Paths& paths, const FirstConcession& first,
                 std::vector<SampledNumber>& numbers) {
  for (const FirstConcession::By& by : first.by) {
    std::string who;
    for (std::size_t i = 0; i < scenario.actors.size(); ++i)
      if ((by.actors >> i & 1) != 0) who += (who.empty() ? "" : "+") + scenario.actors[i].key;
    double hits = 0;
    for (std::size_t p = 0; p < paths.paths; ++p) hits += paths.event_marks[p] == by.actors ? 1 : 0;
    numbers.push_back(frequency("first concession " + who, scenario.forecast_steps, by.total, hits,
                                static_cast<double>(paths.paths)));
  }
}

Simulation hold_typed(const SolvedGame& solved, std::size_t count, const base::RunContext& context) {
  const TypedSample sample = sample_play(solved, count, context);
  Simulation simulation{sample.drawn.paths.paths, context.seed, held_against(sample), 0, sample.drawn.paths.complete};
  for (const SampledNumber& number : simulation.numbers)
    simulation.largest_deviation = std::max(simulation.largest_deviation, number.deviation());
  return simulation;
}

}  // namespace

double SampledNumber::deviation() const {
  return standard_error > 0 ? std::abs(sampled - computed) / standard_error : 0;
}

std::vector<std::uint32_t> concession_marks(const compile::CompiledGame& compiled) {
  std::vector<std::uint32_t> marks(compiled.game.moves(), 0);
  bool any = false;
  for (std::size_t s = 0; s < compiled.game.seats(); ++s) {
    const game::SeatId seat(s);
    for (const game::MoveId move : compiled.game.moves_of(seat)) {
      if (!compiled.legend.is_concession(move)) continue;
      marks[move.value()] = std::uint32_t{1} << compiled.game.actor(seat).value();
      any = true;
    }
  }
  if (!any) marks.clear();
  return marks;
}

Simulation hold_against_paths(const SolvedGame& solved, const PolicyRun& computed, std::size_t count,
                              const base::RunContext& context) {
  if (solved.beliefs) return hold_typed(solved, count, context);
  const compile::Legend& legend = solved.compiled.legend;
  const scenario::Scenario& scenario = legend.scenario();
  const simulate::Marks marks{concession_marks(solved.compiled), {}};
  const simulate::Paths paths =
      simulate::sample(solved.compiled.game, solved.solution.profile, marks, {count, scenario.forecast_steps}, context);
  Simulation simulation;
  simulation.paths = paths.paths;
  simulation.seed = context.seed;
  simulation.complete = paths.complete;
  if (paths.paths == 0) return simulation;
  for (const OutcomeForecast& forecast : computed.outcomes) outcomes(legend, paths, forecast, simulation.numbers);
  for (const StockForecast& forecast : computed.stocks) stock(legend, paths, forecast, simulation.numbers);
  if (computed.first_concession) concessions(scenario, paths, *computed.first_concession, simulation.numbers);
  for (const SampledNumber& number : simulation.numbers)
    simulation.largest_deviation = std::max(simulation.largest_deviation, number.deviation());
  return simulation;
}

}  // namespace parley::run
