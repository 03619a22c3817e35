// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/block.h"

#include <array>

namespace parley::certify {

void Block::sweep(std::span<const double> v, std::span<double> z) const {
  const SparseRows& lower = rows.lower;
  for (std::size_t j = begin; j < end; ++j) {
    double sum = v[j - begin];
    for (std::uint32_t e = lower.first[j]; e < lower.first[j + 1]; ++e) sum += lower.weight[e] * z[lower.column[e]];
    z[j - begin] = sum / rows.diagonal[j];
  }
}

void Block::rest(std::span<const double> v, std::span<const double> z, std::span<double> w) const {
  const SparseRows& upper = rows.upper;
  for (std::size_t j = begin; j < end; ++j) {
    double sum = v[j - begin];
    for (std::uint32_t e = upper.first[j]; e < upper.first[j + 1]; ++e) sum -= upper.weight[e] * z[upper.column[e]];
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
