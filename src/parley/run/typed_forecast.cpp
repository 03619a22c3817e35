// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "parley/run/typed.h"

namespace parley::run {

namespace {

constexpr std::array<double, 5> kQuantiles = {0.05, 0.25, 0.5, 0.75, 0.95};

/// Below one expected hit the binomial error says nothing: one in n stands for it.
double chance_error(double chance, double n) { return std::sqrt(std::max(chance * (1 - chance), 1 / n) / n); }

const compile::Legend& legend_of(const TypedSample& sample) { return sample.solved->compiled.legend; }

/// By path: the first date at which the outcome holds, or one beyond the last.
std::vector<std::size_t> first_dates(const TypedSample& sample, std::size_t outcome) {
  const simulate::Paths& paths = sample.drawn.paths;
  std::vector<std::size_t> first(paths.paths, paths.steps + 1);
  for (std::size_t p = 0; p < paths.paths; ++p)
    for (std::size_t t = 0; t <= paths.steps && first[p] > paths.steps; ++t)
      if ((legend_of(sample).outcomes(paths.at(p, t)) >> outcome & 1) != 0) first[p] = t;
  return first;
}

OutcomeForecast outcome_of(const TypedSample& sample, std::size_t outcome, const std::vector<StockForecast>& stocks) {
  const simulate::Paths& paths = sample.drawn.paths;
  const scenario::Scenario& scenario = legend_of(sample).scenario();
  OutcomeForecast forecast{outcome, std::vector(paths.steps + 1, 0.0), {}, {}, 0};
  std::vector<double> reached(stocks.size(), 0.0);
  const std::vector<std::size_t> first = first_dates(sample, outcome);
  double hits = 0;
  for (std::size_t p = 0; p < paths.paths; ++p) {
    if (first[p] > paths.steps) continue;
    ++hits;
    forecast.mean_step += static_cast<double>(first[p]);
    for (std::size_t t = first[p]; t <= paths.steps; ++t) ++forecast.by_date[t];
    for (std::size_t k = 0; k < stocks.size(); ++k)
      reached[k] += scenario.variables[stocks[k].variable.value()].value(
          legend_of(sample).value(paths.at(p, first[p]), stocks[k].variable));
  }
  const auto n = static_cast<double>(paths.paths);
  for (double& chance : forecast.by_date) {
    chance /= n;
    forecast.error.push_back(chance_error(chance, n));
  }
  if (hits > 0) {
    forecast.mean_step /= hits;
    for (double& stock : reached) stock /= hits;
    forecast.when_reached = std::move(reached);
  }
  return forecast;
}

std::vector<double> shares_at(const TypedSample& sample, std::size_t step, scenario::VariableId variable) {
  const simulate::Paths& paths = sample.drawn.paths;
  std::vector<double> share(legend_of(sample).scenario().variables[variable.value()].size, 0.0);
  for (std::size_t p = 0; p < paths.paths; ++p) ++share[legend_of(sample).value(paths.at(p, step), variable)];
  for (double& s : share) s /= static_cast<double>(paths.paths);
  return share;
}

StockForecast stock_of(const TypedSample& sample, scenario::VariableId id) {
  const scenario::Variable& variable = legend_of(sample).scenario().variables[id.value()];
  const auto n = static_cast<double>(sample.drawn.paths.paths);
  StockForecast stock{id, {}, {}, {}};
  for (const double p : kQuantiles) stock.quantiles.push_back({p, {}});
  for (std::size_t t = 0; t <= sample.drawn.paths.steps; ++t) {
    const std::vector<double> share = shares_at(sample, t, id);
    double mean = 0;
    double square = 0;
    for (std::size_t v = 0; v < share.size(); ++v) {
      mean += share[v] * variable.value(v);
      square += share[v] * variable.value(v) * variable.value(v);
    }
    stock.mean.push_back(mean);
    stock.error.push_back(std::sqrt(std::max(0.0, square - mean * mean) / n));
    for (Quantile& quantile : stock.quantiles) {
      double sum = 0;
      std::size_t v = 0;
      while (v + 1 < share.size() && (sum += share[v]) < quantile.p) ++v;
      quantile.value.push_back(variable.value(v));
    }
  }
  return stock;
}

FirstConcession concession_of(const TypedSample& sample) {
  const simulate::Paths& paths = sample.drawn.paths;
  const auto n = static_cast<double>(paths.paths);
  std::map<std::uint32_t, std::vector<double>> hits;
  for (std::size_t p = 0; p < paths.paths; ++p)
    if (paths.event_step[p] >= 0 && static_cast<std::size_t>(paths.event_step[p]) < paths.steps)
      ++hits.try_emplace(paths.event_marks[p], paths.steps, 0.0)
            .first->second[static_cast<std::size_t>(paths.event_step[p])];
  FirstConcession first;
  std::vector<double> in_step(paths.steps, 0.0);
  double total = 0;
  for (auto& [actors, by_step] : hits) {
    FirstConcession::By by{actors, std::move(by_step), 0, {}};
    for (std::size_t t = 0; t < paths.steps; ++t) {
      by.in_step[t] /= n;
      by.error.push_back(chance_error(by.in_step[t], n));
      by.total += by.in_step[t];
      in_step[t] += by.in_step[t];
    }
    total += by.total;
    first.by.push_back(std::move(by));
  }
  first.none = std::max(0.0, 1 - total);
  double sum = 0;
  for (std::size_t t = 0; t < paths.steps && !first.median_step; ++t)
    if ((sum += in_step[t]) > 0.5) first.median_step = t;
  return first;
}

}  // namespace

void forecast_typed(const TypedSample& sample, PolicyRun& run) {
  const scenario::Scenario& scenario = legend_of(sample).scenario();
  if (sample.drawn.paths.paths == 0) return;
  for (std::size_t v = 0; v < scenario.variables.size(); ++v) {
    const scenario::VariableId variable(v);
    if (scenario.variables[v].of_deal) continue;
    if (scenario.variables[v].is_numeric()) {
      run.stocks.push_back(stock_of(sample, variable));
      continue;
    }
    LevelForecast level{variable, {}};
    for (std::size_t t = 0; t <= sample.drawn.paths.steps; ++t) level.share.push_back(shares_at(sample, t, variable));
    run.levels.push_back(std::move(level));
  }
  for (std::size_t o = 0; o < scenario.outcomes.size(); ++o) run.outcomes.push_back(outcome_of(sample, o, run.stocks));
  if (sample.concessions) run.first_concession = concession_of(sample);
}

Estimate outcome_chance(const TypedSample& sample, std::size_t outcome) {
  const auto n = static_cast<double>(sample.drawn.paths.paths);
  double hits = 0;
  for (const std::size_t date : first_dates(sample, outcome)) hits += date <= sample.drawn.paths.steps ? 1 : 0;
  return {hits / n, chance_error(hits / n, n)};
}

}  // namespace parley::run
