// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/spillover.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "parley/scenario/read.h"

namespace parley::analyze {
namespace {

scenario::Scenario shipped(const std::string& name, std::vector<std::string> overrides = {}) {
  std::stringstream text;
  text << std::ifstream(PARLEY_SOURCE_DIR "/scenarios/" + name + "/" + name + ".toml").rdbuf();
  auto made = scenario::read(std::make_shared<base::Source>("case.toml", text.str()), {std::move(overrides)});
  if (!made) throw std::runtime_error(made.error().all()[0].message);
  return std::move(*made);
}

constexpr scenario::ActorId kStore(1);

base::RunContext on_threads(unsigned threads) {
  base::RunContext context;
  context.threads = threads;
  return context;
}

// The chances of the closed form in the README of the scenario. Beside four standard errors .01 is allowed for a finite
// precision, 300 over the largest payoff: mixing where two moves are worth the same moves by that much.
void expect_near(const PairedChance& chance, double linked, double cut, const char* what) {
  constexpr double kPrecision = 0.01;
  EXPECT_NEAR(chance.linked, linked, kPrecision + 4 * std::sqrt(linked * (1 - linked) / 10000)) << what;
  EXPECT_NEAR(chance.cut, cut, kPrecision + 4 * std::sqrt(cut * (1 - cut) / 10000)) << what;
  EXPECT_NEAR(chance.difference, linked - cut, kPrecision + 4 * chance.error) << what;
  EXPECT_LT(chance.error, 0.005) << what;
}

TEST(Spillover, OfTwoMarketsHasItsClosedForm) {
  const scenario::Scenario scenario = shipped("two-markets");
  const auto told = spillover(scenario, kStore, {}, {});
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->all_certified());
  ASSERT_EQ(told->fronts.size(), 2u);
  const FrontSpillover& north = told->fronts[0];
  const FrontSpillover& south = told->fronts[1];
  expect_near(north.moved.back(), 0.8, 0.9, "north shared");
  expect_near(south.moved.back(), 0.85, 0.9, "south shared");
  ASSERT_EQ(south.outcomes.size(), 2u);
  expect_near(south.outcomes[0].chance, 0.9, 1, "south entered");
  ASSERT_EQ(north.types.size(), 2u);
  EXPECT_EQ(north.types[0].paths + north.types[1].paths, told->paths);
  EXPECT_EQ(north.types[0].moved.linked, 0);
  EXPECT_NEAR(north.types[1].moved.linked, 1 - 1. / 9, 0.01 + 4 * std::sqrt(8. / 81 / 9000));
}

TEST(Spillover, IsNoneWhereTheTypeIsKnown) {
  const scenario::Scenario scenario =
      shipped("two-markets", {"actors.store.types.strong=0", "actors.store.types.weak=1"});
  const auto told = spillover(scenario, kStore, {}, {});
  ASSERT_TRUE(told);
  for (const FrontSpillover& front : told->fronts) EXPECT_NEAR(front.moved.back().difference, 0, 1e-3);
}

TEST(Spillover, IsTheSameForAnyNumberOfThreads) {
  const scenario::Scenario scenario = shipped("two-markets");
  const auto one = spillover(scenario, kStore, {}, on_threads(1));
  const auto two = spillover(scenario, kStore, {}, on_threads(2));
  ASSERT_TRUE(one && two);
  for (std::size_t f = 0; f < 2; ++f) {
    EXPECT_EQ(one->fronts[f].moved.back().linked, two->fronts[f].moved.back().linked);
    EXPECT_EQ(one->fronts[f].moved.back().difference, two->fronts[f].moved.back().difference);
  }
}

std::string refusal(const std::string& name, std::size_t actor) {
  const scenario::Scenario scenario = shipped(name);
  const auto told = spillover(scenario, scenario::ActorId(actor), {}, {});
  std::string all;
  if (!told)
    for (const base::Diagnostic& found : told.error().all()) all += found.code + " " + found.message + "\n";
  return all;
}

TEST(Spillover, IsRefusedWithWhatIsMissing) {
  EXPECT_EQ(refusal("bluff", 0), "E0901 `challenger` has one front, and there is no other to spill over to\n");
  EXPECT_EQ(refusal("two-fronts", 2), "E0901 `iran` has one front: the others share more than what they see of it\n");
  EXPECT_EQ(refusal("two-markets", 0),
            "E0901 `north` hides nothing, so that nothing it does tells the others anything\n"
            "E0901 `north` has one front: the others share more than what they see of it\n");
}

}  // namespace
}  // namespace parley::analyze
