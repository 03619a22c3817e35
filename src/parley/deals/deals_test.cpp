// SPDX-License-Identifier: Apache-2.0
#include "parley/deals/deals.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "parley/scenario/read.h"

namespace parley::deals {
namespace {

scenario::Scenario scenario_of(const std::string& text, const std::vector<std::string>& set = {}) {
  return scenario::read(std::make_shared<base::Source>("case.toml", text), {set}).value();
}

DealsFound found(const scenario::Scenario& scenario, const DealOptions& options = {}) {
  return find_deals(scenario, options, {}).value();
}

std::string number(double value) { return fmt::format("{:.17g}", value); }

// --- Concessions for not building, after Spaniel (2019): the riser pockets the concession of the year in which it
// builds.
const std::string kBombs = R"toml(
title = "Butter for bombs"
start = 2020-01-01
step = "year"
turns = [["d"], ["r"], ["d"]]
forecast = { steps = 20 }
[actors]
d = { patience = 0.9 }
r = { patience = 0.9 }
[parameters]
p = 0.3
p_prime = 0.6
c_D = 0.2
c_R = 0.1
k = 1
x_low = 0
[state]
status = { levels = ["unarmed", "armed", "war"], start = "unarmed" }
building = { levels = ["no", "yes"], start = "no" }
offered = { levels = ["no", "yes"], start = "no" }
[moves.d]
stop = { when = "status == unarmed and deal == in_force and offered == no" }
strike = { when = "building == yes", then = ["status = war", "building = no"] }
[moves.r]
build = { when = "status == unarmed", then = ["building = yes"] }
fight = { when = "status == unarmed", then = ["status = war"] }
[[rules]]
after = "d"
then = ["offered = yes"]
[[rules]]
when = "building == yes"
then = ["status = armed", "building = no"]
[[rules]]
when = "offered == yes"
then = ["offered = no"]
[payoffs]
d = { flow = "if(status == unarmed, 1 - x_low, 0)", war = "if(status == war, 1 - p - c_D, 0)" }
r = { flow = "if(status == unarmed, x_low - if(building == yes, k, 0), 0)", war = "if(status == war, p - c_R, 0)" }
[outcomes]
war = { when = "status == war", ends = true, flow = { d = "1 - p - c_D", r = "p - c_R" } }
armed = { when = "status == armed", ends = true, flow = { d = "1 - p_prime + c_R", r = "p_prime - c_R" } }
[deal]
parties = ["d", "r"]
breaches = [{ move = "r.build" }, { move = "r.fight" }, { move = "d.stop" }, { move = "d.strike" }]
[deal.payoffs]
d = { paid = "if(status == unarmed and not d.stop, x_low - x, 0)" }
r = { paid = "if(status == unarmed and not d.stop, x - x_low, 0)" }
)toml";

struct Bombs {
  double p, p_prime, c_D, c_R, k, delta;
  bool pays_nothing = false;  ///< without a deal, whatever the model says

  [[nodiscard]] double x_ic() const { return p_prime - c_R - (1 - delta) * k / delta; }
  [[nodiscard]] double x_low() const {
    return pays_nothing ? 0.0 : std::max(0.0, (p - c_R - delta * (p_prime - c_R)) / (1 - delta) + k);
  }
  [[nodiscard]] double let_build() const { return (1 - delta) * (1 - x_low()) + delta * (1 - p_prime + c_R); }
  [[nodiscard]] double lowest() const { return std::max({0.0, p - c_R, x_ic()}); }
  [[nodiscard]] double highest() const { return 1 - std::max(1 - p - c_D, let_build()); }
  [[nodiscard]] bool is_strike_credible(double x) const {
    return 1 - p - c_D > (1 - delta) * (1 - x) + delta * (1 - p_prime + c_R);
  }

