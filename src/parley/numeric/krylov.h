// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parley::numeric {

struct KrylovOptions {
  double tolerance = 1e-10;  ///< of the residual's norm, as a share of the right-hand side's; 1e-13 at the least
  std::size_t restart = 60;  ///< vectors kept: memory is so many times the unknowns
  std::size_t most_products = 2000;  ///< with the matrix
};

struct KrylovReport {
  bool converged = false;
  std::size_t products = 0;
  double residual = 0;  ///< reached, as a share of the right-hand side's norm
};

/// A large sparse matrix, row after row: row r has the entries [row_begin[r], row_begin[r + 1]). Entries of one row
/// that name the same column add up.
struct SparseMatrix {
  std::vector<std::uint32_t> row_begin{0};
  std::vector<std::uint32_t> column;
  std::vector<double> value;
};

/// Solves matrix * x = rhs by restarted GMRES [SaadSchultz1986]. Rows and right-hand side are first divided by the
/// row's largest entry, in place. `x` holds the first guess, and the last answer met in any case. Fewer than 2^31
/// entries.
[[nodiscard]] KrylovReport solve_krylov(SparseMatrix& matrix, std::span<double> rhs, std::span<double> x,
                                        const KrylovOptions& options = {});

}  // namespace parley::numeric
