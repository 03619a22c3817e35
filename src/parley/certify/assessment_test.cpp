// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/assessment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <vector>

#include "parley/certify/certify.h"
#include "parley/game/textbook.h"
#include "parley/game/textbook_types.h"

namespace parley::certify {
namespace {

/// The threat and bluff with a resolved side of .2: bluffs a quarter of the time, is resisted two thirds of it.
game::Assessment bluffing(const game::Game& game) {
  game::Assessment assessment;
  assessment.add(game, game::NodeId(0), std::vector{0.2, 0.8, 1.0});
  assessment.add(game, game::NodeId(1), std::vector{0.5, 0.5, 1.0});
  assessment.add(game, game::NodeId(2), std::vector{0.5, 0.5, 1.0});
  assessment.chance = {0, 1, 0.75, 0.25, 1 / 3.0, 2 / 3.0, 1, 0, 0, 1};
  assessment.next = {1, 2};
  assessment.start = {0};
  return assessment;
}

AssessmentCertificate certified(const game::Game& game, const game::Assessment& assessment,
                                const AssessmentOptions& options = {}) {
  const auto certificate = certify_assessment(game, assessment, options, {});
  EXPECT_TRUE(certificate.has_value());
  return *certificate;
}

TEST(CertifyAssessment, HoldsAtAnEquilibriumOfTheLiterature) {
  const game::Game game = game::bluff({});
  const AssessmentCertificate certificate = certified(game, bluffing(game), {.bound = 1e-12});
  EXPECT_TRUE(certificate.holds);
  EXPECT_NEAR(certificate.types[0].value_start, 1 / 3.0 - 2 / 3.0 * 0.3, 1e-15);
  EXPECT_NEAR(certificate.types[1].value_start, 0, 1e-15);
  EXPECT_LT(certificate.belief_error, 1e-15);
}

TEST(CertifyAssessment, FindsTheGainOfTheBestResponseAtTheWorstHistory) {
  const game::Game game = game::bluff({});
  game::Assessment assessment = bluffing(game);
  // Resisted half the time a bluff pays .25; the target, at even odds of a war, does not mind.
  assessment.chance[4] = assessment.chance[5] = 0.5;
  const AssessmentCertificate certificate = certified(game, assessment);
  EXPECT_FALSE(certificate.holds);
  EXPECT_NEAR(certificate.types[1].gain_start, 0.75 * 0.25, 1e-12);
  EXPECT_NEAR(certificate.types[2].gain_worst, 0, 1e-12);
  // Backing down when resolved is a mistake of .2 at history 2, which the start meets two thirds of the time.
  assessment = bluffing(game);
  assessment.chance[6] = 0;
  assessment.chance[7] = 1;
  const AssessmentCertificate other = certified(game, assessment);
  EXPECT_NEAR(other.types[0].gain_worst, 0.2, 1e-12);
  EXPECT_EQ(other.types[0].worst_history, 2U);
  EXPECT_NEAR(other.types[0].gain_start, 0.2 * 2 / 3.0, 1e-12);
}

TEST(CertifyAssessment, HoldsBeliefsToBayesRuleWhereItSaysAnything) {
  const game::Game game = game::bluff({});
  game::Assessment assessment = bluffing(game);
  assessment.belief[3] = 0.6;
  assessment.belief[4] = 0.4;
  const AssessmentCertificate wrong = certified(game, assessment, {.bound = 1});
  EXPECT_NEAR(wrong.belief_error, 0.1, 1e-15);
  EXPECT_EQ(wrong.belief_history, 1U);
  EXPECT_FALSE(wrong.holds);
  // Nobody threatens: what a threat would be taken for is free.
  assessment.chance = {1, 0, 1, 0, 0, 1, 1, 0, 0, 1};
  assessment.belief = {0.2, 0.8, 1, 0.3, 0.7, 1, 0.3, 0.7, 1};
  const AssessmentCertificate free = certified(game, assessment);
  EXPECT_LT(free.belief_error, 1e-15);
  EXPECT_TRUE(free.holds);
  // But not what it is taken for afterwards, when the mover of that history is another.
  assessment.belief[6] = 0.9;
  assessment.belief[7] = 0.1;
  EXPECT_NEAR(certified(game, assessment).belief_error, 0.6, 1e-12);
}

TEST(CertifyAssessment, AgreesWithTheCertificateOfAProfileWithoutTypes) {
  const game::SolvedGame solved = game::war_of_attrition({{2, 3}, {0.1, 0.5}, {0.1, 0.2}, {0.95, 0.9}, false});
  game::Profile profile = solved.equilibrium;
  profile.probability[0] += 0.05;
  profile.probability[1] -= 0.05;
  game::Assessment assessment;
  assessment.add(solved.game, game::NodeId(0), std::vector{1.0, 1.0});
  assessment.chance = profile.probability;
  assessment.next.assign(game::outcomes_of(solved.game, game::NodeId(0)), 0);
  assessment.start = {0};
  const Certificate whole = *certify(solved.game, profile, {}, {});
  const AssessmentCertificate certificate = certified(solved.game, assessment);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(certificate.types[i].value_start, whole.actors[i].value_start, 1e-12);
    EXPECT_NEAR(certificate.types[i].gain_worst, whole.actors[i].gain_worst, 1e-12);
  }
}

TEST(CertifyAssessment, HoldsActorsOfFinitePrecisionToLogitChoice) {
  const game::Game game = game::bluff({});
  const AssessmentCertificate certificate =
      certified(game, bluffing(game), {.bound = 1e-6, .precision = {5, std::numeric_limits<double>::infinity()}});
  EXPECT_FALSE(certificate.holds);
  // Threatening or not is all the same to the unresolved: logit would toss a coin.
  EXPECT_NEAR(certificate.types[1].logit_residual, 0.25, 1e-12);
  EXPECT_EQ(certificate.types[2].logit_residual, 0);
}

TEST(CertifyAssessment, RefusesWhatDoesNotFit) {
  const game::Game game = game::bluff({});
  const auto code = [&](const auto& change) {
    game::Assessment assessment = bluffing(game);
    change(assessment);
    const auto certificate = certify_assessment(game, assessment, {}, {});
    return certificate ? std::string() : certificate.error().all()[0].code;
  };
  EXPECT_EQ(code([](game::Assessment& a) { a = {}; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.start = {1}; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.start = {0, 0}; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.next[0] = 2; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.next[0] = 9; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.node[0] = game::NodeId(9); }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.chance[0] = 0.5; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.belief[0] = 0.5; }), "E0705");
  EXPECT_EQ(code([](game::Assessment& a) { a.belief[0] = std::nan(""); }), "E0705");
  const auto options = certify_assessment(game, bluffing(game), {.bound = -1}, {});
  EXPECT_EQ(options.error().all()[0].code, "E0702");
}

