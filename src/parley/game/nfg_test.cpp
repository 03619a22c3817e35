// SPDX-License-Identifier: Apache-2.0
#include "parley/game/nfg.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "parley/base/random.h"

namespace parley::game {
namespace {

// Both forms of the game of Gambit's own description of the format: Selten (IJGT 75), figure 2, in normal form.
constexpr const char* kPayoffForm = R"(NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"
{ "Player 1" "Player 2" } { 3 2 }

1 1 0 2 0 2 1 1 0 3 2 0
)";
constexpr const char* kOutcomeForm = R"(NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" }

{
{ "1" "2" "3" }
{ "1" "2" }
}
"a comment
over two lines with a \" in it"

{
{ "" 1, 1 }
{ "" 0, 2 }
{ "" 0, 2 }
{ "" 1, 1 }
{ "" 0, 3 }
{ "" 2, 0 }
}
1 2 3 4 5 6
)";

base::SourcePtr text_source(std::string text) { return std::make_shared<base::Source>("test.nfg", std::move(text)); }

std::string first_code(const std::string& text) {
  const auto game = read_nfg(text_source(text));
  if (game) return "";
  const base::Diagnostic& mistake = game.error().all()[0];
  EXPECT_FALSE(mistake.help.empty());
  EXPECT_NE(mistake.source, nullptr);
  EXPECT_LE(mistake.span.end, text.size());
  return mistake.code;
}

TEST(Nfg, ReadsBothFormsOfGambitsExample) {
  for (const char* text : {kPayoffForm, kOutcomeForm}) {
    const auto read = read_nfg(text_source(text));
    ASSERT_TRUE(read.has_value()) << read.error().all()[0].message;
    const Game& game = read->game;
    EXPECT_EQ(read->labels.actors, (std::vector<std::string>{"Player 1", "Player 2"}));
    EXPECT_EQ(read->labels.moves, (std::vector<std::string>{"1", "2", "3", "1", "2"}));
    ASSERT_EQ(game.joints(), 6U);
    // In the file the first player's strategy runs fastest: (1,1) (2,1) (3,1) (1,2) (2,2) (3,2).
    const double expected[3][2][2] = {{{1, 1}, {1, 1}}, {{0, 2}, {0, 3}}, {{0, 2}, {2, 0}}};
    for (std::uint32_t a = 0; a < 3; ++a)
      for (std::uint32_t b = 0; b < 2; ++b)
        for (std::size_t i = 0; i < 2; ++i) {
          const JointId joint = joint_of(game, NodeId(0), std::array{a, b});
          EXPECT_EQ(game.payoff(joint, ActorId(i)), expected[a][b][i]);
        }
  }
}

TEST(Nfg, ReadsThreePlayersRationalsAndTheNullOutcome) {
  const auto read =
      read_nfg(text_source("NFG 1 D \"t\" { \"a\" \"b\" \"c\" } { {\"x\" \"y\"} {\"z\"} {\"u\" \"v\"} } { { \"o\" 1/3 "
                           "-.5 2e-3 } } 0 1 1 0"));
  ASSERT_TRUE(read.has_value()) << read.error().all()[0].message;
  EXPECT_EQ(read->labels.moves, (std::vector<std::string>{"x", "y", "z", "u", "v"}));
  const JointId joint = joint_of(read->game, NodeId(0), std::array{1U, 0U, 0U});
  EXPECT_EQ(read->game.payoff(joint, ActorId(0)), 1.0 / 3);
  EXPECT_EQ(read->game.payoff(joint, ActorId(1)), -0.5);
  EXPECT_EQ(read->game.payoff(joint, ActorId(2)), 2e-3);
  EXPECT_EQ(read->game.payoff(joint_of(read->game, NodeId(0), std::array{0U, 0U, 0U}), ActorId(0)), 0);
}

TEST(Nfg, NamesEachMistake) {
  const std::string head = "NFG 1 R \"t\" { \"a\" \"b\" } ";
  EXPECT_EQ(first_code(""), "E0521");
  EXPECT_EQ(first_code("EFG 2 R \"t\" { }"), "E0521");
  EXPECT_EQ(first_code("NFG 2 R \"t\""), "E0521");
  EXPECT_EQ(first_code("NFG 1 R \"never closed { \\\""), "E0521");
  EXPECT_EQ(first_code("NFG 1 R \"t\" { } { } "), "E0522");
  EXPECT_EQ(first_code(head + "{ 1 1 } 0 0"), "");
  EXPECT_EQ(first_code(head + "{ 0 1 } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ -1 1 } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ 1.5 1 } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ 1 1 1 } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ 1000000000 1000000000 } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ 99999999999999999999999999 1 } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ {\"x\"} {} } 0 0"), "E0522");
  EXPECT_EQ(first_code(head + "{ 2 2 } 0 0 0 0 0 0"), "E0523");
  EXPECT_EQ(first_code(head + "{ 2 1 } 0.0 0.0 0.0"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } 0 0 0"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } 0 nan"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } 0 inf"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } 0 1e999"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } 0 1/0"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } { { \"\" 1 2 } } 2"), "E0523");
  EXPECT_EQ(first_code(head + "{ 1 1 } { { \"\" 1 } } 1"), "E0521");
  EXPECT_EQ(first_code(head + "{ 1 1 } { { \"\" 1 2 3 } } 1"), "E0521");
  std::string many = "NFG 1 R \"t\" {";
  for (int k = 0; k < 300; ++k) many += " \"p\"";
  EXPECT_EQ(first_code(many + " } { 1 }"), "E0522");
}

TEST(Nfg, AnswersOrExplainsEveryDamagedText) {
  for (const std::string good : {kPayoffForm, kOutcomeForm}) {
    for (std::size_t cut = 0; cut + 3 < good.size(); ++cut) EXPECT_NE(first_code(good.substr(0, cut)), "") << cut;
    constexpr std::string_view kNoise = "{}\",0-9./eE \\NFGR\xFF";
    for (std::uint32_t k = 0; k < 3000; ++k) {
      std::string text = good;
      const auto words = base::random_block(13, k, 0).words;
      text[words[0] % text.size()] = kNoise[words[1] % kNoise.size()];
      if (words[2] % 2 == 0) text.erase(words[2] % text.size(), words[3] % 20);
      first_code(text);
    }
  }
}

}  // namespace
}  // namespace parley::game
