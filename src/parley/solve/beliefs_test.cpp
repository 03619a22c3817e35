// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <vector>

#include "parley/game/random_game.h"
#include "parley/game/textbook_types.h"
#include "parley/solve/beliefs/games_for_test.h"
#include "parley/solve/solve.h"

namespace parley::solve {
namespace {

using beliefs::Staircase;
using beliefs::staircase;
using game::ActorId;
using game::Game;
using game::NodeId;

BeliefSolution solved(const Game& game, const BeliefOptions& options, unsigned threads = 1) {
  base::RunContext context;
  context.threads = threads;
  auto result = solve_beliefs(game, options, context);
  EXPECT_TRUE(result.has_value());
  EXPECT_TRUE(result->is_usable()) << result->message;
  return std::move(*result);
}

TEST(SolveBeliefs, GivesTheCompleteInformationAnswerForOneTypeEach) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Game game = game::random_game({.seed = seed, .nodes = 4, .actors = 2, .moves = 3, .discount = 0.8});
    const std::vector<double> precision = {6, 4};
    BeliefOptions options;
    options.precision = precision;
    options.tolerance = 1e-11;
    const BeliefSolution solution = solved(game, options);
    const auto complete = solve(game, {.precision = precision}, {});
    ASSERT_TRUE(complete.has_value() && complete->is_usable());
    for (const NodeId node : game.all_nodes())
      for (const ActorId actor : game.all_actors())
        EXPECT_NEAR(solution.value[2 * node.value() + actor.value()], complete->values(node, actor), 1e-8);
    const auto player = make_player(game, solution)();
    std::vector<double> choice(6);
    player->choose(NodeId(1), std::vector{1.0, 1.0}, choice);
    std::size_t k = 0;
    for (const game::SeatId seat : game.seats_of(NodeId(1)))
      for (const game::MoveId move : game.moves_of(seat))
        EXPECT_NEAR(std::exp(choice[k++]), complete->profile[move], 1e-8);
  }
}

/// The same staircase for one type of each actor alone, as a game without types.
std::vector<double> values_of_types(const Staircase& s, std::size_t type, double precision) {
  const Game typed = staircase(s);
  game::GameBuilder builder({0.9, 0.8}, {ActorId(0), ActorId(1)});
  for (const NodeId node : typed.all_nodes()) {
    builder.add_node(0, true);
    for (const game::SeatId seat : typed.seats_of(node)) builder.add_seat(typed.actor(seat), 2);
    for (const game::JointId joint : typed.joints_of(node))
      builder.add_joint(std::vector{typed.payoff(joint, game::TypeId(type)), typed.payoff(joint, game::TypeId(2 + 1))},
                        typed.successors(joint), typed.probabilities(joint));
  }
  builder.add_start(NodeId(0), 1);
  const Game game = std::move(builder).build().value();
  const auto solution = solve(game, {.precision = {precision, precision}}, {});
  return {solution->values(NodeId(0), ActorId(0)), solution->values(NodeId(0), ActorId(1))};
}

TEST(SolveBeliefs, GivesTheCompleteInformationAnswerAtPriorsOfZeroAndOne) {
  for (const bool together : {false, true}) {
    const Staircase s{.seed = 5, .together = together};
    const Game game = staircase(s);
    BeliefOptions options;
    options.precision = {8, 8};
    options.points = 17;
    const BeliefSolution solution = solved(game, options);
    const auto player = make_player(game, solution)();
    std::vector<double> value(4);
    for (const std::size_t type : {0U, 1U}) {
      player->value(NodeId(0), std::vector{type == 0 ? 1.0 : 0.0, type == 0 ? 0.0 : 1.0, 0.0, 1.0}, value);
      const std::vector<double> exact = values_of_types(s, type, 8);
      EXPECT_NEAR(value[type], exact[0], 1e-8);
      EXPECT_NEAR(value[3], exact[1], 1e-8);
    }
  }
}

TEST(SolveBeliefs, DoesNotDependOnTheOrderOfTypes) {
  for (const bool together : {false, true}) {
    BeliefOptions options;
    options.precision = {20, 20};
    options.points = 17;
    const BeliefSolution a = solved(staircase({.seed = 7, .together = together}), options);
    const BeliefSolution b = solved(staircase({.seed = 7, .together = together, .swapped = true}), options);
    EXPECT_NEAR(a.start_value[0], b.start_value[1], 1e-9);
    EXPECT_NEAR(a.start_value[1], b.start_value[0], 1e-9);
    EXPECT_NEAR(a.start_value[3], b.start_value[3], 1e-9);
  }
}

TEST(SolveBeliefs, TakesTypesThatAreAlikeForOne) {
  // Types of equal payoffs choose alike, reveal nothing, and are worth what one type is.
  BeliefOptions options;
  options.precision = {10, 10};
  options.points = 9;
  const game::Bluff b{.war = {-0.7, -0.7}};
  const Game two = game::bluff(b);
  const BeliefSolution solution = solved(two, options);
  EXPECT_NEAR(solution.start_value[0], solution.start_value[1], 1e-10);
}

