// SPDX-License-Identifier: Apache-2.0
#include "parley/game/json.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/random.h"
#include "parley/game/builder.h"
#include "parley/game/textbook.h"

namespace parley::game {
namespace {

base::SourcePtr text_source(std::string text) { return std::make_shared<base::Source>("test.json", std::move(text)); }

/// The code of the first mistake, or "" if the game reads.
std::string first_code(const std::string& text) {
  const auto game = read_game_json(text_source(text));
  if (game) return "";
  EXPECT_FALSE(game.error().empty());
  for (const base::Diagnostic& mistake : game.error().all()) {
    EXPECT_FALSE(mistake.help.empty()) << mistake.message;
    EXPECT_LE(mistake.span.end, text.size());
    EXPECT_NE(mistake.source, nullptr) << mistake.message;
  }
  return game.error().all()[0].code;
}

std::string simple_game(const std::string& nodes, const std::string& discount = "0.9") {
  return "{\"schema_version\": 1, \"kind\": \"game\", \"actors\": [{\"discount\": " + discount +
         "}], \"start\": {\"nodes\": [0]}, \"nodes\": [" + nodes + "]}";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(GameJson, ReadsBackBitForBit) {
  Labels labels;
  labels.title = "a \"quoted\" title\n";
  labels.actors = {"us", "them"};
  labels.terms = {"cost", "prize"};
  labels.nodes = {"standoff"};
  labels.moves = {"concede", "hold", "concede", "h\xC3\xB6ld"};
  const SolvedGame solved = war_of_attrition({{2, 3}, {0.1, 0.5}, {1e-300, 0.2}, {0.95, 1 / 3.0}, false});
  const std::string text = write_game_json(solved.game, labels);
  const auto read = read_game_json(text_source(text));
  ASSERT_TRUE(read.has_value()) << read.error().all()[0].message;
  EXPECT_EQ(read->labels, labels);
  EXPECT_EQ(write_game_json(read->game, read->labels), text);
  EXPECT_EQ(read->game.discount(ActorId(1)), 1 / 3.0);
  EXPECT_EQ(read->game.payoff(JointId(3), ActorId(0)), -1e-300);
}

constexpr std::string_view kTyped = R"({
  "schema_version": 1,
  "kind": "game",
  "actors": [
    {"name": "us", "discount": 0.9, "types": [{"name": "hard", "prior": 0.25}, {"name": "soft", "prior": 0.75}]},
    {"name": "them", "discount": 0.9}
  ],
  "start": {"nodes": [0]},
  "nodes": [
    {
      "seats": [{"actor": 0, "moves": ["yield", "hold"], "hidden": true, "open_to": [[1], [0, 1]]}],
      "joint_moves": [{"payoffs": [[0, 1], 2]}, {"payoffs": [3, 4], "successors": [0]}]
    }
  ]
})";

TEST(GameJson, CarriesTypesHiddenSeatsAndMovesOfSomeTypes) {
  const auto game = read_game_json(text_source(std::string(kTyped)));
  ASSERT_TRUE(game.has_value()) << game.error().all()[0].message;
  EXPECT_EQ(game->labels.types, (std::vector<std::string>{"hard", "soft", "0"}));
  EXPECT_EQ(game->game.prior(ActorId(0))[0], 0.25);
  EXPECT_FALSE(game->game.is_open(MoveId(0), TypeId(0)));
  EXPECT_TRUE(game->game.is_hidden(SeatId(0)));
  EXPECT_EQ(game->game.payoff(JointId(0), TypeId(1)), 1);
  EXPECT_EQ(game->game.payoff(JointId(1), TypeId(1)), 3);
  EXPECT_EQ(game->game.payoff(JointId(1), TypeId(2)), 4);
  const std::string text = write_game_json(game->game, game->labels);
  const auto again = read_game_json(text_source(text));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->labels, game->labels);
  EXPECT_EQ(write_game_json(again->game, again->labels), text);
}

