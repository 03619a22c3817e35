// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

#include "parley/compile/compile.h"
#include "parley/game/json.h"
#include "parley/scenario/read.h"

namespace parley::compile {
namespace {

using game::ActorId;
using game::NodeId;
using game::SeatId;
using game::TypeId;

const std::string kTypes = "types = { hard = 0.25, soft = 0.75 }\n";

/// Two sides, a of two types; b's turn comes second. `more` follows a's patience.
std::string text_of(const std::string& more, const std::string& top = "") {
  return "title = \"case\"\nstart = 2000-01-01\nstep = \"year\"\nturns = [[\"a\"], [\"b\"]]\n" + top + R"toml(
[actors.b]
patience = 0.8
[state]
x = { range = [0, 1], start = 0 }
[moves.b.bow]
[payoffs.b]
x = "x"
[actors.a]
patience = 0.9
)toml" + more;
}

const std::string kFew = R"toml(
[moves.a.ease]
types = ["soft"]
then = ["x = 1"]
[moves.a.press]
[parameters]
pain = { by = "a", hard = 1, soft = 4, unit = "per year" }
[payoffs.a]
cost = "-pain * (1 + x)"
relief = "if(a.type == hard and x == 1, 3, 0)"
)toml";

scenario::Scenario scenario_of(const std::string& text) {
  auto read = scenario::read(std::make_shared<base::Source>("case.toml", text), {});
  if (!read) throw std::runtime_error(read.error().all()[0].code + read.error().all()[0].message);
  return std::move(*read);
}

CompiledGame compiled(const scenario::Scenario& scenario, const CompileOptions& options = {}) {
  auto made = compile(scenario, options, {});
  if (!made) throw std::runtime_error(made.error().all()[0].code + made.error().all()[0].message);
  return std::move(*made);
}

/// "ease:1 press:01": the moves of a seat, each with the types it is open to.
std::string open_moves(const CompiledGame& made, SeatId seat) {
  std::string text;
  for (const game::MoveId move : made.game.moves_of(seat)) {
    text += (text.empty() ? "" : " ") + made.legend.move_text(move) + ":";
    const auto types = made.game.types_of(made.game.actor(seat));
    for (std::size_t t = 0; t < types.size(); ++t)
      if (made.game.is_open(move, types[t])) text += std::to_string(t);
  }
  return text;
}

/// The moves where the first turn is a's.
std::string first_moves(const CompiledGame& made) {
  const NodeId start = made.game.start_nodes()[0];
  return open_moves(made, made.game.seats_of(start).front());
}

NodeId settled_at(const CompiledGame& made, std::size_t x) {
  for (const NodeId node : made.game.all_nodes())
    if (made.legend.phase(node) == Phase::kSettle && made.legend.value(node, scenario::VariableId(0)) == x) return node;
  throw std::runtime_error("no such end of a step");
}

std::set<std::string> warnings(const CompiledGame& made) {
  std::set<std::string> all;
  for (const base::Diagnostic& warning : made.warnings.all()) all.insert(warning.code + " " + warning.message);
  return all;
}

TEST(CompileTypes, HaveTheirPriorsAndNames) {
  const auto scenario = scenario_of(text_of(kTypes + kFew));
  const auto made = compiled(scenario);
  EXPECT_EQ(made.game.types(), 3u);
  const ActorId a(1);
  EXPECT_THAT(made.game.prior(a), testing::ElementsAre(0.25, 0.75));
  EXPECT_EQ(made.legend.type_text(made.game.types_of(a)[0]), "hard");
  EXPECT_EQ(made.legend.type_text(made.game.types_of(a)[1]), "soft");
  EXPECT_EQ(made.legend.type_text(TypeId(0)), "b") << "an actor without types is its own";
  EXPECT_EQ(made.legend.type(made.game.types_of(a)[1]).type, scenario::TypeId(1));
}

TEST(CompileTypes, ArePaidByTheirNumbersAndByTheirNames) {
  const auto scenario = scenario_of(text_of(kTypes + kFew));
  const auto made = compiled(scenario);
  const auto types = made.game.types_of(ActorId(1));
  const auto here = made.game.joints_of(settled_at(made, 0)).front();
  const auto eased = made.game.joints_of(settled_at(made, 1)).front();
  EXPECT_EQ(made.game.payoff(here, types[0]), -1);
  EXPECT_EQ(made.game.payoff(here, types[1]), -4);
  EXPECT_EQ(made.game.payoff(eased, types[0]), -2 + 3);
  EXPECT_EQ(made.game.payoff(eased, types[1]), -8);
  EXPECT_EQ(made.game.payoff(eased, TypeId(0)), 1) << "b";
}

