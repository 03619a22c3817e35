// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/compile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "parley/scenario/read.h"

namespace parley::compile {
namespace {

using game::ActorId;
using game::NodeId;

/// Goes before any section; further keys of the top stand before it.
const std::string kHead = R"toml(
title = "case"
start = 2000-01-01
step = "quarter"
[actors.a]
patience = 0.9
[actors.b]
patience = 0.8
)toml";

scenario::Scenario scenario_of(const std::string& text) {
  auto read = scenario::read(std::make_shared<base::Source>("case.toml", text), {});
  if (!read) {
    for (const base::Diagnostic& mistake : read.error().all()) ADD_FAILURE() << mistake.code << ": " << mistake.message;
    std::abort();
  }
  return std::move(*read);
}

CompiledGame compiled(const scenario::Scenario& scenario, CompileOptions options = {}) {
  auto result = compile(scenario, options, {});
  if (!result) {
    for (const base::Diagnostic& m : result.error().all()) ADD_FAILURE() << m.code << ": " << m.message;
    std::abort();
  }
  return std::move(*result);
}

std::string code_of(const std::string& text) {
  const auto scenario = scenario_of(text);
  const auto result = compile(scenario, {}, {});
  return result ? "" : result.error().all()[0].code;
}

std::vector<std::string> moves_at(const CompiledGame& game, game::SeatId seat) {
  std::vector<std::string> moves;
  for (const game::MoveId move : game.game.moves_of(seat)) moves.push_back(game.legend.move_text(move));
  return moves;
}

/// The chance of each value of variable 0 at the start of the next step when nobody does anything.
std::map<double, double> next_values(const CompiledGame& game) {
  std::map<double, double> chance;
  const scenario::Variable& variable = game.legend.scenario().variables[0];
  for (const NodeId node : game.game.all_nodes()) {
    if (!game.game.ends_step(node) || game.legend.phase(node) != Phase::kSettle) continue;
    const auto joint = game.game.joints_of(node).front();
    for (std::size_t k = 0; k < game.game.successors(joint).size(); ++k)
      chance[variable.value(game.legend.value(game.game.successors(joint)[k], scenario::VariableId(0)))] +=
          game.game.probabilities(joint)[k];
    break;
  }
  return chance;
}

TEST(Compile, DrawsTheFirstMoverAndThenTheOther) {
  const auto scenario = scenario_of(R"toml(turns = "random"
)toml" + kHead + R"toml(
[state]
x = { range = [0, 1], start = 0 }
[moves.a.set]
then = ["x = 1"]
[moves.b.clear]
then = ["x = 0"]
[payoffs.a]
x = "x"
)toml");
  const auto game = compiled(scenario);
  const NodeId start = game.game.start_nodes()[0];
  EXPECT_EQ(game.legend.phase(start), Phase::kDraw);
  const auto joint = game.game.joints_of(start).front();
  EXPECT_THAT(game.game.probabilities(joint), testing::ElementsAre(0.5, 0.5));
  // Whoever comes second is not drawn again, and sees what the first did: both values of x occur at stage 2.
  std::size_t second = 0;
  for (const NodeId node : game.game.all_nodes()) second += game.game.stage(node) == 2 ? 1 : 0;
  EXPECT_EQ(second, 4u);
}

TEST(Compile, ForgetsMovesThatNothingReadsAnyMore) {
  const std::string moves = R"toml(
turns = [["a"], ["b"]]
)toml" + kHead + R"toml(
[state]
x = { range = [0, 1], start = 0 }
[moves.a.wave]
[moves.b.bow]
)toml";
  const auto unread = scenario_of(moves + "[payoffs.a]\nx = 1\n");
  const auto read = scenario_of(moves + "[payoffs.a]\nx = \"if(a.wave and b.bow, 1, 0)\"\n");
  EXPECT_EQ(compiled(unread).game.nodes(), 3u);  // a, b, end of the step
  EXPECT_EQ(compiled(read).game.nodes(), 1u + 2u + 4u);
}

