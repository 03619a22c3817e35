// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/eigenpairs.h"

#include <Eigen/Eigenvalues>
#include <cmath>

namespace parley::numeric {

Eigenpairs real_eigenpairs(std::span<const double> matrix, std::size_t size, double imaginary_share) {
  const auto n = static_cast<Eigen::Index>(size);
  const Eigen::Map<const Eigen::MatrixXd> dense(matrix.data(), n, n);
  Eigenpairs pairs;
  const Eigen::EigenSolver<Eigen::MatrixXd> solver(dense);
  if (solver.info() != Eigen::Success) return pairs;
  const auto vectors = solver.eigenvectors();
  for (Eigen::Index k = 0; k < n; ++k) {
    const auto value = solver.eigenvalues()(k);
    if (!(std::abs(value.imag()) <= imaginary_share * std::abs(value))) continue;
    pairs.value.push_back(value.real());
    std::vector<double>& vector = pairs.vector.emplace_back(size);
    for (Eigen::Index row = 0; row < n; ++row) vector[static_cast<std::size_t>(row)] = vectors(row, k).real();
  }
  return pairs;
}

}  // namespace parley::numeric
