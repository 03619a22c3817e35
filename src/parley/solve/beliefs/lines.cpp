// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/lines.h"

#include <algorithm>

namespace parley::solve::beliefs {

namespace {

// Points whose moves' worth is summed up before the first is solved: enough to keep all lanes busy, few enough for a
// core's own memory.
constexpr std::size_t kBlock = 256;

}  // namespace

void LineSolver::set_node(const StageLayout& layout, const StageLayout* later) {
  layout_ = &layout;
  later_ = later;
  last_point_.reset();
  alone_ = LoneMover::fits(layout);
  if (alone_) mover_.set_node(layout, store_.table);
  const Grid& grid = *store_.table.grid;
  const std::size_t axis =
      layout.unknowns.empty() ? grid.axes().size() - 1 : layout.seats[layout.unknowns.front().seat].actor.value();
  length_ = grid.axes()[axis].size();
  stride_ = grid.stride(axis);
}

void LineSolver::solve(std::size_t first, std::size_t last, Tally& tally) {
  const std::size_t block = alone_ ? std::max<std::size_t>(1, kBlock / length_) : 1;
  for (std::size_t line = first; line < last; line += block) {
    if (layout_->unknowns.empty())
      average(line);
    else if (alone_)
      solve_block(line, std::min(last, line + block), tally);
    else
      solve_one_by_one(line, tally);
  }
}

void LineSolver::solve_one_by_one(std::size_t line, Tally& tally) {
  for (std::size_t k = 0; k < length_; ++k) {
    const std::size_t point = first_point(line) + k * stride_;
    starts_.clear();
    if (later_ != nullptr) starts_.emplace_back(store_.start(*later_, point));
    if (last_point_) starts_.emplace_back(store_.start(*layout_, *last_point_));
    solver_.solve(*layout_, point, starts_, tally);
    last_point_ = point;
  }
}

void LineSolver::solve_block(std::size_t first, std::size_t last, Tally& tally) {
  first_points_.clear();
  points_.clear();
  for (std::size_t line = first; line < last; ++line) {
    first_points_.push_back(first_point(line));
    for (std::size_t k = 0; k < length_; ++k) {
      const std::size_t point = first_points_.back() + k * stride_;
      points_.push_back({.line = static_cast<std::uint32_t>(line - first),
                         .coordinate = static_cast<std::uint32_t>(k),
                         .start = later_ == nullptr ? nullptr : store_.start(*later_, point).data(),
                         .unknowns = store_.start(*layout_, point).data(),
                         .value = store_.value(layout_->node, point).data()});
    }
  }
  mover_.set_lines(first_points_);
  if (later_ != nullptr) mover_.solve(points_);
  open_.clear();
  tried_.assign(points_.size(), 0);
  for (std::size_t k = 0; k < points_.size(); ++k)
    if (!points_[k].solved) open_.push_back(k);
  tally.rungs[static_cast<std::size_t>(BeliefRung::kStart)] += points_.size() - open_.size();
  spread(tally);
  while (!open_.empty()) {
    resort(open_.front(), tally);
    open_.erase(open_.begin());
    spread(tally);
  }
}

/// From points that are solved to those beside them, as far as that goes.
void LineSolver::spread(Tally& tally) {
  for (;;) {
    trial_.clear();
    for (const std::size_t k : open_)
      if (start_beside(k)) trial_.push_back(points_[k]);
    if (trial_.empty()) return;
    mover_.solve(trial_);
    for (const LonePoint& point : trial_) {
      if (!point.solved) continue;
      points_[point.line * length_ + point.coordinate].solved = true;
      tally.add(Climb{});
    }
    open_.erase(std::remove_if(open_.begin(), open_.end(), [&](std::size_t k) { return points_[k].solved; }),
                open_.end());
  }
}

/// Sets a point's start to that of a neighbour that it has not been tried from.
bool LineSolver::start_beside(std::size_t k) {
  LonePoint& point = points_[k];
  const bool is_beside[] = {point.coordinate > 0, point.coordinate + 1 < length_, k >= length_,
                            k + length_ < points_.size()};
  const std::size_t beside[] = {k - 1, k + 1, k - length_, k + length_};
  for (std::size_t n = 0; n < std::size(beside); ++n) {
    const auto bit = static_cast<Tried>(1U << n);
    if (!is_beside[n] || (tried_[k] & bit) != 0 || !points_[beside[n]].solved) continue;
    tried_[k] |= bit;
    point.start = points_[beside[n]].unknowns;
    return true;
  }
  return false;
}

/// Without a start.
void LineSolver::resort(std::size_t k, Tally& tally) {
  LonePoint& point = points_[k];
  Climb climb;
  for (const bool patient : {false, true})
    if (!point.solved) mover_.follow_path(point, scale_, patient, climb);
  if (point.solved) return tally.add(climb);
  solver_.solve(*layout_, point_of(k), {}, tally);
  point.solved = true;
}

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
