// SPDX-License-Identifier: Apache-2.0
#include "parley/run/run.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <memory>

#include "parley/run/simulation.h"
#include "parley/scenario/read.h"

namespace parley::run {
namespace {

/// Two sides that pay 0.1 a year for holding on; who concedes gives the other 1 [HendricksWeissWilson1988].
scenario::Scenario attrition() {
  auto read = scenario::read(std::make_shared<base::Source>("case.toml", R"toml(
title = "case"
start = 2000-01-01
step = "year"
turns = "together"
forecast = { steps = 12 }
[actors.a]
patience = 0.95
[actors.b]
patience = 0.95
[state]
status = { levels = ["on", "over"], start = "on" }
spent = { range = [0, 40], start = 0, edge = "clamp", unit = "years" }
[moves.a.concede]
concession = true
then = ["status = over"]
[moves.b.concede]
concession = true
then = ["status = over"]
[[rules]]
when = "status == on"
then = ["spent += 1"]
[payoffs.a]
held = "if(not a.concede and not b.concede, -0.1, 0)"
won = "if(b.concede and not a.concede, 1, 0)"
[payoffs.b]
held = "if(not a.concede and not b.concede, -0.1, 0)"
won = "if(a.concede and not b.concede, 1, 0)"
[outcomes.over]
when = "status == over"
ends = true
[outcomes.long]
when = "spent >= 3"
[policies.firm]
actor = "a"
never = ["concede"]
)toml"),
                             {});
  if (!read) std::abort();
  return std::move(*read);
}

constexpr double kConcede = 0.1 / 1.1;
constexpr double kHold = (1 - kConcede) * (1 - kConcede);

TEST(Run, ForecastsWhatTheClosedFormSays) {
  const auto scenario = attrition();
  const auto answer = run(scenario, {0}, {}, {});
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->runs.size(), 2u);
  const PolicyRun& free = answer->runs[0];
  EXPECT_TRUE(free.certificate.holds);
  for (std::size_t t = 0; t <= 12; ++t)
    EXPECT_NEAR(free.outcomes[0].by_date[t], 1 - std::pow(kHold, static_cast<double>(t)), 1e-9);
  EXPECT_NEAR(free.outcomes[1].by_date[12], std::pow(kHold, 3), 1e-9) << "once watched, it stays seen";
  ASSERT_TRUE(free.first_concession);
  for (const auto& by : free.first_concession->by) {
    const double each = by.actors == 3 ? kConcede * kConcede : kConcede * (1 - kConcede);
    EXPECT_NEAR(by.in_step[2], each * kHold * kHold, 1e-9);
  }
  EXPECT_NEAR(free.first_concession->none, std::pow(kHold, 12), 1e-9);
  EXPECT_NEAR(free.values[0].total, 0, 1e-8);
  EXPECT_NEAR(answer->runs[1].values[0].total, 1, 1e-8) << "committed, a is conceded to at once";
}

TEST(Run, SaysWhatTheStocksAreWhenAnOutcomeComes) {
  const auto scenario = attrition();
  const auto answer = run(scenario, {}, {}, {});
  ASSERT_TRUE(answer);
  const OutcomeForecast& over = answer->runs[0].outcomes[0];
  double mean = 0;
  double sum = 0;
  for (int t = 0; t < 12; ++t) {
    mean += t * std::pow(kHold, t) * (1 - kHold);
    sum += std::pow(kHold, t) * (1 - kHold);
  }
  EXPECT_NEAR(over.mean_step, mean / sum + 1, 1e-8);
  ASSERT_EQ(over.when_reached.size(), 1u);
  EXPECT_NEAR(over.when_reached[0], mean / sum, 1e-8);
}

TEST(Run, SplitsAMoveIntoTermsThatSumToItsValue) {
  const auto scenario = attrition();
  const auto answer = run(scenario, {}, {}, {});
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->runs[0].start_choices.size(), 2u);
  for (const StartChoice& choice : answer->runs[0].start_choices)
    for (const MoveChoice& move : choice.moves) {
      double sum = 0;
      for (const TermValue& term : move.terms) sum += term.value;
      EXPECT_NEAR(sum, move.value, 1e-12);
      EXPECT_NEAR(move.loss, 0, 1e-8) << "both are played, so both are best";
    }
}

TEST(Run, SaysTheSameForAnyNumberOfThreads) {
  const auto scenario = attrition();
  base::RunContext one;
  base::RunContext two;
  two.threads = 2;
  const auto a = run(scenario, {0}, {}, one);
  const auto b = run(scenario, {0}, {}, two);
  ASSERT_TRUE(a && b);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(a->runs[k].outcomes[0].by_date, b->runs[k].outcomes[0].by_date);
    EXPECT_EQ(a->runs[k].values[0].total, b->runs[k].values[0].total);
    EXPECT_EQ(a->runs[k].sampled->largest_deviation, b->runs[k].sampled->largest_deviation);
  }
}

TEST(Run, SamplesWithinFourStandardErrors) {
  const auto scenario = attrition();
  const auto solved = solve_scenario(scenario, std::nullopt, {}, {});
  ASSERT_TRUE(solved);
  const PolicyRun computed = summarize(*solved, std::nullopt, {}, {});
  const Simulation simulation = hold_against_paths(*solved, computed, 20000, {});
  EXPECT_EQ(simulation.paths, 20000u);
  EXPECT_LE(simulation.largest_deviation, 4);
}

TEST(Run, KeepsNothingHalfDoneWhenStopped) {
  const auto scenario = attrition();
  base::RunContext context;
  const std::atomic<bool> interrupted{true};
  context.interrupted = &interrupted;
  const auto answer = run(scenario, {0}, {}, context);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->runs.empty());
  EXPECT_EQ(answer->stopped, base::Stop::kInterrupted);
}

TEST(Run, RefusesABoundThatIsNotAbove0) {
  RunOptions options;
  options.bound = 0;
  EXPECT_FALSE(run(attrition(), {}, options, {}));
}

}  // namespace
}  // namespace parley::run