TEST(CompileTypes, ArePaidByTypeAtOnceAndWhenItIsOver) {
  const auto scenario = scenario_of(text_of(kTypes + kFew + R"toml(
[moves.b.give]
pays = { a = "pain", b = -1 }
then = ["x = 1"]
[outcomes.over]
when = "x == 1"
ends = true
pays = { a = "2 * pain" }
flow = { a = "pain" }
payoffs_continue = true
)toml"));
  const auto made = compiled(scenario);
  const auto types = made.game.types_of(ActorId(1));
  for (const NodeId node : made.game.all_nodes()) {
    if (made.legend.phase(node) == Phase::kEnded) {
      const auto end = made.game.joints_of(node).front();
      EXPECT_NEAR(made.game.payoff(end, types[0]), 2 + (1 - 2 + 3) / 0.1, 1e-9);
      EXPECT_NEAR(made.game.payoff(end, types[1]), 8 + (4 - 8) / 0.1, 1e-9);
    }
    if (made.legend.phase(node) != Phase::kTurn || made.game.actor(made.game.seats_of(node).front()) != ActorId(0))
      continue;
    const auto given = made.game.joints_of(node)[1];
    EXPECT_EQ(made.game.payoff(given, types[0]), 1);
    EXPECT_EQ(made.game.payoff(given, types[1]), 4);
    EXPECT_EQ(made.game.payoff(given, TypeId(0)), -1);
  }
}

TEST(CompileTypes, HaveTheMovesThatNameThem) {
  EXPECT_EQ(first_moves(compiled(scenario_of(text_of(kTypes + kFew)))), "ease:1 press:01 wait:01");
  EXPECT_EQ(first_moves(compiled(scenario_of(text_of("may_wait = false\n" + kTypes + kFew)))), "ease:1 press:01");
}

TEST(CompileTypes, WaitWhereTheyMayNotButHaveNothingElse) {
  const std::string press = "[moves.a.press]\n";
  std::string guarded = kFew;
  guarded.insert(guarded.find(press) + press.size(), "when = \"x == 1\"\n");
  EXPECT_EQ(first_moves(compiled(scenario_of(text_of("may_wait = false\n" + kTypes + guarded)))), "ease:1 wait:0");
}

TEST(CompileTypes, AreBoundByAPolicyWhereTheMoveIsOpenToThem) {
  const auto scenario = scenario_of(text_of(kTypes + kFew + R"toml(
[policies.soft_hearted]
actor = "a"
always = ["ease"]
[policies.either]
actor = "a"
always = ["ease", "press"]
)toml"));
  CompileOptions options;
  options.policy = 0;
  EXPECT_EQ(first_moves(compiled(scenario, options)), "ease:1 press:0 wait:0");
  options.policy = 1;
  EXPECT_EQ(first_moves(compiled(scenario, options)), "ease:1 press:0");
}

TEST(CompileTypes, ComeWithTheDrawOfWhoMovesFirst) {
  std::string text = text_of(kTypes + kFew);
  text.erase(text.find("turns"), text.find('\n', text.find("turns")) - text.find("turns"));
  const auto scenario = scenario_of(text);
  const auto made = compiled(scenario);
  const NodeId start = made.game.start_nodes()[0];
  EXPECT_EQ(made.legend.phase(start), Phase::kDraw);
  std::set<std::string> seen;
  for (const NodeId node : made.game.all_nodes())
    for (const SeatId seat : made.game.seats_of(node)) seen.insert(open_moves(made, seat));
  EXPECT_THAT(seen, testing::ElementsAre("bow:0 wait:0", "ease:1 press:01 wait:01"));
}

TEST(CompileTypes, AreKeptWhereAHorizonIsUnrolled) {
  const auto scenario = scenario_of(text_of(kTypes + kFew, "horizon = { steps = 3, pays = { a = \"pain\" } }\n"));
  const auto made = compiled(scenario);
  std::size_t turns = 0;
  for (const NodeId node : made.game.all_nodes()) {
    if (made.legend.phase(node) == Phase::kHorizon) {
      const auto joint = made.game.joints_of(node).front();
      EXPECT_EQ(made.game.payoff(joint, made.game.types_of(ActorId(1))[1]), 4);
    }
    if (made.game.seats_of(node).size() == 0 || made.game.actor(made.game.seats_of(node).front()) != ActorId(1))
      continue;
    EXPECT_EQ(open_moves(made, made.game.seats_of(node).front()), "ease:1 press:01 wait:01");
    ++turns;
  }
  EXPECT_EQ(turns, 1u + 2u + 2u) << "x is 0 first, then 0 or 1";
}

TEST(CompileTypes, OfWhichThereIsOneAreTheGameWithoutThem) {
  const std::string plain = R"toml(
[moves.a.ease]
then = ["x = 1"]
[parameters]
pain = 4
[payoffs.a]
cost = "-pain * (1 + x)"
)toml";
  std::string single = plain;
  single.replace(single.find("pain = 4"), 8, "pain = { by = \"a\", soft = 4 }");
  single.insert(single.find("then"), "hidden = true\ntypes = [\"soft\"]\n");
  const auto with = scenario_of(text_of("types = { soft = 1 }\n" + single));
  const auto without = scenario_of(text_of(plain));
  const auto made = compiled(with);
  EXPECT_FALSE(made.game.has_types());
  EXPECT_EQ(game::write_game_json(made.game, {}), game::write_game_json(compiled(without).game, {}));
}

TEST(CompileTypes, WarnWhereOneNeverHasAMoveAndNobodySaysWhy) {
  std::string text = kFew;
  text.erase(text.find("[moves.a.press]"), 16);
  EXPECT_THAT(warnings(compiled(scenario_of(text_of(kTypes + text)))),
              testing::ElementsAre("W0408 no move is ever open to the type hard of a"));
  EXPECT_THAT(warnings(compiled(scenario_of(
                  text_of("types = { hard = { value = 0.25, says = \"Never eases\" }, soft = 0.75 }\n" + text)))),
              testing::IsEmpty());
  EXPECT_THAT(warnings(compiled(scenario_of(text_of(kTypes + kFew)))), testing::IsEmpty());
  text.insert(text.find("then"), "when = \"x == 2\"\n");
  EXPECT_THAT(warnings(compiled(scenario_of(text_of(kTypes + text)))),
              testing::Contains("W0401 a.ease can never be made"));
}

const std::string kHidden = R"toml(
[moves.a.cheat]
hidden = true
chance = 0.5
then = ["x = 1"]
[moves.a.plot]
hidden = true
[moves.a.press]
[moves.a.call]
choose = { tone = { values = [1, 2] } }
[parameters]
pain = { by = "a", hard = 1, soft = 4 }
[payoffs.a]
cost = "-pain"
)toml";

