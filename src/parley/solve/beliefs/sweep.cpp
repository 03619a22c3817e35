// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/sweep.h"

#include <algorithm>
#include <optional>

#include "parley/base/parallel.h"
#include "parley/solve/beliefs/lines.h"
#include "parley/solve/beliefs/point.h"
#include "parley/solve/beliefs/returning.h"

namespace parley::solve::beliefs {

namespace {

// Points solved one after another, each from its neighbour: enough to outweigh the first, few enough for many threads.
constexpr std::size_t kRun = 128;
// Where so many nodes can be solved at once, there is no need to cut one into runs.
constexpr std::size_t kManyNodes = 64;
/// One piece of work: points of a node by itself, or a component that play can return to.
struct Task {
  std::size_t component = 0;
  std::size_t run = 0;
  std::size_t runs = 1;
};

class Levels {
 public:
  Levels(const game::Game& game, const game::Components& components, const Plan& plan, const Grid& grid,
         const BeliefOptions& options, const base::RunContext& context, BeliefSolution& solution)
      : game_(game),
        components_(components),
        plan_(plan),
        options_(options),
        context_(context),
        solution_(solution),
        store_{game, solution, {&grid, solution.value.data(), solution.slot}},
        scale_(payoff_scale(game)) {}

  void run() {
    Tally total;
    std::uint64_t done = 0;
    for (const std::vector<std::size_t>& level : plan_.levels()) {
      if (context_.stop() != base::Stop::kNo) break;
      for (const std::size_t k : level) clear(k);
      const std::vector<Task> tasks = tasks_of(level);
      std::vector<Tally> tallies(tasks.size());
      alone_ = tasks.size() == 1;
      base::parallel_for(tasks.size(), context_.threads, [&](std::size_t k) { tallies[k] = work(tasks[k]); });
      if (context_.stop() != base::Stop::kNo) break;
      for (const Tally& tally : tallies) total.add(tally);
      for (const std::size_t k : level)
        for (const game::NodeId node : components_.nodes(k)) solution_.solved[node.value()] = 1;
      done += level.size();
      context_.report("beliefs", done, components_.size());
    }
    solution_.rungs = total.rungs;
    solution_.folded = total.folded;
    solution_.worst_residual = total.worst_residual;
    solution_.change = total.change;
    solution_.sweeps = total.sweeps;
    if (!total.converged) solution_.status = BeliefStatus::kNotConverged;
  }

 private:
  /// The first sweep starts from nothing.
  void clear(std::size_t component) {
    if (!components_.is_cyclic(component)) return;
    for (const game::NodeId node : components_.nodes(component))
      for (std::size_t point = 0; point < solution_.points; ++point) {
        const std::span<double> value = store_.value(node, point);
        std::fill(value.begin(), value.end(), 0.0);
      }
  }

  std::vector<Task> tasks_of(std::span<const std::size_t> level) const {
    const std::size_t runs = level.size() < kManyNodes ? (solution_.points + kRun - 1) / kRun : 1;
    std::vector<Task> tasks;
    for (const std::size_t k : level) {
      const std::size_t parts = components_.is_cyclic(k) ? 1 : runs;
      for (std::size_t run = 0; run < parts; ++run) tasks.push_back({k, run, parts});
    }
    return tasks;
  }

  Tally work(const Task& task) {
    if (components_.is_cyclic(task.component))
      return solve_returning(components_.nodes(task.component), store_, options_, scale_, context_, alone_);
    Tally tally;
    if (context_.stop() != base::Stop::kNo) return tally;
    const game::NodeId node = components_.nodes(task.component).front();
    const StageLayout layout(game_, node, solution_.precision);
    std::optional<StageLayout> later;
    if (const auto alike = plan_.later(node)) later.emplace(game_, *alike, solution_.precision);
    LineSolver solver(store_, scale_);
    solver.set_node(layout, later ? &*later : nullptr);
    solver.solve(solver.lines() * task.run / task.runs, solver.lines() * (task.run + 1) / task.runs, tally);
    return tally;
  }

  const game::Game& game_;
  const game::Components& components_;
  const Plan& plan_;
  const BeliefOptions& options_;
  const base::RunContext& context_;
  BeliefSolution& solution_;
  PointStore store_;
  double scale_;
  bool alone_ = false;  // the task at hand has its level to itself, and may tell how far it is
};

}  // namespace

double payoff_scale(const game::Game& game) {
  return game.largest_payoff_size() > 0 ? game.largest_payoff_size() : 1.0;
}

void sweep(const game::Game& game, const game::Components& components, const Plan& plan, const Grid& grid,
           const BeliefOptions& options, const base::RunContext& context, BeliefSolution& solution) {
  Levels(game, components, plan, grid, options, context, solution).run();
}

}  // namespace parley::solve::beliefs