TEST(CertifyAssessment, DoesNotHoldOnceItIsStopped) {
  const game::Game game = game::bluff({});
  base::RunContext context;
  const std::atomic<bool> interrupted = true;
  context.interrupted = &interrupted;
  const auto certificate = certify_assessment(game, bluffing(game), {}, context);
  ASSERT_TRUE(certificate.has_value());
  EXPECT_FALSE(certificate->complete);
  EXPECT_FALSE(certificate->holds);
}

/// Chooses every open move alike.
class Careless final : public game::BeliefPlayer {
 public:
  explicit Careless(const game::Game& game) : game_(game) {}
  void choose(game::NodeId node, std::span<const double> /*beliefs*/, std::span<double> log_probability) override {
    for (const game::TypedSeat& seat : game::typed_seats(game_, node))
      for (std::size_t t = 0; t < seat.types; ++t) {
        std::size_t open = 0;
        for (std::size_t m = 0; m < seat.moves; ++m) open += is_open(seat, t, m) ? 1 : 0;
        for (std::size_t m = 0; m < seat.moves; ++m)
          log_probability[seat.slot(t, m)] =
              is_open(seat, t, m) ? -std::log(static_cast<double>(open)) : -std::numeric_limits<double>::infinity();
      }
  }
  void value(game::NodeId /*node*/, std::span<const double> /*beliefs*/, std::span<double> value) override {
    std::fill(value.begin(), value.end(), 0.0);
  }

 private:
  bool is_open(const game::TypedSeat& seat, std::size_t type, std::size_t move) const {
    return game_.is_open(game_.moves_of(seat.seat)[move], game::TypeId(seat.first_type + type));
  }
  const game::Game& game_;
};

TEST(AssessmentOf, FollowsAStrategyAndStopsWhereThereIsTooMuch) {
  const game::Game game = game::chain_store({.markets = 3, .strong = 0.2});
  Careless careless(game);
  const auto assessment = game::assessment_of(game, careless, 100, {});
  ASSERT_TRUE(assessment.has_value());
  const AssessmentCertificate certificate = certified(game, *assessment);
  EXPECT_LT(certificate.belief_error, 1e-15);
  // Three markets, each left alone (2) half of the time, else fought (-1) half of the time by the weak.
  EXPECT_NEAR(certificate.types[1].value_start, 3 * (0.5 * 2 - 0.25), 1e-12);
  EXPECT_FALSE(game::assessment_of(game, careless, assessment->histories() - 1, {}).has_value());
  EXPECT_TRUE(game::assessment_of(game, careless, assessment->histories(), {}).has_value());
}

}  // namespace
}  // namespace parley::certify
