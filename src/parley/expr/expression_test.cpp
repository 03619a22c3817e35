// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/expression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>

namespace parley::expr {
namespace {

const std::vector<std::string> kSanctions = {"lifted", "partial", "maximum"};
const std::vector<std::string> kStatus = {"standoff", "east left", "west left"};

class TestNames : public Names {
 public:
  std::optional<Symbol> find(std::string_view name) const override {
    const auto found = symbols_.find(std::string(name));
    return found == symbols_.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<std::string> all() const override {
    std::vector<std::string> names;
    for (const auto& [name, symbol] : symbols_) names.push_back(name);
    return names;
  }
  std::string refusal(std::string_view name) const override { return name == "step" ? "there is no horizon" : ""; }

 private:
  const std::map<std::string, Symbol> symbols_ = {{"x", {Type::kNumber, 0, {}}},
                                                  {"troops", {Type::kNumber, 1, {}}},
                                                  {"sanctions", {Type::kLevel, 2, kSanctions}},
                                                  {"status", {Type::kLevel, 3, kStatus}},
                                                  {"us.ease", {Type::kBoolean, 4, {}}}};
};

const TestNames kNames;
const std::array<double, 5> kSlots = {3, 7, 1, 2, 1};  // x, troops, partial, west left, true

base::Result<Expression> parsed(std::string_view text, Wanted wanted = {}) {
  const auto source = std::make_shared<const base::Source>("test", std::string(text));
  return parse({text, source, 0}, kNames, wanted);
}

double number(std::string_view text) {
  const auto made = parsed(text);
  EXPECT_TRUE(made) << text << ": " << (made ? "" : made.error().all()[0].message);
  return made ? (*made)(kSlots) : NAN;
}

bool condition(std::string_view text) {
  const auto made = parsed(text, {Type::kBoolean, {}});
  EXPECT_TRUE(made) << text << ": " << (made ? "" : made.error().all()[0].message);
  return made && made->is_true(kSlots);
}

/// "CODE begin end" of each mistake.
std::string mistakes(std::string_view text, Wanted wanted = {}) {
  const auto made = parsed(text, wanted);
  std::string all;
  if (made) return all;
  for (const base::Diagnostic& d : made.error().all())
    all += (all.empty() ? "" : "; ") + d.code + " " + std::to_string(d.span.begin) + " " + std::to_string(d.span.end);
  return all;
}

constexpr Wanted kCondition{Type::kBoolean, {}};

TEST(Expression, FollowsThePrecedenceOfTheLanguage) {
  EXPECT_EQ(number("1 + 2 * x"), 7);
  EXPECT_EQ(number("-2 ^ 2"), -4);
  EXPECT_EQ(number("2 ^ -1"), 0.5);
  EXPECT_EQ(number("2 ^ 3 ^ 2"), 512);
  EXPECT_EQ(number("10 - 3 - 2"), 5);
  EXPECT_EQ(number("12 / 3 / 2"), 2);
  EXPECT_EQ(number("-x * -x"), 9);
  EXPECT_TRUE(condition("not x == 4 and troops > 2 or false"));
  EXPECT_TRUE(condition("true or false and false"));
}

TEST(Expression, KnowsItsFunctions) {
  EXPECT_EQ(number("abs(-3) + ceil(1.2) + floor(1.8) + round(2.5)"), 3 + 2 + 1 + 3);
  EXPECT_EQ(number("min(x, 2, troops) + max(x, troops)"), 9);
  EXPECT_DOUBLE_EQ(number("exp(log(x)) + sqrt(x * x)"), 6);
  EXPECT_EQ(number("if(x > 2, 10, 20)"), 10);
}

TEST(Expression, UnderstandsLevelsBesideTheirVariable) {
  EXPECT_TRUE(condition("sanctions != lifted"));
  EXPECT_TRUE(condition("status == 'west left'"));
  EXPECT_TRUE(condition("maximum > sanctions"));
  EXPECT_TRUE(condition("if(x > 2, sanctions, lifted) == partial"));
  EXPECT_EQ(number("sanctions / 2"), 0.5);
  EXPECT_EQ(number("sanctions"), 1);
}

TEST(Expression, TakesNumbersABillionthApartAsEqual) {
  EXPECT_TRUE(condition("0.1 * 3 == 0.3"));
  EXPECT_TRUE(condition("0.1 * x == 0.3"));
  EXPECT_FALSE(condition("0.1 * x > 0.3"));
  EXPECT_TRUE(condition("0.1 * x <= 0.3"));
}

TEST(Expression, ListsTheSlotsItReads) {
  const auto made = parsed("troops * x + if(us.ease, x, 0)");
  ASSERT_TRUE(made);
  EXPECT_EQ(std::vector<Slot>(made->reads().begin(), made->reads().end()), (std::vector<Slot>{0, 1, 4}));
  EXPECT_FALSE(made->constant());
  EXPECT_EQ(parsed("2 * (3 + 4)")->constant(), 14.0);
}

TEST(Expression, ReportsEveryUnknownNameOfAFormula) {
  EXPECT_EQ(mistakes("trops + y * 2 + tropps"), "E0202 0 5; E0202 8 9; E0202 16 22");
  const auto made = parsed("trops");
  EXPECT_EQ(made.error().all()[0].suggestion, "troops");
}

TEST(Expression, ReportsWhatCannotBeRead) {
  EXPECT_EQ(mistakes(""), "E0201 0 0");
  EXPECT_EQ(mistakes("1 +"), "E0201 3 3");
  EXPECT_EQ(mistakes("(1"), "E0201 2 2");
  EXPECT_EQ(mistakes("1)"), "E0201 1 2");
  EXPECT_EQ(mistakes("2x"), "E0201 0 2");
  EXPECT_EQ(mistakes("x $ 2"), "E0201 2 3; E0201 4 5");
  EXPECT_EQ(mistakes("status == 'east left", kCondition), "E0201 10 20");
}

TEST(Expression, ReportsConditionsThatSetOrChain) {
  EXPECT_EQ(mistakes("x = 3", kCondition), "E0203 2 3");
  EXPECT_EQ(mistakes("1 < x < 4", kCondition), "E0204 6 7");
  const auto made = parsed("1 < x < 4", kCondition);
  EXPECT_EQ(made.error().all()[0].help, "write `1 < x and x < 4`");
}

TEST(Expression, ReportsMixedTypes) {
  EXPECT_EQ(mistakes("sanctions == liftd", kCondition), "E0205 13 18");
  EXPECT_EQ(mistakes("x", kCondition), "E0206 0 1");
  EXPECT_EQ(mistakes("x and sanctions", kCondition), "E0206 0 1; E0206 6 15");
  EXPECT_EQ(mistakes("1 + us.ease"), "E0207 4 11");
  EXPECT_EQ(mistakes("x > 1"), "E0207 0 5");
  EXPECT_EQ(mistakes("us.ease < true", kCondition), "E0207 8 9");
  EXPECT_EQ(mistakes("sanctions == 2", kCondition), "E0212 10 12");
  EXPECT_EQ(mistakes("sanctions == status", kCondition), "E0212 10 12");
  EXPECT_EQ(mistakes("'east left' + 1"), "E0214 0 11");
}

TEST(Expression, ReportsFunctionsAndNumbersOutOfPlace) {
  EXPECT_EQ(mistakes("pow(x, 2)"), "E0208 0 3");
  EXPECT_EQ(mistakes("abs(x, 2) + if(x > 1, 2)"), "E0209 0 9; E0209 12 24");
  EXPECT_EQ(mistakes("x / (2 - 2)"), "E0210 2 11");
  EXPECT_EQ(mistakes("step + 1"), "E0211 0 4");
  EXPECT_EQ(mistakes("1e999 + 1"), "E0215 0 5");
  EXPECT_EQ(mistakes("log(0)"), "E0218 0 6");
  EXPECT_EQ(mistakes("x > 0 && !us.ease", kCondition), "E0219 6 8; E0219 9 10");
}

TEST(Expression, RefusesDeepNestingAndLongText) {
  EXPECT_TRUE(mistakes(std::string(50, '(') + "x" + std::string(50, ')')).empty());
  EXPECT_TRUE(mistakes(std::string(100000, '(')).starts_with("E0213"));
  EXPECT_TRUE(mistakes(std::string(5000, '(')).starts_with("E0213"));
  EXPECT_TRUE(mistakes(std::string(5000, '-') + "x").starts_with("E0213"));
  std::string many = "x";
  for (int i = 0; i < 5000; ++i) many += "+x";
  EXPECT_EQ(number(many), 3 * 5001);
}

base::Result<Assignment> effect(std::string_view text) {
  const auto source = std::make_shared<const base::Source>("test", std::string(text));
  const std::vector<std::string> targets = {"troops", "sanctions", "status"};
  return parse_assignment({text, source, 0}, kNames, targets);
}

TEST(Assignment, ReadsEveryForm) {
  const auto set = effect("status = 'east left'");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->target, "status");
  EXPECT_EQ(set->assign, Assign::kSet);
  EXPECT_EQ(set->value.constant(), 1.0);
  EXPECT_EQ(effect("troops += x")->assign, Assign::kAdd);
  EXPECT_EQ(effect("sanctions -= 1")->assign, Assign::kSubtract);
  EXPECT_EQ(effect("troops *= 1 / 2")->assign, Assign::kMultiply);
  EXPECT_EQ(effect("troops=-x")->value(kSlots), -3);
}

TEST(Assignment, ReportsItsMistakes) {
  const auto code = [](std::string_view text) {
    const auto made = effect(text);
    return made ? std::string() : made.error().all()[0].code;
  };
  EXPECT_EQ(code("x += 1"), "E0216");
  EXPECT_EQ(code("trops += 1"), "E0216");
  EXPECT_EQ(code("troops == 1"), "E0217");
  EXPECT_EQ(code("troops"), "E0217");
  EXPECT_EQ(code("= 3"), "E0217");
  EXPECT_EQ(code("sanctions = 1"), "E0214");
  EXPECT_EQ(code("sanctions = liftd"), "E0205");
  EXPECT_EQ(code("troops ="), "E0201");
}

TEST(Expression, PointsThroughOffsets) {
  const auto source = std::make_shared<const base::Source>("test", R"(when = "x \u003e y")");
  const std::vector<std::size_t> offsets = {8, 9, 10, 16, 17, 18};
  const auto made = parse({"x > y", source, 0, offsets}, kNames, kCondition);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().all()[0].span.begin, 17u);
}

TEST(Expression, EvaluatesFast) {
  const auto made = parsed("if(status == 'west left', x * (1 - troops / 30), -x) + max(x, 2) * sanctions / 2");
  ASSERT_TRUE(made);
  double sum = 0;
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kTimes = 100000;
  for (int i = 0; i < kTimes; ++i) sum += (*made)(kSlots);
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(sum, 0);
  RecordProperty("nanoseconds_an_evaluation", std::to_string(took.count() / kTimes));
  std::printf("%.1f ns an evaluation of 20 operations\n", took.count() / kTimes);
}

}  // namespace
}  // namespace parley::expr
