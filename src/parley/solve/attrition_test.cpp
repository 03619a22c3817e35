// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

struct Attrition {
  std::vector<double> win;
  std::vector<double> lose;
  std::vector<double> cost;
  std::vector<double> discount;
  bool split = false;
};

/// War of attrition in discrete time [MaynardSmith1974; HendricksWeissWilson1988]: move 0 concedes, move 1 holds.
game::Game attrition_game(const Attrition& a) {
  const auto tie = [&](std::size_t i) { return a.split ? (a.win[i] + a.lose[i]) / 2 : a.lose[i]; };
  PlainNode node{{2, 2},
                 {{tie(0), tie(1)}, {a.lose[0], a.win[1]}, {a.win[0], a.lose[1]}, {-a.cost[0], -a.cost[1]}},
                 {{}, {}, {}, {{0, 1}}}};
  return plain_game(a.discount, {node});
}

/// The chance with which the other concedes that makes actor i indifferent: concede or hold for one more period.
double indifference(const Attrition& a, std::size_t i) {
  double low = 0;
  double high = 1;
  for (int k = 0; k < 200; ++k) {
    const double p = (low + high) / 2;
    const double give_in = p * (a.split ? (a.win[i] + a.lose[i]) / 2 : a.lose[i]) + (1 - p) * a.lose[i];
    const double hold = p * a.win[i] + (1 - p) * (-a.cost[i] + a.discount[i] * give_in);
    (hold > give_in ? high : low) = p;
  }
  return low;
}

/// The mixed equilibrium, or one of the two in which one side concedes at once.
void expect_attrition(const Attrition& a, bool symmetric) {
  const game::Game game = attrition_game(a);
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution, 1e-10);
  const double p0 = chance(game, solution, 0, 0, 0);
  const double p1 = chance(game, solution, 0, 1, 0);
  const bool mixed = std::abs(p0 - indifference(a, 1)) <= 1e-8 && std::abs(p1 - indifference(a, 0)) <= 1e-8;
  const bool pure = (p0 == 1 && p1 == 0) || (p0 == 0 && p1 == 1);
  EXPECT_TRUE(mixed || (pure && !symmetric)) << p0 << ' ' << p1;
}

TEST(WarOfAttrition, SymmetricGameHasItsSymmetricMixedEquilibrium) {
  expect_attrition({{1, 1}, {0, 0}, {0.1, 0.1}, {0.95, 0.95}}, true);
  expect_attrition({{1, 1}, {0, 0}, {0.05, 0.05}, {0.9, 0.9}, true}, true);
  expect_attrition({{5, 5}, {0, 0}, {1, 1}, {0.9, 0.9}}, true);
  expect_attrition({{3, 3}, {1, 1}, {0.01, 0.01}, {0.99, 0.99}}, true);
  const game::Game game = attrition_game({{1, 1}, {0, 0}, {0.1, 0.1}, {0.95, 0.95}});
  const Solution solution = must_solve(game);
  EXPECT_NEAR(chance(game, solution, 0, 0, 0), 0.09090909090909091, 1e-10);
  EXPECT_NEAR(value(solution, 0, 1), 0, 1e-10);
}

TEST(WarOfAttrition, AsymmetricGameHasOneOfItsEquilibria) {
  expect_attrition({{2, 3}, {0, 0.5}, {0.1, 0.2}, {0.95, 0.9}}, false);
  expect_attrition({{1, 1.1}, {0, 0}, {0.1, 0.1}, {0.95, 0.95}}, false);
  expect_attrition({{1, 4}, {0, 0.2}, {0.3, 0.1}, {0.8, 0.97}, true}, false);
}

TEST(WarOfAttrition, PeersQuitChanceIsExactHere) {
  // Cost 1, prize 5, discount .9, a tie split by chance: the closed form is 0.18769906275841208, value
  // 0.4692476568960302; homotopies of others end at 0.187717 or do not converge.
  const game::Game game = attrition_game({{5, 5}, {0, 0}, {1, 1}, {0.9, 0.9}, true});
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution);
  EXPECT_NEAR(chance(game, solution, 0, 0, 0), 0.18769906275841208, 1e-10);
  EXPECT_NEAR(value(solution, 0, 0), 0.4692476568960302, 1e-10);
}

/// Who yields first [BlissNalebuff1984; Diekmann1985]: everybody gets b once somebody yields, at cost k to him; each
/// pays c for a period in which nobody does.
TEST(Volunteer, SymmetricMixedEquilibriumForAnyNumberOfActors) {
  struct Case {
    std::size_t actors;
    double b, k, c, discount;
  };
  for (const Case& v :
       {Case{3, 1, 0.4, 0.1, 0.9}, Case{2, 1, 0.4, 0.1, 0.9}, Case{5, 1, 0.4, 0.1, 0.9}, Case{4, 2, 0.3, 0.05, 0.98}}) {
    PlainNode node{std::vector<std::size_t>(v.actors, 2), {}, {}};
    for (std::size_t joint = 0; joint < std::size_t{1} << v.actors; ++joint) {
      const bool nobody = joint + 1 == std::size_t{1} << v.actors;
      std::vector<double> payoff;
      for (std::size_t i = 0; i < v.actors; ++i) {
        const bool holds = (joint >> (v.actors - 1 - i)) % 2 == 1;
        payoff.push_back(nobody ? -v.c : holds ? v.b : v.b - v.k);
      }
      node.payoff.push_back(payoff);
      node.edges.push_back(nobody ? std::vector<Edge>{{0, 1}} : std::vector<Edge>{});
    }
    const game::Game game = plain_game(std::vector<double>(v.actors, v.discount), {node});
    const Solution solution = must_solve(game);
    expect_equilibrium(game, solution, 1e-10);
    const double all_others_hold = v.k / (v.b + v.c - v.discount * (v.b - v.k));
    const double yields = 1 - std::pow(all_others_hold, 1 / static_cast<double>(v.actors - 1));
    for (std::size_t i = 0; i < v.actors; ++i) {
      EXPECT_NEAR(chance(game, solution, 0, i, 0), yields, 1e-10) << v.actors;
      EXPECT_NEAR(value(solution, 0, i), v.b - v.k, 1e-10);
    }
  }
}

}  // namespace
}  // namespace parley::solve
