// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "parley/game/builder.h"
#include "parley/game/textbook_types.h"
#include "parley/solve/beliefs.h"

// Models with closed forms. Where a figure has no other source it comes from the formulas beside it.
namespace parley::solve {
namespace {

using game::Attrition;
using game::Bluff;
using game::ChainStore;
using game::Game;
using game::NodeId;
using numeric::AxisKind;
using numeric::BeliefAxis;

BeliefSolution solved(const Game& game, const BeliefOptions& options) {
  auto result = solve_beliefs(game, options, {});
  EXPECT_TRUE(result.has_value());
  EXPECT_TRUE(result->is_usable()) << result->message;
  return std::move(*result);
}

std::vector<double> chances(const Game& game, game::BeliefPlayer& player, NodeId node,
                            const std::vector<double>& beliefs) {
  std::vector<double> chance(game::typed_moves(game::typed_seats(game, node)));
  player.choose(node, beliefs, chance);
  for (double& c : chance) c = std::exp(c);
  return chance;
}

/// Two log axes over the chance of the obstinate type.
BeliefOptions on_log_axes(double precision, std::size_t points, double tolerance) {
  BeliefOptions options;
  options.precision = {precision, precision};
  options.tolerance = tolerance;
  for (int i = 0; i < 2; ++i) options.axes.emplace_back(AxisKind::kLog, 0, points, 0.02);
  return options;
}

/// [AbreuGul2000, prop. 1]: hazards, the time at which both are known to be obstinate, the atom, and what the other
/// types are worth. Rates are per time.
struct AbreuGul {
  double rate[2];
  double atom[2];
  double value[2];
};
AbreuGul abreu_gul(const Attrition& a, const double (&patience)[2]) {
  AbreuGul limit{};
  double end = 1e300;
  for (int i = 0; i < 2; ++i) {
    const int j = 1 - i;
    limit.rate[i] = patience[j] * a.lose[j] / (a.win[j] - a.lose[j]);
    end = std::min(end, -std::log(a.obstinate[i]) / limit.rate[i]);
  }
  for (int i = 0; i < 2; ++i) limit.atom[i] = std::max(0.0, 1 - a.obstinate[i] * std::exp(limit.rate[i] * end));
  for (int i = 0; i < 2; ++i) limit.value[i] = limit.atom[1 - i] * a.win[i] + (1 - limit.atom[1 - i]) * a.lose[i];
  return limit;
}

/// The atom of actor 0 that beliefs after some periods point to: by Bayes' rule obstinate / belief is the chance of not
/// having conceded, and both sides' hazards are alike.
double atom_by(const Game& game, game::BeliefPlayer& player, const Attrition& a, std::size_t periods) {
  std::vector<double> beliefs = game::prior_beliefs(game);
  std::vector<double> after(beliefs.size());
  std::vector<double> strategy(8);
  for (std::size_t k = 0; k < periods; ++k) {
    player.choose(NodeId(0), beliefs, strategy);
    game::update_beliefs(game, NodeId(0), 3, NodeId(0), strategy, beliefs, after);
    beliefs = after;
  }
  return 1 - a.obstinate[0] / beliefs[0] / (a.obstinate[1] / beliefs[2]);
}

TEST(BeliefOracles, ComeNearTheAtomOfReputationsInContinuousTime) {
  // A coarse grid and step: the atom within .04. At this precision it is spread over a time of about 1, as a period's
  // delay costs .002 and choices are blurred by 1 / 300.
  constexpr double kStep = 0.05;
  for (const double weak : {0.06, 0.07, 0.085}) {
    Attrition a;
    a.obstinate = {weak, 0.1};
    a.discount = {std::exp(-0.1 * kStep), std::exp(-0.1 * kStep)};
    const AbreuGul limit = abreu_gul(a, {0.1, 0.1});
    const Game game = game::simultaneous_attrition(a);
    const BeliefSolution solution = solved(game, on_log_axes(300, 41, 1e-4));
    const auto player = make_player(game, solution)();
    EXPECT_NEAR(atom_by(game, *player, a, 20), limit.atom[0], 0.04) << weak;
    EXPECT_NEAR(solution.start_value[1], limit.value[0], 0.01);
    EXPECT_NEAR(solution.start_value[3], limit.value[1], 0.01);
  }
}

/// The alternating war of attrition, exact: total chance of conceding in each period [after AbreuGul2000].
struct Alternating {
  double mixing[2];  ///< the chance that keeps the other indifferent
  std::vector<double> total;
};
Alternating alternating(const Attrition& a) {
  Alternating exact{};
  for (int i = 0; i < 2; ++i) {
    const int j = 1 - i;
    const double d = a.discount[j];
    exact.mixing[i] = a.lose[j] * (1 - d * d) / (d * (a.win[j] - d * a.lose[j]));
  }
  const double* const q = exact.mixing;
  auto periods = static_cast<int>(std::ceil(std::log(a.obstinate[1]) / std::log(1 - q[1])));
  if (std::pow(1 - q[0], periods - 1) >= a.obstinate[0]) {
    exact.total = {1 - a.obstinate[0] / std::pow(1 - q[0], periods - 1), q[1], q[0]};
    return exact;
  }
  periods = static_cast<int>(std::ceil(std::log(a.obstinate[0]) / std::log(1 - q[0])));
  exact.total = {0, 1 - a.obstinate[1] / std::pow(1 - q[1], periods - 1), q[0], q[1]};
  return exact;
}

TEST(BeliefOracles, FindTheAtomOfAlternatingConcessions) {
  for (const Attrition& a : {Attrition{{0.6, 0.7}, {0.3, 0.4}, {0.9, 0.85}, {0.1, 0.05}},
                             Attrition{{0.7, 0.7}, {0.3, 0.3}, {0.8, 0.8}, {0.2, 0.02}}}) {
    const Game game = game::alternating_attrition(a);
    const BeliefSolution solution = solved(game, on_log_axes(1000, 121, 1e-6));
    const auto player = make_player(game, solution)();
    const Alternating exact = alternating(a);
    std::vector<double> beliefs = game::prior_beliefs(game);
    std::vector<double> after(4);
    for (std::size_t k = 0; k < exact.total.size(); ++k) {
      const NodeId node(k % 2);
      std::vector<double> strategy(4);
      player->choose(node, beliefs, strategy);
      // An error of the order of a cell, .03 of the log.
      EXPECT_NEAR(std::exp(strategy[2]) * beliefs[2 * (k % 2) + 1], exact.total[k], 0.03) << k;
      game::update_beliefs(game, node, 1, NodeId(1 - k % 2), strategy, beliefs, after);
      beliefs = after;
    }
  }
}

/// Where the entrant of a node enters with chance a half, in log odds of the strong type.
double entry_threshold(game::BeliefPlayer& player, NodeId node) {
  double low = -12;
  double high = 12;
  std::vector<double> log_chance(2);
  for (int k = 0; k < 50; ++k) {
    const double middle = (low + high) / 2;
    const double p = 1 / (1 + std::exp(-middle));
    player.choose(node, std::vector{p, 1 - p, 1.0}, log_chance);
    (log_chance[1] > log_chance[0] ? high : low) = middle;
  }
  return low;
}

TEST(BeliefOracles, FindTheThresholdsOfTheChainStore) {
  // Entry while the strong type is less likely than b^n, n markets to come [KrepsWilson1982].
  for (const ChainStore& c :
       {ChainStore{.entrant_gain = 0.4, .monopoly = 1.5, .discount = 1, .markets = 5, .strong = 0.05},
        ChainStore{.entrant_gain = 0.6, .monopoly = 3, .discount = 0.9, .markets = 8}}) {
    const Game game = game::chain_store(c);
    BeliefOptions options;
    options.precision = {1000, 1000};
    options.axes = {BeliefAxis(AxisKind::kLogOdds, 0, 321, 2.5e-3), BeliefAxis()};
    const BeliefSolution solution = solved(game, options);
    const auto player = make_player(game, solution)();
    for (std::size_t k = 0; k < c.markets; ++k) {
      const double exact = std::pow(c.entrant_gain, static_cast<double>(c.markets - k));
      EXPECT_NEAR(entry_threshold(*player, NodeId(3 * k)), std::log(exact / (1 - exact)), 0.05) << k;
    }
  }
}

TEST(BeliefOracles, FindTheValueOfTheChainStore) {
  // 4.5 and 14: a market each until the first entry, nothing after it [KrepsWilson1982].
  const ChainStore small{.entrant_gain = 0.4, .monopoly = 1.5, .discount = 1, .markets = 6, .strong = 0.05};
  const ChainStore large{.entrant_gain = 0.5, .monopoly = 2, .discount = 1, .markets = 10, .strong = 0.1};
  for (const auto& [store, value] : {std::pair{small, 4.5}, {large, 14.0}}) {
    const Game game = game::chain_store(store);
    BeliefOptions options;
    options.precision = {1000, 1000};
    options.points = 321;
    EXPECT_NEAR(solved(game, options).start_value[1], value, 0.02);
  }
}

TEST(BeliefOracles, BluffAsOftenAsTheAudienceCostAllows) {
  for (const double resolved : {0.1, 0.2, 0.3}) {
    Bluff b;
    b.resolved = resolved;
    const Game game = game::bluff(b);
    BeliefOptions options;
    options.precision = {1000, 1000};
    options.points = 641;
    const BeliefSolution solution = solved(game, options);
    const auto player = make_player(game, solution)();
    const double pi = b.kept / (b.kept + b.loss);
    const std::vector<double> chance = chances(game, *player, NodeId(0), game::prior_beliefs(game));
    EXPECT_NEAR(chance[1], 1, 1e-3);
    EXPECT_NEAR(chance[3], resolved * (1 - pi) / ((1 - resolved) * pi), 0.01);
    const double resists = b.prize / (b.prize + b.audience_cost);
    EXPECT_NEAR(solution.start_value[0], (1 - resists) * b.prize + resists * b.war[0], 0.01);
    EXPECT_NEAR(solution.start_value[1], 0, 0.01);
  }
}

TEST(BeliefOracles, PoolOnTheThreatWhereBluffsAreBelieved) {
  Bluff b;
  b.resolved = 0.6;
  const Game game = game::bluff(b);
  BeliefOptions options;
  options.precision = {1000, 1000};
  const BeliefSolution solution = solved(game, options);
  const auto player = make_player(game, solution)();
  const std::vector<double> chance = chances(game, *player, NodeId(0), game::prior_beliefs(game));
  EXPECT_NEAR(chance[1], 1, 1e-6);
  EXPECT_NEAR(chance[3], 1, 1e-6);
  EXPECT_NEAR(solution.start_value[1], b.prize, 1e-6);
}

/// The sanctions threat [LewisSchultz2003] with each shock -1 or 1: actor 0 keeps the status quo or challenges (node
/// 0), actor 1 concedes or resists (node 1), actor 0 stands firm or backs down (node 2). Type t of actor 0 has the
/// shocks shock(t / 2) of standing firm and shock(t % 2) of backing down, type t of actor 1 shock(t).
struct Sanctions {
  double status_quo = 0;
  double conceded = 1;
  double firm = -1.9;
  double firm_target = -2.9;
  double down = -1.2;
  double down_target = 1;
};
double shock(std::size_t bit) { return bit == 0 ? -1.0 : 1.0; }

Game sanctions(const Sanctions& s) {
  game::GameBuilder builder({1, 1}, {game::ActorId(0), game::ActorId(1)});
  builder.set_types(game::ActorId(0), std::vector(4, 0.25));
  builder.set_types(game::ActorId(1), std::vector(2, 0.5));
  const std::vector<double> nothing(6, 0.0);
  const auto ends = [&](const std::vector<double>& terms) { builder.add_joint(terms, {}, {}); };
  const auto leads = [&](std::size_t node) { builder.add_joint(nothing, std::vector{NodeId(node)}, std::vector{1.0}); };
  builder.add_node(0, false);
  builder.add_seat(game::ActorId(0), 2);
  ends(std::vector{s.status_quo, s.status_quo, s.status_quo, s.status_quo, 0.0, 0.0});
  leads(1);
  builder.add_node(1, false);
  builder.add_seat(game::ActorId(1), 2);
  ends(std::vector{s.conceded, s.conceded, s.conceded, s.conceded, 0.0, 0.0});
  leads(2);
  builder.add_node(2, true);
  builder.add_seat(game::ActorId(0), 2);
  std::vector<double> firm;
  std::vector<double> down;
  for (std::size_t t = 0; t < 4; ++t) {
    firm.push_back(s.firm + shock(t / 2));
    down.push_back(s.down + shock(t % 2));
  }
  for (std::size_t t = 0; t < 2; ++t) {
    firm.push_back(s.firm_target + shock(t));
    down.push_back(s.down_target);
  }
  ends(firm);
  ends(down);
  builder.add_start(NodeId(0), 1);
  return std::move(builder).build().value();
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// By how much resistance would exceed what it is thought to be: 0 at every logit equilibrium.
double excess(const Sanctions& s, double precision, double resists) {
  double challenges = 0;
  double firm = 0;
  for (std::size_t t = 0; t < 4; ++t) {
    const double war = s.firm + shock(t / 2);
    const double down = s.down + shock(t % 2);
    const double stands = logistic(precision * (war - down));
    const double worth = (1 - resists) * s.conceded + resists * (stands * war + (1 - stands) * down);
    const double chance = logistic(precision * (worth - s.status_quo));
    challenges += chance;
    firm += chance * stands;
  }
  const double stands = firm / challenges;
  double sum = 0;
  for (std::size_t t = 0; t < 2; ++t)
    sum += logistic(precision * (stands * (s.firm_target + shock(t)) + (1 - stands) * s.down_target)) / 2;
  return sum - resists;
}

TEST(BeliefOracles, FindAnEquilibriumOfTheSanctionsThreat) {
  for (const double target : {-2.9, -2.6, -4.5})
    for (const double precision : {2.0, 5.0}) {
      Sanctions s;
      s.firm_target = target;
      const Game game = sanctions(s);
      BeliefOptions options;
      options.precision = {precision, precision};
      options.axes = {BeliefAxis(4, 16), BeliefAxis(AxisKind::kLinear, 0, 3, 0)};
      const BeliefSolution solution = solved(game, options);
      const auto player = make_player(game, solution)();
      std::vector<double> strategy(8);
      const std::vector<double> prior = game::prior_beliefs(game);
      std::vector<double> after(6);
      player->choose(NodeId(0), prior, strategy);
      game::update_beliefs(game, NodeId(0), 1, NodeId(1), strategy, prior, after);
      const std::vector<double> answer = chances(game, *player, NodeId(1), after);
      const double resists = (answer[1] + answer[3]) / 2;
      // Near a root of the one equation that is left: within the error of interpolation on cells of 1/16.
      bool crosses = false;
      for (double x = resists - 0.02; x < resists + 0.02; x += 1e-3)
        crosses = crosses || excess(s, precision, x) * excess(s, precision, x + 1e-3) <= 0;
      EXPECT_TRUE(crosses) << target << ", precision " << precision << ": resists " << resists;
    }
}

}  // namespace
}  // namespace parley::solve
