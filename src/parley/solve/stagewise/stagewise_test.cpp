// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stagewise/stagewise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "parley/game/random_game.h"
#include "parley/game/textbook.h"
#include "parley/solve/detail/games_for_test.h"
#include "parley/solve/stagewise/linear_node.h"
#include "parley/solve/stagewise/reduced.h"

namespace parley::solve::stagewise {
namespace {

using game::ActorId;
using game::MoveId;
using game::NodeId;

Solution settled(const game::Game& game, unsigned threads = 1) {
  const auto solution = solve::solve(game, {.most_path_nodes = 4}, {.threads = threads});
  EXPECT_EQ(solution->status, Status::kConverged) << solution->message;
  EXPECT_EQ(solution->paths.front().rung, Rung::kNodeByNode);
  return *solution;
}

TEST(Stagewise, SettlesDenseGamesOfSeveralShapes) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    testing::expect_equilibrium(game::random_game({.seed = seed, .nodes = 60, .moves = 2}),
                                settled(game::random_game({.seed = seed, .nodes = 60, .moves = 2})));
    testing::expect_equilibrium(game::random_game({.seed = seed, .nodes = 40, .moves = 3}),
                                settled(game::random_game({.seed = seed, .nodes = 40, .moves = 3})));
  }
}

TEST(Stagewise, SettlesSparseGamesWhoseNodesAnswerThemselves) {
  // With eight successors, itself and the next among them, a node's move comes back to it: some nodes are indifferent
  // only because of that, and change their minds for ever in sweeps.
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const game::Game game = game::random_game({.seed = seed, .nodes = 300, .moves = 2, .successors = 8});
    testing::expect_equilibrium(game, settled(game));
  }
}

TEST(Stagewise, SettlesGamesOfThreeActors) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const game::Game game = game::random_game({.seed = seed, .nodes = 150, .actors = 3, .moves = 2, .successors = 8});
    testing::expect_equilibrium(game, settled(game));
  }
}

TEST(Stagewise, IsTheSameForOneThreadAndForMany) {
  const game::Game game = game::random_game({.seed = 1, .nodes = 300, .moves = 2, .successors = 8});
  EXPECT_EQ(settled(game, 1).profile.probability, settled(game, 4).profile.probability);
}

TEST(Stagewise, LeavesComponentsUpToTheLimitToThePath) {
  const game::Game game = game::random_game({.seed = 1, .nodes = 20});
  const auto by_default = solve::solve(game, {}, {});
  EXPECT_EQ(by_default->paths.front().rung, Rung::kFirstTry);
}

/// The chance of each move of a node, away from 0 and 1.
game::Profile mixed(const game::Game& game) {
  game::Profile profile = game::uniform_profile(game);
  for (std::size_t s = 0; s < game.seats(); ++s) {
    const auto moves = game.moves_of(game::SeatId(s));
    profile[moves[0]] += 0.1;
    profile[moves[moves.size() - 1]] -= 0.1;
  }
  return profile;
}

TEST(LinearNode, DerivativesAgreeWithDifferences) {
  const game::Game game = game::random_game({.seed = 3, .nodes = 6, .actors = 3, .moves = 2, .successors = 3});
  const std::vector<std::uint8_t> played(game.moves(), 1);
  const NodeId node(2);
  game::Profile profile = mixed(game);
  game::Values values(game.nodes(), game.actors());
  for (const NodeId n : game.all_nodes())
    for (const ActorId a : game.all_actors()) values(n, a) = std::sin(3.0 * n.value() + a.value());
  LinearNode linear(game);
  ASSERT_TRUE(linear.set(node, profile, values, played, false));
  const double step = 1e-6;
  for (std::size_t p = 0; p < linear.places().size(); ++p) {
    game::Profile moved = profile;
    moved[linear.places()[p].move] += step;
    moved[linear.places()[p].anchor] -= step;
    LinearNode there(game);
    ASSERT_TRUE(there.set(node, moved, values, played, false));
    for (std::size_t a = 0; a < game.actors(); ++a)
      EXPECT_NEAR((there.right()[a] - linear.right()[a]) / step, linear.value_by(a, p), 1e-6);
    for (std::size_t q = 0; q < linear.places().size(); ++q)
      EXPECT_NEAR((there.indifference(q) - linear.indifference(q)) / step, linear.indifference_by(q, p), 1e-6);
  }
}

TEST(LinearNode, EliminationLeavesWhatValuesDoThroughProbabilities) {
  const game::Game game = game::random_game({.seed = 5, .nodes = 6, .actors = 2, .moves = 2, .successors = 3});
  const std::vector<std::uint8_t> played(game.moves(), 1);
  const NodeId node(1);
  const game::Profile profile = mixed(game);
  game::Values values(game.nodes(), game.actors());
  LinearNode open(game);
  LinearNode closed(game);
  ASSERT_TRUE(open.set(node, profile, values, played, false));
  ASSERT_TRUE(closed.set(node, profile, values, played, true));
  // Two seats of two moves: dp of one seat answers the indifference of the other.
  ASSERT_EQ(open.places().size(), 2u);
  const double first = -open.indifference(1) / open.indifference_by(1, 0);
  const double second = -open.indifference(0) / open.indifference_by(0, 1);
  for (std::size_t a = 0; a < 2; ++a)
    EXPECT_NEAR(closed.right()[a], open.right()[a] + open.value_by(a, 0) * first + open.value_by(a, 1) * second, 1e-9);
}

TEST(SolveTogether, FindsTheEquilibriumOfTheWholeFromAllOfItsNodes) {
  const game::Game game = game::random_game({.seed = 2, .nodes = 5});
  const Solution whole = testing::must_solve(game);
  std::vector<NodeId> nodes;
  std::vector<std::size_t> places;
  for (const NodeId node : game.all_nodes()) {
    places.push_back(nodes.size());
    nodes.push_back(node);
  }
  const std::vector<double> precision(game.actors(), kLimit);
  const Component component{game, 0, nodes, true, precision};
  Draft draft{game::uniform_profile(game), game::Values(game.nodes(), game.actors()), {}};
  Reach reach;
  PathReport report;
  ASSERT_TRUE(solve_together(component, places, {}, {}, draft, reach, report));
  for (std::size_t m = 0; m < game.moves(); ++m) EXPECT_NEAR(draft.profile[MoveId(m)], whole.profile[MoveId(m)], 1e-7);
}

}  // namespace
}  // namespace parley::solve::stagewise
