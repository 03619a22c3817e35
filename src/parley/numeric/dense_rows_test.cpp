// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/dense_rows.h"

#include <gtest/gtest.h>

#include <vector>

namespace parley::numeric {
namespace {

TEST(DenseRows, ProductsAgreeWithTheDefinition) {
  const std::vector<double> value{1, 2, 3, 4, 5, 6};
  const DenseRows rows{value, 3};
  ASSERT_EQ(rows.rows(), 2u);
  const std::vector<double> x{1, 10, 100};
  std::vector<double> product(2, -1.0);
  multiply(rows, x, product);
  EXPECT_EQ(product, (std::vector<double>{321, 654}));
  const std::vector<double> factor{1, 10};
  std::vector<double> sum(3, 0.5);
  add_outer(rows, factor, sum);
  EXPECT_EQ(sum, (std::vector<double>{41.5, 52.5, 63.5}));
}

}  // namespace
}  // namespace parley::numeric
