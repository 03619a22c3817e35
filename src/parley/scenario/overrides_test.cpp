// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

const std::string kFile = R"(title = "Test"
start = 2019-05-09
step = "quarter"
horizon = { steps = 8 }
[actors.us]
patience = 0.9
[state]
status = { levels = ["no", "yes"], start = "no" }
[parameters]
cost = { value = 0.4, unit = "per year", range = [0, 1], source = "assumed" }
prize = 2
[payoffs.us]
p = "prize - cost"
)";

base::Result<Scenario> read_with(std::vector<std::string> overrides) {
  return read(std::make_shared<const base::Source>("test.toml", kFile), {std::move(overrides)});
}

base::Diagnostic refusal(const std::string& override_text) {
  const auto made = read_with({override_text});
  if (made || made.error().empty()) return {};
  return made.error().all()[0];
}

TEST(Overrides, ReplaceAValueAndKeepWhatItRestsOn) {
  const auto made = read_with({"parameters.cost=0.6", "parameters.prize = 3"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->parameters[0].quantity.value, 0.6);
  EXPECT_EQ(made->parameters[0].quantity.unit, "per year");
  EXPECT_EQ(made->parameters[0].quantity.source, "assumed");
  EXPECT_DOUBLE_EQ(made->parameters[0].per_step, 0.15);
  EXPECT_EQ(made->parameters[1].quantity.value, 3);
}

TEST(Overrides, TakeTheLastOfSeveral) {
  EXPECT_EQ(read_with({"parameters.prize=3", "parameters.prize=4"})->parameters[1].quantity.value, 4);
}

TEST(Overrides, TakeWhatIsNotTomlAsText) {
  const auto made =
      read_with({"turns=together", "state.status.start=yes", "title=A longer title = better", "start=2020-01-01"});
  ASSERT_TRUE(made) << made.error().all()[0].message;
  EXPECT_EQ(made->order, Order::kFixed);
  EXPECT_EQ(made->variables[0].start[0].first, 1u);
  EXPECT_EQ(made->title, "A longer title = better");
  EXPECT_EQ(text(made->start), "2020-01-01");
}

TEST(Overrides, TakeNumbersAsShellUsersWriteThem) {
  const auto made = read_with({"parameters.cost=.6", "parameters.prize=3.", "title=infinity"});
  ASSERT_TRUE(made) << made.error().all()[0].message;
  EXPECT_EQ(made->parameters[0].quantity.value, 0.6);
  EXPECT_EQ(made->parameters[1].quantity.value, 3);
  EXPECT_EQ(made->title, "infinity");
}

TEST(Overrides, ReplaceTablesAndAddKeysOfTheLanguage) {
  const auto made =
      read_with({"parameters.cost={ value = 1, source = \"x\" }", "actors.us.precision=10", "forecast={ steps = 3 }"});
  ASSERT_TRUE(made) << made.error().all()[0].message;
  EXPECT_EQ(made->parameters[0].quantity.unit, "");
  EXPECT_EQ(made->actors[0].precision, 10);
  EXPECT_EQ(made->forecast_steps, 3u);
}

TEST(Overrides, AreRefusedWhereTheFileHasNoSuchThing) {
  const base::Diagnostic unknown = refusal("parameters.csot=1");
  EXPECT_EQ(unknown.code, "E0111");
  EXPECT_EQ(unknown.fault, base::Fault::kUsage);
  EXPECT_EQ(unknown.suggestion, "cost");
  EXPECT_EQ(unknown.source->name(), "--set parameters.csot=1");
  EXPECT_EQ(unknown.span.begin, 11u);
  EXPECT_EQ(refusal("paramters.cost=1").suggestion, "parameters");
  EXPECT_EQ(refusal("parameters.cost.valeu=1").suggestion, "value");
  EXPECT_EQ(refusal("parameters.prize.deep.er=1").code, "E0111");
}

TEST(Overrides, AreRefusedWithoutKeyOrValue) {
  for (const char* const words : {"", "=", "=1", "parameters.cost", "parameters..cost=1", "parameters.cost=", ".=1"}) {
    EXPECT_EQ(refusal(words).code, "E0112") << words;
    EXPECT_EQ(refusal(words).fault, base::Fault::kUsage) << words;
  }
}

TEST(Overrides, CannotSmuggleInFurtherStatements) {
  EXPECT_EQ(refusal("parameters.prize=1\n[evil]\na = 1").code, "E0106");
  EXPECT_EQ(refusal("parameters.prize=\xFF").code, "E0109");
}

TEST(Overrides, AreBlamedForTheirMistakes) {
  const base::Diagnostic found = refusal("parameters.cost=2");
  EXPECT_EQ(found.code, "E0301");
  EXPECT_EQ(found.fault, base::Fault::kUsage);
  EXPECT_EQ(found.source->name(), "--set parameters.cost=2");
  EXPECT_EQ(found.span.begin, 16u);
  const base::Diagnostic formula = refusal("payoffs.us.p=\"csot\"");
  EXPECT_EQ(formula.code, "E0202");
  EXPECT_EQ(formula.span.begin, 14u);
}

}  // namespace
}  // namespace parley::scenario
