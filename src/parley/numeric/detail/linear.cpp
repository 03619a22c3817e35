// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/linear.h"

#include <Eigen/Dense>
#include <Eigen/SparseLU>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/base/check.h"
#include "parley/numeric/detail/lu_sign.h"
#include "parley/numeric/detail/products.h"
#include "parley/numeric/detail/small_inverse.h"

namespace parley::numeric {

namespace {

// Up to here dense LU is faster than SparseLU even on a band matrix.
constexpr std::size_t kDenseSize = 40;
// A fuller matrix than this fills in anyway.
constexpr double kDenseShare = 0.2;
// Sparse factors of more than this share of all places cost more than dense ones, whose kernels are ten times faster.
constexpr double kFilled = 0.25;
// A dense matrix of this size takes 512 MiB, and as much again for its factors.
constexpr std::size_t kMostDense = 8192;

using Dense = Eigen::PartialPivLU<Eigen::MatrixXd>;
using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;

Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

Eigen::Map<Eigen::VectorXd> vector(std::span<double> values) { return {values.data(), index(values.size())}; }

}  // namespace

struct DenseLu::Factor {
  std::size_t size = 0;
  std::vector<double> inverse;  // where the size is compiled in
  Dense lu;                     // elsewhere
  Eigen::VectorXd solution;
};

DenseLu::DenseLu() : factor_(std::make_unique<Factor>()) {}
DenseLu::~DenseLu() = default;
DenseLu::DenseLu(DenseLu&&) noexcept = default;
DenseLu& DenseLu::operator=(DenseLu&&) noexcept = default;

int DenseLu::factorize(std::span<const double> matrix, std::size_t size) {
  factor_->size = size;
  if (size <= kMostCompiledIn) {
    factor_->inverse.resize(size * size);
    return invert_small(matrix.data(), size, factor_->inverse.data());
  }
  factor_->lu.compute(Eigen::Map<const Eigen::MatrixXd>(matrix.data(), index(size), index(size)));
  return sign_of(factor_->lu);
}

void DenseLu::solve(std::span<double> rhs) const {
  if (factor_->size <= kMostCompiledIn) return apply_small(factor_->inverse.data(), factor_->size, false, rhs.data());
  factor_->solution.noalias() = factor_->lu.solve(vector(rhs));
  vector(rhs) = factor_->solution;
}

void DenseLu::solve_transposed(std::span<double> rhs) const {
  if (factor_->size <= kMostCompiledIn) return apply_small(factor_->inverse.data(), factor_->size, true, rhs.data());
  factor_->solution.noalias() = factor_->lu.transpose().solve(vector(rhs));
  vector(rhs) = factor_->solution;
}

struct LinearSystem::Factor {
  std::size_t size = 0;
  bool dense = false;
  std::vector<std::uint32_t> slots;
  Eigen::MatrixXd dense_transposed;
  Dense dense_lu;
  Eigen::VectorXd diagonal_inverse;  // of the dense factor U
  Sparse sparse_matrix;
  Eigen::SparseLU<Sparse, Eigen::COLAMDOrdering<int>> sparse_lu;
  bool analyzed = false;
  bool fills = false;  // the sparse factors have so many entries that dense ones are faster
  mutable Eigen::VectorXd solution;
};

namespace {

/// Fills the matrix with its places, and `slots` with where each stands among its numbers.
void lay_out(Sparse& matrix, std::size_t size, std::span<const MatrixEntry> places, std::vector<std::uint32_t>& slots) {
  std::vector<std::uint32_t> order(places.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return places[a].column != places[b].column ? places[a].column < places[b].column : places[a].row < places[b].row;
  });
  matrix.resize(index(size), index(size));
  slots.resize(places.size());
  std::vector<int> rows;
  std::vector<int> begin(size + 1, 0);
  for (std::size_t k = 0; k < order.size(); ++k) {
    const MatrixEntry place = places[order[k]];
    const bool again = k > 0 && places[order[k - 1]].row == place.row && places[order[k - 1]].column == place.column;
    if (!again) {
      rows.push_back(static_cast<int>(place.row));
      ++begin[place.column + 1];
    }
    slots[order[k]] = static_cast<std::uint32_t>(rows.size() - 1);
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  matrix.resizeNonZeros(index(rows.size()));
  std::copy(rows.begin(), rows.end(), matrix.innerIndexPtr());
  std::copy(begin.begin(), begin.end(), matrix.outerIndexPtr());
  std::fill_n(matrix.valuePtr(), rows.size(), 0.0);
}

/// From the sparse layout to the dense one.
void make_dense(std::size_t size, const Sparse& matrix, Eigen::MatrixXd& dense, std::vector<std::uint32_t>& slots) {
  std::vector<std::uint32_t> moved(static_cast<std::size_t>(matrix.nonZeros()));
  for (Eigen::Index column = 0; column < matrix.outerSize(); ++column)
    for (Sparse::InnerIterator entry(matrix, column); entry; ++entry)
      moved[static_cast<std::size_t>(&entry.value() - matrix.valuePtr())] =
          static_cast<std::uint32_t>(static_cast<std::size_t>(entry.row()) * size + static_cast<std::size_t>(column));
  for (std::uint32_t& slot : slots) slot = moved[slot];
  dense.resize(index(size), index(size));
}

}  // namespace

LinearSystem::LinearSystem(std::size_t size, std::span<const MatrixEntry> places)
    : factor_(std::make_unique<Factor>()) {
  Factor& f = *factor_;
  f.size = size;
  const double full = static_cast<double>(size) * static_cast<double>(size);
  f.dense = size <= kDenseSize || static_cast<double>(places.size()) > kDenseShare * full;
  if (f.dense) {
    f.dense_transposed.setZero(index(size), index(size));
    f.slots.reserve(places.size());
    for (const MatrixEntry place : places)
      f.slots.push_back(static_cast<std::uint32_t>(place.row * size + place.column));
  } else {
    lay_out(f.sparse_matrix, size, places, f.slots);
  }
}

LinearSystem::~LinearSystem() = default;
LinearSystem::LinearSystem(LinearSystem&&) noexcept = default;
LinearSystem& LinearSystem::operator=(LinearSystem&&) noexcept = default;

void LinearSystem::clear() {
  Factor& f = *factor_;
  if (f.fills) {
    make_dense(f.size, f.sparse_matrix, f.dense_transposed, f.slots);
    f.sparse_matrix = Sparse();
    f.fills = false;
    f.dense = true;
  }
  const auto numbers = values();
  std::fill(numbers.begin(), numbers.end(), 0.0);
}

bool LinearSystem::is_dense() const { return factor_->dense; }
std::span<const std::uint32_t> LinearSystem::slots() const { return factor_->slots; }

std::span<double> LinearSystem::values() {
  if (factor_->dense)
    return {factor_->dense_transposed.data(), static_cast<std::size_t>(factor_->dense_transposed.size())};
  return {factor_->sparse_matrix.valuePtr(), static_cast<std::size_t>(factor_->sparse_matrix.nonZeros())};
}

int LinearSystem::factorize() {
  Factor& f = *factor_;
  if (f.size == 0) return 1;
  if (f.dense) {
    f.dense_lu.compute(f.dense_transposed);
    f.diagonal_inverse = f.dense_lu.matrixLU().diagonal().cwiseInverse();
    return sign_of(f.dense_lu);
  }
  // SparseLU's pivoting never ends well on a NaN.
  for (const double value : values())
    if (!std::isfinite(value)) return 0;
  if (!f.analyzed) f.sparse_lu.analyzePattern(f.sparse_matrix);
  f.analyzed = true;
  f.sparse_lu.factorize(f.sparse_matrix);
  if (f.sparse_lu.info() != Eigen::Success) return 0;
  const double full = static_cast<double>(f.size) * static_cast<double>(f.size);
  f.fills = f.size <= kMostDense && static_cast<double>(f.sparse_lu.nnzL() + f.sparse_lu.nnzU()) > kFilled * full;
  const double sign = f.sparse_lu.signDeterminant();
  return sign > 0 ? 1 : sign < 0 ? -1 : 0;
}

void LinearSystem::solve(std::span<double> rhs) const {
  const Factor& f = *factor_;
  if (f.size == 0) return;
  const std::size_t count = rhs.size() / f.size;
  if (f.dense) {
    // Eigen's own substitutions spend most of their time in calls at these sizes.
    substitute({f.dense_lu.matrixLU().data(), f.diagonal_inverse.data(), f.size}, {rhs.data(), count, f.size});
  }
  for (std::size_t v = 0; v < count; ++v) {
    auto own = vector(rhs.subspan(v * f.size, f.size));
    if (f.dense) {
      f.solution.noalias() = f.dense_lu.permutationP().transpose() * own;
    } else {
      f.solution = f.sparse_lu.solve(own);
    }
    own = f.solution;
  }
}

}  // namespace parley::numeric
