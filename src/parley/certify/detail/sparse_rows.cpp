// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/detail/sparse_rows.h"

#include <algorithm>
#include <limits>

#include "parley/certify/detail/block.h"

namespace parley::certify {

namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

struct Visit {
  std::uint32_t row;
  std::uint32_t edge;
};

}  // namespace

BlockSolver::BlockSolver(const SparseRows& matrix) : matrix_(matrix), place_(matrix.rows(), 0) {
  find_blocks();
  for (std::uint32_t k = 0; k < order_.size(); ++k) place_[order_[k]] = k;
  split();
}

void BlockSolver::split() {
  rows_.diagonal.assign(order_.size(), 1.0);
  for (std::size_t k = 0; k + 1 < block_first_.size(); ++k) {
    const std::uint32_t begin = block_first_[k];
    const std::uint32_t end = block_first_[k + 1];
    for (std::uint32_t j = begin; j < end; ++j) {
      for (std::uint32_t e = matrix_.first[order_[j]]; e < matrix_.first[order_[j] + 1]; ++e) {
        const std::uint32_t to = place_[matrix_.column[e]];
        if (to < begin || to >= end) continue;
        if (to == j) {
          rows_.diagonal[j] -= matrix_.weight[e];
          continue;
        }
        SparseRows& part = to < j ? rows_.lower : rows_.upper;
        part.column.push_back(to - begin);
        part.weight.push_back(matrix_.weight[e]);
      }
      rows_.lower.end_row();
      rows_.upper.end_row();
    }
  }
}

// Tarjan's algorithm [Tarjan1972] with a stack of its own. `low` is the least search number a row leads back to.
void BlockSolver::find_blocks() {
  const auto count = static_cast<std::uint32_t>(matrix_.rows());
  std::vector<std::uint32_t> number(count, kUnseen);
  std::vector<std::uint32_t> low(count);
  std::vector<std::uint32_t> finished(count);
  std::vector<std::uint8_t> open(count, 0);
  std::vector<std::uint32_t> stack;
  std::vector<Visit> visits;
  std::uint32_t next_number = 0;
  std::uint32_t next_finished = 0;
  block_first_.assign(1, 0);

  const auto enter = [&](std::uint32_t row) {
    number[row] = low[row] = next_number++;
    stack.push_back(row);
    open[row] = 1;
    visits.push_back({row, matrix_.first[row]});
  };
  const auto close = [&](std::uint32_t root) {
    const std::size_t begin = order_.size();
    std::uint32_t row = kUnseen;
    do {
      row = stack.back();
      stack.pop_back();
      open[row] = 0;
      order_.push_back(row);
    } while (row != root);
    std::sort(order_.begin() + static_cast<std::ptrdiff_t>(begin), order_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return finished[a] < finished[b]; });
    block_first_.push_back(static_cast<std::uint32_t>(order_.size()));
  };

  for (std::uint32_t start = 0; start < count; ++start) {
    if (number[start] != kUnseen) continue;
    enter(start);
    while (!visits.empty()) {
      const std::uint32_t row = visits.back().row;
      if (visits.back().edge < matrix_.first[row + 1]) {
        const std::uint32_t next = matrix_.column[visits.back().edge++];
        if (number[next] == kUnseen)
          enter(next);
        else if (open[next] != 0)
          low[row] = std::min(low[row], number[next]);
        continue;
      }
      visits.pop_back();
      finished[row] = next_finished++;
      if (!visits.empty()) low[visits.back().row] = std::min(low[visits.back().row], low[row]);
      if (low[row] == number[row]) close(row);
    }
  }
}

void BlockSolver::solve(std::span<const double> r, double tolerance, std::vector<double>& x,
                        const base::RunContext& context) {
  x.assign(r.size(), 0.0);
  std::vector<double> right;
  std::vector<double> found;
  for (std::size_t k = 0; k + 1 < block_first_.size(); ++k) {
    const Block block = {rows_, block_first_[k], block_first_[k + 1]};
    right.assign(block.size(), 0.0);
    found.resize(block.size());
    for (std::size_t j = block.begin; j < block.end; ++j) {
      const std::uint32_t row = order_[j];
      double sum = r[row];
      for (std::uint32_t e = matrix_.first[row]; e < matrix_.first[row + 1]; ++e)
        if (place_[matrix_.column[e]] < block.begin) sum += matrix_.weight[e] * x[matrix_.column[e]];
      right[j - block.begin] = sum;
    }
    if (block.size() == 1) {
      block.sweep(right, found);
    } else {
      if (context.stop() != base::Stop::kNo) return;
      if (!bicgstab(block, right, tolerance, found, context) && context.stop() == base::Stop::kNo)
        static_cast<void>(gmres(block, right, tolerance, found, context));
    }
    for (std::size_t j = block.begin; j < block.end; ++j) x[order_[j]] = found[j - block.begin];
  }
}

}  // namespace parley::certify