  [[nodiscard]] scenario::Scenario with(const std::vector<double>& offers) const {
    std::string list;
    for (const double x : offers) list += (list.empty() ? "" : ", ") + number(x);
    std::vector<std::string> set;
    const std::pair<const char*, double> values[] = {{"p", p}, {"p_prime", p_prime}, {"c_D", c_D}, {"c_R", c_R},
                                                     {"k", k}, {"x_low", x_low()}};
    for (const auto& [key, value] : values) set.push_back(fmt::format("parameters.{}={}", key, number(value)));
    for (const char* actor : {"d", "r"}) set.push_back(fmt::format("actors.{}.patience={}", actor, number(delta)));
    return scenario_of(kBombs + "[deal.terms]\nx = [" + list + "]\n", set);
  }
};

/// Where not to build needs a concession and the declining side cannot threaten instead, the deals that hold are those
/// between the two closed forms, and at the ends somebody is exactly indifferent.
TEST(Deals, OfConcessionsHoldBetweenTheirClosedForms) {
  const Bombs cases[] = {{0.3, 0.6, 0.2, 0.1, 1, 0.9},
                         {0.25, 0.7, 0.4, 0.1, 1.6, 0.9},
                         {0.3, 0.6, 0.2, 0.1, 0.7, 0.85},
                         {0.2, 0.5, 0.25, 0.1, 0.8, 0.92}};
  for (const Bombs& one : cases) {
    const double low = one.lowest();
    const double high = one.highest();
    ASSERT_LT(low, high);
    ASSERT_FALSE(one.is_strike_credible(low));
    const double inside = 1e-6;
    const DealsFound deals =
        found(one.with({low - inside, low, low + inside, (low + high) / 2, high - inside, high, high + inside}));
    const Verdict wanted[] = {Verdict::kBroken, Verdict::kKnifeEdge, Verdict::kHolds, Verdict::kHolds,
                              Verdict::kHolds,  Verdict::kKnifeEdge, Verdict::kBroken};
    for (std::size_t k = 0; k < std::size(wanted); ++k)
      EXPECT_EQ(name(deals.findings[k].verdict), name(wanted[k])) << "k = " << one.k << ", offer " << k;
    EXPECT_EQ(deals.findings.front().first->move, "r.build");
    EXPECT_EQ(deals.findings.back().first->move, "d.stop");
  }
}

/// With building too cheap no concession is enough; where the threat of a strike deters, none is needed.
TEST(Deals, OfConcessionsFollowTheRegimesOfTheModel) {
  const Bombs cheap{0.3, 0.6, 0.2, 0.1, 0.2, 0.9};
  ASSERT_GT(cheap.lowest(), cheap.highest());
  std::vector<double> offers;
  for (int k = 0; k <= 20; ++k) offers.push_back(0.05 * k);
  const DealsFound none = found(cheap.with(offers));
  EXPECT_TRUE(none.frontier.empty());
  ASSERT_TRUE(none.nearest);
  EXPECT_GT(none.findings[*none.nearest].shortfall(), 0);

  const Bombs threat{0.3, 0.9, 0.05, 0.1, 1, 0.9};
  ASSERT_TRUE(threat.is_strike_credible(threat.p - threat.c_R));
  const DealsFound deterred = found(threat.with({threat.p - threat.c_R + 1e-6}));
  EXPECT_EQ(name(deterred.findings[0].verdict), "holds") << deterred.findings[0].reason;

  const Bombs cold{0.3, 0.6, 0.2, 0.1, 3, 0.9, true};
  const DealsFound least = found(cold.with({cold.p - cold.c_R - 1e-6, cold.p - cold.c_R + 1e-6}));
  EXPECT_EQ(name(least.findings[0].verdict), "broken");
  EXPECT_EQ(least.findings[0].first->move, "r.fight");
  EXPECT_EQ(name(least.findings[1].verdict), "holds");
}

/// Replaying the deviation with other code gains as much as was said.
TEST(Deals, EveryBreachGainsWhatItsReplayGains) {
  const Bombs one{0.3, 0.6, 0.2, 0.1, 1, 0.9};
  for (const double x : {0.1, 0.3, 0.42, 0.6}) {
    const DealsFound deals = found(one.with({x}));
    ASSERT_TRUE(deals.findings[0].sheet);
    ASSERT_FALSE(deals.findings[0].sheet->tempting.empty());
    for (const Breach& breach : deals.findings[0].sheet->tempting)
      EXPECT_NEAR(breach.gain, breach.replayed, 1e-9) << x << " " << breach.move;
  }
}

// --- Restraint seen through noise, after Green and Porter (1984): an alarm suspends the deal -------------------------
const std::string kNoisy = R"toml(
title = "Noisy verification"
start = 2020-01-01
step = "year"
turns = "together"
forecast = { steps = 40 }
[actors]
r = { patience = 0.95 }
d = { patience = 0.95 }
[parameters]
a = 1
g = 0.5
eta = 0.05
theta = 0.5
[moves.r.cheat]
when = "deal == in_force"
pays = { r = "g" }
[deal]
parties = ["r", "d"]
breaches = [{ move = "r.cheat" }]
noticed = "theta"
false_alarm = "eta"
suspension = "pause"
terms = { pause = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }
payoffs = { r = { paid = "a" }, d = { calm = "1" } }
)toml";

