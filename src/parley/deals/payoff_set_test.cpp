// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/payoff_set.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "parley/game/builder.h"
#include "parley/game/random_game.h"
#include "parley/game/textbook.h"
#include "parley/game/textbook_pairs.h"
#include "parley/game/textbook_types.h"

namespace parley::deals {
namespace {

using game::NodeId;

PayoffSets find(const game::Game& game, const PayoffSetOptions& options = {}) {
  auto sets = payoff_sets(game, options, {});
  EXPECT_TRUE(sets.has_value());
  return sets ? std::move(*sets) : PayoffSets{};
}

double gap(const Payoffs& a, const Payoffs& b) { return std::max(std::abs(a[0] - b[0]), std::abs(a[1] - b[1])); }

/// Each expected corner is one of the set's, and the set has no others.
void expect_corners(const NodeSet& set, const std::vector<Payoffs>& expected, double tolerance) {
  EXPECT_EQ(set.corners.size(), expected.size());
  for (const Payoffs& wanted : expected) {
    double nearest = HUGE_VAL;
    for (const Corner& corner : set.corners) nearest = std::min(nearest, gap(corner.payoffs, wanted));
    EXPECT_LE(nearest, tolerance) << wanted[0] << ' ' << wanted[1];
  }
}

/// Whoever is the only one to cooperate loses as much as a lone defector gains: cooperation, and taking turns as well,
/// hold from the same discount on, gain / (1 + gain); below it nothing but defection does.
TEST(PayoffSet, OfThePrisonersDilemmaIsItsClosedFormForAnyDiscount) {
  for (const double gain : {0.5, 1.0, 3.0})
    for (int percent = 2; percent <= 98; percent += 4) {
      const double discount = percent / 100.0;
      const double least = gain / (1 + gain);
      const PayoffSets sets = find(game::prisoners_dilemma({gain, gain, discount}));
      EXPECT_TRUE(sets.is_usable());
      // The corners are on the line from (1, 1) to (1 + gain, -gain), where the other gets nothing.
      const double most = 1 + gain / (1 + gain);
      SCOPED_TRACE(discount);
      if (discount < least - 1e-9)
        expect_corners(sets.nodes[0], {{0, 0}}, 1e-8);
      else
        expect_corners(sets.nodes[0], {{0, 0}, {most, 0}, {1, 1}, {0, most}}, 1e-8);
    }
}

TEST(PayoffSet, OfTheDilemmaHoldsCooperationAtTheDiscountWhereItBegins) {
  const PayoffSets sets = find(game::prisoners_dilemma({1, 1, 0.5}));
  expect_corners(sets.nodes[0], {{0, 0}, {1.5, 0}, {1, 1}, {0, 1.5}}, 1e-8);
}

/// Corners as the program of [AbreuBrooksSannikov2020] prints them, which it knows to about 1e-8.
TEST(PayoffSet, OfTheExampleOfAbreuAndSannikovIsTheirs) {
  const PayoffSets sets = find(game::abreu_sannikov());
  expect_corners(sets.nodes[0],
                 {{3.125682384395, 4.8},
                  {9.337704713900, 2},
                  {9.863089645632, 2},
                  {21.791797697870, 4.8},
                  {17.563089640414, 11.1},
                  {9.337704713900, 12.982625287246}},
                 2e-8);
  EXPECT_NEAR(sets.nodes[0].worst[0], 3.125682384395, 2e-8);
  EXPECT_NEAR(sets.nodes[0].worst[1], 2, 1e-9);
}

/// The threats solve linear equations: where the first actor is held to its worst in state 0 it gets 5 - 5 (.3) + .7 of
/// what it is held to next, and so on; 2.171875 = 139/64. Other corners as their program prints them.
TEST(PayoffSet, OfTheExampleOfTwoStatesIsTheirs) {
  const PayoffSets sets = find(game::two_states());
  expect_corners(sets.nodes[0],
                 {{2.171875, -1.171875},
                  {17.059375, -1.171875},
                  {22.046875, 0.028125},
                  {17.171875, 7.828125},
                  {4.871875, 11.6127403902},
                  {2.171875, 4.5416528567}},
                 1e-8);
  expect_corners(sets.nodes[1],
                 {{-0.171875, 1.171875},
                  {14.715625, 1.171875},
                  {19.703125, 2.371875},
                  {14.828125, 10.171875},
                  {2.528125, 13.9564903874},
                  {-0.171875, 6.8854028542}},
                 1e-8);
}

/// Nobody can be held to less than consuming its own for ever, and can be held to that.
TEST(PayoffSet, OfRiskSharingPunishesByAutarky) {
  const PayoffSets sets = find(game::risk_sharing({.endowments = 5, .steps = 5}));
  double mean = 0;
  for (int e = 0; e < 5; ++e) mean += std::sqrt(e / 4.0) / 5;
  for (std::size_t e = 0; e < 5; ++e)
    EXPECT_NEAR(sets.nodes[e].worst[0], 0.15 * std::sqrt(static_cast<double>(e) / 4) + 0.85 * mean, 1e-9);
  EXPECT_LE(sets.gain[0], 1e-9);
}

TEST(PayoffSet, EveryCornerIsWhatItsMoveAndItsPromisesAddUpTo) {
  for (const game::Game& game : {game::two_states(), game::random_game({.seed = 3, .nodes = 4, .discount = 0.8}),
                                 game::kinked_demand(0.9).game}) {
    const PayoffSets sets = find(game);
    for (const NodeId node : game.all_nodes())
      for (std::size_t c = 0; c < sets.nodes[node.value()].corners.size(); ++c) {
        const Corner& corner = sets.nodes[node.value()].corners[c];
        const Support support = support_of(game, sets, node, c);
        ASSERT_EQ(support.promised.size(), game.successors(corner.joint).size());
        for (std::size_t i = 0; i < 2; ++i) {
          const game::ActorId actor(i);
          double gets = game.payoff(corner.joint, actor);
          for (std::size_t k = 0; k < support.promised.size(); ++k)
            gets += game.discount_after(node, actor) * game.probabilities(corner.joint)[k] * support.promised[k][i];
          EXPECT_NEAR(gets, corner.payoffs[i], 1e-8);
          EXPECT_LE(support.deviating[i].value_or(-HUGE_VAL), corner.payoffs[i] + 1e-8);
        }
        for (std::size_t k = 0; k < support.promised.size(); ++k)
          EXPECT_LE(distance_to_set(sets.nodes[game.successors(corner.joint)[k].value()], support.promised[k]), 1e-8);
      }
  }
}

TEST(PayoffSet, AtNobodysTurnIsASumAndAtTheEndAPoint) {
  game::GameBuilder builder({0.5, 0.25}, {game::ActorId(0), game::ActorId(1)});
  const std::array<double, 2> nothing{0, 0};
  const std::array<NodeId, 2> both{NodeId(1), NodeId(2)};
  const std::array<double, 2> even{0.5, 0.5};
  builder.add_node(0, true);
  builder.add_joint(nothing, both, even);
  for (const double payoff : {4.0, 8.0}) {
    builder.add_node(0, true);
    builder.add_joint(std::array<double, 2>{payoff, -payoff}, {}, {});
  }
  builder.add_start(NodeId(0), 1);
  const game::Game game = std::move(*std::move(builder).build());
  const PayoffSets sets = find(game);
  expect_corners(sets.nodes[0], {{3, -1.5}}, 1e-12);
  expect_corners(sets.nodes[2], {{8, -8}}, 1e-12);
  EXPECT_EQ(sets.passes, 0U);
}

TEST(PayoffSet, IsEmptyWhereOnlyMixingHolds) {
  const game::PairState pennies{2, 2, {{1, -1}, {-1, 1}, {-1, 1}, {1, -1}}, {}};
  const PayoffSets sets = find(game::pair_game({&pennies, 1}, 0.9));
  EXPECT_EQ(sets.unsustainable, NodeId(0));
  EXPECT_TRUE(sets.nodes[0].computed && sets.nodes[0].corners.empty());
}

TEST(PayoffSet, SaysThatItWasCutShort) {
  const game::Game game = game::two_states();
  const PayoffSets few = find(game, {.most_passes = 3});
  EXPECT_EQ(few.status, SetStatus::kPassLimit);
  EXPECT_FALSE(few.is_usable());
  // What there is holds the limit.
  const PayoffSets whole = find(game);
  for (const Corner& corner : whole.nodes[0].corners) EXPECT_LE(distance_to_set(few.nodes[0], corner.payoffs), 1e-9);
  const std::atomic<bool> interrupted{true};
  base::RunContext context;
  context.interrupted = &interrupted;
  const auto stopped = payoff_sets(game, {}, context);
  ASSERT_TRUE(stopped.has_value());
  EXPECT_EQ(stopped->status, SetStatus::kInterrupted);
}

std::string refused(const game::Game& game, const PayoffSetOptions& options = {}) {
  const auto sets = payoff_sets(game, options, {});
  return sets ? "" : sets.error().all().front().code;
}

TEST(PayoffSet, RefusesWhatItCannotAnswer) {
  const game::Game dilemma = game::prisoners_dilemma({});
  EXPECT_EQ(refused(dilemma, {.tolerance = 0}), "E1011");
  EXPECT_EQ(refused(dilemma, {.most_passes = 0}), "E1011");
  EXPECT_EQ(refused(game::volunteer({}).game), "E1012");
  EXPECT_EQ(refused(game::simultaneous_attrition({})), "E1013");
  EXPECT_EQ(refused(dilemma, {.most_bytes = 100}), "E1015");
  const game::PairState state{1, 1, {{1, 1}}, {}};
  EXPECT_EQ(refused(game::pair_game({&state, 1}, 1)), "E0508");
}

TEST(PayoffSet, RefusesHiddenMoves) {
  game::GameBuilder builder({0.5, 0.5}, {game::ActorId(0), game::ActorId(1)});
  builder.add_node(0, true);
  builder.hide(builder.add_seat(game::ActorId(0), 2));
  for (int k = 0; k < 2; ++k) builder.add_joint(std::array<double, 2>{1, 1}, {}, {});
  builder.add_start(NodeId(0), 1);
  const auto game = std::move(builder).build();
  ASSERT_TRUE(game.has_value());
  EXPECT_EQ(refused(*game), "E1014");
}

TEST(PayoffSet, SaysWhatOneCanGetWhereTheOtherKeepsSomething) {
  const PayoffSets sets = find(game::prisoners_dilemma({1, 1, 0.7}));
  EXPECT_NEAR(*most_given(sets.nodes[0], 0, 0.5), 1.25, 1e-9);
  EXPECT_NEAR(*most_given(sets.nodes[0], 1, -1), 1.5, 1e-9);
  EXPECT_FALSE(most_given(sets.nodes[0], 1, 2).has_value());
}

TEST(PayoffSet, CodesAreExplained) {
  ASSERT_EQ(payoff_codes().size(), 5U);
  for (const base::Code& code : payoff_codes()) EXPECT_FALSE(code.explanation.empty()) << code.id;
}

}  // namespace
}  // namespace parley::deals
