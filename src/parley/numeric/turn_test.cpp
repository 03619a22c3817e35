// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/turn.h"

#include <gtest/gtest.h>

namespace parley::numeric {
namespace {

TEST(Turn, IsTheNearestOfBothSides) {
  const auto answer = [](double x) -> std::optional<bool> { return x > 0.35 && x < 0.9; };
  const Turn turn = nearest_turn(0.5, 0, 1, answer);
  EXPECT_EQ(turn.status, TurnStatus::kTurns);
  EXPECT_LE(turn.after, 0.35);
  EXPECT_GT(turn.before, 0.35);
  EXPECT_LE(turn.before - turn.after, 0.01);
  EXPECT_NEAR(turn.share, 0.15, 0.01);
}

TEST(Turn, IsNoneWhereNothingTurnsAndUnknownWithoutAnAnswer) {
  EXPECT_EQ(nearest_turn(0.5, 0, 1, [](double) { return std::optional(true); }).status, TurnStatus::kSame);
  EXPECT_EQ(nearest_turn(0.5, 0, 1, [](double) { return std::optional<bool>(); }).status, TurnStatus::kUnknown);
  const auto half = [](double x) { return x <= 0.5 ? std::optional(true) : std::nullopt; };
  EXPECT_EQ(nearest_turn(0.5, 0, 1, half).status, TurnStatus::kUnknown);
  const auto turns_below = [](double x) { return x <= 0.5 ? std::optional(x > 0.2) : std::nullopt; };
  EXPECT_NEAR(nearest_turn(0.5, 0, 1, turns_below).after, 0.2, 0.01);
}

TEST(Turn, AtAnEndLooksToTheOtherSideAlone) {
  const Turn turn = nearest_turn(0, 0, 2, [](double x) { return std::optional(x < 1.5); });
  EXPECT_NEAR(turn.after, 1.5, 0.02);
  EXPECT_GE(turn.after, 1.5);
}

}  // namespace
}  // namespace parley::numeric
