// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/read.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace parley::scenario {
namespace {

/// The guide's example with this title.
std::string example(const std::string& title) {
  std::stringstream text;
  text << std::ifstream(PARLEY_SOURCE_DIR "/docs/guide/language.md").rdbuf();
  const std::string page = text.str();
  const std::size_t begin = page.find("```toml\ntitle = \"" + title) + 8;
  return page.substr(begin, page.find("```\n", begin) - begin);
}

base::Result<Scenario> read_text(const std::string& text, std::vector<std::string> overrides = {}) {
  return read(std::make_shared<const base::Source>("test.toml", text), {std::move(overrides)});
}

std::string described(const base::Diagnostics& found) {
  std::string all;
  for (const base::Diagnostic& d : found.all()) {
    const base::Place place = d.source ? d.source->place(d.span.begin) : base::Place{};
    all += d.code + " " + std::to_string(place.line) + ":" + std::to_string(place.column) + " " + d.message + "\n";
  }
  return all;
}

TEST(Read, ReadsTheExampleOfTheGuide) {
  const auto read = read_text(example("Two sides at a river"));
  ASSERT_TRUE(read) << described(read.error());
  const Scenario& made = *read;
  EXPECT_EQ(described(made.warnings),
            "W0101 13:1 `actors.west.patience` has no source\nW0101 34:1 `rules.chance` has no source\n");
  EXPECT_EQ(made.title, "Two sides at a river");
  EXPECT_EQ(text(made.start), "2019-05-09");
  EXPECT_EQ(made.step, Step::kQuarter);
  ASSERT_EQ(made.actors.size(), 2u);
  EXPECT_EQ(made.actors[0].name, "East");
  EXPECT_DOUBLE_EQ(made.actors[0].discount, std::pow(0.9, 0.25));
  ASSERT_EQ(made.variables.size(), 2u);
  EXPECT_EQ(made.variables[0].start.size(), 3u);
  EXPECT_EQ(made.variables[1].start[0].first, 0u);
  EXPECT_DOUBLE_EQ(made.parameters[0].per_step, 0.1);
  EXPECT_EQ(made.action_name(ActionId(1)), "west.withdraw");
  EXPECT_EQ(made.outcomes[1].payoffs_continue, true);
  EXPECT_EQ(made.policies[0].never.size(), 1u);
  EXPECT_EQ(made.forecast_steps, 8u);
  EXPECT_EQ(made.payoffs.size(), 3u);
}

const std::string kHead = R"toml(title = "Test"
start = 2019-05-09
step = "quarter"
)toml";
const std::string kActors = R"toml([actors.us]
patience = { value = 0.9, source = "assumed" }
[actors.dprk]
patience = { value = 0.9, source = "assumed" }
)toml";

Scenario sound(const std::string& text) {
  auto made = read_text(text);
  if (!made) throw std::runtime_error(described(made.error()));
  return std::move(*made);
}

/// Codes of the mistakes, in order.
std::string codes_of(const std::string& text, std::vector<std::string> overrides = {}) {
  const auto made = read_text(text, std::move(overrides));
  std::string all;
  for (const base::Diagnostic& found : (made ? made->warnings : made.error()).all())
    if (found.severity == base::Severity::kError) all += (all.empty() ? "" : " ") + found.code;
  return all;
}

TEST(Read, ReadsEveryKindOfStart) {
  const Scenario made = sound(kHead + kActors + R"toml([state]
a = { range = [0, 1], by = 0.1, start = 0.3 }
b = { range = [0, 100], by = 10, start = { uniform = [30, 60] } }
c = { levels = ["low", "mid", "high"], start = { uniform = ["high", "low"] } }
d = { range = [0, 1], by = 0.5, start = { lottery = { "0.5" = 0.4, 1 = 0.6 } }, edge = "clamp" }
)toml");
  using Start = std::vector<std::pair<std::size_t, double>>;
  EXPECT_EQ(made.variables[0].start, (Start{{3, 1.0}}));
  EXPECT_EQ(made.variables[1].start, (Start{{3, 0.25}, {4, 0.25}, {5, 0.25}, {6, 0.25}}));
  EXPECT_EQ(made.variables[2].start, (Start{{0, 0.5}, {2, 0.5}}));
  EXPECT_EQ(made.variables[3].start, (Start{{1, 0.4}, {2, 0.6}}));
  EXPECT_EQ(made.variables[0].size, 11u);
  EXPECT_TRUE(made.variables[3].clamps);
  EXPECT_FALSE(made.variables[0].clamps);
}

TEST(Read, ReadsEveryOrderOfTurns) {
  const auto with_turns = [](const std::string& turns) { return sound(kHead + turns + "\n" + kActors); };
  const ActorId us(0);
  const ActorId dprk(1);
  using Turns = std::vector<std::vector<ActorId>>;
  EXPECT_EQ(with_turns("").order, Order::kRandom);
  EXPECT_EQ(with_turns("turns = \"random\"").turns, (Turns{{us}, {dprk}}));
  EXPECT_EQ(with_turns("turns = \"together\"").order, Order::kFixed);
  EXPECT_EQ(with_turns("turns = \"together\"").turns, (Turns{{us, dprk}}));
  EXPECT_EQ(with_turns("turns = [[\"dprk\"], [\"us\"], [\"dprk\"]]").turns, (Turns{{dprk}, {us}, {dprk}}));
}

