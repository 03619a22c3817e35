// SPDX-License-Identifier: Apache-2.0
#include "parley/game/unroll.h"

#include <gtest/gtest.h>

#include "parley/game/builder.h"

namespace parley::game {
namespace {

constexpr std::size_t kPlenty = std::size_t{1} << 30;

/// Two nodes a step; the second ends it and goes back or to node 2, an end. Node 3 is the end after the last step.
Game looping_game() {
  GameBuilder builder({0.9}, {ActorId(0)});
  const double one[] = {1.0};
  const double ten[] = {10.0};
  const NodeId to_second[] = {NodeId(1)};
  const double surely[] = {1.0};
  const NodeId back_or_end[] = {NodeId(0), NodeId(2)};
  const double half[] = {0.5, 0.5};
  builder.add_node(0, false);
  builder.add_seat(ActorId(0), 2);
  builder.add_joint(one, to_second, surely);
  builder.add_joint(ten, to_second, surely);
  builder.add_node(1, true);
  builder.add_joint(one, back_or_end, half);
  builder.add_node(0, true);
  builder.add_joint(one, {}, {});
  builder.add_node(0, true);
  builder.add_joint(ten, {}, {});
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

const std::vector<NodeId> kLast = {NodeId(3), NodeId(0), NodeId(0), NodeId(3)};

TEST(Unroll, RepeatsEachStepAndKeepsOneOfEachEnd) {
  const Unrolled unrolled = unroll(looping_game(), {.steps = 3, .last = kLast}, kPlenty);
  ASSERT_TRUE(unrolled.complete);
  EXPECT_EQ(unrolled.game.nodes(), 3u * 2 + 2);
  std::size_t ends = 0;
  for (const NodeId node : unrolled.game.all_nodes())
    if (unrolled.game.successors(unrolled.game.joints_of(node).front()).empty()) ++ends;
  EXPECT_EQ(ends, 2u);
}

TEST(Unroll, NeverMeetsANodeTwiceAndLeadsForward) {
  const Unrolled unrolled = unroll(looping_game(), {.steps = 5, .last = kLast}, kPlenty);
  const Game& game = unrolled.game;
  for (const NodeId node : game.all_nodes())
    for (const JointId joint : game.joints_of(node))
      for (const NodeId next : game.successors(joint)) {
        const bool is_end = game.successors(game.joints_of(next).front()).empty();
        EXPECT_TRUE(is_end ||
                    unrolled.step[next.value()] == unrolled.step[node.value()] + (game.ends_step(node) ? 1u : 0u));
        EXPECT_EQ(game.stage(next) == 0, game.ends_step(node));
      }
}

TEST(Unroll, KeepsSeatsPayoffsAndProbabilitiesOfItsOrigins) {
  const Game base = looping_game();
  const Unrolled unrolled = unroll(base, {.steps = 2, .last = kLast}, kPlenty);
  for (const NodeId node : unrolled.game.all_nodes()) {
    const NodeId origin = unrolled.origin[node.value()];
    ASSERT_EQ(unrolled.game.joints_of(node).size(), base.joints_of(origin).size());
    ASSERT_EQ(unrolled.game.seats_of(node).size(), base.seats_of(origin).size());
    for (std::size_t j = 0; j < base.joints_of(origin).size(); ++j) {
      const JointId mine = unrolled.game.joints_of(node)[j];
      const JointId theirs = base.joints_of(origin)[j];
      EXPECT_EQ(unrolled.game.payoff(mine, ActorId(0)), base.payoff(theirs, ActorId(0)));
      ASSERT_EQ(unrolled.game.probabilities(mine).size(), base.probabilities(theirs).size());
    }
  }
  EXPECT_EQ(unrolled.game.payoff_range(ActorId(0)), base.payoff_range(ActorId(0)));
}

TEST(Unroll, StopsAtTheMemoryAllowed) {
  EXPECT_FALSE(unroll(looping_game(), {.steps = 1000, .last = kLast}, 2000).complete);
}

TEST(Unroll, KeepsTypesHiddenSeatsAndClosedMoves) {
  GameBuilder builder({0.9}, {ActorId(0)});
  const double prior[] = {0.5, 0.5};
  const double payoff[] = {1.0, 2.0};
  const NodeId again[] = {NodeId(0)};
  const double surely[] = {1.0};
  builder.set_types(ActorId(0), prior);
  builder.add_node(0, true);
  const SeatId seat = builder.add_seat(ActorId(0), 2);
  builder.hide(seat);
  builder.close(seat, 1, 0);
  builder.add_joint(payoff, again, surely);
  builder.add_joint(payoff, again, surely);
  builder.add_node(0, true);
  builder.add_joint(payoff, {}, {});
  builder.add_start(NodeId(0), 1);
  const std::vector<NodeId> last = {NodeId(1), NodeId(0)};
  const Unrolled unrolled = unroll(std::move(builder).build().value(), {.steps = 3, .last = last}, kPlenty);
  ASSERT_EQ(unrolled.game.seats(), 3U);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_TRUE(unrolled.game.is_hidden(SeatId(k)));
    EXPECT_TRUE(unrolled.game.is_open(MoveId(2 * k + 1), TypeId(1)));
    EXPECT_FALSE(unrolled.game.is_open(MoveId(2 * k + 1), TypeId(0)));
  }
}

}  // namespace
}  // namespace parley::game
