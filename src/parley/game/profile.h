// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/game/game.h"

namespace parley::game {

/// Everybody's strategy: the probability of each move of each seat. Each seat's sum to 1.
struct Profile {
  std::vector<double> probability;  ///< by MoveId, game.moves() of them

  [[nodiscard]] double operator[](MoveId move) const { return probability[move.value()]; }
  [[nodiscard]] double& operator[](MoveId move) { return probability[move.value()]; }
};

/// Every move of every seat equally likely.
[[nodiscard]] Profile uniform_profile(const Game& game);

/// The probability of each joint move of a node, in order; `out` is resized to joints_of(node).size().
void joint_probabilities(const Game& game, const Profile& profile, NodeId node, std::vector<double>& out);

/// Expected discounted payoffs, one number a node and actor.
class Values {
 public:
  Values() = default;
  Values(std::size_t nodes, std::size_t actors) : actors_(actors), value_(nodes * actors, 0.0) {}
  [[nodiscard]] double operator()(NodeId node, ActorId actor) const {
    return value_[std::size_t{node.value()} * actors_ + actor.value()];
  }
  [[nodiscard]] double& operator()(NodeId node, ActorId actor) {
    return value_[std::size_t{node.value()} * actors_ + actor.value()];
  }
  [[nodiscard]] std::size_t nodes() const { return actors_ == 0 ? 0 : value_.size() / actors_; }

 private:
  std::size_t actors_ = 0;
  std::vector<double> value_;
};

/// The expectation of `values` over the start lottery, for one actor.
[[nodiscard]] double start_value(const Game& game, const Values& values, ActorId actor);

}  // namespace parley::game
