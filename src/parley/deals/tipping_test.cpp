// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/tipping.h"

#include <gtest/gtest.h>

#include <memory>

#include "parley/deals/robust.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/read.h"

namespace parley::deals {
namespace {

// To stay is worth share / (1 - 1/2) to east, to take pays `loot` once: the deal is kept from 2 * share = loot on. West
// has 4 a year as long as east stays, and so agrees to a share below 4.
constexpr const char* kShared = R"toml(
title = "Shared"
start = 2020-01-01
step = "year"
turns = [["west"], ["east"]]
forecast = { steps = 4 }
[actors]
west = { patience = 0.5 }
east = { patience = 0.5 }
[parameters]
loot = { value = 3, range = [1, 5] }
idle = { value = 3, range = [1, 5] }
[state]
gone = { levels = ["no", "yes"], start = "no" }
[moves.east.take]
when = "gone == no"
then = ["gone = yes"]
pays = { east = "loot" }
[payoffs.west]
calm = "if(gone == no, 4, 0) + 0 * idle"
[deal]
parties = ["west", "east"]
breaches = [{ move = "east.take" }]
terms = { share = [1, 2] }
[deal.payoffs]
west = { paid = "if(gone == no, -share, 0)" }
east = { got = "if(gone == no, share, 0)" }
)toml";

scenario::Scenario shared() { return scenario::read(std::make_shared<base::Source>("case.toml", kShared), {}).value(); }

TEST(DealTips, AreWhereTheClosedFormHasThem) {
  const scenario::Scenario scenario = shared();
  const std::vector<scenario::Input> inputs = scenario::uncertain_inputs(scenario);
  for (const auto& [choice, edge] : {std::pair<std::size_t, double>{0, 2}, {1, 4}}) {
    const std::vector<DealTip> tips = find_deal_tips(scenario, {choice}, inputs, {}, {});
    ASSERT_EQ(tips.size(), 2U);
    EXPECT_EQ(scenario::path_of(scenario, tips[0].input), "parameters.loot");
    EXPECT_EQ(tips[0].status, TipStatus::kTips);
    EXPECT_NEAR(tips[0].tipped, edge, kTipPrecision * 4);
    EXPECT_LE(std::min(tips[0].before, tips[0].tipped), edge);
    EXPECT_GE(std::max(tips[0].before, tips[0].tipped), edge);
    EXPECT_EQ(tips[1].status, TipStatus::kSame);
  }
}

TEST(DealTipsThreads, AreTheSameForOneAndForFour) {
  const scenario::Scenario scenario = shared();
  const std::vector<scenario::Input> inputs = scenario::uncertain_inputs(scenario);
  base::RunContext four;
  four.threads = 4;
  const auto a = find_deal_tips(scenario, {0}, inputs, {}, {});
  const auto b = find_deal_tips(scenario, {0}, inputs, {}, four);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t k = 0; k < a.size(); ++k) EXPECT_EQ(a[k].tipped, b[k].tipped);
}

TEST(RobustDeals, HoldInTheShareOfWorldsOfTheClosedForm) {
  // Evenly drawn from 1 to 5: a share of 2 is kept up to a loot of 4, one of 1 up to 2.
  const RobustDeals robust = find_robust_deals(shared(), 80, {}, {}).value();
  EXPECT_EQ(robust.worlds, 80U);
  ASSERT_EQ(robust.deals.size(), 2U);
  EXPECT_EQ(robust.deals[0].choices, std::vector<std::size_t>{1});
  EXPECT_EQ(robust.deals[0].holds, 60U);
  EXPECT_EQ(robust.deals[1].holds, 20U);
  EXPECT_EQ(robust.none_holds, 20U);
  EXPECT_LT(robust.deals[0].low, 0.75);
  EXPECT_GT(robust.deals[0].high, 0.75);
}

}  // namespace
}  // namespace parley::deals
