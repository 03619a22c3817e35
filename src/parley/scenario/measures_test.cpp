// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/measures.h"

#include <gtest/gtest.h>

#include <array>

#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

constexpr const char* kText = R"TOML(
title = "Measured"
start = 2019-05-09
step = "quarter"
forecast = { steps = 21 }

[actors.west]
patience = { value = 0.9, source = "assumed" }

[actors.east]
patience = { value = 0.9, source = "assumed" }

[state]
troops = { range = [0, 4], start = 2, source = "assumed" }
mood = { levels = ["calm", "tense", "all out"], start = "calm", source = "assumed" }

[moves.west.leave]
concession = true
then = ["troops = 0"]

[payoffs.west]
cost = "-troops"

[outcomes.left]
when = "troops == 0"

[policies.firm]
actor = "west"
never = ["leave"]

[claims.leaves]
says = "It leaves soon, unless it has bound itself"
speaker = "an adviser"
test = "P(left within 4 quarters) >= 0.5 and P(left within 1 year) > 2 * P(left within 1 year | firm)"
)TOML";

Scenario sound() {
  auto made = read(std::make_shared<const base::Source>("test.toml", kText), {});
  if (!made) throw std::runtime_error(made.error().all()[0].code + " " + made.error().all()[0].message);
  return std::move(*made);
}

TEST(Measures, HaveOneWayToBeWritten) {
  const Scenario scenario = sound();
  const std::vector<std::array<const char*, 2>> all = {
      {"P(left within 20 quarters|firm)", "P(left within 5 years | firm)"},
      {"P( left )", "P(left within 21 quarters)"},
      {"P(west concedes first within 1 quarter)", "P(west concedes first within 1 quarter)"},
      {"P(nobody concedes within 2 years | firm)", "P(nobody concedes within 2 years | firm)"},
      {"P(mood == 'all out' at 1 year)", "P(mood == 'all out' at 1 year)"},
      {"P(mood < tense at 0 years)", "P(mood == calm at 0 years)"},
      {"P(mood<='tense' at 4 quarters)", "P(mood <= tense at 1 year)"},
      {"P(mood > calm at 1 year)", "P(mood >= tense at 1 year)"},
      {"P(mood != tense at 1 year)", "P(mood != tense at 1 year)"},
      {"P(mood < calm at 1 year)", "P(mood < calm at 1 year)"},
      {"E(troops at 3 years)", "E(troops at 3 years)"},
      {"E(troops when left | firm)", "E(troops when left | firm)"},
      {"E(quarter to left)", "E(quarters to left)"},
      {"V(west|firm)", "V(west | firm)"},
  };
  for (const auto& [written, expected] : all) {
    const auto measure = read_measure(scenario, written);
    ASSERT_TRUE(measure) << written << ": " << measure.error().all()[0].message;
    EXPECT_EQ(measure->text, expected);
    const auto again = read_measure(scenario, measure->text);
    ASSERT_TRUE(again) << measure->text;
    EXPECT_EQ(again->text, measure->text);
    EXPECT_EQ(again->step, measure->step);
    EXPECT_EQ(again->levels, measure->levels);
  }
  EXPECT_FALSE(read_measure(scenario, "V(west) + V(east)"));
}

TEST(Measures, AClaimComparesThem) {
  const Scenario scenario = sound();
  ASSERT_EQ(scenario.claims.size(), 1U);
  const Claim& claim = scenario.claims[0];
  ASSERT_EQ(claim.measures.size(), 2U) << "one of the three is the same again";
  EXPECT_EQ(claim.measures[0].text, "P(left within 1 year)");
  EXPECT_EQ(claim.measures[1].text, "P(left within 1 year | firm)");
  EXPECT_TRUE(claim.test.is_true(std::array{0.6, 0.2}));
  EXPECT_FALSE(claim.test.is_true(std::array{0.6, 0.3}));
  EXPECT_FALSE(claim.test.is_true(std::array{0.4, 0.1}));
}

TEST(Measures, TheUsualOnesCanBeReadAgain) {
  const Scenario scenario = sound();
  const std::vector<Measure> usual = usual_measures(scenario, {std::nullopt, 0});
  EXPECT_EQ(usual.size(), 2U * (1 + 2 + 1 + 1 + 2));
  for (const Measure& measure : usual) {
    const auto again = read_measure(scenario, measure.text);
    ASSERT_TRUE(again) << measure.text;
    EXPECT_EQ(again->text, measure.text);
    EXPECT_EQ(again->kind, measure.kind);
  }
}

}  // namespace
}  // namespace parley::scenario
