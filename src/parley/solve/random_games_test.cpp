// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

void expect_all_solved(std::size_t nodes, std::size_t actors, std::size_t moves, std::uint64_t draws) {
  for (std::uint64_t seed = 0; seed < draws; ++seed) {
    const auto game = plain_game(std::vector<double>(actors, 0.95), random_nodes(seed, nodes, actors, moves));
    const Solution solution = must_solve(game);
    SCOPED_TRACE(seed);
    expect_equilibrium(game, solution, 1e-10);
    EXPECT_EQ(solution.paths.size(), 1u);
    EXPECT_EQ(solution.largest_component, nodes);
  }
}

TEST(RandomGames, OfFiveNodesAreAllSolved) { expect_all_solved(5, 2, 3, 40); }
TEST(RandomGames, OfTwentyNodesAreAllSolved) { expect_all_solved(20, 2, 3, 10); }
TEST(RandomGames, OfThreeActorsAreAllSolved) { expect_all_solved(5, 3, 2, 40); }

}  // namespace
}  // namespace parley::solve
