// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/lone_mover.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/games_for_test.h"
#include "parley/solve/beliefs/ladder.h"

namespace parley::solve::beliefs {
namespace {

/// Actor 0 has three moves, the last of them closed to its second type, and actor 1 one; then play ends.
game::Game threat() {
  game::GameBuilder builder({0.9, 0.8}, {game::ActorId(0), game::ActorId(1)});
  builder.set_types(game::ActorId(0), std::vector{0.3, 0.7});
  builder.set_types(game::ActorId(1), std::vector{0.4, 0.6});
  builder.add_node(0, true);
  builder.close(builder.add_seat(game::ActorId(0), 3), 2, 1);
  builder.add_seat(game::ActorId(1), 1);
  for (std::uint32_t m = 0; m < 3; ++m)
    builder.add_joint(std::vector{0.1 * m, -0.1 * m, 0.2, 0.3 * m}, std::vector{game::NodeId(1), game::NodeId(2)},
                      std::vector{0.3 * m, 1 - 0.3 * m});
  for (std::uint32_t end = 0; end < 2; ++end) {
    builder.add_node(0, true);
    builder.add_joint(std::vector<double>(4, 0.0), {}, {});
  }
  builder.add_start(game::NodeId(0), 1);
  return std::move(builder).build().value();
}

/// A node's stage game at every belief, with random continuation values, solved in the general form and along lines.
void expect_same(const game::Game& game, double precision) {
  const Grid grid(game, default_axes(game, 9));
  const std::vector<double> precisions(game.actors(), precision);
  const StageLayout layout(game, game::NodeId(0), precisions);
  ASSERT_TRUE(LoneMover::fits(layout));
  Draws draws(99);
  std::vector<double> table(game.nodes() * grid.points() * game.types());
  for (double& value : table) value = draws.next();
  LoneMover mover;
  mover.set_node(layout, {&grid, table.data()});
  Stage stage;
  Ladder ladder(1);
  std::vector<double> expected(game.types());
  std::vector<double> value(game.types());
  std::vector<float> x(layout.unknowns.size());
  for (std::size_t point = 0; point < grid.points(); ++point) {
    stage.set(layout, {&grid, table.data()}, point);
    ASSERT_NE(ladder.solve(stage, {}).rung, BeliefRung::kUnsolved);
    stage.values(expected);
    const std::size_t k = grid.coordinate(point, 0);
    mover.set_lines(std::vector{point - k * grid.stride(0)});
    LonePoint lone{
        .coordinate = static_cast<std::uint32_t>(k), .start = x.data(), .unknowns = x.data(), .value = value.data()};
    Climb climb;
    mover.follow_path(lone, 1, false, climb);
    for (const bool again : {false, true}) {
      ASSERT_TRUE(lone.solved);
      for (std::size_t t = 0; t < value.size(); ++t) EXPECT_NEAR(value[t], expected[t], 1e-9);
      for (std::size_t u = 0; u < x.size(); ++u) EXPECT_NEAR(x[u], ladder.x()[u], 1e-5);
      if (again) break;
      lone.solved = false;
      lone.start = x.data();
      std::fill(value.begin(), value.end(), 0.0);
      mover.solve({&lone, 1});
    }
  }
}

TEST(LoneMover, SolvesTheGeneralStageGame) { expect_same(staircase({.seed = 1}), 10); }

TEST(LoneMover, KnowsMovesThatAreClosedToOneType) { expect_same(threat(), 5); }

TEST(LoneMover, SolvesEachPointAlikeWhateverIsUnderWayBesideIt) {
  const game::Game game = staircase({.seed = 4});
  const Grid grid(game, default_axes(game, 9));
  const std::vector<double> precisions(game.actors(), 5);
  const StageLayout layout(game, game::NodeId(0), precisions);
  Draws draws(7);
  std::vector<double> table(game.nodes() * grid.points() * game.types());
  for (double& value : table) value = draws.next();
  LoneMover mover;
  mover.set_node(layout, {&grid, table.data()});
  mover.set_lines(std::vector<std::size_t>{0, 4});
  const std::size_t unknowns = layout.unknowns.size();
  const std::vector<float> start(unknowns, 0.1F);
  const auto solve = [&](std::size_t at_once) {
    std::vector<float> x(18 * unknowns);
    std::vector<double> value(18 * game.types());
    std::vector<LonePoint> points;
    for (std::uint32_t k = 0; k < 18; ++k)
      points.push_back({.line = k / 9,
                        .coordinate = k % 9,
                        .start = start.data(),
                        .unknowns = x.data() + k * unknowns,
                        .value = value.data() + k * game.types()});
    for (std::size_t k = 0; k < points.size(); k += at_once) mover.solve(std::span(points).subspan(k, at_once));
    EXPECT_GE(std::count_if(points.begin(), points.end(), [](const LonePoint& point) { return point.solved; }), 12);
    return value;
  };
  const std::vector<double> alone = solve(1);
  EXPECT_EQ(solve(3), alone);
  EXPECT_EQ(solve(18), alone);
}

TEST(LoneMover, LeavesOtherNodesToTheGeneralForm) {
  const std::vector<double> precision = {1, 1};
  for (const Staircase& other : {Staircase{.together = true}, Staircase{.hidden = true, .merge = true},
                                 Staircase{.types = 3, .prior = {0.2, 0.3, 0.5}}}) {
    const game::Game game = staircase(other);
    EXPECT_FALSE(LoneMover::fits(StageLayout(game, game::NodeId(0), precision)));
  }
}

}  // namespace
}  // namespace parley::solve::beliefs
