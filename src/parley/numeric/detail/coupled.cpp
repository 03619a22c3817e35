// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/coupled.h"

#include <Eigen/Dense>
#include <cmath>

#include "parley/numeric/detail/small_inverse.h"

namespace parley::numeric {

namespace {

using Rows = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

// Beside products as large as this the 1 of BC - 1 keeps eight digits; beyond, the whole is factorised.
constexpr double kMostProduct = 1e8;

Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

int sign_of(double determinant) {
  if (!std::isfinite(determinant)) return 0;
  return determinant > 0 ? 1 : determinant < 0 ? -1 : 0;
}

double dot(const double* a, const double* b, std::size_t size) {
  double sum = 0;
  for (std::size_t k = 0; k < size; ++k) sum += a[k] * b[k];
  return sum;
}

}  // namespace

void CoupledLu::resize(std::size_t first, std::size_t second) {
  first_ = first;
  second_ = second;
  entries_.resize(2 * first * second);
  matrix_.resize(first * first);
  const std::size_t size = first + second;
  inverse_.resize(size <= kMostCompiledIn ? size * size : 0);
}

int CoupledLu::factorize_whole() {
  const std::size_t size = first_ + second_;
  form_ = Form::kWhole;
  std::vector<double> whole(size * size, 0.0);
  for (std::size_t k = 0; k < size; ++k) whole[k * size + k] = -1;
  for (std::size_t k = 0; k < first_; ++k)
    for (std::size_t j = 0; j < second_; ++j) {
      whole[(first_ + j) * size + k] = entries_[k * second_ + j];
      whole[k * size + first_ + j] = entries_[(first_ + k) * second_ + j];
    }
  return lu_.factorize(whole, size);
}

/// Replaces BC - 1 in matrix_ by its inverse, and gives the sign of its determinant.
int CoupledLu::invert_reduced() {
  double* const m = matrix_.data();
  if (first_ == 1) {
    const double only = m[0];
    m[0] = 1 / only;
    return sign_of(only);
  }
  if (first_ == 2) {
    const double determinant = m[0] * m[3] - m[1] * m[2];
    const double scale = 1 / determinant;
    const double corner = m[0];
    m[0] = m[3] * scale;
    m[1] *= -scale;
    m[2] *= -scale;
    m[3] = corner * scale;
    return sign_of(determinant);
  }
  double inverse[kMostCompiledIn * kMostCompiledIn];
  const int sign = invert_small(m, first_, inverse);
  std::copy_n(inverse, first_ * first_, m);
  return sign;
}

/// With S the inverse of BC - 1, that of the whole is (S, SB; CS, CSB - 1).
void CoupledLu::write_inverse() {
  const std::size_t size = first_ + second_;
  const double* const b = entries_.data();
  const double* const c = b + first_ * second_;
  const double* const s = matrix_.data();
  double* const to = inverse_.data();
  for (std::size_t k = 0; k < first_; ++k) {
    for (std::size_t i = 0; i < first_; ++i) to[k * size + i] = s[k * first_ + i];
    for (std::size_t j = 0; j < second_; ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < first_; ++i) sum += c[i * second_ + j] * s[k * first_ + i];
      to[k * size + first_ + j] = sum;
    }
  }
  for (std::size_t j = 0; j < second_; ++j) {
    double* const column = to + (first_ + j) * size;
    for (std::size_t i = 0; i < size; ++i) column[i] = i == first_ + j ? -1.0 : 0.0;
    for (std::size_t k = 0; k < first_; ++k) {
      const double by = b[k * second_ + j];
      for (std::size_t i = 0; i < size; ++i) column[i] += by * to[k * size + i];
    }
  }
}

int CoupledLu::factorize() {
  const std::size_t count = first_ * second_;
  const double* const b = entries_.data();
  const double* const c = b + count;
  if (!(dot(b, b, count) * dot(c, c, count) <= kMostProduct * kMostProduct)) return factorize_whole();
  // Each -1 of the second group counts one sign.
  const int parity = second_ % 2 == 0 ? 1 : -1;
  if (!inverse_.empty()) {
    form_ = Form::kInverse;
    for (std::size_t i = 0; i < first_; ++i)
      for (std::size_t k = 0; k < first_; ++k)
        matrix_[k * first_ + i] = dot(b + i * second_, c + k * second_, second_) - (i == k ? 1.0 : 0.0);
    const int sign = invert_reduced();
    write_inverse();
    return parity * sign;
  }
  form_ = Form::kReduced;
  Eigen::Map<Eigen::MatrixXd> reduced(matrix_.data(), index(first_), index(first_));
  reduced.noalias() = Rows(b, index(first_), index(second_)) * Rows(c, index(first_), index(second_)).transpose();
  reduced.diagonal().array() -= 1;
  return parity * lu_.factorize(matrix_, first_);
}

/// With B and C transposed, the transposed matrix has the places of the two exchanged.
void CoupledLu::solve_with(bool transposed, std::span<double> rhs) const {
  if (form_ == Form::kInverse) return apply_small(inverse_.data(), first_ + second_, transposed, rhs.data());
  if (form_ == Form::kWhole) return transposed ? lu_.solve_transposed(rhs) : lu_.solve(rhs);
  const std::size_t count = first_ * second_;
  const Rows upper(entries_.data() + (transposed ? count : 0), index(first_), index(second_));
  const Rows lower(entries_.data() + (transposed ? 0 : count), index(first_), index(second_));
  Eigen::Map<Eigen::VectorXd> first(rhs.data(), index(first_));
  Eigen::Map<Eigen::VectorXd> second(rhs.data() + first_, index(second_));
  first.noalias() += upper * second;
  transposed ? lu_.solve_transposed(rhs.first(first_)) : lu_.solve(rhs.first(first_));
  second = -second;
  second.noalias() += lower.transpose() * first;
}

}  // namespace parley::numeric