TEST(Deals, UnderNoiseTheShortestSuspensionThatDetersIsTheClosedForm) {
  struct Case {
    double g, eta, theta, delta;
  };
  const Case cases[] = {{0.5, 0.05, 0.5, 0.95}, {0.8, 0.05, 0.5, 0.9}, {1.2, 0.02, 0.4, 0.95}, {0.3, 0.1, 0.6, 0.9}};
  for (const Case& one : cases) {
    const double edge = (1 - one.delta) * one.g / (one.delta * ((one.theta - one.eta) - one.eta * one.g));
    ASSERT_LT(edge, 1);
    const double shortest = std::ceil(std::log(1 - edge) / std::log(one.delta) - 1e-12);
    const DealsFound deals =
        found(scenario_of(kNoisy, {"parameters.g=" + number(one.g), "parameters.eta=" + number(one.eta),
                                   "parameters.theta=" + number(one.theta), "actors.r.patience=" + number(one.delta)}));
    for (std::size_t k = 0; k < deals.findings.size(); ++k) {
      const Finding& deal = deals.findings[k];
      const double pause = static_cast<double>(k + 1);
      EXPECT_EQ(name(deal.verdict), pause >= shortest ? "holds" : "broken") << one.g << ", " << pause;
      const double lost = std::pow(one.delta, pause);
      const double value = 1 / (1 - one.delta + one.delta * one.eta * (1 - lost));
      EXPECT_NEAR(deal.sides[0].value, value, 1e-9);
      const double slack = one.delta * (one.theta - one.eta) * (1 - lost) * value - one.g;
      EXPECT_NEAR(-deal.sides[0].best_breach->gain, slack, 1e-9);
    }
  }
}

TEST(Deals, TooTemptingUnderNoiseHoldWithNoSuspension) {
  const DealsFound deals =
      found(scenario_of(kNoisy, {"parameters.g=2.5", "parameters.eta=0.1", "parameters.theta=0.3"}));
  for (const Finding& deal : deals.findings) EXPECT_EQ(name(deal.verdict), "broken");
  ASSERT_TRUE(deals.nearest);
}

