// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/eigenpairs.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley::numeric {
namespace {

TEST(Eigenpairs, AreThoseOfACompanionMatrix) {
  // (x - 1)(x - 2)(x + 3) = x^3 - 7 x + 6.
  const std::vector<double> matrix{0, 1, 0, 0, 0, 1, -6, 7, 0};
  const Eigenpairs pairs = real_eigenpairs(matrix, 3, 1e-9);
  ASSERT_EQ(pairs.value.size(), 3u);
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t row = 0; row < 3; ++row) {
      double image = 0;
      for (std::size_t column = 0; column < 3; ++column) image += matrix[column * 3 + row] * pairs.vector[k][column];
      EXPECT_NEAR(image, pairs.value[k] * pairs.vector[k][row], 1e-13);
    }
  std::vector<double> sorted = pairs.value;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_NEAR(sorted[0], -3, 1e-13);
  EXPECT_NEAR(sorted[1], 1, 1e-13);
  EXPECT_NEAR(sorted[2], 2, 1e-13);
}

TEST(Eigenpairs, LeaveOutComplexOnesUnlessTheyAreNearlyReal) {
  EXPECT_TRUE(real_eigenpairs(std::vector<double>{0, 1, -1, 0}, 2, 1e-3).value.empty());
  EXPECT_EQ(real_eigenpairs(std::vector<double>{1, 1e-6, -1e-6, 1}, 2, 1e-3).value.size(), 2u);
}

}  // namespace
}  // namespace parley::numeric
