// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/tipping.h"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "parley/analyze/explain.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/read.h"

namespace parley::analyze {
namespace {

scenario::Scenario read(const std::string& text) {
  auto made = scenario::read(std::make_shared<base::Source>("case.toml", text), {});
  if (!made) throw std::runtime_error(made.error().all()[0].message);
  return std::move(*made);
}

/// One choice between `gain` now and 1, whatever `idle` is.
constexpr const char* kOneShot = R"toml(
title = "case"
start = 2000-01-01
step = "year"
turns = [["us"]]
horizon = { steps = 1 }
[actors.us]
patience = 0.9
may_wait = false
[state]
done = { levels = ["no", "yes"], start = "no" }
[parameters]
gain = { value = 0.4, range = [0, 2] }
idle = { value = 1, range = [0, 5] }
fixed = 1
[moves.us.take]
when = "done == no"
then = ["done = yes"]
pays = { us = "gain" }
[moves.us.leave]
when = "done == no"
then = ["done = yes"]
pays = { us = "fixed + 0 * idle" }
)toml";

Explanation explained(const scenario::Scenario& scenario, const std::string& at, const run::RunOptions& options = {},
                      unsigned threads = 1) {
  const auto situation = scenario::read_situation(scenario, at);
  base::RunContext context;
  context.threads = threads;
  auto told = explain(scenario, *situation, {{}, {}, inputs_with_range(scenario, *situation), options}, context);
  if (!told) throw std::runtime_error(told.error().all()[0].message);
  return std::move(*told);
}

TEST(Tipping, FindsTheValueAtWhichAChoiceTurnsAndTheInputsThatNeverTurnIt) {
  const scenario::Scenario scenario = read(kOneShot);
  const Explanation told = explained(scenario, "");
  ASSERT_EQ(told.tips.size(), 1u);
  EXPECT_EQ(told.tips[0].move, "leave");
  EXPECT_EQ(told.without_range, 1u);
  ASSERT_EQ(told.tips[0].inputs.size(), 2u);
  const InputTip& gain = told.tips[0].inputs[0];
  EXPECT_EQ(gain.status, TipStatus::kTips);
  EXPECT_EQ(gain.tip->move, "take");
  EXPECT_LE(gain.tip->holds, 1 + 1e-9);
  EXPECT_GE(gain.tip->tipped, 1 - 1e-9);
  EXPECT_LE(gain.tip->tipped - gain.tip->holds, 0.02 + 1e-12);
  EXPECT_NEAR(gain.tip->share, 0.3, 0.011);
  EXPECT_TRUE(gain.tip->certified);
  EXPECT_EQ(told.tips[0].inputs[1].status, TipStatus::kHolds);
  EXPECT_FALSE(told.tips[0].inputs[1].tip);
}

TEST(TippingThreads, IsTheSameForOneAndForMany) {
  const scenario::Scenario scenario = read(kOneShot);
  const Explanation one = explained(scenario, "");
  const Explanation four = explained(scenario, "", {}, 4);
  EXPECT_EQ(one.tips[0].inputs[0].tip->tipped, four.tips[0].inputs[0].tip->tipped);
}

/// The prior p of the resolved side at which bluffs become likelier than quiet: p / (1 - p) = 1/2.
TEST(Tipping, OfABluffIsAtAPriorOfAThird) {
  std::stringstream text;
  text << std::ifstream(PARLEY_SOURCE_DIR "/scenarios/bluff/bluff.toml").rdbuf();
  const scenario::Scenario scenario = read(text.str());
  run::RunOptions options;
  options.beliefs.points = 257;
  options.beliefs.most_refinements = 0;
  options.beliefs.paths = 20;
  const Explanation told = explained(scenario, "", options);
  ASSERT_EQ(told.tips.size(), 2u);
  EXPECT_EQ(told.tips[0].inputs[0].status, TipStatus::kHolds);
  const InputTip& prior = told.tips[1].inputs[0];
  ASSERT_TRUE(prior.tip);
  EXPECT_EQ(prior.tip->move, "threaten");
  EXPECT_NEAR(prior.tip->tipped, 1.0 / 3, 0.02);
  // A belief that is given is what it is: its prior is no input.
  const auto given = scenario::read_situation(scenario, "P(challenger is resolved) = 0.2");
  EXPECT_TRUE(inputs_with_range(scenario, *given).empty());
}

}  // namespace
}  // namespace parley::analyze