// --- A rising side may arm by chance, after Bas and Coe (2012): whether to attack before it does ---------------------
const std::string kHazard = R"toml(
title = "Arming hazard"
start = 2020-01-01
step = "year"
turns = [["a"], ["b"]]
forecast = { steps = 20 }
[actors]
a = { patience = 0.9 }
b = { patience = 0.9 }
[parameters]
p1 = 0.2
p2 = 0.7
c_A = 0.1
c_B = 0.1
eps = 0.1
[state.status]
levels = ["unarmed", "armed", "war"]
start = "unarmed"
[moves.a.attack]
when = "status == unarmed"
then = ["status = war"]
[moves.b.fight]
when = "status == unarmed"
then = ["status = war"]
[[rules]]
when = "status == unarmed"
chance = "eps"
then = ["status = armed"]
[payoffs]
a = { war = "if(status == war, 1 - p1 - c_A, 0)" }
b = { war = "if(status == war, p1 - c_B, 0)" }
[outcomes]
war = { when = "status == war", ends = true, flow = { a = "1 - p1 - c_A", b = "p1 - c_B" } }
armed = { when = "status == armed", ends = true, flow = { a = "1 - p2 + c_B", b = "p2 - c_B" } }
[deal]
parties = ["a", "b"]
breaches = [{ move = "a.attack" }, { move = "b.fight" }]
payoffs = { a = { left = "if(status == unarmed, 1 - x, 0)" }, b = { share = "if(status == unarmed, x, 0)" } }
)toml";

TEST(Deals, WithAnArmingHazardHoldUpToTheThresholdAtWhichWarIsBetter) {
  const double delta = 0.9;
  const double threshold = (1 - delta) * (0.2 + 0.1) / (delta * (0.7 - 0.1 - 0.2 - 0.1));
  for (const double eps : {threshold - 1e-6, threshold + 1e-6}) {
    const DealsFound deals = found(scenario_of(kHazard + "terms = { x = [0] }\n", {"parameters.eps=" + number(eps)}));
    EXPECT_EQ(name(deals.findings[0].verdict), eps < threshold ? "holds" : "broken");
    const double peace = ((1 - delta) + delta * eps * (1 - 0.7 + 0.1)) / (1 - delta * (1 - eps));
    EXPECT_NEAR(deals.findings[0].sides[0].value, peace / (1 - delta), 1e-9);
  }
  // A freeze: the share that keeps the other from fighting is then the closed form.
  const double share = 0.2 - 0.1;
  const DealsFound frozen = found(scenario_of(
      kHazard + "terms = { x = [" + number(share - 1e-6) + ", " + number(share) + ", " + number(share + 1e-6) + "] }\n",
      {"parameters.eps=0"}));
  EXPECT_EQ(name(frozen.findings[0].verdict), "broken");
  EXPECT_EQ(name(frozen.findings[1].verdict), "knife-edge");
  EXPECT_EQ(name(frozen.findings[2].verdict), "holds");
}

TEST(Deals, TheFrontierAndItsPointsAreThoseOfTheGains) {
  const Bombs one{0.3, 0.6, 0.2, 0.1, 1, 0.9};
  const DealsFound deals = found(one.with({0.39, 0.4, 0.41, 0.42, 0.43, 0.44}));
  EXPECT_EQ(deals.frontier.size(), 6U) << "what one gains the other loses";
  const auto gain = [&](std::size_t k, std::size_t i) { return deals.findings[k].sides[i].gain; };
  const auto best = [&](const auto& score) {
    std::size_t at = 0;
    for (std::size_t k = 1; k < 6; ++k)
      if (score(k) > score(at)) at = k;
    return at;
  };
  EXPECT_EQ(*deals.points.nash, best([&](std::size_t k) { return gain(k, 0) * gain(k, 1); }));
  EXPECT_EQ(*deals.points.egalitarian, best([&](std::size_t k) { return std::min(gain(k, 0), gain(k, 1)); }));
  EXPECT_FALSE(deals.nearest);
}

