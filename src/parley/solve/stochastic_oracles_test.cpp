// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parley/solve/detail/games_for_test.h"

namespace parley::solve {
namespace {

using namespace testing;

/// Payoffs of the first actor in a zero-sum game of one node: absorbed at `ends` marks, else repeated.
game::Game zero_sum(double lambda, const std::vector<double>& worth, const std::vector<bool>& ends) {
  PlainNode node{{2, 2}, {}, {}};
  PlainNode one{{0, 0}, {{lambda, -lambda}}, {{{1, 1}}}};
  PlainNode zero{{0, 0}, {{0, 0}}, {{{2, 1}}}};
  for (std::size_t j = 0; j < 4; ++j) {
    // Absorption pays the worth for ever, from this period on, normalised by lambda = 1 - discount.
    node.payoff.push_back({lambda * worth[j], -lambda * worth[j]});
    node.edges.push_back({{!ends[j] ? std::size_t{0} : worth[j] > 0 ? std::size_t{1} : std::size_t{2}, 1}});
  }
  return plain_game({1 - lambda, 1 - lambda}, {node, one, zero});
}

TEST(ZeroSum, BigMatchHasValueOneHalfAtAnyDiscount) {
  // [Gillette1957; BlackwellFerguson1968]
  for (const double lambda : {0.5, 0.1, 0.01, 0.001}) {
    const game::Game game = zero_sum(lambda, {1, 0, 0, 1}, {true, true, false, false});
    const Solution solution = must_solve(game);
    expect_equilibrium(game, solution, 1e-10);
    EXPECT_NEAR(value(solution, 0, 0), 0.5, 1e-8) << lambda;
    EXPECT_NEAR(chance(game, solution, 0, 0, 0), lambda / (1 + lambda), 1e-8) << lambda;
    EXPECT_NEAR(chance(game, solution, 0, 1, 0), 0.5, 1e-8) << lambda;
  }
}

TEST(ZeroSum, SquareRootGameHasItsSingularValue) {
  // [BewleyKohlberg1976]
  for (const double lambda : {0.5, 0.1, 0.01, 0.001}) {
    const game::Game game = zero_sum(lambda, {0, 1, 1, 0}, {false, true, true, true});
    const Solution solution = must_solve(game);
    expect_equilibrium(game, solution, 1e-10);
    const double v = 1 / (1 + std::sqrt(lambda));
    EXPECT_NEAR(value(solution, 0, 0), v, 1e-8) << lambda;
    EXPECT_NEAR(chance(game, solution, 0, 0, 0), 1 / (2 - (1 - lambda) * v), 1e-8) << lambda;
    EXPECT_NEAR(chance(game, solution, 0, 1, 0), 1 / (2 - (1 - lambda) * v), 1e-8) << lambda;
  }
}

struct Race {
  std::size_t length;
  double win, lose, both, discount;
  std::vector<double> cost, success;
};

/// Two sides climb a ladder and each rung is reached by chance; a node (i, j) has place i * length + j
/// [IskhakovRustSchjerning2016].
game::Game race_game(const Race& race) {
  std::vector<PlainNode> nodes;
  for (std::size_t i = 0; i < race.length; ++i) {
    for (std::size_t j = 0; j < race.length; ++j) {
      PlainNode node{{2, 2}, {}, {}};
      for (std::size_t joint = 0; joint < 4; ++joint) {
        const double s0 = joint >= 2 ? race.success[0] : 0;
        const double s1 = joint % 2 == 1 ? race.success[1] : 0;
        std::vector<double> payoff{joint >= 2 ? -race.cost[0] : 0.0, joint % 2 == 1 ? -race.cost[1] : 0.0};
        std::vector<Edge> edges;
        double left = 0;
        for (std::size_t up = 0; up < 4; ++up) {
          const double p = (up >= 2 ? s0 : 1 - s0) * (up % 2 == 1 ? s1 : 1 - s1);
          const std::size_t a = i + up / 2;
          const std::size_t b = j + up % 2;
          if (p == 0) continue;
          if (a < race.length && b < race.length) {
            edges.push_back({a * race.length + b, p});
            continue;
          }
          left += p;
          const bool tie = a == race.length && b == race.length;
          payoff[0] += race.discount * p * (tie ? race.both : a == race.length ? race.win : -race.lose);
          payoff[1] += race.discount * p * (tie ? race.both : b == race.length ? race.win : -race.lose);
        }
        // What ends the race leads to a node without anything.
        if (left > 0) edges.push_back({race.length * race.length, left});
        node.payoff.push_back(payoff);
        node.edges.push_back(edges);
      }
      nodes.push_back(node);
    }
  }
  nodes.push_back({{0, 0}, {{0, 0}}, {{}}});
  return plain_game({race.discount, race.discount}, nodes);
}

TEST(DirectionalRace, UniqueEquilibriaAreFoundAtEveryNode) {
  const game::Game first = race_game({2, 10, 4, 0, 0.9, {0.5, 0.5}, {0.3, 0.3}});
  Solution solution = must_solve(first);
  expect_equilibrium(first, solution, 1e-10);
  const std::vector<std::vector<double>> values{{-0.09580985243044104, -0.09580985243044104},
                                                {-2.443009334967566, 4.319065799200591},
                                                {4.319065799200591, -2.443009334967566},
                                                {1.1341681574239715, 1.1341681574239715}};
  for (std::size_t n = 0; n < 4; ++n)
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(value(solution, n, i), values[n][i], 1e-9);

  const game::Game second = race_game({3, 8, 6, -1, 0.9, {0.8, 0.5}, {0.3, 0.25}});
  solution = must_solve(second);
  expect_equilibrium(second, solution, 1e-10);
  const std::vector<std::vector<double>> more{{0, 0},
                                              {-2.8757396449704156, 1.2307692307692317},
                                              {-4.153846153846155, 4.000000000000001},
                                              {0.5200876552227904, -3.195032870708547},
                                              {-1.8556256407215717, -1.536659785983098},
                                              {-4.153846153846155, 4.000000000000001},
                                              {3.675675675675676, -4.378378378378379},
                                              {2.4692392354169934, -4.314705419914197},
                                              {-0.364928909952607, -0.9905213270142176}};
  for (std::size_t n = 0; n < 9; ++n)
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(value(solution, n, i), more[n][i], 1e-9) << n;
}

TEST(DirectionalRace, OneOfSeveralStageEquilibriaIsFound) {
  const game::Game game = race_game({3, 6, 6, -1, 0.9, {1, 1}, {0.3, 0.3}});
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution, 1e-10);
  const double v = value(solution, 4, 0);
  const std::vector<double> stage{0, -2.9829149396067063, -2.1846948255180414};
  EXPECT_TRUE(std::any_of(stage.begin(), stage.end(), [&](double s) { return std::abs(v - s) <= 1e-9; })) << v;
  EXPECT_NEAR(value(solution, 8, 0), -1.9338103756708405, 1e-9);
  EXPECT_NEAR(value(solution, 7, 0), 1.6756756756756759, 1e-9);
  EXPECT_NEAR(value(solution, 5, 0), -4.378378378378379, 1e-9);
}

/// Alternating price setting [MaskinTirole1988]: at node m * prices + r actor m sets its price against the rival's r.
game::Game pricing_game(const std::vector<double>& prices, double choke, double discount) {
  const std::size_t count = prices.size();
  const auto profit = [&](std::size_t own, std::size_t other) {
    const double all = prices[own] * (choke - prices[own]);
    return own < other ? all : own == other ? all / 2 : 0.0;
  };
  std::vector<PlainNode> nodes;
  for (std::size_t mover = 0; mover < 2; ++mover) {
    for (std::size_t rival = 0; rival < count; ++rival) {
      PlainNode node{{mover == 0 ? count : 1, mover == 1 ? count : 1}, {}, {}};
      for (std::size_t own = 0; own < count; ++own) {
        const double mine = profit(own, rival);
        const double theirs = profit(rival, own);
        node.payoff.push_back(mover == 0 ? std::vector<double>{mine, theirs} : std::vector<double>{theirs, mine});
        node.edges.push_back({{(1 - mover) * count + own, 1}});
      }
      nodes.push_back(node);
    }
  }
  return plain_game({discount, discount}, nodes);
}

TEST(AlternatingPrices, GameOfSevenPricesIsSolved) {
  std::vector<double> prices;
  for (int k = 0; k < 7; ++k) prices.push_back(k / 6.0);
  for (const double discount : {0.95, 0.8, 0.5}) {
    const game::Game game = pricing_game(prices, 1, discount);
    expect_equilibrium(game, must_solve(game), 1e-9);
  }
}

TEST(AlternatingPrices, GameOnWhichPeersReportAFalseSuccessIsSolved) {
  // 12 prices from 0 to 1.1, demand 2 - p, discount .95: 24 nodes. Others' path turns to precision -577.
  std::vector<double> prices;
  for (int k = 0; k < 12; ++k) prices.push_back(0.1 * k);
  const game::Game game = pricing_game(prices, 2, 0.95);
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution, 1e-10);
  EXPECT_GT(solution.paths.front().precision, 0);
}

