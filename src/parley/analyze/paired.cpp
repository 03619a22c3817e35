// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/paired.h"

#include <algorithm>
#include <cmath>

#include "parley/scenario/measures.h"

namespace parley::analyze {

namespace {

// Worth that differs by less, as a share of its size, is the same worth: rounding decides nothing.
constexpr double kSame = 1e-9;

/// The place of a measure under another policy; none where it was not swept.
std::optional<std::size_t> under(const Study& study, scenario::Measure measure, std::optional<std::size_t> policy) {
  measure.policy = policy;
  const std::string text = text_of(study.scenario, measure);
  const auto found = std::find_if(study.measures.begin(), study.measures.end(),
                                  [&](const scenario::Measure& other) { return other.text == text; });
  if (found == study.measures.end()) return std::nullopt;
  return static_cast<std::size_t>(found - study.measures.begin());
}

PairedDifference difference_of(const std::vector<const SweepRow*>& worlds, std::size_t with, std::size_t without) {
  PairedDifference made;
  made.with = with;
  made.without = without;
  std::vector<double> differences;
  for (const SweepRow* row : worlds) {
    const double difference = row->run.measures[with] - row->run.measures[without];
    if (!std::isfinite(difference)) continue;
    const double size = std::abs(row->run.measures[with]) + std::abs(row->run.measures[without]);
    differences.push_back(std::abs(difference) <= kSame * size ? 0 : difference);
    made.higher += differences.back() > 0 ? 1 : 0;
    made.lower += differences.back() < 0 ? 1 : 0;
  }
  const auto count = static_cast<double>(differences.size());
  for (const double difference : differences) made.mean += difference / count;
  double squares = 0;
  for (const double difference : differences) squares += (difference - made.mean) * (difference - made.mean);
  if (count > 1) made.error = std::sqrt(squares / (count - 1) / count);
  made.spread = spread_of(std::move(differences));
  return made;
}

/// Each policy's worth to the actor, by column; those that were not swept are left out.
std::vector<std::pair<std::optional<std::size_t>, std::size_t>> columns_of(const Study& study, std::size_t actor) {
  std::vector<std::pair<std::optional<std::size_t>, std::size_t>> columns;
  for (std::size_t m = 0; m < study.measures.size(); ++m)
    if (study.measures[m].kind == scenario::MeasureKind::kWorth && study.measures[m].actor.value() == actor)
      columns.emplace_back(study.measures[m].policy, m);
  return columns;
}

ActorRegret regret_of(const Study& study, const std::vector<const SweepRow*>& worlds, std::size_t actor) {
  ActorRegret made{scenario::ActorId(actor), 0, {}};
  const auto columns = columns_of(study, actor);
  std::vector<std::vector<double>> regrets(columns.size());
  for (const auto& [policy, column] : columns) made.policies.push_back({.policy = policy});
  for (const SweepRow* row : worlds) {
    double best = -HUGE_VAL;
    bool is_whole = true;
    for (const auto& [policy, column] : columns) {
      best = std::max(best, row->run.measures[column]);
      is_whole = is_whole && std::isfinite(row->run.measures[column]);
    }
    if (!is_whole) continue;
    ++made.worlds;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const double regret = best - row->run.measures[columns[k].second];
      const bool is_best = regret <= kSame * std::max(std::abs(best), 1.0);
      made.policies[k].best += is_best ? 1 : 0;
      if (regret > made.policies[k].highest || regrets[k].empty()) {
        made.policies[k].highest = regret;
        made.policies[k].world = row->world;
      }
      regrets[k].push_back(is_best ? 0 : regret);
    }
  }
  for (std::size_t k = 0; k < columns.size() && made.worlds > 0; ++k) {
    Regret& policy = made.policies[k];
    const auto count = static_cast<double>(made.worlds);
    for (const double regret : regrets[k]) policy.mean += regret / count;
    policy.high = spread_of(std::move(regrets[k])).high;
    policy.best_share = numeric::wilson(static_cast<double>(policy.best), count);
  }
  std::stable_sort(made.policies.begin(), made.policies.end(),
                   [](const Regret& a, const Regret& b) { return a.mean < b.mean; });
  return made;
}

}  // namespace

PairedStudy compare_policies(const Study& study) {
  PairedStudy paired;
  const auto worlds = study.certified();
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    if (!study.measures[m].policy) continue;
    if (const auto without = under(study, study.measures[m], std::nullopt))
      paired.differences.push_back(difference_of(worlds, m, *without));
  }
  for (std::size_t i = 0; i < study.scenario.actors.size(); ++i)
    if (columns_of(study, i).size() > 1) paired.regrets.push_back(regret_of(study, worlds, i));
  return paired;
}

}  // namespace parley::analyze