TEST(Compile, OffersWaitLastUnlessAnActorMustMove) {
  const auto scenario = scenario_of(R"toml(turns = "together"
)toml" + kHead + R"toml(
may_wait = false
[state]
x = { range = [0, 3], start = 0 }
[moves.a.offer]
choose = { share = { values = [0.25, 0.5] } }
then = ["x = 1"]
[moves.b.one]
[moves.b.two]
[payoffs.a]
x = "x"
)toml");
  const auto game = compiled(scenario);
  const auto seats = game.game.seats_of(game.game.start_nodes()[0]);
  ASSERT_EQ(seats.size(), 2u);
  EXPECT_THAT(moves_at(game, seats[0]), testing::ElementsAre("offer(0.25)", "offer(0.5)", "wait"));
  EXPECT_THAT(moves_at(game, seats[1]), testing::ElementsAre("one", "two"));
}

TEST(Compile, TurnsAFractionIntoTheLotteryWithItsMean) {
  const auto scenario = scenario_of(kHead + R"toml(
[state]
x = { range = [0, 100], by = 10, start = 30 }
[parameters]
output = { value = 6, unit = "warheads / year", source = "assumed" }
[[rules]]
then = ["x += output"]
when = "x < 90"
[payoffs.a]
x = "x"
)toml");
  const auto chance = next_values(compiled(scenario));
  ASSERT_EQ(chance.size(), 2u);
  EXPECT_NEAR(chance.at(40), 0.15, 1e-12);
  EXPECT_NEAR(chance.at(30), 0.85, 1e-12);
}

TEST(Compile, CompoundsARateInAChance) {
  const auto scenario = scenario_of(kHead + R"toml(
[state]
x = { range = [0, 1], start = 0 }
[parameters]
hazard = { value = 0.5, unit = "per year", source = "assumed" }
[[rules]]
when = "x == 0"
chance = "hazard"
then = ["x = 1"]
[payoffs.a]
x = "x"
)toml");
  EXPECT_NEAR(next_values(compiled(scenario)).at(1), 1 - std::pow(0.5, 0.25), 1e-12);
}

TEST(Compile, EndsTheStepAtOnceWhenAnOutcomeEndsTheStandoff) {
  const auto scenario = scenario_of(R"toml(turns = [["a"], ["b"]]
)toml" + kHead + R"toml(
[state]
war = { levels = ["no", "yes"], start = "no" }
[moves.a.attack]
then = ["war = yes"]
[moves.b.bow]
[payoffs.a]
peace = "if(war == no, 1, -1)"
[outcomes.war]
when = "war == yes"
ends = true
pays = { a = -7 }
flow = { b = -2 }
)toml");
  const auto game = compiled(scenario);
  const auto first = game.game.joints_of(game.game.start_nodes()[0]).front();
  const NodeId settle = game.game.successors(first)[0];
  EXPECT_EQ(game.legend.phase(settle), Phase::kSettle) << "b does not move any more";
  EXPECT_EQ(game.game.payoff(game.game.joints_of(settle).front(), ActorId(0)), -1) << "the step is still paid";
  const NodeId over = game.game.successors(game.game.joints_of(settle).front())[0];
  EXPECT_EQ(game.legend.phase(over), Phase::kEnded);
  EXPECT_EQ(game.legend.outcomes(over), 1u);
  EXPECT_EQ(game.game.payoff(game.game.joints_of(over).front(), ActorId(0)), -7);
  EXPECT_NEAR(game.game.payoff(game.game.joints_of(over).front(), ActorId(1)), -2 / (1 - std::pow(0.8, 0.25)), 1e-9);
}

