// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "parley/base/random.h"

namespace parley::numeric {
namespace {

double uniform(std::uint64_t stream, std::size_t k) {
  return base::random_block(7, stream, static_cast<std::uint32_t>(k)).uniform(0) - 0.5;
}

/// Places of a random matrix with a full diagonal, `share` of the rest, and its first place named twice.
std::vector<MatrixEntry> random_places(std::uint64_t stream, std::uint32_t size, double share) {
  std::vector<MatrixEntry> places{{0, 0}};
  for (std::uint32_t row = 0; row < size; ++row)
    for (std::uint32_t column = 0; column < size; ++column)
      if (row == column || uniform(stream, row * size + column) + 0.5 < share) places.push_back({row, column});
  return places;
}

/// Solves with both kinds and compares: the residual, and the determinant's sign with that of dense elimination.
void check_system(std::uint64_t stream, std::uint32_t size, double share) {
  const auto places = random_places(stream, size, share);
  LinearSystem system(size, places);
  std::vector<double> dense(std::size_t{size} * size, 0.0);
  for (double& value : system.values()) value = 0;
  for (std::size_t k = 0; k < places.size(); ++k) {
    const double value = uniform(stream + 1, k);
    system.values()[system.slots()[k]] += value;
    dense[std::size_t{places[k].column} * size + places[k].row] += value;
  }
  DenseLu reference;
  const int sign = reference.factorize(dense, size);
  EXPECT_EQ(system.factorize(), sign) << size << ' ' << stream;
  std::vector<double> rhs(size);
  for (std::uint32_t k = 0; k < size; ++k) rhs[k] = uniform(stream + 2, k);
  std::vector<double> x = rhs;
  system.solve(x);
  // Several at once are solved alike.
  std::vector<double> several;
  for (int times = 1; times <= 5; ++times)
    for (const double one : rhs) several.push_back(times * one);
  system.solve(several);
  for (std::size_t k = 0; k < several.size(); ++k) {
    const std::size_t times = 1 + k / size;
    EXPECT_NEAR(several[k], static_cast<double>(times) * x[k % size], 1e-9 * (1 + std::abs(several[k])));
  }
  for (std::uint32_t row = 0; row < size; ++row) {
    double sum = -rhs[row];
    for (std::uint32_t column = 0; column < size; ++column) sum += dense[std::size_t{column} * size + row] * x[column];
    EXPECT_NEAR(sum, 0, 1e-9) << size << ' ' << stream;
  }
}

TEST(LinearSystem, AgreesWithDenseEliminationInSolutionAndSign) {
  for (std::uint64_t draw = 0; draw < 20; ++draw) {
    check_system(10 * draw, 12, 0.5);
    check_system(10 * draw, 90, 0.03);
    for (const std::uint32_t size : {1u, 7u, 8u, 9u, 20u, 31u, 53u, 64u}) check_system(10 * draw, size, 0.9);
  }
  for (const std::uint32_t size : {255u, 511u, 513u}) check_system(1, size, 0.9);
}

TEST(LinearSystem, IsSparseOnlyWhereThatPays) {
  EXPECT_TRUE(LinearSystem(12, random_places(1, 12, 0.01)).is_dense());
  EXPECT_TRUE(LinearSystem(90, random_places(1, 90, 0.9)).is_dense());
  EXPECT_FALSE(LinearSystem(90, random_places(1, 90, 0.03)).is_dense());
}

TEST(LinearSystem, TurnsDenseWhereItsFactorsFillIn) {
  constexpr std::uint32_t kSize = 200;
  const auto places = random_places(1, kSize, 0.05);
  LinearSystem system(kSize, places);
  EXPECT_FALSE(system.is_dense());
  std::vector<double> rhs(kSize);
  std::vector<std::vector<double>> solutions;
  std::vector<int> signs;
  for (int round = 0; round < 2; ++round) {
    system.clear();
    for (std::size_t k = 0; k < places.size(); ++k) system.values()[system.slots()[k]] += uniform(2, k);
    signs.push_back(system.factorize());
    for (std::uint32_t k = 0; k < kSize; ++k) rhs[k] = uniform(3, k);
    system.solve(rhs);
    solutions.push_back(rhs);
  }
  EXPECT_TRUE(system.is_dense());
  EXPECT_EQ(signs[0], signs[1]);
  for (std::uint32_t k = 0; k < kSize; ++k)
    EXPECT_NEAR(solutions[0][k], solutions[1][k], 1e-8 * (1 + std::abs(solutions[0][k])));
}

TEST(LinearSystem, GivesTheSignOrSaysThatAMatrixIsSingularOrNotANumber) {
  for (const std::uint32_t size : {3u, 100u}) {
    std::vector<MatrixEntry> places;
    for (std::uint32_t k = 0; k < size; ++k) places.push_back({k, k});
    LinearSystem system(size, places);
    const auto set = [&](std::uint32_t k, double value) { system.values()[system.slots()[k]] = value; };
    for (double& value : system.values()) value = 0;
    for (std::uint32_t k = 0; k < size; ++k) set(k, 2);
    EXPECT_EQ(system.factorize(), 1);
    set(1, -2);
    EXPECT_EQ(system.factorize(), -1);
    set(1, 0);
    EXPECT_EQ(system.factorize(), 0);
    set(1, std::numeric_limits<double>::quiet_NaN());
    EXPECT_EQ(system.factorize(), 0);
    set(1, 3);
    EXPECT_EQ(system.factorize(), 1);
  }
}

TEST(DenseLu, SolvesTheTransposedSystemToo) {
  const std::vector<double> matrix{1, 2, 3, 5};  // columns (1, 2) and (3, 5)
  DenseLu lu;
  EXPECT_EQ(lu.factorize(matrix, 2), -1);
  std::vector<double> rhs{4, 7};
  lu.solve(rhs);
  EXPECT_NEAR(rhs[0], 1, 1e-14);
  EXPECT_NEAR(rhs[1], 1, 1e-14);
  std::vector<double> transposed{3, 8};
  lu.solve_transposed(transposed);
  EXPECT_NEAR(transposed[0], 1, 1e-14);
  EXPECT_NEAR(transposed[1], 1, 1e-14);
}

}  // namespace
}  // namespace parley::numeric
