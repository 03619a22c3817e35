// SPDX-License-Identifier: Apache-2.0
#include "parley/run/worth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <memory>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include "parley/run/places.h"
#include "parley/run/typed.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/read.h"

namespace parley::run {
namespace {

scenario::Scenario shipped(const std::string& name) {
  std::stringstream text;
  text << std::ifstream(PARLEY_SOURCE_DIR "/scenarios/" + name + "/" + name + ".toml").rdbuf();
  auto read = scenario::read(std::make_shared<base::Source>(name + ".toml", text.str()), {});
  if (!read) throw std::runtime_error(read.error().all()[0].message);
  return std::move(*read);
}

SolvedGame solved(const scenario::Scenario& scenario, std::size_t points) {
  RunOptions options;
  options.beliefs.points = points;
  options.beliefs.most_refinements = 0;
  options.beliefs.paths = 50;
  auto game = solve_scenario(scenario, std::nullopt, options, {});
  if (!game) throw std::runtime_error(game.error().all()[0].message);
  return std::move(*game);
}

// On this many points the bluff's certificate allows .02, a hundredth of the payoff range.
constexpr std::size_t kPoints = 2049;
constexpr double kAllowed = 0.02;

double sum_of(const std::vector<TermValue>& terms) {
  return std::accumulate(terms.begin(), terms.end(), 0.0,
                         [](double sum, const TermValue& term) { return sum + term.value; });
}

double reveals_of(const std::vector<TermValue>& terms) {
  return std::accumulate(terms.begin(), terms.end(), 0.0,
                         [](double sum, const TermValue& term) { return sum + term.reveals; });
}

const MoveChoice& move_of(const StartChoice& choice, const std::string& name) {
  for (const MoveChoice& move : choice.moves)
    if (move.move == name) return move;
  throw std::runtime_error("no move " + name);
}

// The bluff with a resolved side of .2 [Fearon1994; Schultz1999]: of those who would back down a quarter threatens,
// which leaves the target indifferent; it concedes to a third of threats, which leaves those who bluff indifferent.
TEST(Worth, SplitsTheBluffAsItsClosedFormDoes) {
  const scenario::Scenario scenario = shipped("bluff");
  const SolvedGame game = solved(scenario, kPoints);
  const std::vector<double> prior = game::prior_beliefs(game.compiled.game);
  const game::NodeId start = game.compiled.game.start_nodes()[0];
  const auto choices = typed_choices_at(game, {start, "", 1}, prior, {}, {});
  ASSERT_EQ(choices.size(), 2u);
  for (const StartChoice& choice : choices) {
    EXPECT_EQ(choice.telling, "mixing");
    for (const MoveChoice& move : choice.moves) {
      EXPECT_NEAR(sum_of(move.terms), move.value, 1e-12);
      EXPECT_NEAR(reveals_of(move.terms), move.reveals->value, 1e-12);
      EXPECT_EQ(move.error, 0);
    }
    EXPECT_NEAR(move_of(choice, "stay_quiet").reveals->value, 0, 1e-9);
  }
  const MoveChoice& threat = move_of(choices[0], "threaten");
  EXPECT_NEAR(threat.value, 2.0 / 15, kAllowed);
  EXPECT_NEAR(threat.reveals->value, 2.0 / 15 + 0.3, kAllowed);  // unchanged beliefs: resisted for sure
  EXPECT_NEAR(*threat.posterior, 0.5, 0.01);
  const MoveChoice& bluff = move_of(choices[1], "threaten");
  EXPECT_NEAR(bluff.value, 0, kAllowed);
  EXPECT_NEAR(bluff.reveals->value, 0.5, kAllowed);
  EXPECT_NEAR(bluff.probability, 0.25, 0.01);
}

TEST(Worth, OfLookingToughAndOfKnowingTheOtherIsThatOfTheBluffsClosedForm) {
  const scenario::Scenario scenario = shipped("bluff");
  const SolvedGame game = solved(scenario, kPoints);
  const Worth worth = worth_at(game, start_of(game.compiled.game), {}, {});
  ASSERT_EQ(worth.types.size(), 3u);
  for (const TypeWorth& type : worth.types) EXPECT_NEAR(sum_of(type.terms), type.value.value, 1e-12);
  EXPECT_NEAR(worth.types[2].value.value, 0.6, kAllowed);
  ASSERT_EQ(worth.reputations.size(), 4u);
  // Taken for resolved both threaten and are conceded to; taken for unresolved, if not quite surely, little changes:
  // the fewer bluffs keep the target indifferent.
  EXPECT_NEAR(worth.reputations[0].change.value, 1 - 2.0 / 15, kAllowed);
  EXPECT_NEAR(worth.reputations[1].change.value, 0, kAllowed);
  EXPECT_NEAR(worth.reputations[2].change.value, 1, kAllowed);
  EXPECT_NEAR(worth.reputations[3].change.value, 0, kAllowed);
  // Told which it is, the target yields to the resolved and is left alone by the others: .8 in place of .6.
  ASSERT_EQ(worth.knowing.size(), 1u);
  EXPECT_NEAR(worth.knowing[0].change.value, 0.2, kAllowed);
}

TEST(Worth, OfKnowingIsThatOfTheGamesInWhichItIsNotPrivate) {
  const scenario::Scenario scenario = shipped("bluff");
  const SolvedGame game = solved(scenario, 129);
  const Worth worth = worth_at(game, start_of(game.compiled.game), {}, {});
  double known = 0;
  for (std::size_t t = 0; t < 2; ++t) {
    scenario::Scenario certain = scenario;
    scenario::set_input(certain, {scenario::InputKind::kPrior, {}, scenario::ActorId(0), scenario::TypeId(t)}, 1);
    const SolvedGame one = solved(certain, 129);
    known += scenario.actors[0].types[t].prior.value * one.certificate.actors[1].value_start;
  }
  EXPECT_NEAR(worth.knowing[0].change.value, known - worth.types[2].value.value, 1e-6);
}

TEST(WorthThreads, AreTheSameBitsForOneAndForMany) {
  const scenario::Scenario scenario = shipped("bluff");
  const SolvedGame game = solved(scenario, 65);
  base::RunContext many;
  many.threads = 4;
  const Worth one = worth_at(game, start_of(game.compiled.game), {}, {});
  const Worth four = worth_at(game, start_of(game.compiled.game), {}, many);
  for (std::size_t k = 0; k < one.types.size(); ++k) EXPECT_EQ(one.types[k].value.value, four.types[k].value.value);
}

TEST(Worth, IsReportedByTypeAndOverTypesWithTermsThatSum) {
  const scenario::Scenario scenario = shipped("bluff");
  const SolvedGame game = solved(scenario, 129);
  RunOptions options;
  options.paths = 200;
  const PolicyRun run = summarize(game, std::nullopt, options, {});
  ASSERT_EQ(run.values.size(), 2u);
  for (const ActorValue& value : run.values) {
    EXPECT_FALSE(value.terms.empty());
    EXPECT_NEAR(sum_of(value.terms), value.total, 1e-12);
  }
  for (const StartChoice& choice : run.start_choices)
    for (const MoveChoice& move : choice.moves) EXPECT_NEAR(sum_of(move.terms), move.value, 1e-12);
}

// --- Places ---------------------------------------------------------------------------------------------------------
std::string place_found(const std::string& words, std::optional<std::size_t> actor = {}) {
  static const scenario::Scenario kScenario = shipped("chain-store");
  const auto compiled = compile::compile(kScenario, {}, {});
  const auto situation = scenario::read_situation(kScenario, words);
  if (!compiled || !situation) throw std::runtime_error("the case is wrong");
  const auto places =
      find_places(*compiled, *situation, actor ? std::optional(scenario::ActorId(*actor)) : std::nullopt);
  if (!places)
    return places.error().all()[0].code + " " + places.error().all()[0].message + " | " + places.error().all()[0].help;
  std::string text;
  for (const ChoicePlace& place : *places)
    text += kScenario.actors[place.actor.value()].key + " at " +
            compiled->legend.node_text(compiled->game, place.node) + ". ";
  return text;
}

TEST(Places, AreTheFirstThatFit) {
  EXPECT_EQ(place_found(""), "entrant at market alone, let_in nobody; step 0; entrant to move. ");
  EXPECT_EQ(place_found("market == entered"), "store at market entered, let_in nobody; step 0; store to move. ");
  EXPECT_EQ(place_found("market == entered and step == 4"),
            "store at market entered, let_in nobody; step 4; store to move. ");
  EXPECT_EQ(place_found("date 2003-06-01; let_in == somebody"),
            "entrant at market alone, let_in somebody; step 3; entrant to move. ");
}

TEST(Places, SayWhyThereIsNone) {
  EXPECT_NE(place_found("market == fought and market == shared").find("E0903"), std::string::npos);
  EXPECT_NE(place_found("market == entered", 0).find("E0903 entrant has no choice there"), std::string::npos);
  EXPECT_NE(place_found("step == 0 and let_in == somebody").find("E0903"), std::string::npos);
  EXPECT_NE(place_found("market == fought").find("nobody has a choice"), std::string::npos);
  EXPECT_NE(place_found("let_in == let_in").find("E0904 2 places fit | say which: let_in is one of nobody, somebody"),
            std::string::npos);
}

}  // namespace
}  // namespace parley::run
