// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "parley/run/run.h"
#include "parley/run/simulation.h"
#include "parley/run/typed.h"
#include "parley/run/worth.h"
#include "parley/simulate/evaluate.h"
#include "parley/simulate/forward.h"

namespace parley::run {

namespace {

constexpr std::array<double, 5> kQuantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
// A start whose choices are explained: the likeliest ones, so that a person can read them.
constexpr std::size_t kMostStarts = 8;
// Folded nodes named in an answer; all are counted.
constexpr std::size_t kMostFolded = 20;

using game::NodeId;

/// The chance of each value of a variable in a distribution over nodes.
std::vector<double> shares(const compile::Legend& legend, const simulate::Distribution& distribution,
                           scenario::VariableId variable, std::size_t size) {
  std::vector<double> share(size, 0.0);
  for (std::size_t k = 0; k < distribution.nodes.size(); ++k)
    share[legend.value(distribution.nodes[k], variable)] += distribution.probability[k];
  return share;
}

void add_stock(const scenario::Variable& variable, const std::vector<double>& share, StockForecast& stock) {
  double mean = 0;
  for (std::size_t v = 0; v < share.size(); ++v) mean += share[v] * variable.value(v);
  stock.mean.push_back(mean);
  for (Quantile& quantile : stock.quantiles) {
    // Sums of shares miss 1 by rounding: half a billionth is nobody's quantile.
    constexpr double kSlack = 5e-10;
    double sum = 0;
    std::size_t v = 0;
    while (v + 1 < share.size() && (sum += share[v]) < quantile.p - kSlack) ++v;
    quantile.value.push_back(variable.value(v));
  }
}

/// When an outcome first holds, and what the stocks are then. An outcome that is only watched may pass again: what
/// counts by a date is whether it has held by then.
void first_time(const SolvedGame& solved, OutcomeForecast& outcome, const std::vector<StockForecast>& stocks,
                const base::RunContext& context) {
  const compile::Legend& legend = solved.compiled.legend;
  const scenario::Scenario& scenario = legend.scenario();
  simulate::Marks marks;
  marks.node.resize(solved.compiled.game.nodes());
  for (const NodeId node : solved.compiled.game.all_nodes())
    marks.node[node.value()] = legend.outcomes(node) >> outcome.outcome & 1;
  const auto passage =
      simulate::first_passage(solved.compiled.game, solved.solution.profile, marks, scenario.forecast_steps, context);
  const auto found = passage.by_marks.find(1);
  outcome.by_date.assign(scenario.forecast_steps + 1, 0.0);
  double sum = 0;
  for (std::size_t t = 0; t < outcome.by_date.size(); ++t) {
    if (found != passage.by_marks.end()) {
      sum += found->second[t];
      outcome.mean_step += found->second[t] * static_cast<double>(t);
    }
    outcome.by_date[t] = sum;
  }
  if (!(sum > 0)) return;
  outcome.mean_step /= sum;
  for (const StockForecast& stock : stocks) {
    const scenario::Variable& variable = scenario.variables[stock.variable.value()];
    double mean = 0;
    for (std::size_t k = 0; k < passage.at.size(); ++k)
      mean += passage.at_probability[k] * variable.value(legend.value(passage.at[k], stock.variable));
    outcome.when_reached.push_back(mean / sum);
  }
}

/// Forecasts by date, in one pass over the distributions.
void forecast(const SolvedGame& solved, PolicyRun& run, const base::RunContext& context) {
  const compile::Legend& legend = solved.compiled.legend;
  const scenario::Scenario& scenario = legend.scenario();
  for (std::size_t o = 0; o < scenario.outcomes.size(); ++o) run.outcomes.push_back({o, {}, {}, {}, 0});
  for (std::size_t v = 0; v < scenario.variables.size(); ++v) {
    const scenario::VariableId variable(v);
    if (scenario.variables[v].of_deal) continue;
    if (scenario.variables[v].is_numeric()) {
      StockForecast stock{variable, {}, {}, {}};
      for (const double p : kQuantiles) stock.quantiles.push_back({p, {}});
      run.stocks.push_back(std::move(stock));
    } else {
      run.levels.push_back({variable, {}});
    }
  }
  simulate::forward(solved.compiled.game, solved.solution.profile, scenario.forecast_steps, context,
                    [&](std::size_t, const simulate::Distribution& distribution) {
                      for (StockForecast& stock : run.stocks) {
                        const auto& variable = scenario.variables[stock.variable.value()];
                        add_stock(variable, shares(legend, distribution, stock.variable, variable.size), stock);
                      }
                      for (LevelForecast& level : run.levels) {
                        const auto& variable = scenario.variables[level.variable.value()];
                        level.share.push_back(shares(legend, distribution, level.variable, variable.size));
                      }
                    });
  for (OutcomeForecast& outcome : run.outcomes) first_time(solved, outcome, run.stocks, context);
}

void first_concession(const SolvedGame& solved, const simulate::Marks& marks, PolicyRun& run,
                      const base::RunContext& context) {
  const scenario::Scenario& scenario = solved.compiled.legend.scenario();
  if (marks.move.empty()) return;
  const std::size_t steps = scenario.forecast_steps;
  const auto passage = simulate::first_passage(solved.compiled.game, solved.solution.profile, marks, steps, context);
  FirstConcession first;
  std::vector<double> in_step(steps, 0.0);
  double total = 0;
  for (const auto& [actors, chance] : passage.by_marks) {
    FirstConcession::By by{actors, {chance.begin(), chance.begin() + static_cast<std::ptrdiff_t>(steps)}, 0, {}};
    for (std::size_t t = 0; t < steps; ++t) {
      by.total += chance[t];
      in_step[t] += chance[t];
    }
    total += by.total;
    first.by.push_back(std::move(by));
  }
  first.none = std::max(0.0, 1 - total);
  double sum = 0;
  for (std::size_t t = 0; t < steps && !first.median_step; ++t)
    if ((sum += in_step[t]) > 0.5) first.median_step = t;
  run.first_concession = std::move(first);
}

double sum_of(const std::vector<TermValue>& terms) {
  double sum = 0;
  for (const TermValue& term : terms) sum += term.value;
  return sum;
}

void values(const SolvedGame& solved, const simulate::TermValues& terms, PolicyRun& run) {
  const game::Game& game = solved.compiled.game;
  const scenario::Scenario& scenario = solved.compiled.legend.scenario();
  std::vector<double> start(game.terms(), 0.0);
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k)
    for (std::size_t t = 0; t < start.size(); ++t)
      start[t] += game.start_probabilities()[k] * terms[game.start_nodes()[k]][t];
  for (std::size_t i = 0; i < scenario.actors.size(); ++i) {
    ActorValue value{scenario::ActorId(i), 0, 0, terms_of(solved.compiled.legend, scenario::ActorId(i), start)};
    value.total = sum_of(value.terms);
    value.error = terms.error * static_cast<double>(std::max<std::size_t>(1, value.terms.size()));
    run.values.push_back(std::move(value));
  }
}

void start_choices(const SolvedGame& solved, const simulate::TermValues& terms, PolicyRun& run) {
  const game::Game& game = solved.compiled.game;
  const compile::Legend& legend = solved.compiled.legend;
  std::vector<std::size_t> order(game.start_nodes().size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return game.start_probabilities()[a] > game.start_probabilities()[b];
  });
  order.resize(std::min(order.size(), kMostStarts));
  for (const std::size_t k : order) {
    const NodeId start = game.start_nodes()[k];
    const double probability = game.start_probabilities()[k];
    const std::string where = legend.state_text(start);
    const auto add = [&](NodeId node) {
      for (StartChoice& choice : choices_at(solved, terms, {node, where, probability}))
        run.start_choices.push_back(std::move(choice));
    };
    add(start);
    if (legend.phase(start) != compile::Phase::kDraw) continue;
    // Where the order is drawn: each actor's choice if it comes first.
    for (const NodeId next : game.successors(game.joints_of(start).front()))
      if (game.stage(next) == 1) add(next);
  }
}

}  // namespace

