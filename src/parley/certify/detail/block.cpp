// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/block.h"

#include <array>

namespace parley::certify {

void Block::sweep(std::span<const double> v, std::span<double> z) const {
  for (std::size_t j = begin; j < end; ++j) {
    const std::uint32_t row = order[j];
    double sum = v[j - begin];
    double diagonal = 1;
    for (std::uint32_t e = matrix.first[row]; e < matrix.first[row + 1]; ++e) {
      const std::size_t to = place[matrix.column[e]];
      if (to >= begin && to < j) sum += matrix.weight[e] * z[to - begin];
      if (to == j) diagonal -= matrix.weight[e];
    }
    z[j - begin] = sum / diagonal;
  }
}

void Block::rest(std::span<const double> v, std::span<const double> z, std::span<double> w) const {
  for (std::size_t j = begin; j < end; ++j) {
    const std::uint32_t row = order[j];
    double sum = v[j - begin];
    for (std::uint32_t e = matrix.first[row]; e < matrix.first[row + 1]; ++e) {
      const std::size_t to = place[matrix.column[e]];
      if (to > j && to < end) sum -= matrix.weight[e] * z[to - begin];
    }
    w[j - begin] = sum;
  }
}

double dot(std::span<const double> a, std::span<const double> b) {
  // Four sums side by side: the order is fixed, and the machine need not wait for each addition.
  std::array<double, 4> sum{};
  std::size_t k = 0;
  for (; k + 4 <= a.size(); k += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) sum[lane] += a[k + lane] * b[k + lane];
  for (; k < a.size(); ++k) sum[0] += a[k] * b[k];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/// to += factor * from.
void add(std::span<double> to, double factor, std::span<const double> from) {
  for (std::size_t k = 0; k < to.size(); ++k) to[k] += factor * from[k];
}

}  // namespace parley::certify
