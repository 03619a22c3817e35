// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/certify.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "parley/certify/detail/test_games.h"
#include "parley/game/builder.h"
#include "parley/game/textbook.h"

namespace parley::certify {
namespace {

using testing::Position;

// What an oracle asks for is 1e-8 and, for the price duopoly, 1e-9; closed forms rounded to doubles are good for more.
constexpr double kOracleGain = 1e-9;
constexpr double kTightShare = 1e-12;

Certificate certificate_of(const game::Game& game, const game::Profile& profile, const CertifyOptions& options = {}) {
  const auto certificate = certify(game, profile, options, {});
  EXPECT_TRUE(certificate.has_value()) << certificate.error().all()[0].message;
  return certificate.value_or(Certificate{});
}

void expect_certified(const game::SolvedGame& solved) {
  const Certificate certificate = certificate_of(solved.game, solved.equilibrium);
  EXPECT_TRUE(certificate.is_usable());
  EXPECT_LE(certificate.largest_share, kTightShare);
  for (const ActorGain& gain : certificate.actors) {
    EXPECT_LE(gain.gain_worst, kOracleGain);
    EXPECT_GE(gain.gain_worst, gain.gain_start);
    EXPECT_LE(gain.value_error, 1e-15 * (1 + std::abs(gain.value_start)));
    if (solved.start_value.empty()) continue;
    EXPECT_NEAR(gain.value_start, solved.start_value[gain.actor.value()], 1e-10);
  }
}

/// The profile with one probability moved by 0.05, the rest of its seat scaled.
game::Profile moved(const game::Game& game, game::Profile profile, game::MoveId move) {
  for (std::size_t s = 0; s < game.seats(); ++s) {
    const auto moves = game.moves_of(game::SeatId(s));
    if (move < moves.front() || !(move < game::MoveId(moves.front().value() + moves.size()))) continue;
    const double before = profile[move];
    const double after = before + (before <= 0.95 ? 0.05 : -0.05);
    for (const game::MoveId other : moves)
      profile[other] = other == move ? after
                       : before < 1  ? profile[other] * (1 - after) / (1 - before)
                                     : (1 - after) / static_cast<double>(moves.size() - 1);
  }
  return profile;
}

/// A gain is reported, and it is the one that value iteration finds.
void expect_refuted(const game::SolvedGame& solved, game::MoveId move) {
  const Position position = {solved.game, moved(solved.game, solved.equilibrium, move)};
  const Certificate certificate = certificate_of(position.game, position.profile);
  EXPECT_FALSE(certificate.is_usable());
  EXPECT_GT(certificate.largest_share, 1e-5);
  for (const ActorGain& gain : certificate.actors)
    EXPECT_NEAR(gain.gain_worst, testing::plain_worst_gain(position, gain.actor), 1e-10);
}

std::vector<game::SolvedGame> wars_of_attrition() {
  return {game::war_of_attrition({}), game::war_of_attrition({{2, 3}, {0, 0.5}, {0.1, 0.2}, {0.95, 0.9}, false}),
          game::war_of_attrition({{1, 1}, {0, 0}, {0.05, 0.05}, {0.9, 0.9}, true}),
          game::war_of_attrition({{5, 2}, {1, -1}, {0.01, 0.3}, {0.98, 0.99}, true})};
}

TEST(Certify, HoldsForTheWarOfAttrition) {
  for (const game::SolvedGame& solved : wars_of_attrition()) expect_certified(solved);
  expect_certified(game::war_of_attrition({{1, 1}, {0, 0}, {1e-3, 1e-3}, {0.999, 0.999}, false}));
}

TEST(Certify, HoldsForMaskinAndTirolesPriceDuopoly) {
  for (const double discount : {0.95, 0.97, 0.99, 0.999}) {
    expect_certified(game::kinked_demand(discount));
    expect_certified(game::edgeworth_cycle(discount));
  }
}

TEST(Certify, HoldsForAbsorbingGames) {
  for (const double lambda : {0.1, 0.01, 0.3, 0.001}) {
    expect_certified(game::big_match(lambda));
    expect_certified(game::square_root_game(lambda));
  }
}

TEST(Certify, HoldsForTheVolunteersDilemma) {
  for (const std::size_t actors : {2, 3, 5, 8}) expect_certified(game::volunteer({actors, 1, 0.4, 0.1, 0.9}));
  expect_certified(game::volunteer({4, 2, 0.5, 0.02, 0.999}));
}

/// The race with everybody's probability of investing at each rung, [i][j][actor], and the values at the start.
game::SolvedGame solved_race(const game::Race& parameters,
                             const std::vector<std::vector<std::array<double, 2>>>& invest, std::vector<double> value) {
  game::SolvedGame solved = {game::race(parameters), {}, std::move(value)};
  for (const auto& row : invest)
    for (const auto& rung : row)
      for (const double p : rung)
        solved.equilibrium.probability.insert(solved.equilibrium.probability.end(), {1 - p, p});
  return solved;
}

// Backward induction over all stage equilibria, in the manner of [IskhakovRustSchjerning2016]; each is unique.
game::SolvedGame short_race() {
  return solved_race({}, {{{1, 1}, {1, 1}}, {{1, 1}, {1, 1}}}, {-0.09580985243044104, -0.09580985243044104});
}
game::SolvedGame long_race() {
  return solved_race({3, 8, 6, -1, 0.9, {0.8, 0.5}, {0.3, 0.25}},
                     {{{0, 0}, {0, 1}, {0, 1}}, {{1, 0}, {1, 1}, {0, 1}}, {{1, 0}, {1, 1}, {1, 1}}}, {0, 0});
}

TEST(Certify, HoldsForTheDirectionalRace) {
  expect_certified(short_race());
  expect_certified(long_race());
  expect_certified(solved_race({3, 6, 6, -1, 0.9, {1, 1}, {0.3, 0.3}},
                               {{{0, 0}, {0, 0}, {0, 1}}, {{0, 0}, {0, 0}, {0, 1}}, {{1, 0}, {1, 0}, {1, 1}}}, {0, 0}));
}

TEST(Certify, RefutesAMovedProbability) {
  for (const game::SolvedGame& solved : wars_of_attrition())
    for (const std::size_t move : {0, 2}) expect_refuted(solved, game::MoveId(move));
  expect_refuted(game::kinked_demand(0.95), game::MoveId(8));
  expect_refuted(game::edgeworth_cycle(0.97), game::MoveId(0));
  expect_refuted(game::big_match(0.1), game::MoveId(0));
  expect_refuted(game::square_root_game(0.1), game::MoveId(2));
  expect_refuted(game::volunteer({}), game::MoveId(0));
  expect_refuted(short_race(), game::MoveId(0));
  expect_refuted(long_race(), game::MoveId(0));
}

/// One actor, one node, payoffs 0 and 1, and the end.
Position choice(double probability_of_better) {
  testing::ListGame list;
  list.discount = {0.5};
  list.nodes = {{{{0, {1 - probability_of_better, probability_of_better}}}, {{{0}, {}}, {{1}, {}}}}};
  list.start = {1};
  return testing::built(list);
}

TEST(Certify, HoldsLogitChoiceToItsResidualAndNotToItsGain) {
  const double precision = 2;
  CertifyOptions options;
  options.precision = {precision};
  const double logit = 1 / (1 + std::exp(-precision));
  const Position right = choice(logit);
  const Certificate certificate = certificate_of(right.game, right.profile, options);
  EXPECT_TRUE(certificate.holds);
  EXPECT_LE(certificate.largest_residual, 1e-14);
  EXPECT_GT(certificate.actors[0].gain_worst, 0.1);
  const Position wrong = choice(logit + 0.05);
  const Certificate refuted = certificate_of(wrong.game, wrong.profile, options);
  EXPECT_FALSE(refuted.holds);
  EXPECT_NEAR(refuted.largest_residual, 0.05, 1e-12);
  // At an extreme precision the choice is the best move, and nothing overflows.
  options.precision = {1e300};
  const Position best = choice(1);
  EXPECT_TRUE(certificate_of(best.game, best.profile, options).holds);
}

TEST(Certify, LooksOnlyWherePlayCanLead) {
  testing::ListGame list;
  list.discount = {0.9};
  list.nodes = {{{{0, {1, 0}}}, {{{1}, {}}, {{0}, {}}}}, {{{0, {1, 0}}}, {{{0}, {}}, {{5}, {{0, 1}}}}}};
  list.start = {1, 0};
  const Position position = testing::built(list);
  EXPECT_TRUE(certificate_of(position.game, position.profile).holds);
  list.start = {0, 1};
  const Position other = testing::built(list);
  const Certificate certificate = certificate_of(other.game, other.profile);
  EXPECT_FALSE(certificate.holds);
  EXPECT_NEAR(certificate.actors[0].gain_worst, 5.9, 1e-12);
  EXPECT_EQ(certificate.actors[0].worst_node, game::NodeId(1));
}

TEST(Certify, TakesASeatsProbabilitiesAsTheyAreScaled) {
  const game::SolvedGame solved = game::big_match(0.001);
  game::Profile scaled = solved.equilibrium;
  for (double& p : scaled.probability) p *= 1 + 1e-8;
  const Certificate certificate = certificate_of(solved.game, scaled);
  EXPECT_TRUE(certificate.holds);
  EXPECT_LE(certificate.largest_share, 1e-10);
  EXPECT_NEAR(certificate.profile_error, 1e-8, 1e-12);
}

TEST(Certify, GivesNoShareOfNothing) {
  // All payoffs are 3, and neither has anything to choose but when the game ends.
  testing::ListGame list;
  list.discount = {0.5};
  list.nodes = {{{{0, {0, 1}}}, {{{3}, {}}, {{3}, {{0, 1}}}}}};
  list.start = {1};
  const Position position = testing::built(list);
  EXPECT_TRUE(certificate_of(position.game, position.profile).holds);
  list.nodes[0].seats[0].second = {1, 0};
  const Position worse = testing::built(list);
  const Certificate certificate = certificate_of(worse.game, worse.profile);
  EXPECT_EQ(certificate.actors[0].payoff_range, 0);
  EXPECT_NEAR(certificate.actors[0].share_worst, 1, 1e-12);
  EXPECT_FALSE(certificate.holds);
}

TEST(Certify, IsIncompleteButTrueWhenInterrupted) {
  const std::atomic<bool> interrupted = true;
  base::RunContext context;
  context.interrupted = &interrupted;
  for (const game::SolvedGame& solved : {game::kinked_demand(0.95), short_race()}) {
    const Position position = {solved.game, moved(solved.game, solved.equilibrium, game::MoveId(0))};
    const auto certificate = certify(position.game, position.profile, {}, context);
    ASSERT_TRUE(certificate.has_value());
    EXPECT_FALSE(certificate->complete);
    EXPECT_FALSE(certificate->is_usable());
    for (const ActorGain& gain : certificate->actors)
      EXPECT_GE(gain.gain_worst, testing::plain_worst_gain(position, gain.actor));
  }
}

TEST(Certify, GivesTheSameBytesForAnyNumberOfThreads) {
  base::RunContext two;
  two.threads = 2;
  for (const game::SolvedGame& solved : {game::edgeworth_cycle(0.99), game::volunteer({})}) {
    const auto first = certify(solved.game, solved.equilibrium, {}, {});
    const auto second = certify(solved.game, solved.equilibrium, {}, two);
    ASSERT_TRUE(first.has_value() && second.has_value());
    for (std::size_t i = 0; i < first->actors.size(); ++i) {
      EXPECT_EQ(first->actors[i].gain_worst, second->actors[i].gain_worst);
      EXPECT_EQ(first->actors[i].value_start, second->actors[i].value_start);
      EXPECT_EQ(first->actors[i].worst_node, second->actors[i].worst_node);
    }
  }
}

TEST(Certify, RefusesWhatItCannotBound) {
  const game::SolvedGame solved = game::war_of_attrition({});
  const auto code = [&](const game::Game& game, const game::Profile& profile, const CertifyOptions& options) {
    const auto certificate = certify(game, profile, options, {});
    return certificate ? std::string() : certificate.error().all()[0].code;
  };
  EXPECT_EQ(code(solved.game, {{0.5, 0.5}}, {}), "E0701");
  EXPECT_EQ(code(solved.game, {{0.5, 0.6, 0.5, 0.5}}, {}), "E0701");
  EXPECT_EQ(code(solved.game, {{1.5, -0.5, 0.5, 0.5}}, {}), "E0701");
  EXPECT_EQ(code(solved.game, {{std::numeric_limits<double>::quiet_NaN(), 1, 0.5, 0.5}}, {}), "E0701");
  EXPECT_EQ(code(solved.game, solved.equilibrium, {-1, {}}), "E0702");
  EXPECT_EQ(code(solved.game, solved.equilibrium, {1e-6, {1}}), "E0702");
  EXPECT_EQ(code(solved.game, solved.equilibrium, {1e-6, {1, 0}}), "E0702");
  const game::SolvedGame undiscounted = game::war_of_attrition({{1, 1}, {0, 0}, {0.1, 0.1}, {1, 0.9}, false});
  EXPECT_EQ(code(undiscounted.game, undiscounted.equilibrium, {}), "E0703");
  game::GameBuilder typed({0.5}, {game::ActorId(0)});
  typed.set_types(game::ActorId(0), std::array{0.5, 0.5});
  typed.add_node(0, true);
  typed.add_joint(std::array{1.0, 2.0}, {}, {});
  typed.add_start(game::NodeId(0), 1);
  EXPECT_EQ(code(std::move(typed).build().value(), {}, {}), "E0704");
  std::set<std::string_view> ids;
  for (const base::Code& known : codes()) EXPECT_TRUE(ids.insert(known.id).second && !known.explanation.empty());
}

TEST(Certify, HoldsForAnActorThatIsNeverPaid) {
  // A payer without a stake beside a loop: the bound on its gain is rounded up from 0.
  game::GameBuilder builder({0.95, 0.95}, {game::ActorId(0), game::ActorId(1)});
  builder.add_node(0, true);
  builder.add_seat(game::ActorId(0), 2);
  builder.add_joint(std::vector{1.0, 0.0}, std::vector{game::NodeId(0), game::NodeId(1)}, std::vector{0.95, 0.05});
  builder.add_joint(std::vector{1.5, 0.0}, std::vector{game::NodeId(0), game::NodeId(1)}, std::vector{0.5, 0.5});
  builder.add_node(0, true);
  builder.add_joint(std::vector{0.0, 0.0}, std::vector{game::NodeId(2)}, std::vector{1.0});
  builder.add_node(0, true);
  builder.add_joint(std::vector{0.0, 0.0}, std::vector{game::NodeId(0)}, std::vector{1.0});
  builder.add_start(game::NodeId(0), 1);
  const game::Game game = std::move(builder).build().value();
  const auto certificate = certify(game, {{1, 0}}, {}, {});
  ASSERT_TRUE(certificate.has_value());
  EXPECT_TRUE(certificate->holds);
  EXPECT_EQ(certificate->actors[1].share_worst, 0);
}

}  // namespace
}  // namespace parley::certify