TEST(GameJson, NamesEachMistakeAboutTypes) {
  const std::string good(kTyped);
  EXPECT_EQ(first_code(good), "");
  EXPECT_EQ(first_code(replaced(good, "0.75", "0.7")), "E0502");
  EXPECT_EQ(first_code(replaced(good, "\"prior\": 0.25", "\"prior\": -1")), "E0503");
  EXPECT_EQ(first_code(replaced(good, "\"prior\"", "\"chance\"")), "E0513");
  EXPECT_EQ(first_code(replaced(good, "[[0, 1], 2]", "[[0, 1, 2], 2]")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "[[0, 1], 2]", "[[0, 1], [2, 2]]")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "[[1], [0, 1]]", "[[1]]")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "[[1], [0, 1]]", "[[2], [0, 1]]")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "[[1], [0, 1]]", "[[1], []]")), "E0517");
  EXPECT_EQ(first_code(replaced(good, "[[1], [0, 1]]", "[[], [0, 1]]")), "E0517");
  EXPECT_EQ(first_code(replaced(good, "\"hidden\": true", "\"hidden\": 1")), "E0512");
}

TEST(GameJson, RoundTripsAnyDouble) {
  for (std::uint32_t k = 0; k < 2000; ++k) {
    const auto words = base::random_block(7, k, 0).words;
    const auto value = std::bit_cast<double>(std::uint64_t{words[0]} << 32 | words[1]);
    if (!std::isfinite(value)) continue;
    GameBuilder builder({0.5}, {ActorId(0)});
    builder.add_node(0, true);
    builder.add_joint({&value, 1}, {}, {});
    builder.add_start(NodeId(0), 1);
    const auto game = std::move(builder).build();
    ASSERT_TRUE(game.has_value());
    const auto read = read_game_json(text_source(write_game_json(*game, {})));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read->game.payoff_terms(JointId(0))[0]),
              std::bit_cast<std::uint64_t>(value));
  }
}

TEST(GameJson, ReadsTextbookGamesBack) {
  for (const SolvedGame& solved : {kinked_demand(0.95), volunteer({4, 1, 0.4, 0.1, 0.9}), big_match(0.1)}) {
    const std::string text = write_game_json(solved.game, {});
    const auto read = read_game_json(text_source(text));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(write_game_json(read->game, {}), text);
    const std::string profile_text = write_profile_json(solved.game, solved.equilibrium, {});
    const auto profile = read_profile_json(text_source(profile_text), read->game);
    ASSERT_TRUE(profile.has_value());
    EXPECT_EQ(profile->probability, solved.equilibrium.probability);
  }
}

TEST(GameJson, DoesNotScaleALotteryTwice) {
  for (std::uint32_t k = 0; k < 300; ++k) {
    std::vector<double> lottery;
    std::vector<NodeId> next;
    double sum = 0;
    for (std::uint32_t e = 0; e < 2 + k % 9; ++e) {
      lottery.push_back(base::random_block(3, k, e).uniform(0));
      next.emplace_back(0);
      sum += lottery.back();
    }
    for (double& p : lottery) p /= sum * (1 + 1e-10);
    GameBuilder builder({0.5}, {ActorId(0)});
    builder.add_node(0, true);
    builder.add_joint(std::array{1.0}, next, lottery);
    builder.add_start(NodeId(0), 1);
    const auto game = std::move(builder).build();
    ASSERT_TRUE(game.has_value());
    const std::string text = write_game_json(*game, {});
    const auto read = read_game_json(text_source(text));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(write_game_json(read->game, {}), text);
  }
}

