// SPDX-License-Identifier: Apache-2.0
#include "parley/game/revise.h"

#include <gtest/gtest.h>

#include "parley/game/builder.h"
#include "parley/game/unroll.h"

namespace parley::game {
namespace {

/// Two actors at once, with 2 and 3 moves; each joint move pays its number and ends at node 1.
Game six_joints() {
  GameBuilder builder({0.9, 0.9}, {ActorId(0), ActorId(1)});
  builder.add_node(0, true);
  builder.add_seat(ActorId(0), 2);
  builder.add_seat(ActorId(1), 3);
  const std::vector<NodeId> to{NodeId(1)};
  const std::vector<double> certain{1.0};
  for (int k = 0; k < 6; ++k) builder.add_joint(std::vector<double>{1.0 * k, -1.0 * k}, to, certain);
  builder.add_node(0, true);
  builder.add_joint(std::vector<double>{0.0, 0.0}, {}, {});
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

TEST(Revise, EndValuesArePaidBesidesWhatTheEndPays) {
  const Game game = six_joints();
  const std::vector<NodeId> ends{NodeId(1)};
  const std::vector<double> worth{7, -3};
  const std::vector<TermId> terms{TermId(0), TermId(1)};
  const Game paid = with_end_values(game, ends, worth, terms);
  const JointId end = paid.joints_of(NodeId(1)).front();
  EXPECT_EQ(paid.payoff(end, ActorId(0)), 7);
  EXPECT_EQ(paid.payoff(end, ActorId(1)), -3);
  EXPECT_EQ(paid.payoff_terms(end)[1], -3);
  EXPECT_EQ(paid.payoff(paid.joints_of(NodeId(0)).front(), ActorId(0)), 0) << "other joint moves pay what they paid";
  EXPECT_EQ(paid.largest_payoff_size(ActorId(0)), 7);
  EXPECT_EQ(paid.payoff_range(ActorId(0)), game.payoff_range(ActorId(0)));
}

TEST(Revise, MovesThatAreLeftOutTakeTheirJointMovesAlong) {
  const Game game = six_joints();
  std::vector<std::uint8_t> left_out(game.moves(), 0);
  left_out[3] = 1;  // the second move of the second actor
  const Restricted kept = without_moves(game, left_out);
  EXPECT_FALSE(kept.stuck);
  EXPECT_EQ(kept.game.moves(), 4U);
  std::vector<double> paid;
  for (const JointId joint : kept.game.joints_of(NodeId(0))) paid.push_back(kept.game.payoff(joint, ActorId(0)));
  EXPECT_EQ(paid, (std::vector<double>{0, 2, 3, 5}));
  EXPECT_EQ(kept.game.successors(kept.game.joints_of(NodeId(0)).front())[0], NodeId(1));
  const Profile whole = lifted(kept, {{0.25, 0.75, 0.4, 0.6}}, game.moves());
  EXPECT_EQ(whole.probability, (std::vector<double>{0.25, 0.75, 0.4, 0, 0.6}));
}

TEST(Revise, ASeatWithoutMovesIsTold) {
  const Game game = six_joints();
  const Restricted kept = without_moves(game, std::vector<std::uint8_t>{1, 1, 0, 0, 0});
  ASSERT_TRUE(kept.stuck);
  EXPECT_EQ(*kept.stuck, NodeId(0));
}

/// A chain 0 -> 0 or 1; node 1 has no successors, node 2 is the end of the last step.
TEST(Revise, ExitsAreTheirOwnNodeAtEachStepAndFurtherStartsAreThere) {
  GameBuilder builder({0.9}, {ActorId(0)});
  const std::vector<double> nothing{0.0};
  builder.add_node(0, true);
  builder.add_joint(nothing, std::vector<NodeId>{NodeId(0), NodeId(1)}, std::vector<double>{0.5, 0.5});
  builder.add_node(0, true);
  builder.add_joint(nothing, {}, {});
  builder.add_node(0, true);
  builder.add_joint(nothing, {}, {});
  builder.add_start(NodeId(0), 1);
  const Game base = std::move(builder).build().value();
  const std::vector<NodeId> last{NodeId(2), NodeId(2), NodeId(0)};
  UnrollPlan plan{.steps = 3, .last = last};
  const Unrolled ends = unroll(base, plan, 1 << 20);
  const Unrolled exits = unroll(base, {.steps = 3, .last = last, .exits = {0, 1, 0}}, 1 << 20);
  EXPECT_EQ(ends.game.nodes(), 3U + 1 + 1);
  EXPECT_EQ(exits.game.nodes(), 3U + 2 + 1);
  plan.also = {{NodeId(0), 2}, {NodeId(1), 0}};
  const Unrolled also = unroll(base, plan, 1 << 20);
  EXPECT_EQ(also.step[also.also[0].value()], 2U);
  EXPECT_EQ(also.origin[also.also[1].value()], NodeId(1));
  EXPECT_EQ(also.game.start_nodes().size(), 3U);
  EXPECT_EQ(also.game.start_probabilities()[0], 0.5);
}

}  // namespace
}  // namespace parley::game
