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
  multiply(rows, {x.data(), 1, 3}, {product.data(), 1, 2});
  EXPECT_EQ(product, (std::vector<double>{321, 654}));
  const std::vector<double> factor{1, 10};
  std::vector<double> sum(3, 0.5);
  add_outer(rows, factor, std::vector<double*>{sum.data()});
  EXPECT_EQ(sum, (std::vector<double>{41.5, 52.5, 63.5}));
}

TEST(DenseRows, ProductsOfAnySizeAgreeWithTheDefinition) {
  // Small whole numbers, so that every order of summing gives the same.
  const auto whole = [](std::size_t k) { return static_cast<double>(k * k % 11) - 5; };
  for (std::size_t count = 1; count <= 9; count += 2)
    for (std::size_t columns = 1; columns <= 19; columns += 3)
      for (std::size_t vectors = 1; vectors <= 6; ++vectors) {
        std::vector<double> value(count * columns);
        std::vector<double> x(vectors * columns);
        std::vector<double> factor(vectors * count);
        for (std::size_t k = 0; k < value.size(); ++k) value[k] = whole(k);
        for (std::size_t k = 0; k < x.size(); ++k) x[k] = whole(k + 3);
        for (std::size_t k = 0; k < factor.size(); ++k) factor[k] = whole(k + 7);
        const DenseRows rows{value, columns};
        std::vector<double> product(vectors * count, -1.0);
        multiply(rows, {x.data(), vectors, columns}, {product.data(), vectors, count});
        std::vector<double> sums(vectors * columns, 2.0);
        std::vector<double*> places;
        for (std::size_t v = 0; v < vectors; ++v) places.push_back(&sums[v * columns]);
        add_outer(rows, factor, places);
        for (std::size_t v = 0; v < vectors; ++v) {
          for (std::size_t r = 0; r < count; ++r) {
            double expected = 0;
            for (std::size_t c = 0; c < columns; ++c) expected += value[r * columns + c] * x[v * columns + c];
            EXPECT_EQ(product[v * count + r], expected);
          }
          for (std::size_t c = 0; c < columns; ++c) {
            double expected = 2;
            for (std::size_t r = 0; r < count; ++r) expected += factor[v * count + r] * value[r * columns + c];
            EXPECT_EQ(sums[v * columns + c], expected);
          }
        }
      }
}

TEST(DenseRows, RowsThatComeInRunsAreMixedByGroup) {
  for (std::size_t columns = 1; columns <= 23; columns += 2)
    for (const Runs runs : {Runs{3, 1}, Runs{2, 3}, Runs{4, 2}, Runs{1, 5}}) {
      const std::size_t count = 2 * runs.groups * runs.length;
      std::vector<double> value(count * columns);
      std::vector<double> factor(count);
      for (std::size_t k = 0; k < value.size(); ++k) value[k] = static_cast<double>(k % 7) - 3;
      for (std::size_t r = 0; r < count; ++r) factor[r] = static_cast<double>(r % 5) - 2;
      std::vector<double> expected(runs.groups * columns, 0.0);
      for (std::size_t r = 0; r < count; ++r)
        for (std::size_t c = 0; c < columns; ++c)
          expected[r / runs.length % runs.groups * columns + c] += factor[r] * value[r * columns + c];
      std::vector<double> sums(expected.size(), 99.0);
      mix({value, columns}, factor, runs, sums);
      EXPECT_EQ(sums, expected) << columns << ' ' << runs.groups << ' ' << runs.length;
    }
}

}  // namespace
}  // namespace parley::numeric
