// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/trace.h"

#include <gtest/gtest.h>

#include <cmath>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

LogitCurve must_trace(const game::Game& game, const CurveOptions& options = {}) {
  auto curve = trace_logit(game, options, {});
  if (!curve) throw std::runtime_error(curve.error().all().front().message);
  return std::move(*curve);
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Row's and column's payoffs of a 2x2 game, and the share of first moves on a curve's point.
game::Game two_by_two(const std::vector<std::vector<double>>& payoff) {
  std::size_t next = 0;
  return matrix_game({2, 2}, [&](std::span<const std::size_t>) { return payoff[next++]; });
}
double first_move(const CurvePoint& point, std::size_t seat) { return point.profile.probability[2 * seat]; }

TEST(LogitCurve, EveryPointSolvesTheLogitEquations) {
  // Asymmetric matching pennies: row gets 9 or 1, column 1.
  const game::Game game = two_by_two({{9, 0}, {0, 1}, {0, 1}, {1, 0}});
  const LogitCurve curve = must_trace(game, {.precision = 3});
  ASSERT_TRUE(curve.reached);
  EXPECT_EQ(curve.turning_points, 0u);
  EXPECT_EQ(curve.points.front().precision, 0);
  EXPECT_NEAR(curve.points.back().precision, 3, 1e-12);
  for (const CurvePoint& point : curve.points) {
    const double p = first_move(point, 0);
    const double q = first_move(point, 1);
    EXPECT_NEAR(p, logistic(point.precision * (10 * q - 1)), 1e-9) << point.precision;
    EXPECT_NEAR(q, logistic(point.precision * (1 - 2 * p)), 1e-9) << point.precision;
    EXPECT_NEAR(point.start_value[0], 9 * p * q + (1 - p) * (1 - q), 1e-9);
  }
  // [McKelveyPalfrey1995], by an independent continuation.
  EXPECT_NEAR(first_move(curve.points.back(), 0), 0.7953836902509664, 1e-9);
}

TEST(LogitCurve, ShowsWhereItTurnsBack) {
  // A game of two good outcomes in which the branch first leans to one that loses later: its curve has two folds.
  bool found = false;
  for (std::uint64_t seed = 0; seed < 40 && !found; ++seed) {
    const game::Game game = plain_game({0.95, 0.95}, random_nodes(seed, 5, 2, 3));
    const LogitCurve curve = must_trace(game);
    ASSERT_TRUE(curve.reached) << seed;
    const Solution solution = must_solve(game);
    EXPECT_EQ(curve.turning_points, solution.paths.front().folds) << seed;
    found = curve.turning_points > 0;
    if (!found) continue;
    EXPECT_EQ(curve.turning_points % 2, 0u);
    const auto turn = std::find_if(curve.points.begin(), curve.points.end(), [](const auto& p) { return p.turns; });
    EXPECT_LT((turn + 1)->precision, turn->precision);
    // Its end leads to the solution's strategies.
    for (std::size_t m = 0; m < game.moves(); ++m)
      EXPECT_NEAR(curve.points.back().profile.probability[m], solution.profile.probability[m], 1e-2);
  }
  EXPECT_TRUE(found);
}

TEST(LogitCurve, OfAChainOfMovesIsItsAgentLogitEquilibrium) {
  // Two movers in turn: the second takes 1 or leaves 0, the first knows it.
  const game::Game game = plain_game(
      {1, 1}, {PlainNode{{2, 0}, {{0.6, 0}, {0, 0}}, {{}, {{1, 1}}}}, PlainNode{{0, 2}, {{0, 1}, {1, 0}}, {{}, {}}}});
  const LogitCurve curve = must_trace(game, {.precision = 5});
  ASSERT_TRUE(curve.reached);
  for (const CurvePoint& point : curve.points) {
    const double takes = logistic(point.precision);
    EXPECT_NEAR(point.profile.probability[2], takes, 1e-9);
    EXPECT_NEAR(point.profile.probability[0], logistic(point.precision * (0.6 - (1 - takes))), 1e-9);
  }
}

TEST(LogitCurve, CountsABifurcationItPassesStraightOn) {
  const game::Game game = two_by_two({{0, 0}, {7, 2}, {2, 7}, {6, 6}});
  const LogitCurve curve = must_trace(game, {.precision = 5});
  ASSERT_TRUE(curve.reached);
  EXPECT_EQ(curve.crossings, 1u);
  for (const CurvePoint& point : curve.points) EXPECT_NEAR(first_move(point, 0), first_move(point, 1), 1e-9);
}

TEST(LogitCurve, RefusesAPrecisionThatIsNone) {
  const game::Game game = two_by_two({{0, 0}, {7, 2}, {2, 7}, {6, 6}});
  const auto curve = trace_logit(game, {.precision = -1}, {});
  ASSERT_FALSE(curve.has_value());
  EXPECT_EQ(curve.error().all().front().code, "E0601");
}

}  // namespace
}  // namespace parley::solve
