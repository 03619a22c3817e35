// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

using Matrix = std::vector<std::vector<double>>;

game::Game bimatrix(const Matrix& row, const Matrix& column) {
  return matrix_game({row.size(), row[0].size()}, [&](std::span<const std::size_t> at) {
    return std::vector<double>{row[at[0]][at[1]], column[at[0]][at[1]]};
  });
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

struct Qre {
  double precision, p, q;
};

/// The principal branch of 2x2 logit equilibria [McKelveyPalfrey1995]; figures from an independent continuation.
void expect_branch(const Matrix& row, const Matrix& column, const std::vector<Qre>& expected) {
  const game::Game game = bimatrix(row, column);
  for (const Qre& qre : expected) {
    const Solution solution = must_solve(game, {.precision = {qre.precision, qre.precision}});
    ASSERT_EQ(solution.status, Status::kConverged) << solution.message;
    EXPECT_NEAR(chance(game, solution, 0, 0, 0), qre.p, 1e-10);
    EXPECT_NEAR(chance(game, solution, 0, 1, 0), qre.q, 1e-10);
  }
}

TEST(FinitePrecision, AsymmetricMatchingPennies) {
  expect_branch({{9, 0}, {0, 1}}, {{0, 1}, {1, 0}},
                {{0.5, 0.8306705913418174, 0.41807746690621367},
                 {1, 0.8935763305539739, 0.3127803750295332},
                 {3, 0.7953836902509664, 0.14525626872796482}});
  expect_branch({{4, 0}, {0, 1}}, {{0, 1}, {1, 0}},
                {{0.5, 0.6574194665433853, 0.4607262031851881},
                 {1, 0.7219371538838474, 0.39081818746285096},
                 {3, 0.6822623280190321, 0.2509458745077108}});
}

TEST(FinitePrecision, SymmetricChickenStaysOnItsSymmetricBranchBeyondThePitchfork) {
  expect_branch({{0, 7}, {2, 6}}, {{0, 2}, {7, 6}},
                {{0.2, 0.4782727750232856, 0.4782727750232856},
                 {0.5, 0.45463642703181445, 0.45463642703181445},
                 {1, 0.42884924671700037, 0.42884924671700037},
                 {2, 0.4005376008676807, 0.4005376008676807}});
}

TEST(FinitePrecision, DiffersByActor) {
  const game::Game game = bimatrix({{9, 0}, {0, 1}}, {{0, 1}, {1, 0}});
  const Solution solution = must_solve(game, {.precision = {0.7, 2.5}});
  ASSERT_EQ(solution.status, Status::kConverged);
  const double p = chance(game, solution, 0, 0, 0);
  const double q = chance(game, solution, 0, 1, 0);
  EXPECT_NEAR(p, logistic(0.7 * (10 * q - 1)), 1e-10);
  EXPECT_NEAR(q, logistic(2.5 * (1 - 2 * p)), 1e-10);
}

TEST(FinitePrecision, ForOneActorAndTheLimitForTheOther) {
  // The column actor in the limit makes the row actor play what leaves it indifferent: 1/2, or plays a best reply.
  const game::Game pennies = bimatrix({{9, 0}, {0, 1}}, {{0, 1}, {1, 0}});
  const Solution mixed = must_solve(pennies, {.precision = {1, kLimit}});
  ASSERT_EQ(mixed.status, Status::kConverged) << mixed.message;
  EXPECT_NEAR(chance(pennies, mixed, 0, 0, 0), 0.5, 1e-10);
  EXPECT_NEAR(chance(pennies, mixed, 0, 1, 0), 0.1, 1e-10);
  const game::Game dominant = bimatrix({{3, 1}, {2, 0}}, {{1, 0}, {1, 0}});
  const Solution pure = must_solve(dominant, {.precision = {1, kLimit}});
  ASSERT_EQ(pure.status, Status::kConverged) << pure.message;
  EXPECT_EQ(chance(dominant, pure, 0, 1, 0), 1);
  EXPECT_NEAR(chance(dominant, pure, 0, 0, 0), logistic(1), 1e-12);
}

TEST(FinitePrecision, OfAStochasticGameSolvesTheLogitEquations) {
  const auto nodes = random_nodes(5, 6, 2, 3);
  const game::Game game = plain_game({0.95, 0.9}, nodes);
  for (const double precision : {0.3, 3.0, 30.0}) {
    const Solution solution = must_solve(game, {.precision = {precision, precision}});
    ASSERT_EQ(solution.status, Status::kConverged) << solution.message;
    EXPECT_LE(judge(game, solution).value_error, 1e-10);
    // One deviation from a logit choice gains at most log(moves) / precision.
    EXPECT_LE(judge(game, solution).gain, std::log(3) / precision);
  }
}

/// The centipede game of [McKelveyPalfrey1992], by backward recursion of its agent logit equilibrium
/// [McKelveyPalfrey1998].
TEST(FinitePrecision, CentipedeAgreesWithItsRecursion) {
  const std::vector<std::vector<double>> piles{{0.4, 0.1}, {0.2, 0.8}, {1.6, 0.4}, {0.8, 3.2}, {6.4, 1.6}};
  std::vector<PlainNode> nodes;
  for (std::size_t k = 0; k < 4; ++k) {
    const bool last = k == 3;
    PlainNode node{k % 2 == 0 ? std::vector<std::size_t>{2, 0} : std::vector<std::size_t>{0, 2},
                   {piles[k], last ? piles[4] : std::vector<double>{0, 0}},
                   {{}, last ? std::vector<Edge>{} : std::vector<Edge>{{k + 1, 1}}}};
    nodes.push_back(node);
  }
  const game::Game game = plain_game({1, 1}, nodes);
  for (const double precision : {0.5, 1.0, 3.0, 10.0, 2.2}) {
    const Solution solution = must_solve(game, {.precision = {precision, precision}});
    ASSERT_EQ(solution.status, Status::kConverged);
    std::vector<double> worth = piles[4];
    for (std::size_t k = 4; k-- > 0;) {
      const double take = logistic(precision * (piles[k][k % 2] - worth[k % 2]));
      for (std::size_t i = 0; i < 2; ++i) worth[i] = take * piles[k][i] + (1 - take) * worth[i];
      EXPECT_NEAR(chance(game, solution, k, k % 2, 0), take, 1e-12);
    }
    EXPECT_NEAR(value(solution, 0, 0), worth[0], 1e-12);
  }
  const Solution limit = must_solve(game);
  for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(chance(game, limit, k, k % 2, 0), 1);
  const Solution noisy = must_solve(game, {.precision = {1, 1}});
  EXPECT_NEAR(chance(game, noisy, 0, 0, 0), 0.29625657492731744, 1e-12);
}

}  // namespace
}  // namespace parley::solve
