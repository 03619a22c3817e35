// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/stage/stage_method.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "parley/game/components.h"
#include "parley/game/random_game.h"
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
    Draft draft{game::uniform_profile(game), game::Values(game.nodes(), game.actors()), {}};
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
      Draft quick = one.draft();
      Draft general = one.draft();
      const Outcome outcome = solve(one.component(), {}, {}, quick);
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

}  // namespace
}  // namespace parley::solve::stage