TEST(CompileHiddenMoves, LeadWhereWaitingLeads) {
  const auto scenario = scenario_of(text_of(kTypes + kHidden));
  const auto made = compiled(scenario);
  const NodeId start = made.game.start_nodes()[0];
  const SeatId seat = made.game.seats_of(start).front();
  EXPECT_TRUE(made.game.is_hidden(seat));
  ASSERT_EQ(open_moves(made, seat), "cheat:01 plot:01 press:01 call(1):01 call(2):01 wait:01");
  const auto leads_to = [&](std::size_t move) { return made.game.successors(made.game.joints_of(start)[move]); };
  ASSERT_EQ(leads_to(0).size(), 2u);
  const std::set<NodeId> after_cheat(leads_to(0).begin(), leads_to(0).end());
  EXPECT_TRUE(after_cheat.contains(leads_to(1)[0])) << "a cheat that changed nothing, a plot";
  EXPECT_EQ(leads_to(1)[0], leads_to(5)[0]) << "a plot, waiting";
  // What is seen of a leads elsewhere, each move for itself.
  const std::set<NodeId> apart = {leads_to(1)[0], leads_to(2)[0], leads_to(3)[0], leads_to(4)[0]};
  EXPECT_EQ(apart.size(), 4u);
  EXPECT_EQ(made.legend.node_text(made.game, leads_to(1)[0]), "x 0; b to move");
  EXPECT_EQ(made.legend.node_text(made.game, leads_to(2)[0]), "x 0; after a.press; b to move");
  EXPECT_EQ(made.legend.node_text(made.game, leads_to(4)[0]), "x 0; after a.call(2); b to move");
}

TEST(CompileHiddenMoves, AreToldFromWhatIsSeenForOneTurnOnly) {
  const auto scenario = scenario_of(text_of(kTypes + kHidden));
  const auto made = compiled(scenario);
  std::size_t turns_of_b = 0;
  std::size_t settlings = 0;
  for (const NodeId node : made.game.all_nodes()) {
    if (made.legend.phase(node) == Phase::kSettle) ++settlings;
    if (made.legend.phase(node) == Phase::kTurn && made.game.actor(made.game.seats_of(node).front()) == ActorId(0)) {
      ++turns_of_b;
      EXPECT_FALSE(made.game.is_hidden(made.game.seats_of(node).front()));
    }
  }
  EXPECT_EQ(turns_of_b, 2u * 4u) << "x, and: nothing seen, press, call(1), call(2)";
  EXPECT_EQ(settlings, 2u);
}

TEST(CompileHiddenMoves, AreKeptWhereAHorizonIsUnrolled) {
  const auto scenario = scenario_of(text_of(kTypes + kHidden, "horizon = { steps = 2 }\n"));
  const auto made = compiled(scenario);
  std::set<std::string> names;
  for (const NodeId node : made.game.all_nodes()) names.insert(made.legend.node_text(made.game, node));
  EXPECT_EQ(names.size(), made.game.nodes());
  EXPECT_TRUE(names.contains("x 1; step 1; after a.press; b to move"));
}

TEST(CompileHiddenMoves, AreNoSecretUnderAPolicyThatLeavesNone) {
  const auto scenario =
      scenario_of(text_of(kTypes + kHidden + "[policies.open]\nactor = \"a\"\nnever = [\"cheat\", \"plot\"]\n"));
  CompileOptions options;
  options.policy = 0;
  const auto made = compiled(scenario, options);
  for (const NodeId node : made.game.all_nodes())
    for (const SeatId seat : made.game.seats_of(node)) EXPECT_FALSE(made.game.is_hidden(seat));
}

}  // namespace
}  // namespace parley::compile
