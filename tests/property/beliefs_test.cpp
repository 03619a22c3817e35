// SPDX-License-Identifier: Apache-2.0
// Games with private types: solved by one folder, certified by another and sampled by a third.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "parley/certify/beliefs.h"
#include "parley/game/textbook_types.h"
#include "parley/simulate/typed.h"
#include "parley/solve/beliefs.h"

namespace parley {
namespace {

solve::BeliefSolution solved(const game::Game& game, double precision, std::size_t points) {
  solve::BeliefOptions options;
  options.precision.assign(game.actors(), precision);
  options.points = points;
  auto solution = solve::solve_beliefs(game, options, {});
  EXPECT_TRUE(solution.has_value());
  EXPECT_TRUE(solution->is_usable()) << solution->message;
  return std::move(*solution);
}

certify::BeliefCertificate certified(const game::Game& game, const solve::BeliefSolution& solution,
                                     unsigned threads = 1) {
  certify::BeliefCertifyOptions options;
  options.axes = solution.axes;
  base::RunContext context;
  context.threads = threads;
  auto certificate = certify::certify_beliefs(game, solve::make_player(game, solution), options, context);
  EXPECT_TRUE(certificate.has_value());
  return std::move(*certificate);
}

TEST(BeliefCertificate, CatchesAWrongAnswerThatLooksPerfectOnTheGrid) {
  // On a coarse grid the target's answer to a threat is interpolated between never and always, so that a bluff seems to
  // break even; at the belief that bluffs lead to it resists for sure.
  const game::Game game = game::bluff({});
  const certify::BeliefCertificate coarse = certified(game, solved(game, 1000, 33));
  EXPECT_LT(coarse.on_grid_gap, 5e-4);
  EXPECT_GT(coarse.types[1].gain, 0.1);
  EXPECT_FALSE(coarse.is_usable());
}

TEST(BeliefCertificate, HoldsOnAGridThatIsFineEnough) {
  const game::Game game = game::bluff({});
  const certify::BeliefCertificate fine = certified(game, solved(game, 100, 2001));
  EXPECT_TRUE(fine.is_usable());
  // An actor of precision 100 gives up some .003 by choosing at random among moves that are nearly as good.
  EXPECT_LT(fine.on_grid_gap, 4e-3);
  for (const certify::TypeGain& gain : fine.types) EXPECT_LT(gain.gain + 2 * gain.gain_error, 4e-3);
  EXPECT_LT(fine.largest_claim_error, 2e-3);
}

TEST(BeliefCertificate, CatchesClaimsThatMisleadTheDeviatorToo) {
  // Precision so high that the mixtures of a coarse grid are lost: whoever believes the values waits for ever.
  game::Attrition parameters;
  parameters.obstinate = {0.06, 0.1};
  parameters.discount = {0.995, 0.995};
  const game::Game game = game::simultaneous_attrition(parameters);
  solve::BeliefOptions options;
  options.precision = {3000, 3000};
  options.tolerance = 1e-4;
  for (int i = 0; i < 2; ++i) options.axes.emplace_back(numeric::AxisKind::kLog, 0, 41, 0.02);
  const auto solution = solve::solve_beliefs(game, options, {});
  ASSERT_TRUE(solution.has_value());
  const certify::BeliefCertificate certificate = certified(game, *solution);
  EXPECT_LT(certificate.on_grid_gap, 2e-3);
  EXPECT_GT(certificate.types[1].claim_error, 0.1);
  EXPECT_FALSE(certificate.is_usable());
}

TEST(BeliefCertificate, FollowsASingleHistoryWithoutSampling) {
  game::Attrition parameters;
  parameters.discount = {0.9, 0.9};
  const game::Game game = game::simultaneous_attrition(parameters);
  const certify::BeliefCertificate certificate = certified(game, solved(game, 50, 17));
  for (const certify::TypeGain& gain : certificate.types) EXPECT_EQ(gain.gain_error, 0);
}

/// A rule that is no equilibrium: everybody chooses every open move alike, and claims to get nothing.
class Careless final : public game::BeliefPlayer {
 public:
  explicit Careless(const game::Game& game) : game_(game) {}
  void choose(game::NodeId node, std::span<const double> /*beliefs*/, std::span<double> log_probability) override {
    for (const game::TypedSeat& seat : game::typed_seats(game_, node))
      for (std::size_t t = 0; t < seat.types; ++t)
        for (std::size_t m = 0; m < seat.moves; ++m) log_probability[seat.slot(t, m)] = std::log(0.5);
  }
  void value(game::NodeId /*node*/, std::span<const double> /*beliefs*/, std::span<double> value) override {
    std::fill(value.begin(), value.end(), 0.0);
  }

