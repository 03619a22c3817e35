// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/situation.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

constexpr const char* kText = R"toml(
title = "case"
start = 2000-01-01
step = "quarter"
horizon = { steps = 8 }
[actors.us]
patience = 0.9
[actors.dprk]
patience = 0.9
types = { tough = 0.2, soft = 0.6, mild = 0.2 }
[state]
sanctions = { levels = ["lifted", "partial", "at their maximum"], start = "lifted" }
warheads = { range = [0, 60], by = 20, start = 40 }
[parameters]
pain = 0.8
[moves.us.ease]
when = "warheads > 0"
then = ["sanctions = lifted"]
[moves.dprk.build]
then = ["warheads = 60"]
[payoffs.us]
alarm = "-warheads * pain"
)toml";

Scenario made() {
  auto read_text = read(std::make_shared<base::Source>("case.toml", kText), {});
  if (!read_text) throw std::runtime_error(read_text.error().all()[0].message);
  return std::move(*read_text);
}

std::string refused(const std::string& words) {
  const Scenario scenario = made();
  const auto situation = read_situation(scenario, words);
  if (situation) return "";
  EXPECT_EQ(situation.error().all()[0].fault, base::Fault::kUsage);
  const base::Diagnostic& first = situation.error().all()[0];
  return first.code + " " + first.message + " | " + first.help + " | " + first.suggestion;
}

TEST(Situation, HoldsConditionsADateAndBeliefsInAnyOrder) {
  const Scenario scenario = made();
  const auto read = read_situation(
      scenario,
      "P(dprk is tough) = .5 and sanctions == 'at their maximum', date 2000-05-01; warheads >= 20 and step < 9");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->conditions.size(), 3u);
  EXPECT_EQ(read->step, 1u);
  const std::vector<double> beliefs = beliefs_about(scenario, *read, ActorId(1));
  ASSERT_EQ(beliefs.size(), 3u);
  EXPECT_NEAR(beliefs[0], 0.5, 1e-15);
  EXPECT_NEAR(beliefs[1], 0.375, 1e-15);
  EXPECT_NEAR(beliefs[2], 0.125, 1e-15);
  EXPECT_EQ(beliefs_about(scenario, *read, ActorId(0)), std::vector{1.0});
}

TEST(Situation, LeavesWhatStandsBesideAnOrWhole) {
  const Scenario scenario = made();
  const auto read = read_situation(scenario, "warheads == 0 or warheads == 20 and sanctions == lifted, step == 2");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->conditions.size(), 2u);
  EXPECT_EQ(read->conditions[0].text(), "warheads == 0 or warheads == 20 and sanctions == lifted");
}

TEST(Situation, IsTheStartAtThePriorWhereNothingIsSaid) {
  const Scenario scenario = made();
  const auto read = read_situation(scenario, "");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->conditions.empty());
  EXPECT_FALSE(read->step);
  EXPECT_EQ(beliefs_about(scenario, *read, ActorId(1)), (std::vector{0.2, 0.6, 0.2}));
}

TEST(Situation, SaysWhatItCannotRead) {
  EXPECT_NE(refused("warhead == 20").find("warheads"), std::string::npos);
  EXPECT_NE(refused("pain == 1").find("E02"), std::string::npos);
  EXPECT_NE(refused("dprk.build").find("E02"), std::string::npos);
  EXPECT_NE(refused("sanctions == maximum").find("E02"), std::string::npos);
  EXPECT_NE(refused("P(dprk is tuogh) = .4").find("| tough"), std::string::npos);
  EXPECT_NE(refused("P(us is tough) = .4").find("nothing about it is private"), std::string::npos);
  EXPECT_NE(refused("P(dprk tough) = .4").find("E0902"), std::string::npos);
  EXPECT_NE(refused("P(dprk is tough) = 1.4").find("from 0 to 1"), std::string::npos);
  EXPECT_NE(refused("P(dprk is tough) = .8, P(dprk is soft) = .4").find("sum to 1.2"), std::string::npos);
  EXPECT_NE(refused("P(dprk is tough) = .1, P(dprk is soft) = .2, P(dprk is mild) = .3").find("takes the rest"),
            std::string::npos);
  EXPECT_NE(refused("date 2010-01-01").find("2000-01-01"), std::string::npos);
  EXPECT_NE(refused("date tomorrow").find("no date"), std::string::npos);
}

}  // namespace
}  // namespace parley::scenario
