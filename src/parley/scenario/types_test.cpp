// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "parley/scenario/inputs.h"
#include "parley/scenario/read.h"

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

/// The example of private types.
base::Result<Scenario> read_with(std::vector<std::string> overrides) {
  return read(std::make_shared<const base::Source>("test.toml", example("Who blinks first")), {std::move(overrides)});
}

std::string problems(const base::Result<Scenario>& read) {
  std::string all;
  if (!read)
    for (const base::Diagnostic& found : read.error().all()) all += found.code + " " + found.message + "\n";
  return all;
}

Scenario sound(std::vector<std::string> overrides = {}) {
  auto made = read_with(std::move(overrides));
  if (!made) throw std::runtime_error(problems(made));
  return std::move(*made);
}

std::vector<double> priors(const Actor& actor) {
  std::vector<double> all;
  for (const ActorType& type : actor.types) all.push_back(type.prior.value);
  return all;
}

constexpr ActorId kDprk(1);

TEST(Types, AreReadWithPriorsAndWhatTheyRestOn) {
  const Scenario made = sound();
  ASSERT_EQ(made.actors.size(), 2u);
  const Actor& dprk = made.actors[1];
  ASSERT_EQ(dprk.types.size(), 2u);
  EXPECT_EQ(dprk.types[0].key, "resolute");
  EXPECT_EQ(dprk.types[0].says, "Would rather suffer than disarm");
  EXPECT_EQ(dprk.types[0].prior.source, "assumed");
  EXPECT_EQ(dprk.types[0].prior.range, (std::pair{0.2, 0.6}));
  EXPECT_EQ(priors(dprk), (std::vector{0.4, 0.6}));
  EXPECT_EQ(priors(made.actors[0]), (std::vector{0.3, 0.7}));
  EXPECT_EQ(type_count(dprk), 2u);
  EXPECT_EQ(type_count(Actor{}), 1u);
}

TEST(Types, HaveNumbersOfTheirOwnThatTakeWhatTheyLackFromTheParameter) {
  const Scenario made = sound();
  const Parameter& pain = made.parameters[0];
  const Parameter& worth = made.parameters[1];
  EXPECT_EQ(pain.by, ActorId(0));
  ASSERT_EQ(pain.by_type.size(), 2u);
  EXPECT_EQ(pain.by_type[1].quantity.value, 0.4);
  EXPECT_EQ(pain.by_type[1].quantity.unit, "per year");
  EXPECT_EQ(pain.by_type[1].quantity.source, "assumed");
  EXPECT_DOUBLE_EQ(pain.by_type[1].per_step, 0.1);
  EXPECT_EQ(worth.by_type[0].quantity.range, (std::pair{1.0, 2.0}));
  EXPECT_EQ(worth.by_type[0].quantity.source, "assumed");
  EXPECT_DOUBLE_EQ(worth.by_type[0].per_step, 1.6);
}

TEST(Types, AloneMayMakeTheMovesThatNameThem) {
  const Scenario made = sound();
  const Action& ease = made.actions[0];
  const Action& disarm = made.actions[1];
  EXPECT_TRUE(is_open_to(ease, TypeId(0)) && is_open_to(ease, TypeId(1)));
  EXPECT_FALSE(is_open_to(disarm, TypeId(0)));
  EXPECT_TRUE(is_open_to(disarm, TypeId(1)));
}

TEST(Types, HaveMovesThatTheOthersDoNotSee) {
  const Scenario made = sound();
  EXPECT_FALSE(made.actions[1].hidden);
  EXPECT_TRUE(made.actions[2].hidden);
  EXPECT_FALSE(sound({"moves.dprk.build.hidden=false"}).actions[2].hidden);
  EXPECT_EQ(problems(read_with({"moves.us.ease.hidden=true"})), "");
  EXPECT_EQ(problems(read_with({"moves.us.ease.hidden=true", "turns=together"})),
            "E0333 `us` and `dprk` have hidden moves in the same turn\n");
}

TEST(Types, AreReadByTheFormulasOfWhatTheirActorIsPaid) {
  const Scenario made = sound();
  std::vector<double> slots(made.slots().size());
  slots[made.slots().variable(VariableId(0))] = 2;  // disarmed
  const expr::Expression& relief = made.payoffs[1].value;
  EXPECT_EQ(relief(slots), 2);
  slots[made.slots().type(ActorId(0))] = 1;
  EXPECT_EQ(relief(slots), 0);
}

