// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/sensitivity.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <numbers>

namespace parley::numeric {
namespace {

using Function = std::function<double(const double*)>;

std::vector<double> values_of(const Function& f, std::size_t dims, std::size_t groups) {
  std::vector<double> values;
  for (std::size_t g = 0; g < groups; ++g) {
    const std::vector<double> points = saltelli_group(1, g, dims);
    for (std::size_t k = 0; k < dims + 2; ++k) values.push_back(f(points.data() + k * dims));
  }
  return values;
}

/// Ishigami's function on [-pi, pi]^3 with a = 7, b = 0.1 [IshigamiHomma1990].
double ishigami(const double* u) {
  const auto x = [&](int k) { return (2 * u[k] - 1) * std::numbers::pi; };
  return std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

TEST(Sensitivity, IshigamisIndicesAreTheirClosedForm) {
  constexpr double kPi4 = 97.40909103400244;
  const double v1 = 0.5 * std::pow(1 + 0.1 * kPi4 / 5, 2);
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * kPi4 * kPi4 * (1.0 / 18 - 1.0 / 50);
  const double all = v1 + v2 + v13;
  const auto indices = sobol_indices(values_of(ishigami, 3, 4096), 3, 1, 200);
  const std::array<double, 3> first = {v1 / all, v2 / all, 0};
  const std::array<double, 3> total = {(v1 + v13) / all, v2 / all, v13 / all};
  for (std::size_t d = 0; d < 3; ++d) {
    EXPECT_NEAR(indices[d].first, first[d], 0.01) << d;
    EXPECT_NEAR(indices[d].total, total[d], 0.01) << d;
    EXPECT_LT(indices[d].first_interval.low, first[d] + 0.005);
    EXPECT_GT(indices[d].first_interval.high, first[d] - 0.005);
    EXPECT_LT(indices[d].total_interval.low, indices[d].total_interval.high);
  }
}

TEST(Sensitivity, TheGFunctionsIndicesAreTheirClosedForm) {
  const std::array<double, 8> a = {0, 1, 4.5, 9, 99, 99, 99, 99};
  const auto g = [&](const double* u) {
    double product = 1;
    for (std::size_t d = 0; d < a.size(); ++d) product *= (std::abs(4 * u[d] - 2) + a[d]) / (1 + a[d]);
    return product;
  };
  double all = 1;
  for (const double one : a) all *= 1 + 1 / (3 * (1 + one) * (1 + one));
  all -= 1;
  const auto indices = sobol_indices(values_of(g, 8, 4096), 8, 1, 0);
  for (std::size_t d = 0; d < a.size(); ++d) {
    const double v = 1 / (3 * (1 + a[d]) * (1 + a[d]));
    EXPECT_NEAR(indices[d].first, v / all, 0.01) << d;
    EXPECT_NEAR(indices[d].total, v * (all + 1) / (1 + v) / all, 0.01) << d;
  }
}

TEST(Sensitivity, WhatDoesNotVaryHasNone) {
  for (const SobolIndex& index : sobol_indices(values_of([](const double*) { return 3.0; }, 2, 8), 2, 1)) {
    EXPECT_EQ(index.first, 0);
    EXPECT_EQ(index.total, 0);
  }
}

TEST(Sensitivity, MorrisSeesSlopesAndInteraction) {
  constexpr std::size_t kDims = 4;
  std::vector<double> points;
  std::vector<double> values;
  for (std::uint64_t g = 0; g < 50; ++g) {
    const std::vector<double> group = morris_group(2, g, kDims);
    ASSERT_EQ(group.size(), (kDims + 1) * kDims);
    for (const double u : group) EXPECT_TRUE(u >= 0 && u <= 1);
    points.insert(points.end(), group.begin(), group.end());
    for (std::size_t k = 0; k <= kDims; ++k) {
      const double* const u = group.data() + k * kDims;
      values.push_back(3 * u[0] - 2 * u[1] + u[2] * u[2]);
    }
  }
  const auto effects = morris_effects(points, values, kDims);
  EXPECT_NEAR(effects[0].mean, 3, 1e-12);
  EXPECT_NEAR(effects[0].deviation, 0, 1e-12);
  EXPECT_NEAR(effects[1].mean, -2, 1e-12);
  EXPECT_NEAR(effects[1].mean_absolute, 2, 1e-12);
  // The slope of a square between two points is their sum: 2/3 or 4/3.
  EXPECT_NEAR(effects[2].mean, 1, 0.1);
  EXPECT_NEAR(effects[2].deviation, 1.0 / 3, 0.05);
  EXPECT_EQ(effects[3].mean_absolute, 0);
}

TEST(Sensitivity, RanksCorrelateAsSpearmanSays) {
  const std::array<double, 5> x = {1, 2, 3, 4, 5};
  EXPECT_NEAR(rank_correlation(x, std::array{1.0, 10.0, 100.0, 1e3, 1e4}), 1, 1e-15);
  EXPECT_NEAR(rank_correlation(x, std::array{5.0, 6.0, 7.0, 8.0, 7.0}), 0.8207826816681233, 1e-12);
  EXPECT_EQ(rank_correlation(x, std::array{1.0, 1.0, 1.0, 1.0, 1.0}), 0);
}

}  // namespace
}  // namespace parley::numeric