TEST(GameJson, NamesEachMistake) {
  const std::string good = simple_game(R"({"seats": [{"actor": 0, "moves": 2}],
    "joint_moves": [{"payoffs": [1], "successors": [0]}, {"payoffs": [2]}]})");
  EXPECT_EQ(first_code(good), "");
  EXPECT_EQ(first_code(""), "E0511");
  EXPECT_EQ(first_code("{"), "E0511");
  EXPECT_EQ(first_code(good + "x"), "E0511");
  EXPECT_EQ(first_code(std::string(1000, '[')), "E0511");
  EXPECT_EQ(first_code(replaced(good, "[1]", "[NaN]")), "E0511");
  EXPECT_EQ(first_code(replaced(good, "[1]", "[1e999]")), "E0511");
  EXPECT_EQ(first_code("[]"), "E0514");
  EXPECT_EQ(first_code("{}"), "E0512");
  EXPECT_EQ(first_code(replaced(good, "\"game\"", "\"profile\"")), "E0514");
  EXPECT_EQ(first_code(replaced(good, "\"schema_version\": 1", "\"schema_version\": 2")), "E0514");
  EXPECT_EQ(first_code(replaced(good, "\"payoffs\": [1]", "\"payofs\": [1]")), "E0513");
  EXPECT_EQ(first_code(replaced(good, "\"moves\": 2", "\"moves\": 2, \"moves\": 2")), "E0513");
  EXPECT_EQ(first_code(replaced(good, "[1]", "[\"1\"]")), "E0512");
  EXPECT_EQ(first_code(replaced(good, "[1]", "[1, 2]")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "\"moves\": 2", "\"moves\": -2")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "\"moves\": 2", "\"moves\": 1000000000")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "\"moves\": 2", "\"moves\": 1")), "E0506");
  EXPECT_EQ(first_code(replaced(good, "\"actor\": 0", "\"actor\": 1")), "E0515");
  EXPECT_EQ(first_code(replaced(good, "\"successors\": [0]", "\"successors\": [4]")), "E0505");
  EXPECT_EQ(first_code(replaced(good, "\"successors\": [0]", "\"successors\": [0], \"probabilities\": [0.5]")),
            "E0502");
  EXPECT_EQ(first_code(replaced(good, "\"successors\": [0]", "\"successors\": [0], \"probabilities\": [-1]")), "E0503");
  EXPECT_EQ(first_code(replaced(good, "\"nodes\": [0]", "\"nodes\": []")), "E0501");
  EXPECT_EQ(first_code(replaced(good, "\"discount\": 0.9", "\"discount\": 1")), "E0508");
  EXPECT_EQ(first_code(replaced(good, "\"discount\": 0.9", "\"discount\": 2")), "E0508");
}

TEST(GameJson, SuggestsTheNearestField) {
  const auto game = read_game_json(text_source(simple_game(R"({"joint_movs": []})")));
  ASSERT_FALSE(game.has_value());
  EXPECT_NE(game.error().all()[0].help.find("joint_moves"), std::string::npos);
}

TEST(GameJson, AnswersOrExplainsEveryDamagedText) {
  Labels labels;
  labels.moves = {"a", "b", "c", "d"};
  const std::string good = write_game_json(war_of_attrition({}).game, labels);
  for (std::size_t cut = 0; cut < good.size() - 2; ++cut) EXPECT_NE(first_code(good.substr(0, cut)), "") << cut;
  constexpr std::string_view kNoise = "{}[]\",:0-9.eE \\truefalsn\xFF";
  for (std::uint32_t k = 0; k < 3000; ++k) {
    std::string text = good;
    const auto words = base::random_block(11, k, 0).words;
    text[words[0] % text.size()] = kNoise[words[1] % kNoise.size()];
    if (words[2] % 2 == 0) text.erase(words[2] % text.size(), words[3] % 20);
    first_code(text);
  }
}

TEST(ProfileJson, NamesEachMistake) {
  const SolvedGame solved = war_of_attrition({});
  const std::string good = write_profile_json(solved.game, {{0.25, 0.75, 0.5, 0.5}}, {});
  const auto code = [&](const std::string& text) {
    const auto profile = read_profile_json(text_source(text), solved.game);
    return profile ? std::string() : profile.error().all()[0].code;
  };
  EXPECT_EQ(code(good), "");
  EXPECT_EQ(code(replaced(good, "0.25", "0.2")), "E0502");
  EXPECT_EQ(code(replaced(good, "0.25", "-0.25")), "E0503");
  EXPECT_EQ(code(replaced(good, "0.25, 0.75", "1")), "E0516");
  EXPECT_EQ(code(replaced(good, "\"node\": 0", "\"node\": 1")), "E0515");
  EXPECT_EQ(code(replaced(good, "\"actor\": 0", "\"actor\": 1")), "E0516");
  EXPECT_EQ(code("{\"schema_version\": 1, \"kind\": \"profile\", \"nodes\": []}"), "E0516");
  EXPECT_EQ(code(write_game_json(solved.game, {})), "E0514");
}

