// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/by_level.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "parley/base/parallel.h"
#include "parley/solve/detail/levels.h"

namespace parley::solve {

namespace {

// Nodes between two questions whether to stop: a few milliseconds where each has its closed form.
constexpr std::size_t kNodesBetweenStops = 1 << 14;
// Nodes whose components are solved before their outcomes are gathered.
constexpr std::size_t kNodesOfBatch = 1 << 12;
// Nodes that are worth a task of their own.
constexpr std::size_t kNodesOfTask = 32;
// A component of more nodes than this shares its own work among the threads.
constexpr std::size_t kMostSmall = 128;

/// Worse statuses win; the first of equals stays.
bool is_worse(Status status, Status than) { return than == Status::kConverged && status != Status::kConverged; }

}  // namespace

ByLevel::ByLevel(const game::Game& game, const game::Components& components, std::span<const double> precision,
                 const base::RunContext& context, Draft& draft, Others& others, Solution& solution)
    : game_(game),
      components_(components),
      precision_(precision),
      context_(context),
      one_thread_(context),
      draft_(draft),
      others_(others),
      solution_(solution) {
  one_thread_.threads = 1;
  one_thread_.progress = {};
}

std::size_t ByLevel::run() {
  const Levels levels(game_, components_);
  for (std::size_t l = 0; l < levels.size(); ++l) {
    std::span<const std::uint32_t> level = levels.components(l);
    while (!level.empty()) {
      const auto batch = next_batch(level);
      level = level.subspan(batch.size());
      solve(batch);
      const bool has_path = gather(batch);
      if (!has_path && nodes_done_ < asked_at_ + kNodesBetweenStops) continue;
      if (!ask_whether_to_go_on()) return sort_paths(), failed_;
    }
  }
  context_.report("solving", nodes_done_, game_.nodes());
  sort_paths();
  return failed_;
}

std::span<const std::uint32_t> ByLevel::next_batch(std::span<const std::uint32_t> level) const {
  std::size_t nodes = 0;
  std::size_t count = 0;
  while (count < level.size() && nodes < kNodesOfBatch) nodes += components_.nodes(level[count++]).size();
  return level.first(count);
}

/// The large components of a batch one after another, then the small ones side by side.
void ByLevel::solve(std::span<const std::uint32_t> batch) {
  outcomes_.resize(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i)
    if (components_.nodes(batch[i]).size() > kMostSmall)
      outcomes_[i] = solve_component(at(batch[i]), others_.options_left(), context_, scratch_, draft_);
  solve_small(batch);
}

void ByLevel::solve_small(std::span<const std::uint32_t> batch) {
  const auto solve_share = [&](std::size_t begin, std::size_t end, Scratch& scratch) {
    for (std::size_t i = begin; i < end; ++i)
      if (components_.nodes(batch[i]).size() <= kMostSmall)
        outcomes_[i] = solve_component(at(batch[i]), others_.options_left(), one_thread_, scratch, draft_);
  };
  if (context_.threads == 1 || batch.size() == 1) return solve_share(0, batch.size(), scratch_);
  shares_.assign(1, 0);
  std::size_t nodes = 0;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    nodes += components_.nodes(batch[i]).size();
    if (nodes < kNodesOfTask && i + 1 < batch.size()) continue;
    shares_.push_back(i + 1);
    nodes = 0;
  }
  base::parallel_for(shares_.size() - 1, context_.threads, [&](std::size_t share) {
    Scratch scratch;
    solve_share(shares_[share], shares_[share + 1], scratch);
  });
}

/// Whether a component of the batch needed a path.
bool ByLevel::gather(std::span<const std::uint32_t> batch) {
  bool has_path = false;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    // What a batch follows side by side is more than may be left for each.
    if (others_.is_too_much(outcomes_[i]))
      outcomes_[i] = solve_component(at(batch[i]), others_.options_left(), context_, scratch_, draft_);
    add(batch[i], outcomes_[i]);
    others_.add(batch[i], outcomes_[i]);
    has_path = has_path || outcomes_[i].has_path;
    nodes_done_ += components_.nodes(batch[i]).size();
  }
  return has_path;
}

/// What one component's method reports.
void ByLevel::add(std::size_t k, const Outcome& outcome) {
  const auto nodes = components_.nodes(k);
  solution_.largest_component = std::max(solution_.largest_component, nodes.size());
  if (outcome.has_path) {
    solution_.paths.push_back(outcome.path);
    solution_.path_steps += outcome.path.steps;
    if (outcome.path.folds > 0) solution_.folded.insert(solution_.folded.end(), nodes.begin(), nodes.end());
  }
  solution_.precision_reached = std::min(solution_.precision_reached, outcome.precision_reached);
  if (is_worse(outcome.status, solution_.status)) solution_.status = outcome.status;
  failed_ += outcome.status == Status::kConverged ? 0 : 1;
}

bool ByLevel::ask_whether_to_go_on() {
  asked_at_ = nodes_done_;
  context_.report("solving", nodes_done_, game_.nodes());
  const base::Stop stop = context_.stop();
  if (stop == base::Stop::kNo || nodes_done_ == game_.nodes()) return true;
  solution_.status = stop == base::Stop::kInterrupted ? Status::kInterrupted : Status::kOutOfTime;
  return false;
}

/// In component order; in time linear in what there is.
void ByLevel::sort_paths() {
  std::vector<PathReport>& paths = solution_.paths;
  constexpr auto kNone = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> place(components_.size(), kNone);
  for (std::size_t i = 0; i < paths.size(); ++i) place[paths[i].component] = i;
  std::vector<PathReport> sorted;
  sorted.reserve(paths.size());
  for (const std::size_t i : place)
    if (i != kNone) sorted.push_back(paths[i]);
  paths = std::move(sorted);
}

}  // namespace parley::solve
