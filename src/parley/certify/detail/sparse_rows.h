// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "parley/base/context.h"

namespace parley::certify {

/// A square matrix W >= 0 by rows, in plain doubles: where one plan leads inside one component, discounted.
struct SparseRows {
  std::vector<std::uint32_t> first{0};
  std::vector<std::uint32_t> column;
  std::vector<double> weight;

  [[nodiscard]] std::size_t rows() const { return first.size() - 1; }
  /// Adds a row of (column, weight); weights of the same column are added up. Reorders `row`.
  void add_row(std::vector<std::pair<std::uint32_t, double>>& row);
  void clear() {
    first.assign(1, 0);
    column.clear();
    weight.clear();
  }
};

/// Solves (I - W) x = r, approximately: block by strongly connected block of W, each by an iteration over
/// Gauss-Seidel in depth-first postorder, which leaves only edges back up the search to iterate on.
/// Whoever uses the answer checks it: nothing here enters a bound.
class BlockSolver {
 public:
  explicit BlockSolver(const SparseRows& matrix);

  /// Each block's residual to within `tolerance` of its right-hand side, if it can be had; `x` is resized. Leaves the
  /// remaining blocks at zero when the context says stop.
  void solve(std::span<const double> r, double tolerance, std::vector<double>& x, const base::RunContext& context);

 private:
  void find_blocks();

  const SparseRows& matrix_;
  std::vector<std::uint32_t> order_;        ///< rows, block by block, successors' blocks first; postorder within
  std::vector<std::uint32_t> block_first_;  ///< in order_
  std::vector<std::uint32_t> place_;        ///< of a row in order_
};

}  // namespace parley::certify
