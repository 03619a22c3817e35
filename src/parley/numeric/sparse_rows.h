// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace parley::numeric {

/// Sparse rows, one after another: row r has the entries [row_begin[r], row_begin[r + 1]) of `column` and `value`.
struct SparseRows {
  std::span<const std::uint32_t> row_begin;
  std::span<const std::uint32_t> column;
  std::span<const double> value;

  [[nodiscard]] std::size_t rows() const { return row_begin.size() - 1; }
};

/// product[r * width + a] = sum over row r's entries of value * x[column * width + a].
void multiply(const SparseRows& rows, std::span<const double> x, std::size_t width, std::span<double> product);

/// sum[column * width + a] += value * factor[r * width + a], over all rows and entries.
void add_outer(const SparseRows& rows, std::span<const double> factor, std::size_t width, std::span<double> sum);

}  // namespace parley::numeric
