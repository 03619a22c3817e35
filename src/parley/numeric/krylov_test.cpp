// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/krylov.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace parley::numeric {
namespace {

/// -0.4 x[k - 1] + x[k] - 0.5 x[k + 1], the k-th row times factor(k).
template <typename Factor>
SparseMatrix convection(std::uint32_t size, const Factor& factor) {
  SparseMatrix matrix;
  const auto add = [&](std::uint32_t column, double entry) {
    matrix.column.push_back(column);
    matrix.value.push_back(entry);
  };
  for (std::uint32_t k = 0; k < size; ++k) {
    if (k > 0) add(k - 1, -0.4 * factor(k));
    // In two parts, to be added up.
    add(k, 0.25 * factor(k));
    add(k, 0.75 * factor(k));
    if (k + 1 < size) add(k + 1, -0.5 * factor(k));
    matrix.row_begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
  }
  return matrix;
}

std::vector<double> product(const SparseMatrix& matrix, const std::vector<double>& x) {
  std::vector<double> y(x.size(), 0.0);
  for (std::size_t r = 0; r < y.size(); ++r)
    for (std::size_t e = matrix.row_begin[r]; e < matrix.row_begin[r + 1]; ++e)
      y[r] += matrix.value[e] * x[matrix.column[e]];
  return y;
}

void expect_solves(SparseMatrix matrix, std::uint32_t size) {
  std::vector<double> wanted(size);
  for (std::uint32_t k = 0; k < size; ++k) wanted[k] = std::sin(k);
  std::vector<double> rhs = product(matrix, wanted);
  std::vector<double> x(size, 0.0);
  const KrylovReport report = solve_krylov(matrix, rhs, x, {.tolerance = 1e-13});
  EXPECT_TRUE(report.converged);
  EXPECT_GT(report.products, 0u);
  for (std::uint32_t k = 0; k < size; ++k) EXPECT_NEAR(x[k], wanted[k], 1e-10);
}

TEST(Krylov, SolvesAConvectionEquation) {
  expect_solves(convection(500, [](std::uint32_t) { return 1.0; }), 500);
}

TEST(Krylov, DoesNotMindRowsOfVeryDifferentSize) {
  expect_solves(convection(500, [](std::uint32_t k) { return k % 7 == 0 ? 1e8 : 1.0; }), 500);
}

TEST(Krylov, KeepsItsAnswerWhereMoreIsAskedForThanRoundingAllows) {
  SparseMatrix matrix = convection(20000, [](std::uint32_t) { return 1.0; });
  std::vector<double> wanted(20000, 1.0);
  std::vector<double> rhs = product(matrix, wanted);
  std::vector<double> x(wanted.size(), 0.0);
  const KrylovReport report = solve_krylov(matrix, rhs, x, {.tolerance = 1e-18, .restart = 300});
  EXPECT_LT(report.residual, 1e-12);
  for (const double one : x) EXPECT_NEAR(one, 1, 1e-9);
}

TEST(Krylov, SaysThatTooFewProductsWereAllowed) {
  SparseMatrix matrix = convection(500, [](std::uint32_t) { return 1.0; });
  std::vector<double> rhs(500, 1.0);
  std::vector<double> x(500, 0.0);
  const KrylovReport report = solve_krylov(matrix, rhs, x, {.most_products = 3});
  EXPECT_FALSE(report.converged);
  EXPECT_GT(report.residual, 1e-10);
}

TEST(Krylov, LeavesAnAnswerThatIsExactAsItIs) {
  SparseMatrix matrix = convection(50, [](std::uint32_t) { return 1.0; });
  std::vector<double> rhs(50, 0.0);
  std::vector<double> x(50, 0.0);
  EXPECT_TRUE(solve_krylov(matrix, rhs, x).converged);
  for (const double one : x) EXPECT_EQ(one, 0.0);
}

}  // namespace
}  // namespace parley::numeric
