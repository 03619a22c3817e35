// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

/// Row's and column's payoffs, row by row.
game::Game two_by_two(const std::vector<std::vector<double>>& payoff) {
  std::size_t next = 0;
  return matrix_game({2, 2}, [&](std::span<const std::size_t>) { return payoff[next++]; });
}
game::Game chicken() { return two_by_two({{0, 0}, {7, 2}, {2, 7}, {6, 6}}); }

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// The precision at which chicken's symmetric branch is crossed: p = logistic(l (1 - 3 p)) and 3 l p (1 - p) = 1.
double crossing_of_chicken() {
  double low = 0.1;
  double high = 10;
  for (int k = 0; k < 100; ++k) {
    const double l = (low + high) / 2;
    double least = 0;
    double most = 1;
    for (int j = 0; j < 100; ++j) {
      const double p = (least + most) / 2;
      (p < logistic(l * (1 - 3 * p)) ? least : most) = p;
    }
    (3 * l * least * (1 - least) < 1 ? low : high) = l;
  }
  return low;
}

/// Expects an equilibrium in the limit, by separate arithmetic, that is neither the path's nor another of the list.
void expect_other(const game::Game& game, const Solution& solution, const OtherEquilibrium& other) {
  Solution given = solution;
  given.profile = other.profile;
  EXPECT_LE(judge(game, given).gain, 1e-9);
  EXPECT_LE(other.gain, 1e-9);
  const auto& p = other.profile.probability;
  const auto differs = [&](const game::Profile& profile) {
    double largest = 0;
    for (std::size_t m = 0; m < p.size(); ++m) largest = std::max(largest, std::abs(p[m] - profile.probability[m]));
    return largest > 1e-6;
  };
  EXPECT_TRUE(differs(solution.profile));
  for (const OtherEquilibrium& one : solution.others) EXPECT_TRUE(&one == &other || differs(one.profile));
}

TEST(Others, OfASymmetricGameAreTheEndsOfBothBranchesOfItsPitchfork) {
  const game::Game game = chicken();
  const Solution solution = must_solve(game);
  EXPECT_NEAR(chance(game, solution, 0, 0, 0), 1.0 / 3, 1e-12) << "the default stays symmetric";
  EXPECT_EQ(solution.paths.front().crossings, 1u);
  ASSERT_EQ(solution.others.size(), 2u);
  EXPECT_EQ(solution.branches.followed, 2u);
  EXPECT_EQ(solution.branches.lost + solution.branches.left_out, 0u);
  for (const OtherEquilibrium& other : solution.others) {
    expect_other(game, solution, other);
    EXPECT_EQ(other.met, Met::kBranch);
    EXPECT_NEAR(other.precision, crossing_of_chicken(), 1e-3);
    const bool first_yields = other.profile.probability[0] == 0;
    EXPECT_EQ(other.start_value[0], first_yields ? 2 : 7);
    EXPECT_EQ(other.start_value[1], first_yields ? 7 : 2);
  }
  EXPECT_NE(solution.others[0].start_value[0], solution.others[1].start_value[0]);
}

TEST(Others, OfFinitePrecisionAreTheOtherLogitEquilibria) {
  // All three at precision 2, by a scan of the fixed points of the composed responses.
  const game::Game game = chicken();
  const Solution solution = must_solve(game, {.precision = {2, 2}});
  ASSERT_EQ(solution.others.size(), 2u);
  std::vector<double> p;
  for (const OtherEquilibrium& other : solution.others) {
    p.push_back(other.profile.probability[0]);
    EXPECT_LE(other.logit_error, 1e-9);
    EXPECT_NEAR(other.precision, crossing_of_chicken(), 1e-3);
  }
  std::sort(p.begin(), p.end());
  EXPECT_NEAR(p[0], 0.042846175760141825, 1e-10);
  EXPECT_NEAR(p[1], 0.8510579534158087, 1e-10);
  EXPECT_TRUE(must_solve(game, {.precision = {0.5, 0.5}}).others.empty()) << "before the branches part there is one";
}

TEST(Others, OfAWarOfAttritionAreTheTwoInWhichOneSideConcedes) {
  const PlainNode node{{2, 2}, {{0, 0}, {0, 1}, {1, 0}, {-0.1, -0.1}}, {{}, {}, {}, {{0, 1}}}};
  const game::Game game = plain_game({0.95, 0.95}, {node});
  const Solution solution = must_solve(game);
  ASSERT_EQ(solution.others.size(), 2u);
  for (const OtherEquilibrium& other : solution.others) {
    expect_other(game, solution, other);
    EXPECT_NEAR(other.start_value[0] + other.start_value[1], 1, 1e-12);
  }
}

