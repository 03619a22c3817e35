// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/detail/others.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "parley/solve/detail/policy.h"
#include "parley/solve/detail/scratch.h"

namespace parley::solve {

using game::ActorId;
using game::Game;
using game::NodeId;

namespace {

// All other solutions together may take so many times the work of the first, and some: a small game's are all made, and
// the answer to a large one is not kept back for ever.
constexpr std::size_t kMostTimes = 4;
constexpr std::size_t kMoreWork = 100000;
// Values that move by less than this, relative, do not change what is best before them.
constexpr double kSameValue = 1e-12;

std::size_t work_of(std::size_t nodes, const Outcome& outcome) {
  return nodes * (outcome.has_path ? outcome.path.steps : 1);
}

/// Branches, and passages of the path itself.
std::size_t followed(const Outcome& outcome) {
  const auto is_passage = [](const OtherPoint& point) { return point.met == Met::kPassage; };
  const auto passages = std::count_if(outcome.others.begin(), outcome.others.end(), is_passage);
  const BranchReport& met = outcome.branches;
  return met.followed + met.closed + met.lost + static_cast<std::size_t>(passages);
}

/// The whole game again from one component's other solution on.
class Redraft {
 public:
  Redraft(const Game& game, const game::Components& components, std::span<const double> precision, const Draft& first)
      : game_(game), components_(components), precision_(precision), first_(first), draft_(first) {}

  /// False if the values of the component, or a component before it, could not be found.
  bool make(std::size_t component, const OtherPoint& point, const SolveOptions& options,
            const base::RunContext& context) {
    moved_.assign(game_.nodes(), 0);
    set_probabilities_in(at(component), point.probability, draft_);
    if (!evaluate_policy(at(component), draft_)) return false;
    settle(component);
    for (std::size_t k = component + 1; k < components_.size(); ++k) {
      if (!follows_moved(k)) continue;
      const Outcome outcome = solve_component(at(k), options, context, scratch_, draft_);
      work_ += work_of(components_.nodes(k).size(), outcome);
      if (outcome.status != Status::kConverged || context.stop() != base::Stop::kNo) return false;
      settle(k);
    }
    return true;
  }

  [[nodiscard]] std::size_t work() const { return work_; }

  [[nodiscard]] OtherEquilibrium result(std::size_t component, const OtherPoint& point) && {
    OtherEquilibrium other;
    for (const ActorId actor : game_.all_actors())
      other.start_value.push_back(game::start_value(game_, draft_.values, actor));
    other.profile = std::move(draft_.profile);
    other.met = point.met;
    other.node = components_.nodes(component).front();
    other.precision = point.precision;
    other.gain = gain_;
    other.logit_error = logit_error_;
    return other;
  }

 private:
  [[nodiscard]] Component at(std::size_t k) const {
    return {game_, k, components_.nodes(k), components_.is_cyclic(k), precision_};
  }

  /// Whether a node of the component leads to one whose values have moved.
  [[nodiscard]] bool follows_moved(std::size_t k) const {
    for (const NodeId node : components_.nodes(k))
      for (const game::JointId joint : game_.joints_of(node))
        for (const NodeId next : game_.successors(joint))
          if (moved_[next.value()] != 0) return true;
    return false;
  }

  /// Marks the nodes of a component whose values have moved, and measures it.
  void settle(std::size_t k) {
    for (const NodeId node : components_.nodes(k))
      for (const ActorId actor : game_.all_actors()) {
        const double before = first_.values(node, actor);
        if (std::abs(draft_.values(node, actor) - before) > kSameValue * (1 + std::abs(before)))
          moved_[node.value()] = 1;
      }
    const Shortfall shortfall = measure_shortfall(at(k), draft_);
    gain_ = std::max(gain_, shortfall.gain);
    logit_error_ = std::max(logit_error_, shortfall.logit_error);
  }

  const Game& game_;
  const game::Components& components_;
  std::span<const double> precision_;
  const Draft& first_;
  Draft draft_;
  Scratch scratch_;
  std::vector<std::uint8_t> moved_;  ///< [node]
  std::size_t work_ = 0;
  double gain_ = 0;
  double logit_error_ = 0;
};

}  // namespace

bool Others::is_too_much(const Outcome& outcome) const { return followed(outcome) > left_.most_branches; }

void Others::add(std::size_t component, const Outcome& outcome) {
  const BranchReport& met = outcome.branches;
  left_.most_branches -= std::min(left_.most_branches, followed(outcome));
  report_.followed += met.followed;
  report_.closed += met.closed;
  report_.lost += met.lost;
  report_.left_out += met.left_out;
  work_ += work_of(outcome.has_path ? outcome.path.nodes : 1, outcome);
  for (const OtherPoint& point : outcome.others) points_.emplace_back(component, point);
}

void Others::complete(const Game& game, const game::Components& components, std::span<const double> precision,
                      const base::RunContext& context, const Draft& draft, Solution& solution) {
  SolveOptions options = left_;
  options.most_branches = 0;
  options.verify = false;
  const std::size_t most = kMostTimes * work_ + kMoreWork;
  std::stable_sort(points_.begin(), points_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::size_t work = 0;
  for (const auto& [component, point] : points_) {
    if (work > most || context.stop() != base::Stop::kNo) {
      ++report_.left_out;
      continue;
    }
    Redraft again(game, components, precision, draft);
    const bool made = again.make(component, point, options, context);
    work += again.work();
    if (made)
      solution.others.push_back(std::move(again).result(component, point));
    else
      ++report_.lost;
  }
  solution.branches = report_;
}

}  // namespace parley::solve
