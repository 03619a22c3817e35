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
  /// Adds to the row that is being written; weights of the same column are added up. `place` is scratch space, a number
  /// a column, whatever it holds.
  void add(std::uint32_t to, double entry, std::span<std::uint32_t> place) {
    const std::uint32_t at = place[to];
    if (at >= first.back() && at < column.size() && column[at] == to) {
      weight[at] += entry;
      return;
    }
    place[to] = static_cast<std::uint32_t>(column.size());
    column.push_back(to);
    weight.push_back(entry);
  }
  void end_row() { first.push_back(static_cast<std::uint32_t>(column.size())); }
  void clear() {
    first.assign(1, 0);
    column.clear();
    weight.clear();
  }
};

/// The rows of I - W in an order by blocks. Columns count within the row's block; those of other blocks are left out.
struct SplitRows {
  SparseRows lower;  ///< of W, before the diagonal
  SparseRows upper;
  std::vector<double> diagonal;  ///< of I - W
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
  void split();

  const SparseRows& matrix_;
  std::vector<std::uint32_t> order_;        ///< rows, block by block, successors' blocks first; postorder within
  std::vector<std::uint32_t> block_first_;  ///< in order_
  std::vector<std::uint32_t> place_;        ///< of a row in order_
  SplitRows rows_;
};

}  // namespace parley::certify