TEST(Compile, KeepsToAPolicy) {
  const auto scenario = scenario_of(R"toml(turns = "together"
)toml" + kHead + R"toml(
[state]
x = { range = [0, 3], start = 0 }
[moves.a.up]
when = "x < 3"
then = ["x += 1"]
[moves.a.down]
when = "x > 0"
then = ["x -= 1"]
[moves.b.bow]
[payoffs.a]
x = "x"
[policies.rise]
actor = "a"
always = ["up"]
[policies.stay]
actor = "a"
never = ["up"]
[policies.late]
actor = "a"
only_when = { down = "x == 3" }
)toml");
  const auto moves = [&](std::size_t policy, std::size_t node) {
    CompileOptions options;
    options.policy = policy;
    const auto game = compiled(scenario, options);
    for (const NodeId at : game.game.all_nodes())
      if (game.legend.phase(at) == Phase::kTurn && game.legend.value(at, scenario::VariableId(0)) == node)
        return moves_at(game, game.game.seats_of(at)[0]);
    return std::vector<std::string>();
  };
  EXPECT_THAT(moves(0, 1), testing::ElementsAre("up"));
  EXPECT_THAT(moves(1, 0), testing::ElementsAre("bow", "wait")) << "a can only wait, and has no seat";
  EXPECT_THAT(moves(2, 1), testing::ElementsAre("up", "wait"));
  EXPECT_THAT(moves(2, 3), testing::ElementsAre("down", "wait"));
}

const std::string kClock = R"toml(turns = "together"
)toml" + kHead + R"toml(
[state]
x = { range = [0, 3], start = 0, edge = "clamp" }
[moves.a.up]
then = ["x += 0.5"]
[payoffs.a]
x = "x"
[outcomes.top]
when = "x == 3"
ends = true
pays = { a = 2 }
)toml";

TEST(Compile, MakesTheSameGameUnrolledAsStepByStep) {
  // A term that reads the step but is always 0 turns unrolling off.
  const auto fast = scenario_of("horizon = { steps = 6, pays = { a = \"x\" } }\n" + kClock);
  const auto slow =
      scenario_of("horizon = { steps = 6, pays = { a = \"x\" } }\n" + kClock + "[payoffs.b]\nclock = \"0 * step\"\n");
  const auto a = compiled(fast);
  const auto b = compiled(slow);
  const auto signature = [](const CompiledGame& game) {
    std::map<std::string, double> nodes;
    for (const NodeId node : game.game.all_nodes()) {
      double sum = 0;
      for (const game::JointId joint : game.game.joints_of(node)) {
        sum += 100 * game.game.payoff(joint, ActorId(0)) + 7;
        for (std::size_t k = 0; k < game.game.successors(joint).size(); ++k)
          sum +=
              game.game.probabilities(joint)[k] *
              (1.0 + static_cast<double>(game.legend.value(game.game.successors(joint)[k], scenario::VariableId(0))));
      }
      nodes[game.legend.node_text(game.game, node)] += sum;
    }
    return nodes;
  };
  EXPECT_EQ(a.game.nodes(), b.game.nodes());
  EXPECT_EQ(signature(a), signature(b));
}

TEST(Compile, RefusesWhatIsTooLargeForTheMemoryAllowed) {
  const auto scenario = scenario_of("horizon = { steps = 5000 }\n" + kClock);
  CompileOptions options;
  options.most_bytes = 100000;
  const auto result = compile(scenario, options, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().all()[0].code, "E0401");
  EXPECT_THAT(result.error().all()[0].message, testing::HasSubstr("x 4"));
}

TEST(Compile, TellsAMistakeThatShowsInOneStateOnly) {
  EXPECT_EQ(code_of(kHead + R"toml(
[state]
x = { range = [0, 2], start = 0 }
[[rules]]
then = ["x += 1"]
[payoffs.a]
x = "x"
)toml"),
            "E0402");
}

TEST(Compile, PaysEachTermToItsActor) {
  const auto scenario = scenario_of(R"toml(turns = "together"
)toml" + kHead + R"toml(
[state]
x = { range = [0, 1], start = 1 }
[moves.a.pay]
pays = { a = -3, b = 3 }
[payoffs.a]
x = "x"
[payoffs.b]
x = "2 * x"
)toml");
  const auto game = compiled(scenario);
  ASSERT_EQ(game.legend.terms().size(), 4u);
  EXPECT_EQ(game.legend.terms()[2].key, "move pay");
  const auto paid = game.game.joints_of(game.game.start_nodes()[0]).front();
  EXPECT_EQ(game.game.payoff(paid, ActorId(0)), -3);
  EXPECT_EQ(game.game.payoff(paid, ActorId(1)), 3);
}

}  // namespace
}  // namespace parley::compile
