// SPDX-License-Identifier: Apache-2.0
#include "parley/game/textbook.h"

#include <cmath>
#include <utility>

#include "parley/base/check.h"
#include "parley/game/builder.h"

namespace parley::game {

namespace {

constexpr std::array<NodeId, 1> kAgain = {NodeId(0)};
constexpr std::array<double, 1> kSurely = {1.0};

Game built(GameBuilder&& builder) {
  auto game = std::move(builder).build();
  PARLEY_CHECK(game.has_value());
  return *std::move(game);
}

/// One term an actor.
GameBuilder plain_builder(std::vector<double> discount) {
  std::vector<ActorId> terms;
  for (std::size_t i = 0; i < discount.size(); ++i) terms.emplace_back(i);
  return {std::move(discount), terms};
}

/// How often the side that faces `win`, `lose`, `cost` must see the other concede so as not to mind.
double concession(const WarOfAttrition& w, std::size_t i) {
  const double d = w.discount[i];
  const double lose = w.lose[i];
  const double win = w.win[i];
  if (!w.split_tie) return ((1 - d) * lose + w.cost[i]) / (win - d * lose + w.cost[i]);
  // V = p T + (1 - p) L = p W + (1 - p)(d V - c) with T = (W + L) / 2: a p^2 - b p + c = 0, the smaller root.
  const double gain = (win - lose) / 2;
  const double a = d * gain;
  const double b = win - d * lose + w.cost[i] + d * gain - gain;
  const double c = (1 - d) * lose + w.cost[i];
  return 2 * c / (b + std::sqrt(b * b - 4 * a * c));
}

/// A zero-sum game of one repeated 2 x 2 node: which payoffs to the row end the game, and which are paid a step.
SolvedGame absorbing_game(double patience_left, const std::array<double, 4>& payoff, const std::array<bool, 4>& ends) {
  GameBuilder builder = plain_builder({1 - patience_left, 1 - patience_left});
  builder.add_node(0, true);
  builder.add_seat(ActorId(0), 2);
  builder.add_seat(ActorId(1), 2);
  for (std::size_t k = 0; k < 4; ++k) {
    const std::array<double, 2> terms = {payoff[k], -payoff[k]};
    if (ends[k])
      builder.add_joint(terms, {}, {});
    else
      builder.add_joint(terms, kAgain, kSurely);
  }
  builder.add_start(NodeId(0), 1);
  return {built(std::move(builder)), {}, {}};
}

constexpr std::size_t kPrices = 7;
using Reaction = std::array<std::array<double, kPrices>, kPrices>;

double profit(std::size_t own, std::size_t other) {
  const double price = static_cast<double>(own) / 6;
  return own < other ? price * (1 - price) : (own == other ? price * (1 - price) / 2 : 0.0);
}

SolvedGame price_duopoly(double discount, const Reaction& reaction) {
  GameBuilder builder = plain_builder({discount, discount});
  Profile profile;
  for (std::size_t mover = 0; mover < 2; ++mover)
    for (std::size_t rival = 0; rival < kPrices; ++rival) {
      builder.add_node(0, true);
      builder.add_seat(ActorId(mover), kPrices);
      for (std::size_t own = 0; own < kPrices; ++own) {
        std::array<double, 2> terms{};
        terms[mover] = profit(own, rival);
        terms[1 - mover] = profit(rival, own);
        const std::array<NodeId, 1> next = {NodeId((1 - mover) * kPrices + own)};
        builder.add_joint(terms, next, kSurely);
        profile.probability.push_back(reaction[rival][own]);
      }
    }
  // Both at the focal price 3 / 6, firm 0 to move.
  builder.add_start(NodeId(3), 1);
  return {built(std::move(builder)), std::move(profile), {}};
}

}  // namespace

SolvedGame war_of_attrition(const WarOfAttrition& w) {
  GameBuilder builder = plain_builder({w.discount[0], w.discount[1]});
  builder.add_node(0, true);
  builder.add_seat(ActorId(0), 2);
  builder.add_seat(ActorId(1), 2);
  const auto tie = [&](std::size_t i) { return w.split_tie ? (w.win[i] + w.lose[i]) / 2 : w.lose[i]; };
  builder.add_joint(std::array{tie(0), tie(1)}, {}, {});
  builder.add_joint(std::array{w.lose[0], w.win[1]}, {}, {});
  builder.add_joint(std::array{w.win[0], w.lose[1]}, {}, {});
  builder.add_joint(std::array{-w.cost[0], -w.cost[1]}, kAgain, kSurely);
  builder.add_start(NodeId(0), 1);
  const double first = concession(w, 1);
  const double second = concession(w, 0);
  const auto value = [&](std::size_t i, double other) { return other * tie(i) + (1 - other) * w.lose[i]; };
  return {built(std::move(builder)), {{first, 1 - first, second, 1 - second}}, {value(0, second), value(1, first)}};
}

SolvedGame kinked_demand(double d) {
  const double beta = (5 + d) / (5 * d + 9 * d * d);
  Reaction reaction{};
  for (const std::size_t rival : {0, 3, 4, 5, 6}) reaction[rival][3] = 1;
  reaction[2][1] = 1;
  reaction[1][1] = beta;
  reaction[1][3] = 1 - beta;
  SolvedGame solved = price_duopoly(d, reaction);
  solved.start_value.assign(2, profit(3, 3) / (1 - d));
  return solved;
}

SolvedGame edgeworth_cycle(double d) {
  const double d2 = d * d;
  const double m = (3 * d2 - 1) * (1 + d2 + d2 * d2) / (8 + 7 * d2 + 2 * d2 * d2 + 3 * d2 * d2 * d2);
  Reaction reaction{};
  reaction[6][4] = reaction[5][4] = reaction[4][3] = reaction[3][2] = reaction[2][1] = reaction[1][0] = 1;
  reaction[0][0] = m;
  reaction[0][5] = 1 - m;
  return price_duopoly(d, reaction);
}

SolvedGame big_match(double lambda) {
  SolvedGame solved = absorbing_game(lambda, {1, 0, 0, lambda}, {true, true, false, false});
  const double top = lambda / (1 + lambda);
  solved.equilibrium.probability = {top, 1 - top, 0.5, 0.5};
  solved.start_value = {0.5, -0.5};
  return solved;
}

SolvedGame square_root_game(double lambda) {
  SolvedGame solved = absorbing_game(lambda, {0, 1, 1, 0}, {false, true, true, true});
  const double value = 1 / (1 + std::sqrt(lambda));
  const double first = 1 / (2 - (1 - lambda) * value);
  solved.equilibrium.probability = {first, 1 - first, first, 1 - first};
  solved.start_value = {value, -value};
  return solved;
}

SolvedGame volunteer(const Volunteer& v) {
  GameBuilder builder = plain_builder(std::vector<double>(v.actors, v.discount));
  builder.add_node(0, true);
  for (std::size_t i = 0; i < v.actors; ++i) builder.add_seat(ActorId(i), 2);
  std::vector<double> terms(v.actors);
  const std::size_t joints = std::size_t{1} << v.actors;
  for (std::size_t joint = 0; joint < joints; ++joint) {
    const bool all_hold = joint + 1 == joints;
    for (std::size_t i = 0; i < v.actors; ++i) {
      const bool holds = (joint >> (v.actors - 1 - i) & 1) != 0;
      terms[i] = all_hold ? -v.wait_cost : v.benefit - (holds ? 0.0 : v.yield_cost);
    }
    if (all_hold)
      builder.add_joint(terms, kAgain, kSurely);
    else
      builder.add_joint(terms, {}, {});
  }
  builder.add_start(NodeId(0), 1);
  const double value = v.benefit - v.yield_cost;
  const double none_else = v.yield_cost / (v.benefit + v.wait_cost - v.discount * value);
  const double yield = 1 - std::pow(none_else, 1 / static_cast<double>(v.actors - 1));
  SolvedGame solved = {built(std::move(builder)), {}, std::vector<double>(v.actors, value)};
  for (std::size_t i = 0; i < v.actors; ++i) {
    solved.equilibrium.probability.push_back(yield);
    solved.equilibrium.probability.push_back(1 - yield);
  }
  return solved;
}

namespace {

/// At the top nobody moves: the payoffs, and the end.
void add_top(GameBuilder& builder, const Race& r, std::size_t i, std::size_t j) {
  builder.add_node(0, true);
  const bool tie = i == j;
  builder.add_joint(std::array{tie ? r.tie : (i == r.rungs ? r.prize : -r.defeat),
                               tie ? r.tie : (j == r.rungs ? r.prize : -r.defeat)},
                    {}, {});
}

void add_rung(GameBuilder& builder, const Race& r, std::size_t i, std::size_t j) {
  builder.add_node(0, true);
  builder.add_seat(ActorId(0), 2);
  builder.add_seat(ActorId(1), 2);
  for (std::size_t joint = 0; joint < 4; ++joint) {
    const double first = joint / 2 == 1 ? r.success[0] : 0.0;
    const double second = joint % 2 == 1 ? r.success[1] : 0.0;
    std::vector<NodeId> next;
    std::vector<double> probability;
    for (std::size_t up = 0; up < 4; ++up) {
      const double p = (up / 2 == 1 ? first : 1 - first) * (up % 2 == 1 ? second : 1 - second);
      if (p == 0) continue;
      next.emplace_back((i + up / 2) * (r.rungs + 1) + j + up % 2);
      probability.push_back(p);
    }
    builder.add_joint(std::array{joint / 2 == 1 ? -r.cost[0] : 0.0, joint % 2 == 1 ? -r.cost[1] : 0.0}, next,
                      probability);
  }
}

}  // namespace

Game race(const Race& r) {
  GameBuilder builder = plain_builder({r.discount, r.discount});
  for (std::size_t i = 0; i <= r.rungs; ++i)
    for (std::size_t j = 0; j <= r.rungs; ++j) {
      if (i == r.rungs || j == r.rungs)
        add_top(builder, r, i, j);
      else
        add_rung(builder, r, i, j);
    }
  builder.add_start(NodeId(0), 1);
  return built(std::move(builder));
}

}  // namespace parley::game
