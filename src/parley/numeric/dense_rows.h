// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace parley::numeric {

/// Rows of equal length, one after another, as a view.
struct DenseRows {
  std::span<const double> value;
  std::size_t columns = 1;

  [[nodiscard]] std::size_t rows() const { return value.size() / columns; }
};

/// Vectors of equal length as a view, one each `stride` numbers.
template <typename Number>
struct Vectors {
  Number* first = nullptr;
  std::size_t count = 1;
  std::size_t stride = 0;
};

/// For each vector v: product[v][r] = sum over c of entry (r, c) times x[v][c]. Reads the rows once for up to four
/// vectors.
void multiply(const DenseRows& rows, const Vectors<const double>& x, const Vectors<double>& product);

/// For each k: sums[k][c] += sum over r of factor[k * rows + r] times entry (r, c), for all columns c.
void add_outer(const DenseRows& rows, std::span<const double> factor, std::span<double* const> sums);

/// Rows that come in runs, one of each group in turn: row r belongs to group r / length % groups.
struct Runs {
  std::size_t groups = 1;
  std::size_t length = 1;
};

/// sums[k * columns + c] = sum over the rows r of group k of factor[r] times entry (r, c).
void mix(const DenseRows& rows, std::span<const double> factor, const Runs& runs, std::span<double> sums);

}  // namespace parley::numeric
