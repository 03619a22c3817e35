// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace parley::numeric {

/// A dense square matrix factorised with partial pivoting. Made for many small blocks that are factorised again and
/// again: no allocation after the first.
class DenseLu {
 public:
  DenseLu();
  ~DenseLu();
  DenseLu(DenseLu&&) noexcept;
  DenseLu& operator=(DenseLu&&) noexcept;

  /// `matrix` is size x size, column after column. Gives the sign of its determinant; 0 if singular or not a number.
  int factorize(std::span<const double> matrix, std::size_t size);
  /// Replaces `rhs` by the solution.
  void solve(std::span<double> rhs) const;
  /// The same for the transposed matrix.
  void solve_transposed(std::span<double> rhs) const;

 private:
  struct Factor;
  std::unique_ptr<Factor> factor_;
};

struct MatrixEntry {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

/// A square matrix whose places are fixed and whose numbers change: dense where it is small or full, else sparse LU
/// with a fill-reducing order that is found once, or dense after all where the factors turn out to fill in. Where it is
/// dense, the slots of neighbours in a row are neighbours.
class LinearSystem {
 public:
  /// `places` may name a place more than once.
  LinearSystem(std::size_t size, std::span<const MatrixEntry> places);
  ~LinearSystem();
  LinearSystem(LinearSystem&&) noexcept;
  LinearSystem& operator=(LinearSystem&&) noexcept;

  /// Sets all numbers to 0, to be written before the next factorize(). May change is_dense(), slots() and values().
  void clear();
  [[nodiscard]] bool is_dense() const;
  /// Where in values() the k-th place is; the same for places named twice.
  [[nodiscard]] std::span<const std::uint32_t> slots() const;
  /// The numbers, to be written before each factorize().
  [[nodiscard]] std::span<double> values();
  /// The sign of the determinant; 0 if singular or not a number.
  int factorize();
  /// Replaces `rhs`, one vector or several one after another, by the solutions.
  void solve(std::span<double> rhs) const;

 private:
  struct Factor;
  std::unique_ptr<Factor> factor_;
};

}  // namespace parley::numeric
