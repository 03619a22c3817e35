// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/distribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parley/scenario/inputs.h"
#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

constexpr const char* kText = R"(
title = "Drawn"
start = 2019-05-09
step = "quarter"
horizon = { steps = 4 }

[actors.west]
patience = { value = 0.9, unit = "per year", range = [0.8, 1], source = "assumed" }

[actors.west.types]
hard = { value = 0.3, range = [0.1, 0.5], source = "assumed" }
soft = { value = 0.5, range = [0.4, 0.9], source = "assumed" }
mild = { value = 0.2, source = "assumed" }

[actors.east]
patience = { value = 0.9, source = "assumed" }

[state]
troops = { range = [0, 40], by = 10, start = { value = 20, distribution = { triangular = [10, 20, 40] } }, source = "assumed" }
mood = { levels = ["calm", "tense"], start = { value = "calm", distribution = { discrete = { tense = 0.25, calm = 0.75 } } }, source = "assumed" }

[parameters]
rate = { value = 4, range = [2, 8], unit = "troops / year", source = "assumed" }
cost = { value = 0.4, distribution = { column = { file = "cost.csv", name = "cost, a quarter" } }, source = "assumed" }
sure = { value = 1, range = [1, 1], source = "assumed" }
worth = { by = "west", source = "assumed", hard = { value = 2, distribution = { lognormal = { median = 2, sd_log = 0.3 } } }, soft = 1, mild = 0 }

[moves.west.leave]
when = "troops > 0 and mood == calm"
then = ["troops -= rate * sure"]

[payoffs.west]
cost = "worth - cost * troops"

[constraints]
few = "cost * troops < 20 and mood == calm and rate < 2"

[[correlations]]
between = ["parameters.rate", "state.troops.start"]
rank = -0.5
)";

base::Result<base::SourcePtr> open(const std::string& name) {
  const std::string text = name == "cost.csv" ? "\xEF\xBB\xBFrun,\"cost, a quarter\"\r\n1,0.25\r\n\"2\n\",\"0.5\"\r\n"
                                              : "run,\"cost, a quarter\"\n1,0.5\n2,many\n";
  return std::make_shared<const base::Source>(name, text);
}

base::Result<Scenario> read_with(std::vector<std::string> overrides) {
  return read(std::make_shared<const base::Source>("test.toml", kText), {std::move(overrides), open});
}

Scenario sound() {
  auto made = read_with({});
  if (!made) throw std::runtime_error(made.error().all()[0].code + " " + made.error().all()[0].message);
  return std::move(*made);
}

TEST(Distribution, EveryUncertainNumberIsAnInput) {
  const Scenario scenario = sound();
  std::vector<std::string> paths;
  for (const Input& input : uncertain_inputs(scenario)) paths.push_back(path_of(scenario, input));
  EXPECT_EQ(paths, (std::vector<std::string>{"parameters.rate", "parameters.cost", "parameters.worth.hard",
                                             "actors.west.types.hard", "actors.west.types.soft", "actors.west.patience",
                                             "state.troops.start", "state.mood.start"}));
  const Quantity& cost = quantity_of(scenario, uncertain_inputs(scenario)[1]);
  EXPECT_EQ(cost.distribution->values, (std::vector<std::pair<double, double>>{{0.25, 0.5}, {0.5, 0.5}}));
  EXPECT_EQ(text(*cost.distribution), "the column cost, a quarter of cost.csv");
  const Quantity& mood = quantity_of(scenario, uncertain_inputs(scenario)[7]);
  EXPECT_EQ(mood.distribution->values, (std::vector<std::pair<double, double>>{{0, 0.75}, {1, 0.25}}));
}

TEST(Distribution, InputsAreSetTogether) {
  Scenario scenario = sound();
  const std::vector<Input> inputs = uncertain_inputs(scenario);
  ASSERT_TRUE(set_inputs(scenario, inputs, std::vector<double>{8, 0.5, 3, 0.2, 0.6, 0.81, 24, 1}));
  EXPECT_EQ(scenario.parameters[0].per_step, 2);
  const auto& types = scenario.actors[0].types;
  EXPECT_EQ(types[0].prior.value, 0.2);
  EXPECT_EQ(types[1].prior.value, 0.6);
  EXPECT_NEAR(types[2].prior.value, 0.2, 1e-15);
  EXPECT_NEAR(scenario.actors[0].discount, std::pow(0.81, 0.25), 1e-15);
  EXPECT_EQ(scenario.variables[0].start, (std::vector<std::pair<std::size_t, double>>{{2, 1.0}}));
  EXPECT_EQ(scenario.variables[1].start, (std::vector<std::pair<std::size_t, double>>{{1, 1.0}}));
  EXPECT_FALSE(set_inputs(scenario, inputs, std::vector<double>{8, 0.5, 3, 0.5, 0.6, 0.81, 24, 1}));
}

TEST(Distribution, ConstraintsSeeWhatFormulasSee) {
  Scenario scenario = sound();
  const std::vector<Input> inputs = uncertain_inputs(scenario);
  const auto meets = [&](const std::vector<double>& values) {
    return set_inputs(scenario, inputs, values) && meets_constraints(scenario);
  };
  EXPECT_TRUE(meets({4, 0.5, 3, 0.2, 0.6, 0.9, 20, 0}));
  EXPECT_FALSE(meets({8, 0.5, 3, 0.2, 0.6, 0.9, 20, 0})) << "a rate of 8 a year is 2 a step";
  EXPECT_FALSE(meets({4, 0.5, 3, 0.2, 0.6, 0.9, 40, 0}));
  EXPECT_FALSE(meets({4, 0.5, 3, 0.2, 0.6, 0.9, 20, 1}));
}

TEST(Distribution, AColumnWithoutNumbersIsRefused) {
  const auto refusal = [](const std::string& column) {
    const auto made = read_with({"parameters.cost.distribution={column={" + column + "}}"});
    return made ? std::string() : made.error().all()[0].code + " " + made.error().all()[0].message;
  };
  EXPECT_EQ(refusal("file='other.csv',name='cost, a quarter'"),
            "E0336 line 3 of other.csv has no number in the column `cost, a quarter`");
  EXPECT_EQ(refusal("file='cost.csv',name='cost'"), "E0336 cost.csv has no column `cost`");
}

}  // namespace
}  // namespace parley::scenario