TEST(Others, SolveTheNodesBeforeThemAnew) {
  // The first actor may leave with 4 or go on to chicken, which pays it 14/3 on the path and 2 or 7 beside it.
  const game::Game game = plain_game({1, 1}, {PlainNode{{2, 0}, {{4, 1}, {0, 0}}, {{}, {{1, 1}}}},
                                              PlainNode{{2, 2}, {{0, 0}, {7, 2}, {2, 7}, {6, 6}}, {{}, {}, {}, {}}}});
  const Solution solution = must_solve(game);
  EXPECT_NEAR(value(solution, 0, 0), 14.0 / 3, 1e-10);
  ASSERT_EQ(solution.others.size(), 2u);
  std::vector<double> worth;
  for (const OtherEquilibrium& other : solution.others) {
    expect_other(game, solution, other);
    worth.push_back(other.start_value[0]);
    EXPECT_EQ(other.profile.probability[0], other.start_value[0] == 4 ? 1 : 0);
  }
  std::sort(worth.begin(), worth.end());
  EXPECT_EQ(worth, (std::vector<double>{4, 7}));
}

TEST(Others, DoNotCountALoopOfBranchesThatComesBackToThePath) {
  // Symmetric, with one equilibrium: two asymmetric branches leave the path and join it again at a higher precision.
  const game::Game game = two_by_two({{0.098, 0.098}, {0.771, 0.792}, {0.792, 0.771}, {0.812, 0.812}});
  const Solution solution = must_solve(game);
  EXPECT_EQ(solution.paths.front().crossings, 2u);
  EXPECT_TRUE(solution.others.empty());
  EXPECT_EQ(solution.branches.closed, 4u);
  EXPECT_EQ(solution.branches.followed + solution.branches.lost + solution.branches.left_out, 0u);
}

TEST(Others, AreLeftOutBeyondTheMostAndSaidToBe) {
  const Solution none = must_solve(chicken(), {.most_branches = 0});
  EXPECT_TRUE(none.others.empty());
  EXPECT_EQ(none.branches.left_out, 2u);
  const Solution one = must_solve(chicken(), {.most_branches = 1});
  EXPECT_EQ(one.others.size(), 1u);
  EXPECT_EQ(one.branches.left_out, 1u);
}

TEST(Others, OfAFoldedPathAreItsPassagesOfThePrecisionAskedFor) {
  // Between two folds the path passes a precision three times.
  bool found = false;
  for (std::uint64_t seed = 0; seed < 40 && !found; ++seed) {
    const game::Game game = plain_game({0.95, 0.95}, random_nodes(seed, 5, 2, 3));
    const Solution limit = must_solve(game);
    if (limit.paths.front().folds == 0) continue;
    for (double precision = 1; precision < 1e3 && !found; precision *= 1.02) {
      const Solution solution = must_solve(game, {.precision = {precision, precision}});
      for (const OtherEquilibrium& other : solution.others) {
        EXPECT_EQ(other.met, Met::kPassage);
        EXPECT_LE(other.logit_error, 1e-9);
        EXPECT_EQ(other.precision, precision);
        found = true;
      }
      EXPECT_EQ(solution.others.size() % 2, 0u);
    }
  }
  EXPECT_TRUE(found);
}

TEST(Verification, AgreesWhereShorterStepsComeToTheSameEquilibrium) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const game::Game game = plain_game({0.95, 0.95}, random_nodes(seed, 5, 2, 3));
    const Solution plain = must_solve(game);
    EXPECT_EQ(plain.paths.front().verification, Verification::kNotAsked);
    const Solution verified = must_solve(game, {.verify = true});
    EXPECT_EQ(verified.status, Status::kConverged);
    EXPECT_EQ(verified.paths.front().verification, Verification::kAgrees) << seed;
    EXPECT_EQ(verified.paths.front().steps, plain.paths.front().steps);
    EXPECT_EQ(verified.profile.probability, plain.profile.probability);
  }
}

TEST(Verification, OfASymmetricGameAgreesAndKeepsItsOthers) {
  const Solution solution = must_solve(chicken(), {.verify = true});
  EXPECT_EQ(solution.paths.front().verification, Verification::kAgrees);
  EXPECT_EQ(solution.others.size(), 2u);
}

TEST(Ladder, NamesTheRungThatSolvedEachComponent) {
  const Solution solution = must_solve(chicken());
  EXPECT_EQ(solution.paths.front().rung, Rung::kFirstTry);
  EXPECT_GT(solution.paths.front().rejected, 0u) << "narrowing a bifurcation takes steps back";
  EXPECT_EQ(describe(Rung::kFirstTry), "first try");
  EXPECT_EQ(describe(Rung::kHigherPrecision), "higher precision");
}

}  // namespace
}  // namespace parley::solve
