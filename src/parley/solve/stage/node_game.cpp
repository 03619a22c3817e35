// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/node_game.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::solve::stage {

namespace {

// Payoffs that differ by less than this share of their size differ by rounding only: there is nothing to choose.
constexpr double kNoRange = 1e-13;
// A node that play hardly ever leaves, undiscounted, has no mean payoff for ever.
constexpr double kLeastLeft = 1e-9;

}  // namespace

void NodeGame::list_seats(const game::Game& game, game::NodeId node) {
  const std::size_t joints_before = joints_;
  shape_.swap(shape_before_);
  shape_.clear();
  seats_.clear();
  discount_.clear();
  moves_ = 0;
  joints_ = game.joints_of(node).size();
  std::size_t stride = joints_;
  for (const game::SeatId seat : game.seats_of(node)) {
    const std::size_t count = game.moves_of(seat).size();
    if (count == 1) continue;
    stride /= count;
    const game::ActorId actor = game.actor(seat);
    seats_.push_back({actor.value(), static_cast<std::uint32_t>(moves_), static_cast<std::uint32_t>(count),
                      static_cast<std::uint32_t>(stride), seat});
    discount_.push_back(game.discount_after(node, actor));
    moves_ += count;
    shape_.push_back(count);
  }
  // Most nodes are like the one before.
  if (joints_ != joints_before || shape_ != shape_before_) list_played();
}

void NodeGame::list_played() {
  played_.resize(seats_.size() * joints_);
  for (std::size_t s = 0; s < seats_.size(); ++s)
    for (std::size_t j = 0; j < joints_; ++j)
      played_[s * joints_ + j] = seats_[s].first + static_cast<std::uint32_t>(j / seats_[s].stride % seats_[s].moves);
}

void NodeGame::list_joints(const game::Game& game, const game::Profile* played) {
  left_.assign(joints_, 0);
  for (std::size_t s = 0; played != nullptr && s < seats_.size(); ++s) {
    const game::MoveId first = game.moves_of(seats_[s].seat).front();
    for (std::size_t j = 0; j < joints_; ++j) {
      const std::size_t move = played_[s * joints_ + j] - seats_[s].first;
      if (!((*played)[game::MoveId(first.value() + move)] > 0)) ++left_[j];
    }
  }
  read_.clear();
  for (std::uint32_t j = 0; j < joints_; ++j)
    if (left_[j] <= 1) read_.push_back(j);
}

void NodeGame::add_flows(const game::Game& game, const game::Values& values, game::NodeId node) {
  flow_.assign(seats_.size() * joints_, 0.0);
  stay_.assign(joints_, 0.0);
  returns_ = false;
  size_ = 0;
  const game::JointId first = game.joints_of(node).front();
  for (const std::uint32_t j : read_) {
    const game::JointId joint(first.value() + j);
    const auto successors = game.successors(joint);
    const auto probabilities = game.probabilities(joint);
    for (std::size_t e = 0; e < successors.size(); ++e) {
      if (successors[e] == node) {
        stay_[j] += probabilities[e];
        returns_ = true;
        continue;
      }
      for (std::size_t s = 0; s < seats_.size(); ++s)
        flow_[s * joints_ + j] += probabilities[e] * values(successors[e], game::ActorId(seats_[s].actor));
    }
    for (std::size_t s = 0; s < seats_.size(); ++s) {
      double& flow = flow_[s * joints_ + j];
      flow = game.payoff(joint, game::ActorId(seats_[s].actor)) + discount_[s] * flow;
      size_ = std::max(size_, std::abs(flow));
    }
  }
}

/// Moves the node's value by its mean for ever, where that is finite: V = W + shift makes a flow c into
/// c + (discount stay - 1) shift.
void NodeGame::centre() {
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    double sum = 0;
    double left = 0;
    for (const std::uint32_t j : read_) {
      sum += flow_[s * joints_ + j];
      left += 1 - discount_[s] * stay_[j];
    }
    const double shift = left > kLeastLeft * static_cast<double>(read_.size()) ? sum / left : 0.0;
    for (const std::uint32_t j : read_) flow_[s * joints_ + j] += (discount_[s] * stay_[j] - 1) * shift;
    size_ = std::max(size_, std::abs(shift));
  }
}

/// Divides by the largest spread of one owner's flows, or by the largest number met where there is none.
void NodeGame::rescale() {
  double range = 0;
  for (std::size_t s = 0; s < seats_.size(); ++s) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const std::uint32_t j : read_) {
      low = std::min(low, flow(s)[j]);
      high = std::max(high, flow(s)[j]);
    }
    range = std::max(range, high - low);
  }
  scale_ = range > kNoRange * size_ ? range : size_ > 0 ? size_ : 1.0;
  for (double& flow : flow_) flow /= scale_;
}

void NodeGame::read(const game::Game& game, const game::Values& values, game::NodeId node,
                    const game::Profile* played) {
  list_seats(game, node);
  list_joints(game, played);
  add_flows(game, values, node);
  centre();
  rescale();
}

}  // namespace parley::solve::stage
