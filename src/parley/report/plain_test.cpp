// SPDX-License-Identifier: Apache-2.0
#include "parley/report/plain.h"

#include <gtest/gtest.h>

#include "parley/report/table.h"

namespace parley::report {
namespace {

TEST(Plain, NeverRoundsAChanceToCertainty) {
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(0.0049), "<1%");
  EXPECT_EQ(percent(0.005), "1%");
  EXPECT_EQ(percent(0.25), "25%");
  EXPECT_EQ(percent(0.995), ">99%");
  EXPECT_EQ(percent(0.9951), ">99%");
  EXPECT_EQ(percent(1), "100%");
}

TEST(Plain, GivesFiguresAPersonCanRead) {
  EXPECT_EQ(figure(0), "0");
  EXPECT_EQ(figure(12345.6), "12346");
  EXPECT_EQ(figure(-0.12345), "-0.123");
  EXPECT_EQ(figure(1e-7), "1.0e-07");
}

TEST(Plain, TurnsKeysIntoWords) { EXPECT_EQ(in_words("maximum_pressure"), "Maximum pressure"); }

TEST(Plain, BreaksLinesAtSpacesAndKeepsTheFirstIndent) {
  EXPECT_EQ(wrapped("  one two three", 10, "    "), "  one two\n    three");
  EXPECT_EQ(wrapped("unbreakable", 4, ""), "unbreakable");
  EXPECT_EQ(wrapped("", 10, "  "), "");
}

TEST(Plain, SaysWhyAMoveLoses) {
  run::StartChoice choice;
  choice.moves = {{"hold", 1, 3, 0, {{"pride", 2}, {"cost", 1}}}, {"yield", 0, 1, 2, {{"pride", -1}, {"cost", 2}}}};
  EXPECT_EQ(why_text(choice, choice.moves[0]), "chosen");
  EXPECT_EQ(why_text(choice, choice.moves[1]), "loses 2 against hold, most of it through pride (-3)");
}

TEST(Table, AlignsNamesLeftAndNumbersRightAndCutsWideTables) {
  Table table;
  table.add({"", "first", "second"});
  table.add({"Größe", "1", "22"});
  EXPECT_EQ(table.text(80, " "), "        first  second\n Größe      1      22\n");
  EXPECT_EQ(table.text(12, ""), "       first\nGröße      1\n\n       second\nGröße      22\n");
}

}  // namespace
}  // namespace parley::report
