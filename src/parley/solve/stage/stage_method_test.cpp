// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/stage_method.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "parley/game/components.h"
#include "parley/game/random_game.h"
#include "parley/solve/detail/games_for_test.h"
#include "parley/solve/detail/scratch.h"
#include "parley/solve/logit/logit_path.h"

namespace parley::solve::stage {
namespace {

struct Shape {
  std::size_t actors;
  std::size_t moves;
  std::size_t successors;
};

/// One node that may return to itself and may end beside it: the first of a random game of two, whose second node has
/// the values given.
struct OneNode {
  explicit OneNode(const Shape& shape, std::uint64_t seed)
      : game(game::random_game(
            {.seed = seed, .nodes = 2, .actors = shape.actors, .moves = shape.moves, .successors = shape.successors})),
        precision(shape.actors, kLimit) {}

  [[nodiscard]] Draft draft() const {
    Draft draft{game::uniform_profile(game), game::Values(game.nodes(), game.actors())};
    for (const game::ActorId actor : game.all_actors()) draft.values(game::NodeId(1), actor) = 3.0 + actor.value();
    return draft;
  }
  [[nodiscard]] Component component() const { return {game, 0, nodes, true, precision}; }

  game::Game game;
  std::vector<double> precision;
  std::vector<game::NodeId> nodes{game::NodeId(0)};
};

TEST(StagePath, ComesToTheSameEquilibriumAsTheGeneralPath) {
  for (const Shape& shape :
       {Shape{2, 2, 2}, Shape{2, 3, 2}, Shape{2, 5, 2}, Shape{3, 2, 2}, Shape{3, 3, 2}, Shape{4, 2, 2}})
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const OneNode one(shape, seed);
      ASSERT_TRUE(takes(one.component()));
      Scratch scratch;
      Draft quick = one.draft();
      Draft general = one.draft();
      const Outcome outcome = solve(one.component(), {}, {}, scratch, quick);
      ASSERT_EQ(outcome.status, Status::kConverged);
      ASSERT_EQ(logit::solve(one.component(), {}, {}, general).status, Status::kConverged);
      for (const game::SeatId seat : one.game.seats_of(game::NodeId(0)))
        for (const game::MoveId move : one.game.moves_of(seat))
          EXPECT_NEAR(quick.profile[move], general.profile[move], 1e-9)
              << shape.actors << " actors, " << shape.moves << " moves, seed " << seed;
      for (const game::ActorId actor : one.game.all_actors())
        EXPECT_NEAR(quick.values(game::NodeId(0), actor), general.values(game::NodeId(0), actor), 1e-9);
    }
}

TEST(StagePath, LeavesLargeNodesAndFinitePrecisionToTheGeneralPath) {
  OneNode large({2, 9, 2}, 0);
  EXPECT_FALSE(takes(large.component()));
  OneNode small({2, 2, 2}, 0);
  small.precision[1] = 5;
  EXPECT_FALSE(takes(small.component()));
}

TEST(StagePath, GetsAroundAFoldThatIsSharpAtTheEndOfThePath) {
  // Nodes of a random grid of a million whose indifference nearly has a solution: the path runs into a fold at a
  // precision of 2e4 and 5e4 in units of the node, and from there to a pure equilibrium.
  struct SharpNode {
    double payoff[4][2];
    double stay[4];
    std::size_t move;  ///< of actor 0 in the end
  };
  constexpr SharpNode kNodes[] = {{{{8.2690178464344655, 9.477675737452941},
                                    {8.2124614438913177, 8.8606247137719099},
                                    {4.8024246210940991, 5.8095319435506596},
                                    {12.293888172548975, 12.66909565493359}},
                                   {0.3310816801565285, 0.38667100307976227, 0.62473851614001297, 0.040859832757988282},
                                   0},
                                  {{{10.578789883053201, 10.339966013025821},
                                    {7.8048072214970787, 7.2013363100017767},
                                    {12.260457164220458, 12.021276621076876},
                                    {12.065027802189, 11.829482166938019}},
                                   {0.25852593467654045, 0.49950906618242558, 0.15229635923517357, 0.16138152297341105},
                                   1}};
  for (const SharpNode& sharp : kNodes) {
    testing::PlainNode node{{2, 2}, {}, {}};
    for (std::size_t j = 0; j < 4; ++j) {
      node.payoff.push_back({sharp.payoff[j][0], sharp.payoff[j][1]});
      node.edges.push_back({{0, sharp.stay[j]}, {1, 1 - sharp.stay[j]}});
    }
    const game::Game game = testing::plain_game({0.95, 0.95}, {node, {{1, 1}, {{0, 0}}, {{}}}});
    const Solution solution = testing::must_solve(game);
    testing::expect_equilibrium(game, solution, 1e-11);
    EXPECT_NEAR(testing::chance(game, solution, 0, 0, sharp.move), 1, 1e-9);
  }
}

}  // namespace
}  // namespace parley::solve::stage
