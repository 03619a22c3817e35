// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/compare.h"

#include <map>

namespace parley::analyze {

namespace {

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> difference(a.size());
  for (std::size_t t = 0; t < a.size(); ++t) difference[t] = a[t] - b[t];
  return difference;
}

std::vector<run::PolicyDifference::Concession> first_concessions(const run::PolicyRun& under,
                                                                 const run::PolicyRun& without) {
  std::map<std::uint32_t, double> total;
  if (under.first_concession)
    for (const auto& by : under.first_concession->by) total[by.actors] += by.total;
  if (without.first_concession)
    for (const auto& by : without.first_concession->by) total[by.actors] -= by.total;
  std::vector<run::PolicyDifference::Concession> all;
  all.reserve(total.size());
  for (const auto& [actors, difference] : total) all.push_back({actors, difference});
  return all;
}

}  // namespace

std::vector<run::PolicyDifference> compare(const run::Answer& answer) {
  std::vector<run::PolicyDifference> all;
  for (std::size_t k = 1; k < answer.runs.size(); ++k) {
    const run::PolicyRun& without = answer.runs.front();
    const run::PolicyRun& under = answer.runs[k];
    run::PolicyDifference difference;
    difference.policy = *under.policy;
    for (std::size_t o = 0; o < under.outcomes.size(); ++o)
      difference.outcomes.push_back(
          {under.outcomes[o].outcome, minus(under.outcomes[o].by_date, without.outcomes[o].by_date), {}, {}, 0});
    for (std::size_t v = 0; v < under.stocks.size(); ++v)
      difference.stocks.push_back({under.stocks[v].variable, minus(under.stocks[v].mean, without.stocks[v].mean)});
    for (std::size_t i = 0; i < under.values.size(); ++i)
      difference.values.push_back(under.values[i].total - without.values[i].total);
    difference.first_concession = first_concessions(under, without);
    all.push_back(std::move(difference));
  }
  return all;
}

}  // namespace parley::analyze
