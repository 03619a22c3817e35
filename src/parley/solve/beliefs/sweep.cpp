// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/sweep.h"

#include <algorithm>
#include <optional>

#include "parley/base/parallel.h"
#include "parley/solve/beliefs/point.h"
#include "parley/solve/beliefs/returning.h"

namespace parley::solve::beliefs {

namespace {

// Points solved one after another, each from its neighbour: enough to outweigh the first, few enough for many threads.
constexpr std::size_t kRun = 128;
// Nodes looked at in the search for one that is alike a step later.
constexpr std::size_t kMostLooked = 64;

/// One piece of work: points of a node by itself, or a component that play can return to.
struct Task {
  std::size_t component = 0;
  std::size_t first_point = 0;
};

bool is_alike(const StageLayout& a, const StageLayout& b) {
  if (a.unknowns.size() != b.unknowns.size() || a.seats.size() != b.seats.size() || a.open != b.open) return false;
  for (std::size_t s = 0; s < a.seats.size(); ++s)
    if (a.seats[s].actor != b.seats[s].actor) return false;
  return true;
}

/// The nearest node after this one, breadth first, at which the same actors have the same choices.
std::optional<game::NodeId> next_alike(const game::Game& game, const StageLayout& layout,
                                       std::span<const double> precision) {
  if (layout.unknowns.empty()) return std::nullopt;
  std::vector<game::NodeId> queue = {layout.node};
  for (std::size_t at = 0; at < queue.size() && queue.size() < kMostLooked; ++at)
    for (const game::JointId joint : game.joints_of(queue[at]))
      for (const game::NodeId next : game.successors(joint)) {
        if (std::find(queue.begin(), queue.end(), next) != queue.end()) continue;
        if (is_alike(StageLayout(game, next, precision), layout)) return next;
        queue.push_back(next);
      }
  return std::nullopt;
}

class Levels {
 public:
  Levels(const game::Game& game, const game::Components& components, const Grid& grid, const BeliefOptions& options,
         const base::RunContext& context, BeliefSolution& solution)
      : game_(game),
        components_(components),
        options_(options),
        context_(context),
        solution_(solution),
        store_{game, solution, {&grid, solution.value.data()}},
        scale_(payoff_scale(game)) {}

  void run() {
    Tally total;
    std::uint64_t done = 0;
    for (const std::vector<std::size_t>& level : levels()) {
      if (context_.stop() != base::Stop::kNo) break;
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
  /// Components whose successors are all in levels before theirs.
  std::vector<std::vector<std::size_t>> levels() const {
    std::vector<std::vector<std::size_t>> levels;
    std::vector<std::uint32_t> level(components_.size(), 0);
    for (std::size_t k = 0; k < components_.size(); ++k) {
      for (const game::NodeId node : components_.nodes(k))
        for (const game::JointId joint : game_.joints_of(node))
          for (const game::NodeId next : game_.successors(joint)) {
            const std::size_t other = components_.component_of(next);
            if (other != k) level[k] = std::max(level[k], level[other] + 1);
          }
      if (levels.size() <= level[k]) levels.resize(level[k] + 1);
      levels[level[k]].push_back(k);
    }
    return levels;
  }

  std::vector<Task> tasks_of(std::span<const std::size_t> level) const {
    std::vector<Task> tasks;
    for (const std::size_t k : level) {
      const std::size_t points = components_.is_cyclic(k) ? 1 : solution_.points;
      for (std::size_t point = 0; point < points; point += kRun) tasks.push_back({k, point});
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
    const std::optional<game::NodeId> alike = next_alike(game_, layout, solution_.precision);
    std::optional<StageLayout> later;
    if (alike) later.emplace(game_, *alike, solution_.precision);
    PointSolver solver(store_, scale_);
    const std::size_t last = std::min(solution_.points, task.first_point + kRun);
    std::vector<std::span<const float>> starts;
    for (std::size_t point = task.first_point; point < last; ++point) {
      starts.clear();
      if (later) starts.emplace_back(store_.start(*later, point));
      if (point > task.first_point) starts.emplace_back(store_.start(layout, point - 1));
      solver.solve(layout, point, starts, tally);
    }
    return tally;
  }

  const game::Game& game_;
  const game::Components& components_;
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

void sweep(const game::Game& game, const game::Components& components, const Grid& grid, const BeliefOptions& options,
           const base::RunContext& context, BeliefSolution& solution) {
  Levels(game, components, grid, options, context, solution).run();
}

}  // namespace parley::solve::beliefs
