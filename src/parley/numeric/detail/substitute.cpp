// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "parley/numeric/detail/products.h"

namespace parley::numeric {

namespace {

// Rows solved together once what is known of the vectors has been multiplied in.
constexpr std::size_t kBlock = 4;
// Vectors solved together.
constexpr std::size_t kMostVectors = 4;

using Sums = std::array<double, kBlock * kMostVectors>;

/// U^T y = b, from the first row down: row k of U^T is the start of column k of LU.
void substitute_down(const TransposedFactors& f, const Vectors<double>& rhs) {
  Sums known{};
  for (std::size_t k = 0; k < f.size; k += kBlock) {
    const std::size_t block = std::min(kBlock, f.size - k);
    multiply(RowBlock{f.lu + k * f.size, block, k, f.size}, {rhs.first, rhs.count, rhs.stride},
             {known.data(), rhs.count, kBlock});
    for (std::size_t v = 0; v < rhs.count; ++v) {
      double* const y = rhs.first + v * rhs.stride;
      for (std::size_t r = k; r < k + block; ++r) {
        double sum = y[r] - known[v * kBlock + (r - k)];
        for (std::size_t c = k; c < r; ++c) sum -= f.lu[r * f.size + c] * y[c];
        y[r] = sum * f.diagonal_inverse[r];
      }
    }
  }
}

/// L^T z = y, from the last row up: row k of L^T is the end of column k of LU.
void substitute_up(const TransposedFactors& f, const Vectors<double>& rhs) {
  Sums known{};
  for (std::size_t end = f.size; end > 0;) {
    const std::size_t block = std::min(kBlock, end);
    const std::size_t k = end - block;
    multiply(RowBlock{f.lu + k * f.size + end, block, f.size - end, f.size}, {rhs.first + end, rhs.count, rhs.stride},
             {known.data(), rhs.count, kBlock});
    for (std::size_t v = 0; v < rhs.count; ++v) {
      double* const z = rhs.first + v * rhs.stride;
      for (std::size_t r = end; r-- > k;) {
        double sum = z[r] - known[v * kBlock + (r - k)];
        for (std::size_t c = r + 1; c < end; ++c) sum -= f.lu[r * f.size + c] * z[c];
        z[r] = sum;
      }
    }
    end = k;
  }
}

}  // namespace

void substitute(const TransposedFactors& factors, const Vectors<double>& rhs) {
  for (std::size_t v = 0; v < rhs.count; v += kMostVectors) {
    const Vectors<double> some = {rhs.first + v * rhs.stride, std::min(kMostVectors, rhs.count - v), rhs.stride};
    substitute_down(factors, some);
    substitute_up(factors, some);
  }
}

}  // namespace parley::numeric