PolicyRun summarize(const SolvedGame& solved, std::optional<std::size_t> policy, const RunOptions& options,
                    const base::RunContext& context) {
  if (solved.beliefs) return summarize_typed(solved, policy, options, context);
  PolicyRun run;
  run.policy = policy;
  run.nodes = solved.compiled.game.nodes();
  run.certificate = solved.certificate;
  for (const certify::ActorGain& gain : solved.certificate.actors)
    run.worst_nodes.push_back(solved.compiled.legend.node_text(solved.compiled.game, gain.worst_node));
  for (std::size_t k = 0; k < std::min(solved.solution.folded.size(), kMostFolded); ++k)
    run.folded.push_back(solved.compiled.legend.node_text(solved.compiled.game, solved.solution.folded[k]));
  run.solution = solved.solution;
  run.solution.profile = {};
  run.solution.values = {};

  forecast(solved, run, context);
  first_concession(solved, {concession_marks(solved.compiled), {}}, run, context);
  if (options.reasons) {
    const auto terms = simulate::evaluate(solved.compiled.game, solved.solution.profile, context);
    values(solved, terms, run);
    start_choices(solved, terms, run);
  } else {
    for (const certify::ActorGain& gain : solved.certificate.actors)
      run.values.push_back({scenario::ActorId(gain.actor.value()), gain.value_start, gain.value_error, {}});
  }
  if (options.paths > 0) {
    const Simulation simulation = hold_against_paths(solved, run, options.paths, context);
    run.sampled = SampleCheck{simulation.paths, simulation.seed, simulation.largest_deviation};
  }
  return run;
}

}  // namespace parley::run