TEST(Types, ChangeWithOverrides) {
  const Scenario made = sound({"actors.dprk.types.resolute=0.5", "parameters.worth.resolute=2",
                               "parameters.worth.flexible={ value = 0.8, unit = \"per year\" }"});
  EXPECT_EQ(priors(made.actors[1]), (std::vector{0.5, 0.5}));
  EXPECT_EQ(made.parameters[1].by_type[0].quantity.value, 2);
  EXPECT_EQ(made.parameters[1].by_type[0].quantity.source, "assumed");
  EXPECT_DOUBLE_EQ(made.parameters[1].by_type[1].per_step, 0.2);
  EXPECT_EQ(
      priors(sound({"actors.us.types={ a = 0.2, b = 0.5, c = 0.3 }", "parameters.pain=1", "payoffs.us.relief=\"0\""})
                 .actors[0]),
      (std::vector{0.2, 0.5, 0.3}));
}

TEST(Types, ComeToAFileThatHasNone) {
  const std::vector<std::string> overrides = {"actors.west.types={ firm = 0.3, soft = 0.7 }",
                                              "parameters.prize={ by = \"west\", firm = 1, soft = 4 }",
                                              "payoffs.east.prize=\"0\"", "payoffs.west.upkeep=\"-prize\""};
  const auto made =
      read(std::make_shared<const base::Source>("test.toml", example("Two sides at a river")), {overrides});
  ASSERT_TRUE(made) << problems(made);
  EXPECT_EQ(priors(made->actors[1]), (std::vector{0.3, 0.7}));
  EXPECT_EQ(made->parameters[1].by, ActorId(1));
  EXPECT_EQ(made->parameters[1].by_type[1].quantity.value, 4);
}

TEST(Types, ShareWhatPriorsThatAreSetLeave) {
  EXPECT_EQ(priors(sound({"actors.us.types.hard=0"}).actors[0]), (std::vector{0.0, 1.0}));
  std::vector<ActorType> types(3);
  types[0].prior.value = 0.2;
  types[1].prior.value = 0.6;
  types[2].prior.value = 0.2;
  share_rest(types, {false, true, false});
  EXPECT_DOUBLE_EQ(types[0].prior.value, 0.2);
  types[1].prior.value = 1;
  share_rest(types, {false, true, false});
  EXPECT_EQ(types[0].prior.value, 0);
  types[1].prior.value = 0.5;
  share_rest(types, {false, true, false});
  EXPECT_EQ(types[0].prior.value, 0.25);
  EXPECT_EQ(types[2].prior.value, 0.25);
}

TEST(Types, MustSumToOneWhereAllPriorsAreSet) {
  EXPECT_EQ(problems(read_with({"actors.us.types.hard=0.5", "actors.us.types.flexible=0.6"})),
            "E0309 the priors of the types of `us` do not sum to 1\n");
  EXPECT_EQ(problems(read_with({"actors.us.types={ hard = 0.5, flexible = 0.6 }"})),
            "E0309 the priors of the types of `us` do not sum to 1\n");
  EXPECT_EQ(problems(read_with({"actors.us.types={ hard = 0, flexible = 1 }"})), "");
  EXPECT_EQ(problems(read_with({"actors.us.types={ hard = 1 }", "parameters.pain=1"})), "");
}

TEST(Types, AreSweptByTheirPriorsAndNumbers) {
  Scenario made = sound();
  ASSERT_EQ(made.sweeps.size(), 1u);
  const Input prior = made.sweeps[0].input;
  EXPECT_EQ(prior.kind, InputKind::kPrior);
  EXPECT_EQ(name_of(made, prior), "prior of dprk.resolute");
  set_input(made, prior, 0.1);
  EXPECT_EQ(priors(made.actors[kDprk.value()]), (std::vector{0.1, 0.9}));
  EXPECT_EQ(quantity_of(made, prior).value, 0.1);
  const Input number{InputKind::kTypeValue, ParameterId(0), ActorId(0), TypeId(1)};
  EXPECT_EQ(name_of(made, number), "pain.flexible");
  set_input(made, number, 0.8);
  EXPECT_DOUBLE_EQ(made.parameters[0].by_type[1].per_step, 0.2);
}

}  // namespace
}  // namespace parley::scenario
