// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace parley::numeric {

/// Rows of one length, one after another: entry (r, c) is value[r * columns + c].
struct DenseRows {
  std::span<const double> value;
  std::size_t columns = 0;

  [[nodiscard]] std::size_t rows() const { return value.size() / columns; }
};

/// product[r] = sum over c of entry (r, c) times x[c].
void multiply(const DenseRows& rows, std::span<const double> x, std::span<double> product);

/// sum[c] += sum over r of factor[r] times entry (r, c).
void add_outer(const DenseRows& rows, std::span<const double> factor, std::span<double> sum);

}  // namespace parley::numeric
