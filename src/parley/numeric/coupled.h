// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parley/numeric/linear.h"

namespace parley::numeric {

/// The matrix (-1, B; C, -1) of two groups of unknowns, each coupled to the other group alone: eliminating the second
/// group, by a product, leaves BC - 1 of the first group to be factorised. Made to be factorised again and again.
class CoupledLu {
 public:
  /// Sets the sizes of the two groups, each at least 1; the smaller should be the first.
  void resize(std::size_t first, std::size_t second);
  /// B and C transposed, row after row of `second` numbers each: to be written before each factorize().
  [[nodiscard]] std::span<double> upper() { return {entries_.data(), first_ * second_}; }
  [[nodiscard]] std::span<double> lower_transposed() { return {entries_.data() + first_ * second_, first_ * second_}; }

  /// The sign of the determinant; 0 if singular or not a number.
  int factorize();
  /// Replaces `rhs`, the first group's part and then the second's, by the solution.
  void solve(std::span<double> rhs) const { solve_with(false, rhs); }
  /// The same for the transposed matrix.
  void solve_transposed(std::span<double> rhs) const { solve_with(true, rhs); }

 private:
  /// What is kept: the inverse where it is small; the factors of BC - 1; or those of the whole where the product would
  /// lose digits.
  enum class Form : unsigned char { kInverse, kReduced, kWhole };

  int factorize_whole();
  int invert_reduced();
  void write_inverse();
  void solve_with(bool transposed, std::span<double> rhs) const;

  std::size_t first_ = 0;
  std::size_t second_ = 0;
  Form form_ = Form::kReduced;
  std::vector<double> entries_;  // B, then C transposed
  std::vector<double> matrix_;   // what is factorised, or the inverse of BC - 1
  std::vector<double> inverse_;  // of the whole, column after column
  DenseLu lu_;
};

}  // namespace parley::numeric
