// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/enumerate.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <limits>

#include "parley/solve/detail/games_for_test.h"
#include "parley/solve/solve.h"

namespace parley::solve {
namespace {

using namespace testing;
using Matrix = std::vector<std::vector<double>>;

struct Listed {
  Enumeration enumeration;
  std::vector<std::vector<double>> probability;
  std::vector<game::Values> values;
  std::vector<std::size_t> mixing_nodes;
};

/// Everything visited, each judged by separate arithmetic.
Listed list(const game::Game& game, const EnumerateOptions& options = {}) {
  Listed listed;
  const auto result = enumerate(game, options, {}, [&](const FoundEquilibrium& found) {
    EXPECT_EQ(found.number, listed.probability.size());
    Solution solution;
    solution.profile = found.profile;
    solution.values = found.values;
    const Verdict verdict = judge(game, solution);
    EXPECT_LE(verdict.gain, 1e-8);
    EXPECT_LE(verdict.value_error, 1e-9);
    EXPECT_LE(verdict.probability_error, 1e-12);
    listed.probability.push_back(found.profile.probability);
    listed.values.push_back(found.values);
    listed.mixing_nodes.push_back(found.mixing_nodes);
    return true;
  });
  EXPECT_TRUE(result);
  if (result) listed.enumeration = *result;
  EXPECT_EQ(listed.enumeration.found, listed.probability.size());
  for (std::size_t a = 0; a < listed.probability.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) EXPECT_NE(listed.probability[a], listed.probability[b]) << a << ' ' << b;
  return listed;
}

game::Game bimatrix(const Matrix& row, const Matrix& column) {
  return matrix_game({row.size(), row.front().size()}, [&](std::span<const std::size_t> at) {
    return std::vector<double>{row[at[0]][at[1]], column[at[0]][at[1]]};
  });
}

void expect_all(const Listed& listed, std::size_t count) {
  EXPECT_EQ(listed.enumeration.found, count);
  EXPECT_EQ(listed.enumeration.completeness, Completeness::kComplete) << listed.enumeration.doubt;
  EXPECT_FALSE(listed.enumeration.doubtful_node);
}

void expect_doubt(const Listed& listed, std::size_t found, std::size_t node = 0) {
  EXPECT_EQ(listed.enumeration.found, found);
  EXPECT_EQ(listed.enumeration.completeness, Completeness::kUnknown);
  ASSERT_TRUE(listed.enumeration.doubtful_node);
  EXPECT_EQ(listed.enumeration.doubtful_node->value(), node);
  EXPECT_FALSE(listed.enumeration.doubt.empty());
}

TEST(Enumerate, CoordinationHasTwoPureEquilibriaAndOneMixed) {
  const Listed listed = list(bimatrix({{2, 0}, {0, 1}}, {{1, 0}, {0, 3}}));
  expect_all(listed, 3);
  const Matrix expected{{1, 0, 1, 0}, {0, 1, 0, 1}, {0.75, 0.25, 1.0 / 3, 2.0 / 3}};
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t m = 0; m < 4; ++m) EXPECT_NEAR(listed.probability[k][m], expected[k][m], 1e-14);
  EXPECT_EQ(listed.mixing_nodes, (std::vector<std::size_t>{0, 0, 1}));
}

TEST(Enumerate, MatchingPenniesHasOneEquilibrium) {
  const Listed listed = list(bimatrix({{1, 0}, {0, 1}}, {{0, 1}, {1, 0}}));
  expect_all(listed, 1);
  for (const double chance : listed.probability[0]) EXPECT_NEAR(chance, 0.5, 1e-15);
}

TEST(Enumerate, FourByFourCoordinationHasFifteenEquilibria) {
  // Any non-empty set of moves, played evenly by both.
  const Matrix same{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
  expect_all(list(bimatrix(same, same)), 15);
}

// The row player's payoffs, and the column player's, of a 6 x 6 game on dual cyclic polytopes [SavaniVonStengel2006].
// It has one equilibrium as it stands. With the row player's moves renumbered in that player's payoffs alone, the same
// two polytopes make a game with 75, the number of the construction of [VonStengel1999].
const Matrix kRow{{-180, 72, -333, 297, -153, 270}, {-30, 17, -33, 42, -3, 20}, {-81, 36, -126, 126, -36, 90},
                  {90, -36, 126, -126, 36, -81},    {20, -3, 42, -33, 17, -30}, {270, -153, 297, -333, 72, -180}};
const Matrix kColumn{{72, 36, 17, -3, -36, -153},     {-180, -81, -30, 20, 90, 270}, {297, 126, 42, -33, -126, -333},
                     {-333, -126, -33, 42, 126, 297}, {270, 90, 20, -30, -81, -180}, {-153, -36, -3, 17, 36, 72}};

TEST(Enumerate, SixBySixGameOfLongPathsHasOneEquilibrium) { expect_all(list(bimatrix(kRow, kColumn)), 1); }

TEST(Enumerate, SixBySixGameOnDualCyclicPolytopesHasSeventyFiveEquilibria) {
  constexpr std::array<std::size_t, 6> kRenumbered{1, 3, 0, 5, 2, 4};
  Matrix row(6, std::vector<double>(6));
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) row[kRenumbered[i]][j] = kRow[i][j];
  expect_all(list(bimatrix(row, kColumn)), 75);
}

TEST(Enumerate, ChainedCoordinationGivesEveryCombinationWithTheStartFastest) {
  // Node 0 leads to node 1 whatever is played; both are coordination.
  const Matrix payoff{{2, 2}, {0, 0}, {0, 0}, {1, 1}};
  const std::vector<Edge> on{{1, 1}};
  const Listed listed =
      list(plain_game({0.9, 0.9}, {{{2, 2}, payoff, {on, on, on, on}}, {{2, 2}, payoff, {{}, {}, {}, {}}}}));
  expect_all(listed, 9);
  const std::array<double, 3> first_chance{1, 0, 1.0 / 3};
  for (std::size_t k = 0; k < 9; ++k) {
    EXPECT_NEAR(listed.probability[k][0], first_chance[k % 3], 1e-14);
    EXPECT_NEAR(listed.probability[k][4], first_chance[k / 3], 1e-14);
    EXPECT_EQ(listed.mixing_nodes[k], (k % 3 == 2 ? 1u : 0u) + (k / 3 == 2 ? 1u : 0u));
  }
  // Node 0 is solved for each of the three continuations, node 1 once.
  EXPECT_EQ(listed.enumeration.stage_games, 4u);
  EXPECT_EQ(listed.enumeration.most_stage_equilibria, 3u);
}

TEST(Enumerate, StopsAtTheMostAndSaysSoOnlyIfThereAreMore) {
  const game::Game game = bimatrix({{2, 0}, {0, 1}}, {{1, 0}, {0, 3}});
  const Listed two = list(game, {.most = 2});
  EXPECT_EQ(two.enumeration.found, 2u);
  EXPECT_EQ(two.enumeration.completeness, Completeness::kTruncated);
  expect_all(list(game, {.most = 3}), 3);
}

TEST(Enumerate, AChainOfManyNodesIsWalkedWithoutBuildingTheList) {
  // 3^40 equilibria.
  std::vector<PlainNode> nodes;
  for (std::size_t n = 0; n < 40; ++n) {
    const std::vector<Edge> on = n + 1 < 40 ? std::vector<Edge>{{n + 1, 1}} : std::vector<Edge>{};
    nodes.push_back({{2, 2}, {{2, 2}, {0, 0}, {0, 0}, {1, 1}}, {on, on, on, on}});
  }
  const auto result =
      enumerate(plain_game({0.9, 0.9}, nodes), {.most = 100000}, {}, [](const FoundEquilibrium&) { return true; });
  ASSERT_TRUE(result);
  EXPECT_EQ(result->found, 100000u);
  EXPECT_EQ(result->completeness, Completeness::kTruncated);
}

TEST(Enumerate, ThreeActorsAreSearchedAndNeverCalledComplete) {
  // contrib/games/2x2x2.nfg of Gambit [McKelveyMcLennan1997], nine equilibria.
  const Matrix payoff{{9, 8, 12}, {0, 0, 0}, {0, 0, 0}, {3, 4, 6}, {0, 0, 0}, {3, 4, 6}, {9, 8, 2}, {0, 0, 0}};
  const Listed listed = list(
      matrix_game({2, 2, 2}, [&](std::span<const std::size_t> at) { return payoff[4 * at[0] + 2 * at[1] + at[2]]; }));
  expect_doubt(listed, 9);
}

TEST(Enumerate, ThreeActorsWhomDominanceLeavesOneProfileAreComplete) {
  const auto dilemma = [](std::span<const std::size_t> at) {
    const double kept = static_cast<double>(3 - at[0] - at[1] - at[2]);
    return std::vector<double>{kept + 2.0 * static_cast<double>(at[0]), kept + 2.0 * static_cast<double>(at[1]),
                               kept + 2.0 * static_cast<double>(at[2])};
  };
  const Listed listed = list(matrix_game({2, 2, 2}, dilemma));
  expect_all(listed, 1);
  EXPECT_EQ(listed.probability[0], (std::vector<double>{0, 1, 0, 1, 0, 1}));
}

TEST(Enumerate, TiesOfASingleSeatAreListedAndLeaveADoubt) {
  const Listed tied = list(plain_game({1, 1}, {{{3, 0}, {{0.1 + 0.2, 5}, {0, 0}, {0.3, 1}}, {{}, {}, {}}}}));
  expect_doubt(tied, 2);
  expect_all(list(plain_game({1, 1}, {{{3, 0}, {{0.31, 5}, {0, 0}, {0.3, 1}}, {{}, {}, {}}}})), 1);
}

TEST(Enumerate, DegenerateGamesHaveTheirExtremeEquilibriaAndADoubt) {
  // A weakly dominated move: against the first column both rows are as good.
  const Listed weak = list(bimatrix({{1, 0}, {1, 1}}, {{1, 0}, {0, 1}}));
  EXPECT_EQ(weak.enumeration.completeness, Completeness::kUnknown);
  EXPECT_GE(weak.enumeration.found, 2u);
  // All payoffs equal: every pair of strategies is an equilibrium, its four corners are extreme.
  expect_doubt(list(bimatrix({{1, 1}, {1, 1}}, {{2, 2}, {2, 2}})), 4);
}

TEST(Enumerate, DegenerateGamesOfGambitHaveAsManyExtremeEquilibriaAsItFinds) {
  // contrib/games/winkels.nfg and perfect1.nfg; counts by gambit-enummixed 16.
  expect_doubt(list(bimatrix({{1, 3}, {1, 3}, {3, 1}, {3, 1}, {2.5, 2.5}, {2.5, 2.5}},
                             {{1, 2}, {0, -1}, {-2, 2}, {4, -1}, {-1, 6}, {6, -1}})),
               12);
  expect_doubt(list(bimatrix({{3, 0, 0}, {1.5, 2, 1.5}, {0, 0, 3}}, {{1, 0, 1}, {1, 2, 1}, {1, 0, 1}})), 9);
}

TEST(Enumerate, OneSeatThatMayStayTakesTheBestOfItsRepeatedMoves) {
  // Move 0 earns 1 for ever: 10. Move 1 earns 2 and stays with chance .8: 2 / (1 - .72). Move 2 ends with 9.
  const Listed listed =
      list(plain_game({0.9, 0.9}, {{{3, 0}, {{1, 0}, {2, 1}, {9, 0}}, {{{0, 1}}, {{0, 0.8}, {1, 0.2}}, {{1, 1}}}},
                                   {{1, 0}, {{0, 0}}, {{}}}}));
  expect_all(listed, 1);
  EXPECT_EQ(listed.probability[0][0], 1);
  EXPECT_NEAR(listed.values[0](game::NodeId(0), game::ActorId(0)), 10, 1e-12);
}

TEST(Enumerate, RefusesCyclesFinitePrecisionAndAnEmptyList) {
  const auto refuse = [](const game::Game& game, const EnumerateOptions& options) {
    const auto result = enumerate(game, options, {}, [](const FoundEquilibrium&) { return true; });
    EXPECT_FALSE(result);
    return result ? base::Diagnostic() : result.error().all().front();
  };
  const game::Game cycle = plain_game({0.9, 0.9}, random_nodes(1, 3, 2, 2));
  const base::Diagnostic around = refuse(cycle, {});
  EXPECT_EQ(around.code, "E0604");
  EXPECT_NE(around.message.find("from node 0 to node 1 and back"), std::string::npos) << around.message;
  const game::Game pennies = bimatrix({{1, 0}, {0, 1}}, {{0, 1}, {1, 0}});
  EXPECT_EQ(refuse(pennies, {.precision = {kLimit, 2}}).code, "E0603");
  EXPECT_EQ(refuse(pennies, {.most = 0}).code, "E0601");
  const game::Game stays = plain_game({1, 1}, {{{1, 0}, {{1, 0}}, {{{0, 1}}}}});
  EXPECT_EQ(refuse(stays, {}).code, "E0508");
}

TEST(Enumerate, StopsWhenInterruptedOrOutOfTimeOrTold) {
  const game::Game game = bimatrix({{2, 0}, {0, 1}}, {{1, 0}, {0, 3}});
  const std::atomic<bool> interrupted = true;
  base::RunContext context;
  context.interrupted = &interrupted;
  const auto go_on = [](const FoundEquilibrium&) { return true; };
  EXPECT_EQ(enumerate(game, {}, context, go_on)->completeness, Completeness::kInterrupted);
  base::RunContext late;
  late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(enumerate(game, {}, late, go_on)->completeness, Completeness::kOutOfTime);
  const auto told = enumerate(game, {}, {}, [](const FoundEquilibrium&) { return false; });
  EXPECT_EQ(told->completeness, Completeness::kTruncated);
  EXPECT_EQ(told->found, 0u);
}

}  // namespace
}  // namespace parley::solve
