// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/linear.h"

#include <Eigen/Dense>
#include <Eigen/SparseLU>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/base/check.h"

namespace parley::numeric {

namespace {

// Up to here dense LU is faster than SparseLU even on a band matrix.
constexpr std::size_t kDenseSize = 40;
// A fuller matrix than this fills in anyway.
constexpr double kDenseShare = 0.2;

using Dense = Eigen::PartialPivLU<Eigen::MatrixXd>;
using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;

Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

/// The sign of the product of the pivots and of the row exchanges; 0 if a pivot is 0 or not finite.
int sign_of(const Dense& lu) {
  int sign = lu.permutationP().determinant() > 0 ? 1 : -1;
  for (Eigen::Index k = 0; k < lu.matrixLU().rows(); ++k) {
    const double pivot = lu.matrixLU()(k, k);
    if (!std::isfinite(pivot) || pivot == 0) return 0;
    if (pivot < 0) sign = -sign;
  }
  return sign;
}

Eigen::Map<Eigen::VectorXd> vector(std::span<double> values) { return {values.data(), index(values.size())}; }

}  // namespace

struct DenseLu::Factor {
  Dense lu;
  Eigen::VectorXd solution;
};

DenseLu::DenseLu() : factor_(std::make_unique<Factor>()) {}
DenseLu::~DenseLu() = default;
DenseLu::DenseLu(DenseLu&&) noexcept = default;
DenseLu& DenseLu::operator=(DenseLu&&) noexcept = default;

int DenseLu::factorize(std::span<const double> matrix, std::size_t size) {
  factor_->lu.compute(Eigen::Map<const Eigen::MatrixXd>(matrix.data(), index(size), index(size)));
  return sign_of(factor_->lu);
}

void DenseLu::solve(std::span<double> rhs) const {
  factor_->solution.noalias() = factor_->lu.solve(vector(rhs));
  vector(rhs) = factor_->solution;
}

void DenseLu::solve_transposed(std::span<double> rhs) const {
  factor_->solution.noalias() = factor_->lu.transpose().solve(vector(rhs));
  vector(rhs) = factor_->solution;
}

struct LinearSystem::Factor {
  std::size_t size = 0;
  bool dense = false;
  std::vector<std::uint32_t> slots;
  Eigen::MatrixXd dense_matrix;
  Dense dense_lu;
  Sparse sparse_matrix;
  Eigen::SparseLU<Sparse, Eigen::COLAMDOrdering<int>> sparse_lu;
  bool analyzed = false;
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

}  // namespace

LinearSystem::LinearSystem(std::size_t size, std::span<const MatrixEntry> places)
    : factor_(std::make_unique<Factor>()) {
  Factor& f = *factor_;
  f.size = size;
  const double full = static_cast<double>(size) * static_cast<double>(size);
  f.dense = size <= kDenseSize || static_cast<double>(places.size()) > kDenseShare * full;
  if (f.dense) {
    f.dense_matrix.setZero(index(size), index(size));
    f.slots.reserve(places.size());
    for (const MatrixEntry place : places)
      f.slots.push_back(static_cast<std::uint32_t>(place.column * size + place.row));
  } else {
    lay_out(f.sparse_matrix, size, places, f.slots);
  }
}

LinearSystem::~LinearSystem() = default;
LinearSystem::LinearSystem(LinearSystem&&) noexcept = default;
LinearSystem& LinearSystem::operator=(LinearSystem&&) noexcept = default;

bool LinearSystem::is_dense() const { return factor_->dense; }
std::span<const std::uint32_t> LinearSystem::slots() const { return factor_->slots; }

std::span<double> LinearSystem::values() {
  if (factor_->dense) return {factor_->dense_matrix.data(), static_cast<std::size_t>(factor_->dense_matrix.size())};
  return {factor_->sparse_matrix.valuePtr(), static_cast<std::size_t>(factor_->sparse_matrix.nonZeros())};
}

int LinearSystem::factorize() {
  Factor& f = *factor_;
  if (f.size == 0) return 1;
  if (f.dense) {
    f.dense_lu.compute(f.dense_matrix);
    return sign_of(f.dense_lu);
  }
  // SparseLU's pivoting never ends well on a NaN.
  for (const double value : values())
    if (!std::isfinite(value)) return 0;
  if (!f.analyzed) f.sparse_lu.analyzePattern(f.sparse_matrix);
  f.analyzed = true;
  f.sparse_lu.factorize(f.sparse_matrix);
  if (f.sparse_lu.info() != Eigen::Success) return 0;
  const double sign = f.sparse_lu.signDeterminant();
  return sign > 0 ? 1 : sign < 0 ? -1 : 0;
}

void LinearSystem::solve(std::span<double> rhs) const {
  const Factor& f = *factor_;
  if (f.size == 0) return;
  if (f.dense) {
    f.solution.noalias() = f.dense_lu.solve(vector(rhs));
  } else {
    f.solution = f.sparse_lu.solve(vector(rhs));
  }
  vector(rhs) = f.solution;
}

}  // namespace parley::numeric
