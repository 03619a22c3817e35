// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "parley/deals/deals.h"
#include "parley/scenario/read.h"

namespace parley::deals {
namespace {

// Concessions for not building, after Spaniel (2019): whoever builds forgoes the concession of that year, and has its
// share s of the status quo instead, less the cost k.
constexpr const char* kForgone = R"toml(
title = "Butter for bombs, forgone"
start = 2020-01-01
step = "year"
turns = [["d"], ["r"]]
forecast = {{ steps = 20 }}
[actors]
d = {{ patience = {delta} }}
r = {{ patience = {delta} }}
[state]
status = {{ levels = ["unarmed", "building", "armed", "war"], start = "unarmed" }}
[moves.d.stop]
when = "status == unarmed and deal == in_force"
[moves.r]
build = {{ when = "status == unarmed", then = ["status = building"] }}
fight = {{ when = "status == unarmed", then = ["status = war"] }}
[[rules]]
when = "status == building"
then = ["status = armed"]
[payoffs]
d = {{ flow = "if(status == unarmed or status == building, 1 - {s}, if(status == war, {war_d}, 0))" }}
r = {{ flow = "if(status == unarmed, {s}, if(status == building, {s} - {k}, if(status == war, {war_r}, 0)))" }}
[outcomes]
war = {{ when = "status == war", ends = true, flow = {{ d = "{war_d}", r = "{war_r}" }} }}
armed = {{ when = "status == armed", ends = true, flow = {{ d = "1 - {armed_r}", r = "{armed_r}" }} }}
[deal]
parties = ["d", "r"]
breaches = [{{ move = "r.build" }}, {{ move = "r.fight" }}, {{ move = "d.stop" }}]
terms = {{ x = [{below}, {x}, {above}] }}
[deal.payoffs]
d = {{ paid = "if(status == unarmed and not d.stop, {s} - x, 0)" }}
r = {{ got = "if(status == unarmed and not d.stop, x - {s}, 0)" }}
)toml";

TEST(Deals, OfConcessionsThatBuildersForgoHoldFromTheirClosedFormOn) {
  struct Case {
    double war_r, war_d, armed_r, k, delta, s;
  };
  // A strike is not credible, and without a concession the riser builds.
  for (const Case& one : {Case{0.2, 0.5, 0.5, 0.3, 0.9, 0.2}, Case{0.25, 0.45, 0.55, 0.5, 0.85, 0.25}}) {
    const double builds = (1 - one.delta) * (one.s - one.k) + one.delta * one.armed_r;
    const double lowest = std::max(one.war_r, builds);
    ASSERT_GT(builds, one.s);
    ASSERT_LT(one.war_d, (1 - one.delta) * (1 - one.s) + one.delta * (1 - one.armed_r));
    const auto text = [](double value) { return fmt::format("{:.17g}", value); };
    const std::string file =
        fmt::format(fmt::runtime(kForgone), fmt::arg("delta", text(one.delta)), fmt::arg("s", text(one.s)),
                    fmt::arg("k", text(one.k)), fmt::arg("war_d", text(one.war_d)), fmt::arg("war_r", text(one.war_r)),
                    fmt::arg("armed_r", text(one.armed_r)), fmt::arg("below", text(lowest - 1e-6)),
                    fmt::arg("x", text(lowest)), fmt::arg("above", text(lowest + 1e-6)));
    const scenario::Scenario scenario = scenario::read(std::make_shared<base::Source>("case.toml", file), {}).value();
    const DealsFound deals = find_deals(scenario, {}, {}).value();
    EXPECT_EQ(name(deals.findings[0].verdict), "broken");
    EXPECT_EQ(deals.findings[0].first->move, "r.build");
    EXPECT_EQ(name(deals.findings[1].verdict), "knife-edge");
    EXPECT_EQ(name(deals.findings[2].verdict), "holds") << deals.findings[2].reason;
    EXPECT_NEAR(deals.findings[1].sides[1].value, lowest / (1 - one.delta), 1e-9);
  }
}

}  // namespace
}  // namespace parley::deals
