// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>

#include "parley/numeric/design.h"

namespace parley::numeric {

std::vector<double> correlation_factor(std::span<const double> correlation, std::size_t dims) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto size = static_cast<Eigen::Index>(dims);
  const Eigen::LLT<Matrix> factored(Eigen::Map<const Matrix>(correlation.data(), size, size));
  if (factored.info() != Eigen::Success) return {};
  std::vector<double> factor(dims * dims);
  Eigen::Map<Matrix>(factor.data(), size, size) = factored.matrixL();
  return factor;
}

}  // namespace parley::numeric
