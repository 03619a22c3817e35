// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/lines.h"

#include <algorithm>

namespace parley::solve::beliefs {

void LineSolver::set_node(const StageLayout& layout, const StageLayout* later) {
  layout_ = &layout;
  later_ = later;
  any_ = false;
  last_line_.reset();
  alone_ = LoneMover::fits(layout);
  if (alone_) mover_.set_node(layout, store_.table);
  const Grid& grid = *store_.table.grid;
  const std::size_t axis =
      layout.unknowns.empty() ? grid.axes().size() - 1 : layout.seats[layout.unknowns.front().seat].actor.value();
  length_ = grid.axes()[axis].size();
  stride_ = grid.stride(axis);
}

void LineSolver::solve(std::size_t line, Tally& tally) {
  if (layout_->unknowns.empty()) return average(line);
  const std::size_t first = first_point(line);
  if (alone_) mover_.set_line(first);
  for (std::size_t k = 0; k < length_; ++k) {
    const std::size_t point = first + k * stride_;
    starts_.clear();
    if (later_ != nullptr) starts_.emplace_back(store_.start(*later_, point));
    if (any_) starts_.emplace_back(store_.start(*layout_, last_point_));
    if (last_line_ && *last_line_ != first) starts_.emplace_back(store_.start(*layout_, *last_line_ + k * stride_));
    if (alone_) mover_.set_point(k);
    if (!alone_ || !solve_alone(point, tally)) solve_point(point, tally);
    last_point_ = point;
    any_ = true;
  }
  last_line_ = first;
}

bool LineSolver::solve_alone(std::size_t point, Tally& tally) {
  Climb climb;
  bool solved = false;
  for (std::size_t k = 0; k < starts_.size() && !solved; ++k) solved = mover_.solve(starts_[k]);
  for (const bool patient : {false, true})
    if (!solved) solved = mover_.follow_path(scale_, patient, climb);
  if (!solved) return false;
  tally.add(climb);
  mover_.values(store_.value(layout_->node, point));
  mover_.unknowns(store_.start(*layout_, point));
  return true;
}

void LineSolver::solve_point(std::size_t point, Tally& tally) { solver_.solve(*layout_, point, starts_, tally); }

/// Where nobody has a choice, beliefs stay.
void LineSolver::average(std::size_t line) {
  const game::Game& game = store_.game;
  const std::size_t types = game.types();
  const game::JointId joint = game.joints_of(layout_->node).front();
  const std::size_t first = first_point(line);
  for (std::size_t k = 0; k < length_; ++k) {
    const std::size_t point = first + k * stride_;
    const std::span<double> value = store_.value(layout_->node, point);
    std::fill(value.begin(), value.end(), 0.0);
    for (std::size_t e = 0; e < game.successors(joint).size(); ++e) {
      const std::span<const double> after = store_.value(game.successors(joint)[e], point);
      for (std::size_t t = 0; t < types; ++t) value[t] += game.probabilities(joint)[e] * after[t];
    }
    for (std::size_t t = 0; t < types; ++t) {
      const game::TypeId type(t);
      value[t] = game.payoff(joint, type) + game.discount_after(layout_->node, game.actor(type)) * value[t];
    }
  }
}

}  // namespace parley::solve::beliefs
