// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/fronts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

using testing::ElementsAre;

Scenario shipped(const std::string& name, const std::string& more = {}) {
  std::stringstream text;
  text << std::ifstream(PARLEY_SOURCE_DIR "/scenarios/" + name + "/" + name + ".toml").rdbuf() << more;
  auto made = read(std::make_shared<base::Source>("case.toml", text.str()), {});
  if (!made) throw std::runtime_error(made.error().all()[0].message);
  return std::move(*made);
}

std::vector<std::string> moves_of(const Scenario& scenario, const Front& front) {
  std::vector<std::string> names;
  for (const ActionId id : front.actions) names.push_back(scenario.action_name(id));
  return names;
}

constexpr ActorId kUs(0);
constexpr ActorId kDprk(1);
constexpr ActorId kIran(2);

TEST(Fronts, ComeApartWithTheirVariablesAndMoves) {
  const Scenario scenario = shipped("two-fronts");
  const Fronts found = fronts_of(scenario, kUs);
  ASSERT_EQ(found.fronts.size(), 2u);
  EXPECT_THAT(found.fronts[0].others, ElementsAre(kDprk));
  EXPECT_THAT(found.fronts[1].others, ElementsAre(kIran));
  EXPECT_THAT(moves_of(scenario, found.fronts[0]), ElementsAre("us.ease_korea", "us.ease_both", "dprk.disarm"));
  EXPECT_THAT(moves_of(scenario, found.fronts[1]),
              ElementsAre("us.ease_iran", "us.ease_both", "iran.stop", "iran.enrich"));
  std::vector<std::string> variables;
  for (const VariableId id : found.fronts[0].variables) variables.push_back(scenario.variables[id.value()].key);
  EXPECT_THAT(variables, ElementsAre("korea", "warheads"));
  EXPECT_FALSE(found.tie);
}

TEST(Fronts, AreOneForAnActorThatFacesOnlyOneOther) {
  const Fronts found = fronts_of(shipped("two-fronts"), kDprk);
  ASSERT_EQ(found.fronts.size(), 1u);
  EXPECT_THAT(found.fronts[0].others, ElementsAre(kUs, kIran));
  ASSERT_TRUE(found.tie);
}

TEST(Fronts, AreTiedByWhateverNeedsBoth) {
  const auto tied = [](const std::string& more) { return fronts_of(shipped("two-fronts", more), kUs); };
  for (const char* const tie : {"\n[[rules]]\nwhen = \"korea == disarmed\"\nthen = [\"breakout = 0\"]\n",
                                "\n[payoffs.iran.envy]\nvalue = \"if(korea == relief, -1, 0)\"\n",
                                "\n[moves.iran.join]\nwhen = \"korea == relief\"\nthen = [\"breakout = 0\"]\n",
                                "\n[outcomes.over]\nwhen = \"breakout == 2\"\nends = true\n"}) {
    const Fronts found = tied(tie);
    EXPECT_EQ(found.fronts.size(), 1u) << tie;
    EXPECT_TRUE(found.tie) << tie;
  }
  // What only the shared actor is paid for two fronts is no tie of the others' but for its variables.
  EXPECT_EQ(tied("\n[outcomes.both]\nwhen = \"breakout == 2 and korea == standoff\"\n").fronts.size(), 2u);
}

TEST(Fronts, AloneKeepNothingOfTheOthers) {
  const Scenario scenario = shipped("two-fronts");
  const Scenario alone = front_alone(scenario, fronts_of(scenario, kUs), 0);
  ASSERT_EQ(alone.actors.size(), scenario.actors.size());
  ASSERT_EQ(alone.actions.size(), scenario.actions.size());
  EXPECT_EQ(alone.actors[0].types.size(), 2u);
  EXPECT_EQ(alone.actors[1].types.size(), 2u);
  EXPECT_TRUE(alone.actors[2].types.empty());
  for (std::size_t a = 0; a < alone.actions.size(); ++a) {
    const std::string name = alone.action_name(ActionId(a));
    const bool here = name == "us.ease_korea" || name == "dprk.disarm";
    EXPECT_EQ(alone.actions[a].when->reads().empty(), !here) << name;
  }
  for (const PayoffTerm& term : alone.payoffs) {
    EXPECT_NE(term.actor, kIran);
    EXPECT_EQ(term.key.find("_iran"), std::string::npos) << term.key;
  }
  EXPECT_EQ(alone.rules.size(), 1u);
}

}  // namespace
}  // namespace parley::scenario