TEST(SolveBeliefs, TreatsAHiddenMoveThatItsConsequenceTellsAsSeen) {
  for (const bool together : {false, true}) {
    BeliefOptions options;
    options.precision = {15, 15};
    options.points = 17;
    Staircase s{.seed = 11, .together = together, .hidden = true};
    const BeliefSolution hidden = solved(staircase(s), options);
    // The same game with the moves in view: built alike, and not hidden.
    const Game game = staircase(s);
    game::GameBuilder builder({0.9, 0.8}, {ActorId(0), ActorId(1)});
    builder.set_types(ActorId(0), s.prior);
    builder.set_types(ActorId(1), std::vector{0.4, 0.6});
    for (const NodeId node : game.all_nodes()) {
      builder.add_node(0, true);
      for (const game::SeatId seat : game.seats_of(node)) builder.add_seat(game.actor(seat), 2);
      for (const game::JointId joint : game.joints_of(node))
        builder.add_joint(game.payoff_terms(joint), game.successors(joint), game.probabilities(joint));
    }
    builder.add_start(NodeId(0), 1);
    const BeliefSolution seen = solved(std::move(builder).build().value(), options);
    for (std::size_t k = 0; k < hidden.value.size(); ++k) EXPECT_NEAR(hidden.value[k], seen.value[k], 1e-9);
  }
}

TEST(SolveBeliefs, SolvesHiddenMovesThatLeaveDoubt) {
  BeliefOptions options;
  options.precision = {30, 30};
  options.points = 33;
  for (const bool together : {false, true}) {
    const BeliefSolution solution =
        solved(staircase({.seed = 3, .together = together, .hidden = true, .merge = true}), options);
    EXPECT_EQ(solution.rungs[static_cast<std::size_t>(BeliefRung::kUnsolved)], 0U);
  }
}

TEST(SolveBeliefs, TakesThreeTypes) {
  BeliefOptions options;
  options.precision = {20, 20};
  options.points = 17;
  const Staircase s{.seed = 13, .types = 3, .prior = {0.2, 0.3, 0.5}};
  const BeliefSolution a = solved(staircase(s), options);
  Staircase swapped = s;
  swapped.swapped = true;
  const BeliefSolution b = solved(staircase(swapped), options);
  // Not bit for bit: the simplex is cut differently from the other end.
  for (std::size_t t = 0; t < 3; ++t) EXPECT_NEAR(a.start_value[t], b.start_value[2 - t], 5e-3);
}

TEST(SolveBeliefsThreads, GiveTheSameBits) {
  BeliefOptions options;
  options.precision = {30, 30};
  const Game game = staircase({.seed = 17, .steps = 6, .together = true});
  const BeliefSolution one = solved(game, options, 1);
  const BeliefSolution four = solved(game, options, 4);
  EXPECT_EQ(one.value, four.value);
  EXPECT_EQ(one.start, four.start);
}

TEST(SolveBeliefs, IsWorthTheSameWhereValuesAreDropped) {
  const Game games[] = {staircase({.seed = 19, .steps = 40}), staircase({.seed = 21, .steps = 40, .hidden = true}),
                        game::simultaneous_attrition({})};
  for (const Game& game : games) {
    BeliefOptions options;
    options.precision = {20, 20};
    options.points = 9;
    const BeliefSolution kept = solved(game, options);
    const std::size_t bytes = belief_cost(game, options).bytes;
    options.keep_values = false;
    const BeliefSolution dropped = solved(game, options);
    EXPECT_FALSE(dropped.keeps_values);
    EXPECT_EQ(dropped.start_value, kept.start_value);
    EXPECT_EQ(dropped.rungs, kept.rungs);
    EXPECT_EQ(belief_cost(game, options).bytes,
              dropped.value.size() * sizeof(double) + dropped.start.size() * sizeof(float));
    EXPECT_LT(belief_cost(game, options).bytes, game.nodes() == 1 ? bytes + 1 : bytes / 2);
  }
}

TEST(SolveBeliefs, RefusesAGridThatIsTooLarge) {
  BeliefOptions options;
  options.most_bytes = 1000;
  const Game game = staircase({});
  const auto result = solve_beliefs(game, options, {});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().all().front().code, "E0606");
  EXPECT_EQ(belief_cost(game, options).points, 33U * 33U);
}

TEST(SolveBeliefs, RefusesOptionsOutOfRange) {
  const Game game = staircase({});
  const auto code = [&](const BeliefOptions& options) {
    const auto result = solve_beliefs(game, options, {});
    return result.has_value() ? std::string() : result.error().all().front().code;
  };
  EXPECT_EQ(code({.precision = {1}}), "E0601");
  EXPECT_EQ(code({.precision = {1, kLimit}}), "E0601");
  EXPECT_EQ(code({.axes = {numeric::BeliefAxis()}}), "E0601");
  EXPECT_EQ(code({.axes = {numeric::BeliefAxis(), numeric::BeliefAxis()}}), "E0601");
  EXPECT_EQ(code({.points = 1}), "E0601");
  EXPECT_EQ(code({.tolerance = 0}), "E0601");
  EXPECT_EQ(code({.most_sweeps = 0}), "E0601");
}

TEST(SolveBeliefs, SaysThatItWasInterruptedAndWhatStands) {
  const std::atomic<bool> interrupted = true;
  base::RunContext context;
  context.interrupted = &interrupted;
  const auto result = solve_beliefs(staircase({}), {}, context);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->status, BeliefStatus::kInterrupted);
  EXPECT_FALSE(result->is_usable());
  EXPECT_NE(result->message.find("0 of 3 nodes"), std::string::npos) << result->message;
}

TEST(SolveBeliefs, SaysThatSweepsDidNotConverge) {
  const Game game = game::simultaneous_attrition({});
  BeliefOptions options;
  options.most_sweeps = 1;
  options.points = 9;
  const auto result = solve_beliefs(game, options, {});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->status, BeliefStatus::kNotConverged);
  EXPECT_GT(result->change, 0);
}

}  // namespace
}  // namespace parley::solve
