// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/deals/detail/polygon.h"
#include "parley/game/game.h"

namespace parley::deals {

/// A game of two actors in units in which values are of size 1, its joint moves sorted into what they come to.
class Arena {
 public:
  explicit Arena(const game::Game& game);

  [[nodiscard]] const game::Game& game() const { return *game_; }
  /// Payoff units in one unit of a point's coordinate: a power of two, so that nothing is rounded on the way back.
  [[nodiscard]] double unit(std::size_t actor) const { return unit_[actor]; }
  [[nodiscard]] Point payoff(game::JointId joint) const { return payoff_[joint.value()]; }
  [[nodiscard]] Point discount_after(game::NodeId node) const {
    return {game_->discount_after(node, game::ActorId(0)), game_->discount_after(node, game::ActorId(1))};
  }

  /// Joint moves with the same successors and probabilities share one.
  [[nodiscard]] std::size_t lotteries() const { return example_.size(); }
  [[nodiscard]] std::uint32_t lottery(game::JointId joint) const { return lottery_[joint.value()]; }
  /// A joint move with this lottery.
  [[nodiscard]] game::JointId example(std::uint32_t lottery) const { return example_[lottery]; }

  /// A node's joint moves, those with the same payoffs and lottery side by side.
  [[nodiscard]] std::span<const game::JointId> by_outcome(game::NodeId node) const;
  [[nodiscard]] bool same_outcome(game::JointId a, game::JointId b) const {
    return lottery(a) == lottery(b) && payoff(a) == payoff(b);
  }

 private:
  void sort_lotteries();
  void sort_outcomes();

  const game::Game* game_;
  double unit_[2] = {1, 1};
  std::vector<Point> payoff_;
  std::vector<std::uint32_t> lottery_;
  std::vector<game::JointId> example_;
  std::vector<game::JointId> by_outcome_;
};

/// Turns what each joint move of a node is worth to an actor, in order, into the most that it could make of it by
/// another move of its own, the other's being what it is.
void take_best_deviations(const game::Game& game, game::NodeId node, std::size_t actor, std::span<double> worth);

/// The most and the least that an actor can get from each node on by choosing for both (most), or with the other one
/// against it and moving after it where both move at once (least): bounds of every set, in the arena's units. `most`
/// and `least` are lists by node that hold such bounds for all nodes outside `nodes`, and get them for those.
void bound_values(const Arena& arena, std::span<const game::NodeId> nodes, bool cyclic, std::vector<Point>& most,
                  std::vector<Point>& least);

}  // namespace parley::deals
