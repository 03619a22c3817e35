// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "parley/numeric/dense_rows.h"

namespace parley::numeric {

/// Some rows of a matrix, or the start of each: entry (r, c) is first[r * stride + c].
struct RowBlock {
  const double* first = nullptr;
  std::size_t count = 0;
  std::size_t columns = 0;
  std::size_t stride = 0;
};

/// product[v][r] = sum over c of entry (r, c) times x[v][c].
void multiply(const RowBlock& rows, const Vectors<const double>& x, const Vectors<double>& product);

/// A dense matrix M, given by the factors of its transpose with the rows exchanged: LU by columns, one after another.
struct TransposedFactors {
  const double* lu = nullptr;
  const double* diagonal_inverse = nullptr;  ///< 1 / the diagonal of U
  std::size_t size = 0;
};

/// Replaces each vector b by L^-T U^-T b.
void substitute(const TransposedFactors& factors, const Vectors<double>& rhs);

}  // namespace parley::numeric
