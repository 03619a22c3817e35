// SPDX-License-Identifier: Apache-2.0
#include "parley/game/beliefs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "parley/game/builder.h"

namespace parley::game {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Actor 0 of two types makes one of two moves, hidden if asked for: the first leads to node 1 with chance 1/4 and else
/// to node 2, the second to node 2.
Game inspection(bool hidden) {
  GameBuilder builder({0.9, 0.9}, {});
  builder.set_types(ActorId(0), std::vector{0.25, 0.75});
  builder.add_node(0, true);
  const SeatId seat = builder.add_seat(ActorId(0), 2);
  if (hidden) builder.hide(seat);
  builder.add_joint({}, std::vector{NodeId(1), NodeId(2)}, std::vector{0.25, 0.75});
  builder.add_joint({}, std::vector{NodeId(2)}, std::vector{1.0});
  for (int k = 0; k < 2; ++k) {
    builder.add_node(0, true);
    builder.add_joint({}, {}, {});
  }
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

TEST(Beliefs, FollowBayesRuleOnWhatIsSeen) {
  const std::vector<double> strategy = {std::log(0.8), std::log(0.2), std::log(0.4), std::log(0.6)};
  std::vector<double> after(3);
  const Game seen = inspection(false);
  const std::vector<double> prior = prior_beliefs(seen);
  update_beliefs(seen, NodeId(0), 0, NodeId(2), strategy, prior, after);
  EXPECT_NEAR(after[0], 0.25 * 0.8 / (0.25 * 0.8 + 0.75 * 0.4), 1e-15);
  EXPECT_EQ(after[2], 1);
  // Hidden: type 0 leads to node 2 with chance .8 * .75 + .2, type 1 with .4 * .75 + .6.
  const Game hidden = inspection(true);
  update_beliefs(hidden, NodeId(0), 0, NodeId(2), strategy, prior, after);
  EXPECT_NEAR(after[0], 0.25 * 0.8 / (0.25 * 0.8 + 0.75 * 0.9), 1e-15);
  std::vector<double> other(3);
  update_beliefs(hidden, NodeId(0), 1, NodeId(2), strategy, prior, other);
  EXPECT_EQ(after, other);
  update_beliefs(hidden, NodeId(0), 0, NodeId(1), strategy, prior, after);
  EXPECT_NEAR(after[0], 0.25 * 0.8 / (0.25 * 0.8 + 0.75 * 0.4), 1e-15);
}

TEST(Beliefs, AreDefinedAfterMovesOfVanishingChance) {
  std::vector<double> after(2);
  posterior(std::vector{0.5, 0.5}, std::vector{-2000.0, -2000.0 + std::log(3)}, after);
  EXPECT_NEAR(after[1], 0.75, 1e-12);
  // A move that is open only to a type of prior 0.
  posterior(std::vector{0.0, 1.0}, std::vector{-1.0, kNever}, after);
  EXPECT_EQ(after[0], 1);
  posterior(std::vector{0.0, 1.0}, std::vector{0.0, -1e5}, after);
  EXPECT_EQ(after[1], 1);
}

TEST(Beliefs, WeighJointMovesByTypes) {
  const Game game = inspection(false);
  const std::vector<double> strategy = {std::log(0.8), std::log(0.2), std::log(0.4), std::log(0.6)};
  std::vector<double> chance(2);
  joint_chances(typed_seats(game, NodeId(0)), strategy, prior_beliefs(game), chance);
  EXPECT_NEAR(chance[0], 0.25 * 0.8 + 0.75 * 0.4, 1e-15);
  EXPECT_NEAR(chance[0] + chance[1], 1, 1e-15);
}

}  // namespace
}  // namespace parley::game