/// Alternating offers [Rubinstein1982] of a pie cut in `parts`: a proposer's node, then the other's answer in the same
/// step, at which yes is move 0.
game::Game offers_game(double d1, double d2, std::size_t parts) {
  game::GameBuilder builder({d1, d2}, {game::ActorId(0), game::ActorId(1)});
  const std::vector<double> nothing{0, 0};
  const auto answer = [&](std::size_t proposer, std::size_t offer) {
    return game::NodeId(2 + proposer * (parts + 1) + offer);
  };
  for (std::size_t proposer = 0; proposer < 2; ++proposer) {
    builder.add_node(0, false);
    builder.add_seat(game::ActorId(proposer), parts + 1);
    for (std::size_t offer = 0; offer <= parts; ++offer)
      builder.add_joint(nothing, std::vector{answer(proposer, offer)}, std::vector{1.0});
  }
  for (std::size_t proposer = 0; proposer < 2; ++proposer) {
    for (std::size_t offer = 0; offer <= parts; ++offer) {
      builder.add_node(1, true);
      builder.add_seat(game::ActorId(1 - proposer), 2);
      const double given = static_cast<double>(offer) / static_cast<double>(parts);
      builder.add_joint(proposer == 0 ? std::vector{1 - given, given} : std::vector{given, 1 - given}, {}, {});
      builder.add_joint(nothing, std::vector{game::NodeId(1 - proposer)}, std::vector{1.0});
    }
  }
  builder.add_start(game::NodeId(0), 1);
  return *std::move(builder).build();
}

/// In every stationary equilibrium of the grid game a proposer's value is this close to that of the continuous one.
void expect_offers(double d1, double d2, std::size_t parts) {
  const game::Game game = offers_game(d1, d2, parts);
  const Solution solution = must_solve(game);
  expect_equilibrium(game, solution, 1e-9);
  const double bound = 1 / (static_cast<double>(parts) * (1 - d1 * d2));
  EXPECT_NEAR(value(solution, 0, 0), (1 - d2) / (1 - d1 * d2), bound + 1e-9);
  EXPECT_NEAR(value(solution, 1, 1), (1 - d1) / (1 - d1 * d2), bound + 1e-9);
}

TEST(AlternatingOffers, ProposersValueIsWithinTheGridsBound) {
  expect_offers(0.9, 0.9, 100);
  expect_offers(0.5, 0.5, 10);
  expect_offers(0.7, 0.9, 50);
}

TEST(AlternatingOffers, OfTwoHundredPartsAreWithinTheGridsBound) { expect_offers(0.95, 0.8, 200); }

}  // namespace
}  // namespace parley::solve
