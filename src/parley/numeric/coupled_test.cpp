// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/coupled.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "parley/base/random.h"

namespace parley::numeric {
namespace {

/// Draws B and C of entries up to `size_of_entries`, and compares with the whole matrix factorised at once.
void check(std::uint64_t stream, std::size_t first, std::size_t second, double size_of_entries = 2) {
  CoupledLu coupled;
  coupled.resize(first, second);
  const std::size_t size = first + second;
  std::vector<double> whole(size * size, 0.0);
  for (std::size_t k = 0; k < size; ++k) whole[k * size + k] = -1;
  std::uint32_t drawn = 0;
  const auto draw = [&] { return (2 * base::random_block(11, stream, drawn++).uniform(0) - 1) * size_of_entries; };
  for (std::size_t k = 0; k < first; ++k)
    for (std::size_t j = 0; j < second; ++j) {
      whole[(first + j) * size + k] = coupled.upper()[k * second + j] = draw();
      whole[k * size + first + j] = coupled.lower_transposed()[k * second + j] = draw();
    }
  DenseLu reference;
  EXPECT_EQ(coupled.factorize(), reference.factorize(whole, size)) << first << ' ' << second;
  std::vector<double> rhs(size);
  for (double& one : rhs) one = draw();
  for (const bool transposed : {false, true}) {
    std::vector<double> x = rhs;
    std::vector<double> expected = rhs;
    transposed ? coupled.solve_transposed(x) : coupled.solve(x);
    transposed ? reference.solve_transposed(expected) : reference.solve(expected);
    for (std::size_t k = 0; k < size; ++k)
      EXPECT_NEAR(x[k], expected[k], 1e-9 * (1 + std::abs(expected[k]))) << first << ' ' << second << ' ' << transposed;
  }
}

TEST(CoupledLu, AgreesWithEliminationOfTheWhole) {
  for (std::uint64_t draw = 0; draw < 10; ++draw)
    for (std::size_t first = 1; first <= 5; ++first)
      for (std::size_t second = 1; second <= 5; ++second) check(100 * draw + 10 * first + second, first, second);
  check(7, 30, 41);
}

TEST(CoupledLu, FactorisesTheWholeWhereAProductWouldLoseDigits) {
  for (std::size_t first = 1; first <= 4; ++first) check(first, first, first + 1, 1e9);
  // Of rank 1 but for the -1, which a product of 1e20 would swallow.
  CoupledLu coupled;
  coupled.resize(2, 2);
  for (std::size_t k = 0; k < 4; ++k) coupled.upper()[k] = coupled.lower_transposed()[k] = k % 2 == 0 ? 1e10 : 0;
  EXPECT_EQ(coupled.factorize(), -1);
  std::vector<double> rhs{1, -1, 0, 2};
  coupled.solve(rhs);
  EXPECT_NEAR(rhs[0], -1, 1e-5);
  EXPECT_NEAR(rhs[1], 1, 1e-5);
}

TEST(CoupledLu, SaysThatAMatrixIsSingularOrNotANumber) {
  for (const std::size_t size : {1u, 2u, 4u}) {
    CoupledLu coupled;
    coupled.resize(size, size);
    for (std::size_t k = 0; k < size * size; ++k)
      coupled.upper()[k] = coupled.lower_transposed()[k] = k % (size + 1) == 0 ? 1 : 0;
    EXPECT_EQ(coupled.factorize(), 0) << size;
    coupled.upper()[0] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(coupled.factorize(), 0) << size;
    coupled.upper()[0] = 2;
    for (std::size_t k = 1; k < size; ++k) coupled.upper()[k * (size + 1)] = 2;
    EXPECT_EQ(coupled.factorize(), size % 2 == 0 ? 1 : -1) << size;
  }
}

}  // namespace
}  // namespace parley::numeric
