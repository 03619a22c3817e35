// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/sweep.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "parley/base/parallel.h"
#include "parley/run/typed.h"
#include "parley/scenario/inputs.h"
#include "parley/simulate/forward.h"

namespace parley::analyze {

namespace {

struct Point {
  double probability = 0;
  bool certified = false;
};

/// The chance that the outcome has held by the end of the forecast.
double chance_of(const run::SolvedGame& solved, std::size_t outcome, std::size_t paths,
                 const base::RunContext& context) {
  if (solved.beliefs) return run::outcome_chance(run::sample_play(solved, paths, context), outcome).value;
  const compile::Legend& legend = solved.compiled.legend;
  simulate::Marks marks;
  marks.node.resize(solved.compiled.game.nodes());
  for (const game::NodeId node : solved.compiled.game.all_nodes())
    marks.node[node.value()] = legend.outcomes(node) >> outcome & 1;
  return 1 - simulate::first_passage(solved.compiled.game, solved.solution.profile, marks,
                                     legend.scenario().forecast_steps, context)
                 .never;
}

std::vector<run::SweepLine::Crossing> crossings(const std::vector<double>& values, const std::vector<double>& chance) {
  std::vector<run::SweepLine::Crossing> found;
  for (std::size_t k = 1; k < values.size(); ++k)
    if ((chance[k - 1] < 0.5) != (chance[k] < 0.5)) found.push_back({values[k - 1], values[k]});
  return found;
}

}  // namespace

base::Result<run::SweepResult> sweep(const scenario::Scenario& scenario, std::size_t index,
                                     const run::RunOptions& options, const base::RunContext& context) {
  const scenario::Sweep& sweep = scenario.sweeps[index];
  const auto watched = std::find_if(scenario.outcomes.begin(), scenario.outcomes.end(),
                                    [&](const scenario::Outcome& outcome) { return outcome.key == sweep.outcome; });
  const auto outcome = static_cast<std::size_t>(watched - scenario.outcomes.begin());
  std::vector<std::optional<std::size_t>> policies(sweep.policies.begin(), sweep.policies.end());
  if (policies.empty()) policies.emplace_back(std::nullopt);

  const std::size_t count = sweep.values.size();
  std::vector<std::optional<base::Result<Point>>> points(policies.size() * count);
  base::RunContext single = context;
  single.threads = 1;
  single.progress = nullptr;
  base::parallel_for(points.size(), context.threads, [&](std::size_t k) {
    if (context.stop() != base::Stop::kNo) return;
    scenario::Scenario changed = scenario;
    scenario::set_input(changed, sweep.input, sweep.values[k % count]);
    const auto solved = run::solve_scenario(changed, policies[k / count], options, single);
    if (!solved) {
      points[k] = base::failure(solved.error());
    } else {
      points[k] = Point{chance_of(*solved, outcome, options.paths, single), solved->certificate.holds};
    }
  });

  run::SweepResult result{index, {}};
  for (std::size_t p = 0; p < policies.size(); ++p) {
    run::SweepLine line{policies[p], {}, {}, {}};
    for (std::size_t k = 0; k < count; ++k) {
      const auto& point = points[p * count + k];
      if (!point) return result;
      if (!*point) return base::failure(point->error());
      line.probability.push_back((*point)->probability);
      line.certified.push_back((*point)->certified);
    }
    line.crossings = crossings(sweep.values, line.probability);
    result.lines.push_back(std::move(line));
  }
  return result;
}

}  // namespace parley::analyze
