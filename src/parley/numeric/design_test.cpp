// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace parley::numeric {
namespace {

/// In which of `slices` equal slices each point falls on an axis, sorted.
std::vector<std::size_t> slices_of(const std::vector<double>& points, std::size_t dims, std::size_t axis,
                                   std::size_t slices) {
  std::vector<std::size_t> all;
  for (std::size_t k = axis; k < points.size(); k += dims)
    all.push_back(static_cast<std::size_t>(points[k] * static_cast<double>(slices)));
  std::sort(all.begin(), all.end());
  return all;
}

void expect_one_a_slice(const std::vector<double>& points, std::size_t dims) {
  const std::size_t count = points.size() / dims;
  for (std::size_t axis = 0; axis < dims; ++axis) {
    const auto slices = slices_of(points, dims, axis, count);
    for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(slices[k], k) << "axis " << axis;
  }
}

double rank_correlation(const std::vector<double>& points, std::size_t dims, std::size_t a, std::size_t b) {
  const std::size_t count = points.size() / dims;
  const auto ranks = [&](std::size_t axis) {
    std::vector<std::size_t> order(count);
    for (std::size_t k = 0; k < count; ++k) order[k] = k;
    std::sort(order.begin(), order.end(),
              [&](std::size_t x, std::size_t y) { return points[x * dims + axis] < points[y * dims + axis]; });
    std::vector<double> rank(count);
    for (std::size_t k = 0; k < count; ++k) rank[order[k]] = static_cast<double>(k);
    return rank;
  };
  const auto x = ranks(a);
  const auto y = ranks(b);
  double squares = 0;
  for (std::size_t k = 0; k < count; ++k) squares += (x[k] - y[k]) * (x[k] - y[k]);
  const auto n = static_cast<double>(count);
  return 1 - 6 * squares / (n * (n * n - 1));
}

TEST(Design, ALatinHypercubeHasOnePointASlice) {
  expect_one_a_slice(latin_hypercube(7, 0, 1000, 5), 5);
  EXPECT_NE(latin_hypercube(7, 0, 10, 2), latin_hypercube(7, 1, 10, 2));
  EXPECT_NE(latin_hypercube(7, 0, 10, 2), latin_hypercube(8, 0, 10, 2));
}

TEST(Design, SobolPointsAreStratifiedAndGoOn) {
  expect_one_a_slice(sobol_points(3, 0, 1024, 6), 6);
  // One point in each of 16 x 16 squares of the first two axes.
  const auto points = sobol_points(3, 0, 256, 2);
  std::array<int, 256> hits{};
  for (std::size_t k = 0; k < 256; ++k)
    ++hits[static_cast<std::size_t>(points[2 * k] * 16) * 16 + static_cast<std::size_t>(points[2 * k + 1] * 16)];
  EXPECT_TRUE(std::all_of(hits.begin(), hits.end(), [](int count) { return count == 1; }));
  const auto rest = sobol_points(3, 100, 156, 2);
  EXPECT_TRUE(std::equal(rest.begin(), rest.end(), points.begin() + 200));
}

TEST(Design, RandomPointsAreUniform) {
  double sum = 0;
  double squares = 0;
  std::array<double, 3> point{};
  constexpr int kCount = 20000;
  for (int k = 0; k < kCount; ++k) {
    random_point(1, static_cast<std::uint64_t>(k), point);
    sum += point[2];
    squares += point[2] * point[2];
  }
  EXPECT_NEAR(sum / kCount, 0.5, 4 * std::sqrt(1.0 / 12 / kCount));
  EXPECT_NEAR(squares / kCount, 1.0 / 3, 4 * std::sqrt(4.0 / 45 / kCount));
}

TEST(Design, CorrelatedCoordinatesStayUniformAndHaveTheirRank) {
  constexpr double kRank = 0.6;
  const double pearson = 2 * std::sin(std::numbers::pi * kRank / 6);
  const auto factor = correlation_factor(std::array{1.0, pearson, pearson, 1.0}, 2);
  ASSERT_EQ(factor.size(), 4U);
  auto points = sobol_points(1, 0, 4096, 2);
  for (std::size_t k = 0; k < points.size(); k += 2) correlate(factor, std::span(points).subspan(k, 2));
  EXPECT_NEAR(rank_correlation(points, 2, 0, 1), kRank, 0.005);
  const auto slices = slices_of(points, 2, 1, 4);
  for (std::size_t s = 0; s < 4; ++s)
    EXPECT_NEAR(static_cast<double>(std::count(slices.begin(), slices.end(), s)), 1024, 25);
}

TEST(Design, AnImpossibleCorrelationHasNoFactor) {
  EXPECT_TRUE(correlation_factor(std::array{1.0, 0.9, 0.9, 0.9, 1.0, -0.9, 0.9, -0.9, 1.0}, 3).empty());
}

}  // namespace
}  // namespace parley::numeric