/// The blocks of a Markdown text that are fenced as this language.
std::vector<std::string> fenced(const std::string& file, const std::string& language) {
  std::ifstream stream(file);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  std::vector<std::string> blocks;
  const std::string fence = "```" + language + "\n";
  for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    const std::size_t end = text.find("```", at);
    blocks.push_back(text.substr(at, end - at));
    at = end;
  }
  return blocks;
}

TEST(GameFilesGuide, HasExamplesThatRead) {
  const std::vector<std::string> blocks = fenced(PARLEY_SOURCE_DIR "/docs/guide/game-files.md", "json");
  ASSERT_EQ(blocks.size(), 4U);
  const auto game = read_game_json(text_source(blocks[0]));
  ASSERT_TRUE(game.has_value()) << game.error().all()[0].message;
  EXPECT_EQ(game->labels.actors.size(), 2U);
  const auto typed = read_game_json(text_source(blocks[1]));
  ASSERT_TRUE(typed.has_value()) << typed.error().all()[0].message;
  EXPECT_EQ(typed->game.types(), 3U);
  const auto profile = read_profile_json(text_source(blocks[2]), game->game);
  ASSERT_TRUE(profile.has_value()) << profile.error().all()[0].message;
  const auto assessment = read_assessment_json(text_source(blocks[3]), typed->game);
  ASSERT_TRUE(assessment.has_value()) << assessment.error().all()[0].message;
  EXPECT_EQ(assessment->beliefs_at(0)[0], 0.2);
}

TEST(AssessmentJson, ReadsBackBitForBitAndExplainsEveryDamage) {
  const auto game = read_game_json(text_source(std::string(kTyped)));
  ASSERT_TRUE(game.has_value());
  Assessment assessment;
  assessment.add(game->game, NodeId(0), std::vector{0.25, 0.75, 1.0});
  assessment.add(game->game, NodeId(0), std::vector{1 / 3.0, 2 / 3.0, 1.0});
  assessment.chance = {0, 1, 0.125, 0.875, 0, 1, 1, 0};
  assessment.next = {1, 1};
  assessment.start = {0};
  const std::string text = write_assessment_json(game->game, assessment, game->labels);
  const auto read = read_assessment_json(text_source(text), game->game);
  ASSERT_TRUE(read.has_value()) << read.error().all()[0].message;
  EXPECT_EQ(read->belief, assessment.belief);
  EXPECT_EQ(read->chance, assessment.chance);
  EXPECT_EQ(write_assessment_json(game->game, *read, game->labels), text);
  const auto explained = [&](const std::string& damaged) {
    const auto result = read_assessment_json(text_source(damaged), game->game);
    return result || !result.error().empty();
  };
  for (std::size_t cut = 0; cut < text.size() - 2; ++cut)
    EXPECT_FALSE(read_assessment_json(text_source(text.substr(0, cut)), game->game)) << cut;
  constexpr std::string_view kNoise = "{}[]\",:0-9.eE \\truefalsn\xFF";
  for (std::uint32_t k = 0; k < 3000; ++k) {
    std::string damaged = text;
    const auto words = base::random_block(12, k, 0).words;
    damaged[words[0] % text.size()] = kNoise[words[1] % kNoise.size()];
    if (words[2] % 2 == 0) damaged.erase(words[2] % text.size(), words[3] % 20);
    EXPECT_TRUE(explained(damaged)) << damaged;
  }
}

}  // namespace
}  // namespace parley::game
