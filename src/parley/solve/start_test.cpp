// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/game/random_game.h"
#include "parley/solve/detail/games_for_test.h"

// Solving from the strategies of a nearby game.
namespace parley::solve {
namespace {

using namespace testing;

/// A random game; `shift` moves every payoff by up to that much.
game::Game shifted(std::uint64_t seed, std::size_t nodes, std::size_t moves, double shift) {
  std::vector<PlainNode> all = random_nodes(seed, nodes, 2, moves);
  double k = 0;
  for (PlainNode& node : all)
    for (std::vector<double>& payoff : node.payoff)
      for (double& one : payoff) one += shift * std::sin(++k);
  return plain_game({0.95, 0.9}, all);
}

std::size_t kept(const Solution& solution) {
  return static_cast<std::size_t>(std::count_if(solution.paths.begin(), solution.paths.end(),
                                                [](const PathReport& path) { return path.rung == Rung::kKept; }));
}

double distance(const Solution& a, const Solution& b) {
  double largest = 0;
  for (std::size_t m = 0; m < a.profile.probability.size(); ++m)
    largest = std::max(largest, std::abs(a.profile.probability[m] - b.profile.probability[m]));
  return largest;
}

TEST(Start, KeepsTheEquilibriumThatItIsGiven) {
  for (const auto& [nodes, moves] : {std::pair<std::size_t, std::size_t>{1, 2}, {1, 3}, {6, 3}, {20, 2}}) {
    const game::Game game = shifted(1, nodes, moves, 0);
    const Solution cold = must_solve(game);
    const Solution warm = must_solve(game, {.start = &cold.profile});
    expect_equilibrium(game, warm, 1e-12);
    EXPECT_EQ(kept(warm), warm.paths.size());
    EXPECT_EQ(warm.path_steps, 0u);
    EXPECT_LT(distance(cold, warm), 1e-9);
  }
}

TEST(Start, FollowsTheEquilibriumOfANearbyGame) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Solution neighbour = must_solve(shifted(seed, 12, 3, 0));
    const game::Game game = shifted(seed, 12, 3, 1e-5);
    const Solution warm = must_solve(game, {.start = &neighbour.profile});
    expect_equilibrium(game, warm, 1e-12);
    EXPECT_EQ(kept(warm), 1u) << seed;
    EXPECT_LT(distance(neighbour, warm), 0.05);
  }
}

TEST(Start, SolvesAsUsualWhereItLeadsNowhere) {
  const game::Game game = shifted(3, 12, 3, 0);
  const game::Profile uniform = game::uniform_profile(game);
  const Solution warm = must_solve(game, {.start = &uniform});
  expect_equilibrium(game, warm, 1e-12);
}

TEST(Start, HoldsAtFinitePrecisionToo) {
  const game::Game game = shifted(4, 8, 3, 0);
  for (const std::vector<double>& precision : {std::vector<double>{5, 5}, {5, kLimit}}) {
    const Solution cold = must_solve(game, {.precision = precision, .most_branches = 0});
    const Solution warm = must_solve(game, {.precision = precision, .most_branches = 0, .start = &cold.profile});
    EXPECT_EQ(kept(warm), 1u);
    EXPECT_LT(distance(cold, warm), 1e-9);
  }
}

TEST(Start, HoldsForALargeComponentToo) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const game::Game game = game::random_game({.seed = seed, .nodes = 300, .moves = 2, .successors = 8});
    const Solution cold = must_solve(game);
    const Solution warm = must_solve(game, {.start = &cold.profile});
    expect_equilibrium(game, warm, 1e-12);
    EXPECT_EQ(kept(warm), 1u);
    EXPECT_LT(distance(cold, warm), 1e-9);
  }
}

TEST(Start, RefusesStrategiesOfAnotherGame) {
  const game::Game game = shifted(1, 2, 2, 0);
  const game::Profile other = game::uniform_profile(shifted(1, 3, 2, 0));
  const game::Profile own = game::uniform_profile(game);
  for (const SolveOptions& options : {SolveOptions{.start = &other}, SolveOptions{.start = &own, .verify = true}}) {
    const auto result = solve(game, options, {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().all().front().code, "E0601");
  }
}

}  // namespace
}  // namespace parley::solve
