// SPDX-License-Identifier: Apache-2.0
#include "parley/run/beliefs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>

#include "parley/run/run.h"
#include "parley/run/typed.h"
#include "parley/scenario/read.h"

namespace parley::run {
namespace {

/// Two sides that wait for the other to concede; what waiting costs `a` is private, in the order and with the priors
/// that `types` says.
scenario::Scenario waiting(const std::string& types, const std::string& cost, int precision = 8,
                           const std::string& step = "year") {
  const std::string text = fmt::format(R"toml(
title = "case"
start = 2000-01-01
step = "{}"
turns = "random"
forecast = {{ steps = 12 }}
[actors.a]
patience = 0.9
precision = {}
{}
[actors.b]
patience = 0.8
precision = {}
[state]
status = {{ levels = ["on", "over"], start = "on" }}
[parameters]
cost = {}
[moves.a.concede]
concession = true
then = ["status = over"]
pays = {{ b = "1" }}
[moves.b.concede]
concession = true
then = ["status = over"]
pays = {{ a = "1" }}
[payoffs.a]
held = "-cost"
[payoffs.b]
held = "if(status == on, -0.2, 0)"
[outcomes.over]
when = "status == over"
ends = true
)toml",
                                       step, precision, types, precision, cost);
  auto read = scenario::read(std::make_shared<base::Source>("case.toml", text), {});
  if (!read) std::abort();
  return std::move(*read);
}
constexpr const char* kCosts = "{ by = \"a\", weak = 0.5, strong = 0.05 }";

RunOptions exact() {
  RunOptions options;
  options.beliefs.points = 9;
  options.beliefs.most_refinements = 0;
  options.beliefs.tolerance = 1e-11;
  options.paths = 500;
  return options;
}

SolvedGame solved(const scenario::Scenario& scenario, const RunOptions& options) {
  auto result = solve_scenario(scenario, std::nullopt, options, {});
  if (!result) std::abort();
  return std::move(*result);
}

/// What the solution promises: actor a's types, then b.
std::vector<double> promised(const SolvedGame& game) { return game.beliefs->solution.start_value; }

std::vector<double> complete(const std::string& cost) {
  const auto scenario = waiting("", cost);
  const SolvedGame game = solved(scenario, exact());
  EXPECT_FALSE(game.beliefs);
  return {game.certificate.actors[0].value_start, game.certificate.actors[1].value_start};
}

TEST(RunBeliefs, LeaveAnActorWithOneTypeAsItIs) {
  const auto scenario = waiting("types = { weak = 1 }", "{ by = \"a\", weak = 0.5 }");
  const SolvedGame game = solved(scenario, exact());
  const std::vector<double> without = complete("0.5");
  const std::vector<double> with =
      game.beliefs ? promised(game)
                   : std::vector{game.certificate.actors[0].value_start, game.certificate.actors[1].value_start};
  EXPECT_NEAR(with[0], without[0], 1e-8);
  EXPECT_NEAR(with[1], without[1], 1e-8);
}

TEST(RunBeliefs, GiveTheCompleteInformationAnswerAtPriorsOfZeroAndOne) {
  const auto weak = waiting("types = { weak = 1, strong = 0 }", kCosts);
  const SolvedGame game = solved(weak, exact());
  EXPECT_NEAR(promised(game)[0], complete("0.5")[0], 1e-8);
  EXPECT_NEAR(promised(game)[2], complete("0.5")[1], 1e-8);
  const auto strong = waiting("types = { weak = 0, strong = 1 }", kCosts);
  const SolvedGame other = solved(strong, exact());
  EXPECT_NEAR(promised(other)[1], complete("0.05")[0], 1e-8);
  EXPECT_NEAR(promised(other)[2], complete("0.05")[1], 1e-8);
}

TEST(RunBeliefs, DoNotDependOnTheOrderOfTypes) {
  const auto one = waiting("types = { weak = 0.3, strong = 0.7 }", kCosts);
  const auto other = waiting("types = { strong = 0.7, weak = 0.3 }", kCosts);
  const SolvedGame a = solved(one, exact());
  const SolvedGame b = solved(other, exact());
  EXPECT_NEAR(promised(a)[0], promised(b)[1], 1e-8);
  EXPECT_NEAR(promised(a)[1], promised(b)[0], 1e-8);
  EXPECT_NEAR(promised(a)[2], promised(b)[2], 1e-8);
}

TEST(RunBeliefs, ReportEstimatesWithErrorsWithinFourOfThem) {
  const auto scenario = waiting("types = { weak = 0.3, strong = 0.7 }", kCosts);
  RunOptions options = exact();
  options.paths = 4000;
  const auto answer = run(scenario, {}, options, {});
  ASSERT_TRUE(answer);
  const PolicyRun& run = answer->runs.front();
  ASSERT_TRUE(run.private_types);
  EXPECT_LE(run.sampled->largest_deviation, 4);
  EXPECT_EQ(run.outcomes.front().error.size(), run.outcomes.front().by_date.size());
  ASSERT_EQ(run.private_types->concessions.size(), 3U);
  for (const TypeConcession& type : run.private_types->concessions)
    EXPECT_NEAR(type.first.value + type.other_first.value + type.none.value, 1, 1e-12);
  // What b expects of others is what a's types do, by their priors: the same paths, counted twice.
  const auto& told = run.private_types->concessions;
  const double paths = static_cast<double>(run.private_types->paths);
  EXPECT_NEAR(told[0].first.value * static_cast<double>(told[0].paths) +
                  told[1].first.value * static_cast<double>(told[1].paths),
              told[2].other_first.value * paths, 1e-6);
}

TEST(RunBeliefs, RefineUntilTheCertificateHolds) {
  const auto scenario = waiting("types = { weak = 0.3, strong = 0.7 }", kCosts);
  RunOptions options = exact();
  options.beliefs.points = 3;
  options.beliefs.most_refinements = 5;
  options.beliefs.bound = 1e-3;
  const SolvedGame game = solved(scenario, options);
  EXPECT_TRUE(game.beliefs->holds()) << game.beliefs->refined;
  EXPECT_GT(game.beliefs->rounds.size(), 1U);
  EXPECT_EQ(game.beliefs->rounds.back().points[1], 1U);
  EXPECT_LT(game.beliefs->rounds.back().claim_error, game.beliefs->rounds.front().claim_error);
}

TEST(RunBeliefs, WarnOfAGridThatIsTooCoarseForTheStep) {
  const auto scenario = waiting("types = { weak = 0.3, strong = 0.7 }", kCosts, 8, "month");
  RunOptions options = exact();
  options.beliefs.points = 3;
  options.beliefs.tolerance = 1e-6;
  const auto answer = run(scenario, {}, options, {});
  ASSERT_TRUE(answer);
  bool warned = false;
  for (const base::Diagnostic& warning : answer->warnings.all()) warned = warned || warning.code == "W0601";
  EXPECT_TRUE(warned);
}

TEST(RunBeliefs, RefuseAGridThatWouldTakeTooLong) {
  const auto scenario = waiting("types = { weak = 0.3, strong = 0.7 }", kCosts);
  RunOptions options = exact();
  options.beliefs.most_seconds = 1e-9;
  const auto result = solve_scenario(scenario, std::nullopt, options, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().all().front().code, "E0607");
}

TEST(RunBeliefs, SayThatTheyWereStopped) {
  const auto scenario = waiting("types = { weak = 0.3, strong = 0.7 }", kCosts);
  const std::atomic<bool> interrupted = true;
  base::RunContext context;
  context.interrupted = &interrupted;
  const auto game = solve_scenario(scenario, std::nullopt, exact(), {});
  ASSERT_TRUE(game);
  const auto stopped = solve_with_beliefs(game->compiled.game, exact().beliefs, context);
  ASSERT_TRUE(stopped);
  EXPECT_EQ(stopped->stopped, base::Stop::kInterrupted);
  EXPECT_FALSE(stopped->holds());
}

}  // namespace
}  // namespace parley::run
