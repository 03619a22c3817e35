// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/worlds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>

#include "parley/analyze/study.h"
#include "parley/scenario/inputs.h"
#include "parley/scenario/read.h"

namespace parley::analyze {
namespace {

constexpr const char* kText = R"TOML(
title = "Drawn"
start = 2019-05-09
step = "quarter"

[actors.west]
patience = { value = 0.9, source = "assumed" }
types = { hard = { value = 0.3, range = [0, 1] }, soft = { value = 0.3, range = [0, 1] }, mild = 0.4 }

[actors.east]
patience = { value = 0.9, source = "assumed" }

[state]
troops = { range = [0, 4], start = 2, source = "assumed" }

[parameters]
a = { value = 2, distribution = { triangular = [1, 2, 5] } }
b = { value = 2, range = [0, 4], distribution = { normal = { mean = 2, sd = 1 } } }
c = { value = 4, distribution = { lognormal = { median = 4, sd_log = 0.5 } } }
d = { value = 4, distribution = { discrete = { "4" = 0.2, "6" = 0.8 } } }
e = { value = 1, range = [0, 2] }

[moves.west.leave]
when = "troops > 0"
then = ["troops -= 1"]

[payoffs.west]
cost = "-(a + b + c + d + e) * troops"
)TOML";

scenario::Scenario sound(const std::string& more = "") {
  auto made = scenario::read(std::make_shared<base::Source>("case.toml", kText + more), {});
  if (!made) throw std::runtime_error(made.error().all()[0].message);
  return std::move(*made);
}

Design design_of(const scenario::Scenario& scenario, DesignKind kind, std::size_t worlds,
                 const std::vector<std::string>& paths) {
  Design design{.kind = kind, .inputs = inputs_at(scenario, paths).value(), .batches = {worlds}};
  return design;
}

double mean_of(const Worlds& worlds, std::size_t input, double power) {
  double sum = 0;
  for (std::size_t k = 0; k < worlds.count(); ++k) sum += std::pow(worlds.world(k)[input], power);
  return sum / static_cast<double>(worlds.count());
}

TEST(Worlds, EachDistributionHasItsMoments) {
  const scenario::Scenario scenario = sound();
  for (const DesignKind kind : {DesignKind::kSobol, DesignKind::kLatinHypercube, DesignKind::kMonteCarlo}) {
    const auto worlds =
        draw_worlds(scenario,
                    design_of(scenario, kind, 8192,
                              {"parameters.a", "parameters.b", "parameters.c", "parameters.d", "parameters.e"}),
                    3);
    ASSERT_TRUE(worlds);
    // Four standard errors of independent draws, and far more than what the others need.
    const double loose = kind == DesignKind::kMonteCarlo ? 1 : 0.05;
    EXPECT_NEAR(mean_of(*worlds, 0, 1), 8.0 / 3, 0.04 * loose);
    EXPECT_NEAR(mean_of(*worlds, 1, 1), 2, 0.04 * loose);
    EXPECT_NEAR(mean_of(*worlds, 1, 2), 4 + 0.7737, 0.16 * loose) << "cut off at two standard deviations";
    EXPECT_NEAR(mean_of(*worlds, 2, 1), 4 * std::exp(0.125), 0.1 * loose + 0.01);
    EXPECT_NEAR(mean_of(*worlds, 3, 1), 5.6, 0.036 * loose + 0.001);
    EXPECT_NEAR(mean_of(*worlds, 4, 2), 4.0 / 3, 0.06 * loose);
    for (std::size_t k = 0; k < worlds->count(); ++k) {
      EXPECT_TRUE(worlds->world(k)[1] >= 0 && worlds->world(k)[1] <= 4);
      EXPECT_TRUE(worlds->world(k)[3] == 4 || worlds->world(k)[3] == 6);
    }
  }
}

TEST(Worlds, MoreOfThemBeginWithThoseThereWere) {
  const scenario::Scenario scenario = sound("\n[constraints]\nsum = \"a + e < 4\"\n");
  for (const DesignKind kind : {DesignKind::kSobol, DesignKind::kMonteCarlo}) {
    const auto few = draw_worlds(scenario, design_of(scenario, kind, 300, {"parameters.a", "parameters.e"}), 1);
    const auto many = draw_worlds(scenario, design_of(scenario, kind, 3000, {"parameters.a", "parameters.e"}), 1);
    ASSERT_TRUE(few && many);
    EXPECT_TRUE(std::equal(few->values.begin(), few->values.end(), many->values.begin()));
    EXPECT_GT(many->rejected, 100U);
    for (std::size_t k = 0; k < many->count(); ++k) EXPECT_LT(many->world(k)[0] + many->world(k)[1], 4);
  }
}

TEST(Worlds, PriorsNeverSumToMoreThanOne) {
  const scenario::Scenario scenario = sound();
  const auto worlds = draw_worlds(
      scenario, design_of(scenario, DesignKind::kSobol, 1000, {"actors.west.types.hard", "actors.west.types.soft"}), 1);
  ASSERT_TRUE(worlds);
  EXPECT_NEAR(static_cast<double>(worlds->rejected), 1000, 60) << "half of the square";
  for (std::size_t k = 0; k < worlds->count(); ++k) EXPECT_LE(worlds->world(k)[0] + worlds->world(k)[1], 1 + 1e-9);
}

TEST(Worlds, CorrelatedInputsGoTogether) {
  const scenario::Scenario scenario =
      sound("\n[[correlations]]\nbetween = [\"parameters.a\", \"parameters.e\"]\nrank = -0.8\n");
  const auto worlds =
      draw_worlds(scenario, design_of(scenario, DesignKind::kSobol, 4096, {"parameters.e", "parameters.a"}), 1);
  ASSERT_TRUE(worlds);
  // Spearman's: Pearson's of the shares below, of which e is one and a's follows from its triangle.
  double product = 0;
  for (std::size_t k = 0; k < worlds->count(); ++k) {
    const double e = worlds->world(k)[0] / 2;
    const double a = worlds->world(k)[1];
    const double share = a <= 2 ? (a - 1) * (a - 1) / 4 : 1 - (5 - a) * (5 - a) / 12;
    product += (e - 0.5) * (share - 0.5);
  }
  EXPECT_NEAR(12 * product / static_cast<double>(worlds->count()), -0.8, 0.01);
}

TEST(Worlds, WhatCannotBeDrawnIsSaid) {
  const auto refusal = [](const scenario::Scenario& scenario, const Design& design) {
    const auto worlds = draw_worlds(scenario, design, 1);
    return worlds ? std::string() : worlds.error().all()[0].code + " " + worlds.error().all()[0].message;
  };
  const scenario::Scenario empty = sound("\n[constraints]\nsum = \"a + e < 1\"\n");
  EXPECT_EQ(refusal(empty, design_of(empty, DesignKind::kSobol, 10, {"parameters.a"})).substr(0, 5), "E0905");
  EXPECT_EQ(refusal(empty, design_of(empty, DesignKind::kFactorial, 10, {"parameters.a"})).substr(0, 5), "E0905");
  const scenario::Scenario apart = sound(R"TOML(
[[correlations]]
between = ["parameters.a", "parameters.b"]
rank = -0.9
[[correlations]]
between = ["parameters.b", "parameters.c"]
rank = -0.9
[[correlations]]
between = ["parameters.a", "parameters.c"]
rank = -0.9
)TOML");
  EXPECT_EQ(refusal(apart, design_of(apart, DesignKind::kSobol, 10, {"parameters.a", "parameters.b", "parameters.c"})),
            "E0335 the correlations cannot hold together");
  EXPECT_EQ(refusal(apart, design_of(apart, DesignKind::kSobol, 10, {"parameters.a", "parameters.b"})), "");
  Design large = design_of(apart, DesignKind::kFactorial, 1, {"parameters.a", "parameters.b", "parameters.c"});
  large.levels = 1000;
  EXPECT_EQ(refusal(apart, large), "E0905 the design has 1e+09 worlds");
  EXPECT_EQ(refusal(apart, Design{}), "E0905 there is nothing to draw");
}

TEST(Worlds, AFactorialDesignGoesFromEndToEnd) {
  const scenario::Scenario scenario = sound();
  Design design = design_of(scenario, DesignKind::kFactorial, 1, {"parameters.d", "parameters.e"});
  design.levels = 3;
  const auto worlds = draw_worlds(scenario, design, 1);
  ASSERT_TRUE(worlds);
  EXPECT_EQ(worlds->values, (std::vector<double>{4, 0, 4, 1, 4, 2, 6, 0, 6, 1, 6, 2}));
}

}  // namespace
}  // namespace parley::analyze
