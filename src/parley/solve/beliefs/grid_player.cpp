// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/grid_player.h"

#include <algorithm>

#include "parley/solve/beliefs/sweep.h"

namespace parley::solve::beliefs {

GridPlayer::GridPlayer(const game::Game& game, const BeliefSolution& solution)
    : game_(game),
      solution_(solution),
      grid_(game, solution.axes),
      ladder_(payoff_scale(game)),
      layout_(game, game::NodeId(0), solution.precision),
      is_whole_(solution.rungs[static_cast<std::size_t>(BeliefRung::kUnsolved)] == 0) {}

void GridPlayer::choose(game::NodeId node, std::span<const double> beliefs, std::span<double> log_probability) {
  if (!recall(node, beliefs)) solve(node, beliefs);
  std::copy(stage_.log_probability().begin(), stage_.log_probability().end(), log_probability.begin());
}

void GridPlayer::value(game::NodeId node, std::span<const double> beliefs, std::span<double> value) {
  grid_.locate(beliefs, {}, mixture_);
  std::fill(value.begin(), value.end(), 0.0);
  const double* const at = table().at(node);
  for (std::size_t c = 0; c < mixture_.point.size(); ++c)
    for (std::size_t t = 0; t < value.size(); ++t)
      value[t] += mixture_.weight[c] * at[mixture_.point[c] * value.size() + t];
}

void GridPlayer::solve(game::NodeId node, std::span<const double> beliefs, std::span<double> value) {
  solve(node, beliefs);
  stage_.values(value);
}

void GridPlayer::solve(game::NodeId node, std::span<const double> beliefs) {
  set_node(node);
  stage_.set(layout_, table(), beliefs);
  const std::span<const float> starts[] = {start_at(grid_.nearest(beliefs))};
  ladder_.solve(stage_, starts);
}

/// What is stored at a point of the grid is a solution, as floats: of every log chance the seventh digit.
bool GridPlayer::recall(game::NodeId node, std::span<const double> beliefs) {
  if (!is_whole_) return false;
  const std::size_t point = grid_.nearest(beliefs);
  at_point_.resize(beliefs.size());
  grid_.beliefs(point, at_point_);
  if (!std::equal(beliefs.begin(), beliefs.end(), at_point_.begin())) return false;
  set_node(node);
  stage_.set(layout_, table(), point);
  const std::span<const float> start = start_at(point);
  stored_.assign(start.begin(), start.end());
  stage_.choose(stored_);
  return true;
}

void GridPlayer::set_node(game::NodeId node) {
  if (node != layout_.node) layout_ = StageLayout(game_, node, solution_.precision);
}

std::span<const float> GridPlayer::start_at(std::size_t point) const {
  const std::size_t n = layout_.unknowns.size();
  return {solution_.start.data() + solution_.first_start[layout_.node.value()] + n * point, n};
}

}  // namespace parley::solve::beliefs