TEST(Deals, ThatEndInTimeAreThenPlayedWithoutThem) {
  // Worth 1 a year for three years, and nothing after: 1 + 0.9 + 0.81.
  const DealsFound deals = found(scenario_of(R"toml(
title = "Fixed term"
start = 2020-01-01
step = "year"
forecast = { steps = 5 }
[actors]
a = { patience = 0.9 }
b = { patience = 0.9 }
[moves.a.leave]
when = "deal == in_force"
[deal]
parties = ["a", "b"]
lasts = "years"
breaches = [{ move = "a.leave" }]
payoffs = { a = { calm = "1" }, b = { calm = "1" } }
terms = { years = [1, 3] }
)toml"));
  EXPECT_NEAR(deals.findings[0].sides[0].value, 1, 1e-12);
  EXPECT_NEAR(deals.findings[1].sides[0].value, 2.71, 1e-12);
  EXPECT_NEAR(deals.findings[1].years, 3, 1e-12);
  EXPECT_EQ(deals.findings[1].lasting, 0);
  EXPECT_EQ(name(deals.findings[0].verdict), "knife-edge") << "leaving in the last year costs nothing";
}

TEST(Deals, ThatLeaveNoWayToComplyAreImpossible) {
  const DealsFound deals = found(scenario_of(R"toml(
title = "No way"
start = 2020-01-01
step = "year"
forecast = { steps = 5 }
[actors]
a = { patience = 0.9, may_wait = false }
b = { patience = 0.9 }
[moves.a.shout]
[deal]
parties = ["a", "b"]
breaches = [{ move = "a.shout", when = "strict == yes" }]
payoffs = { a = { calm = "1" }, b = { calm = "1" } }
terms = { strict = ["no", "yes"] }
)toml"));
  EXPECT_EQ(name(deals.findings[0].verdict), "holds");
  EXPECT_FALSE(deals.findings[0].is_breakable);
  EXPECT_EQ(name(deals.findings[1].verdict), "impossible");
}

TEST(Deals, AreRefusedWithWhatIsMissing) {
  const auto code_of = [](const std::string& text, const std::vector<std::string>& set,
                          const DealOptions& options = {}) {
    const scenario::Scenario scenario = scenario_of(text, set);
    const auto made = find_deals(scenario, options, {});
    return made ? std::string() : made.error().all()[0].code;
  };
  const std::string plain = "title = \"x\"\nstart = 2020-01-01\nstep = \"year\"\n[actors]\na = { patience = 0.9 }\n";
  EXPECT_EQ(code_of(plain, {}), "E1001");
  EXPECT_EQ(code_of(kNoisy, {"actors.r.precision=3"}), "E1003");
  std::string typed = kNoisy;
  typed.replace(typed.find("r = { patience = 0.95 }"), 23,
                "r = { patience = 0.95, types = { hard = 0.5, soft = 0.5 } }");
  EXPECT_EQ(code_of(typed, {}), "E1002");
  EXPECT_EQ(code_of(kNoisy, {"deal.only_when=\"pause > 2\""}, {.fixed = {0}}), "E1004");
}

TEST(DealsThreads, DoNotChangeTheResult) {
  const Bombs one{0.3, 0.6, 0.2, 0.1, 1, 0.9};
  std::vector<double> offers;
  offers.reserve(30);
  for (int k = 0; k < 30; ++k) offers.push_back(0.02 * k);
  const scenario::Scenario scenario = one.with(offers);
  base::RunContext four;
  four.threads = 4;
  const auto a = find_deals(scenario, {}, {});
  const auto b = find_deals(scenario, {}, four);
  ASSERT_TRUE(a && b);
  for (std::size_t k = 0; k < offers.size(); ++k) {
    EXPECT_EQ(a->findings[k].verdict, b->findings[k].verdict);
    EXPECT_EQ(a->findings[k].sides[0].value, b->findings[k].sides[0].value);
  }
  EXPECT_EQ(a->frontier, b->frontier);
}

TEST(Deals, BeyondWhatIsAllowedAreDrawnAtRandom) {
  DealOptions options;
  options.most = 5;
  const DealsFound deals = found(scenario_of(kNoisy), options);
  EXPECT_TRUE(deals.is_sampled);
  EXPECT_EQ(deals.findings.size(), 5U);
  EXPECT_EQ(deals.all, 12);
}

}  // namespace
}  // namespace parley::deals