TEST(Read, CompoundsRatesInChancesAndScalesThemElsewhere) {
  const Scenario made = sound(kHead + kActors + R"toml([state]
x = { range = [0, 9], start = 0 }
[parameters]
growth = { value = 0.4, unit = "per year", source = "assumed" }
[[rules]]
chance = "growth"
then = ["x += growth"]
[[rules]]
chance = { value = 0.4, unit = "per year", source = "assumed" }
then = ["x = 0"]
[payoffs.us]
p = "growth * x"
)toml");
  std::vector<double> slots(made.slots().size());
  const ParameterId growth(0);
  slots[made.slots().parameter(growth)] = made.parameters[0].per_step;
  slots[made.slots().chance(growth)] = made.parameters[0].chance_per_step;
  EXPECT_DOUBLE_EQ((*made.rules[0].chance)(slots), 1 - std::pow(0.6, 0.25));
  EXPECT_DOUBLE_EQ(made.rules[0].then[0].value(slots), 0.1);
  EXPECT_DOUBLE_EQ((*made.rules[1].chance)(slots), 1 - std::pow(0.6, 0.25));
}

TEST(Read, GivesMovesTheirArgumentsAndGuards) {
  const Scenario made =
      sound(kHead + "turns = [[\"us\"], [\"dprk\"]]\nhorizon = { steps = 3 }\n" + kActors + R"toml([state]
x = { range = [0, 1], by = 0.5, start = 0 }
[moves.us.offer]
choose = { share = { range = [0, 1], by = 0.5 } }
when = "share > x and step < 2"
then = ["x = share"]
pays = { dprk = "share" }
[moves.dprk.accept]
when = "us.offer"
[payoffs.us]
kept = { value = "if(us.offer and dprk.accept, 1, 0)", says = "Both" }
)toml");
  ASSERT_EQ(made.actions.size(), 2u);
  EXPECT_EQ(made.actions[0].argument, "share");
  EXPECT_EQ(made.actions[0].argument_values, (std::vector<double>{0, 0.5, 1}));
  std::vector<double> slots(made.slots().size());
  slots[made.slots().argument(ActionId(0))] = 0.5;
  EXPECT_TRUE(made.actions[0].when->is_true(slots));
  slots[made.slots().step()] = 2;
  EXPECT_FALSE(made.actions[0].when->is_true(slots));
  EXPECT_EQ(made.actions[0].pays[0].actor, ActorId(1));
  slots[made.slots().action(ActionId(0))] = 1;
  EXPECT_TRUE(made.actions[1].when->is_true(slots));
  EXPECT_EQ(made.payoffs[0].says, "Both");
}

TEST(Read, LetsGuardsSeeOnlyEarlierTurns) {
  const std::string moves = "[moves.us.a]\nwhen = \"not dprk.b\"\n[moves.dprk.b]\nwhen = \"not us.a\"\n";
  EXPECT_EQ(codes_of(kHead + kActors + moves), "");
  EXPECT_EQ(codes_of(kHead + "turns = [[\"us\"], [\"dprk\"]]\n" + kActors + moves), "E0211");
  EXPECT_EQ(codes_of(kHead + "turns = [[\"us\"], [\"dprk\"], [\"us\"]]\n" + kActors + moves), "");
  EXPECT_EQ(codes_of(kHead + "turns = \"together\"\n" + kActors + moves), "E0211 E0211");
}

TEST(Read, ReadsPoliciesAndSweeps) {
  const Scenario made = sound(kHead + kActors + R"toml([state]
x = { range = [0, 4], start = 0 }
[parameters]
cost = 1
[moves.us.a]
then = ["x += cost"]
[moves.us.b]
[outcomes.full]
when = "x == 4"
[policies.p]
actor = "us"
always = ["b", "a"]
only_when = { a = "x < 2" }
[sweeps.s]
parameter = "cost"
from = 0
to = 1
points = 5
outcome = "full"
policies = ["p"]
)toml");
  EXPECT_EQ(made.policies[0].always, (std::vector<ActionId>{ActionId(1), ActionId(0)}));
  EXPECT_EQ(made.policies[0].only_when[0].first, ActionId(0));
  EXPECT_EQ(made.sweeps[0].values, (std::vector<double>{0, 0.25, 0.5, 0.75, 1}));
  EXPECT_EQ(made.sweeps[0].policies, (std::vector<std::size_t>{0}));
  EXPECT_EQ(made.forecast_steps, 40u);
}

TEST(Read, ReadsASweepWhereNoActorIsDeclared) {
  const std::string sweep = "[sweeps.s]\nparameter = \"cost\"\nfrom = 0\nto = 1\noutcome = \"full\"\n";
  const std::string codes = codes_of(kHead + "[parameters]\ncost = 1\n[outcomes.full]\nwhen = \"cost > 2\"\n" + sweep);
  EXPECT_NE(codes, "");
  EXPECT_EQ(codes.find("E0317"), std::string::npos);
}

TEST(Read, ReportsTheMistakesOfAllPartsAtOnce) {
  EXPECT_EQ(codes_of(R"toml(title = "Test"
start = 2019-05-09
step = "quartr"
[actors.us]
patience = 2
[state]
x = { range = [0, 4], start = 7 }
[moves.us.a]
whne = "x > 0"
then = ["x += csot"]
[payoffs.sus]
p = "-x"
[outcomes.o]
when = "x = 3"
)toml"),
            "E0103 E0304 E0307 E0104 E0202 E0313 E0203");
}

TEST(Read, DoesNotBlameFormulasForABrokenDeclaration) {
  EXPECT_EQ(codes_of(kHead + kActors +
                     "[state]\nx = { levels = [], start = \"low\" }\n[payoffs.us]\np = \"if(x == low, 1, 0)\"\n"),
            "E0312");
}

}  // namespace
}  // namespace parley::scenario
