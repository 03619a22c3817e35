// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/dense_rows.h"

#include <Eigen/Core>

namespace parley::numeric {

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

Eigen::Map<const Matrix> matrix(const DenseRows& rows) {
  return {rows.value.data(), index(rows.rows()), index(rows.columns)};
}

Eigen::Map<const Eigen::VectorXd> vector(std::span<const double> values) {
  return {values.data(), index(values.size())};
}

Eigen::Map<Eigen::VectorXd> vector(std::span<double> values) { return {values.data(), index(values.size())}; }

}  // namespace

void multiply(const DenseRows& rows, std::span<const double> x, std::span<double> product) {
  vector(product).noalias() = matrix(rows) * vector(x);
}

void add_outer(const DenseRows& rows, std::span<const double> factor, std::span<double> sum) {
  vector(sum).noalias() += matrix(rows).transpose() * vector(factor);
}

}  // namespace parley::numeric
