// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/sparse_rows.h"

#include <gtest/gtest.h>

#include <vector>

namespace parley::numeric {
namespace {

TEST(SparseRows, ProductsOfAnyWidthAgreeWithTheDefinition) {
  const std::vector<std::uint32_t> begin{0, 3, 3, 5};
  const std::vector<std::uint32_t> column{0, 2, 1, 2, 0};
  const std::vector<double> value{1, 2, 3, 4, 5};
  const SparseRows rows{begin, column, value};
  for (const std::size_t width : {1u, 2u, 3u, 4u, 5u, 9u}) {
    std::vector<double> x(3 * width);
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<double>(k * k % 7);
    std::vector<double> product(3 * width, -1.0);
    multiply(rows, x, width, product);
    std::vector<double> sum(3 * width, 0.5);
    add_outer(rows, x, width, sum);
    for (std::size_t a = 0; a < width; ++a) {
      EXPECT_EQ(product[a], x[a] + 2 * x[2 * width + a] + 3 * x[width + a]);
      EXPECT_EQ(product[width + a], 0);
      EXPECT_EQ(product[2 * width + a], 4 * x[2 * width + a] + 5 * x[a]);
      EXPECT_EQ(sum[a], 0.5 + x[a] + 5 * x[2 * width + a]);
      EXPECT_EQ(sum[width + a], 0.5 + 3 * x[a]);
      EXPECT_EQ(sum[2 * width + a], 0.5 + 2 * x[a] + 4 * x[2 * width + a]);
    }
  }
}

}  // namespace
}  // namespace parley::numeric