 private:
  const game::Game& game_;
};

TEST(BeliefCertificate, ValuesPlayRightlyWhateverIsClaimed) {
  // Half the time quiet; else half conceded (1), else half war (-.3 or -1) and half backing down (-.5).
  const game::Game game = game::bluff({});
  certify::BeliefCertifyOptions options;
  options.paths = 20000;
  const auto certificate =
      certify::certify_beliefs(game, [&] { return std::make_unique<Careless>(game); }, options, {});
  ASSERT_TRUE(certificate.has_value());
  const double exact[] = {0.5 * (0.5 * 1 + 0.5 * 0.5 * (-0.3 - 0.5)), 0.5 * (0.5 * 1 + 0.5 * 0.5 * (-1 - 0.5)),
                          0.5 * 1 + 0.5 * 0.5 * 0.5 * (1 - 1)};
  for (std::size_t t = 0; t < 3; ++t) EXPECT_NEAR(certificate->types[t].value_played, exact[t], 1e-9);
  EXPECT_FALSE(certificate->is_usable());
}

TEST(BeliefCertificateThreads, GiveTheSameBits) {
  const game::Game game = game::chain_store({.markets = 4});
  const solve::BeliefSolution solution = solved(game, 100, 33);
  const certify::BeliefCertificate one = certified(game, solution, 1);
  const certify::BeliefCertificate four = certified(game, solution, 4);
  for (std::size_t t = 0; t < one.types.size(); ++t) {
    EXPECT_EQ(one.types[t].gain, four.types[t].gain);
    EXPECT_EQ(one.types[t].value_played, four.types[t].value_played);
  }
}

TEST(BeliefCertificate, RefusesOptionsOutOfRange) {
  const game::Game game = game::bluff({});
  const solve::BeliefSolution solution = solved(game, 10, 9);
  const auto refused = [&](const certify::BeliefCertifyOptions& options) {
    const auto result = certify::certify_beliefs(game, solve::make_player(game, solution), options, {});
    return !result.has_value() && result.error().all().front().code == "E0702";
  };
  EXPECT_TRUE(refused({.bound = -1}));
  EXPECT_TRUE(refused({.axes = {numeric::BeliefAxis()}}));
  EXPECT_TRUE(refused({.axes = {numeric::BeliefAxis(), numeric::BeliefAxis()}}));
  EXPECT_TRUE(refused({.paths = 0}));
}

struct Moments {
  double mean = 0;
  double error = 0;
};
Moments moments(const std::vector<double>& sample) {
  Moments m;
  for (const double v : sample) m.mean += v / static_cast<double>(sample.size());
  for (const double v : sample) m.error += (v - m.mean) * (v - m.mean);
  const auto n = static_cast<double>(sample.size());
  m.error = std::sqrt(m.error / (n - 1) / n);
  return m;
}

TEST(SampleTyped, AgreesWithTheCertificateWithinFourStandardErrors) {
  const game::Game game = game::chain_store({.markets = 5, .strong = 0.2});
  const solve::BeliefSolution solution = solved(game, 20, 65);
  const certify::BeliefCertificate certificate = certified(game, solution);
  const simulate::TypedPaths sampled =
      simulate::sample_typed(game, solve::make_player(game, solution), {}, {.paths = 4000, .steps = 5}, {});
  for (const std::uint32_t type : {0U, 1U}) {
    std::vector<double> payoffs;
    for (std::size_t p = 0; p < sampled.paths.paths; ++p)
      if (sampled.type[2 * p] == type) payoffs.push_back(sampled.paths.discounted[2 * p]);
    const Moments m = moments(payoffs);
    // The estimate's own error is of the order of that of its gain, and small beside that of raw payoffs.
    EXPECT_NEAR(m.mean, certificate.types[type].value_played, 4 * m.error + 1e-9) << type;
  }
}

TEST(SampleTyped, MovesBeliefsAsAMartingale) {
  const game::Game game = game::chain_store({.markets = 5, .strong = 0.2});
  const solve::BeliefSolution solution = solved(game, 5, 17);
  const simulate::TypedPaths sampled =
      simulate::sample_typed(game, solve::make_player(game, solution), {}, {.paths = 4000, .steps = 5}, {});
  std::vector<double> last;
  for (std::size_t p = 0; p < sampled.paths.paths; ++p)
    last.push_back(static_cast<double>(sampled.belief[(p * 6 + 5) * 3]));
  const Moments m = moments(last);
  EXPECT_NEAR(m.mean, 0.2, 4 * m.error);
  EXPECT_GT(m.error, 0);
}

TEST(SampleTypedThreads, GiveTheSameBits) {
  const game::Game game = game::chain_store({.markets = 3});
  const solve::BeliefSolution solution = solved(game, 5, 17);
  base::RunContext many;
  many.threads = 4;
  const simulate::SampleOptions options{.paths = 500, .steps = 3};
  const auto one = simulate::sample_typed(game, solve::make_player(game, solution), {}, options, {});
  const auto four = simulate::sample_typed(game, solve::make_player(game, solution), {}, options, many);
  EXPECT_EQ(one.type, four.type);
  EXPECT_EQ(one.belief, four.belief);
  EXPECT_EQ(one.paths.discounted, four.paths.discounted);
}

}  // namespace
}  // namespace parley
