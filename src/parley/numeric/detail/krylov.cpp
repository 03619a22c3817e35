// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/krylov.h"

#include <Eigen/Sparse>
#include <algorithm>
#include <cmath>
#include <unsupported/Eigen/IterativeSolvers>
#include <vector>

namespace parley::numeric {

namespace {

using Matrix = Eigen::SparseMatrix<double, Eigen::RowMajor, int>;

Eigen::Index index(std::size_t n) { return static_cast<Eigen::Index>(n); }

void scale_rows(SparseMatrix& matrix, std::span<double> rhs) {
  for (std::size_t r = 0; r < rhs.size(); ++r) {
    const auto row =
        std::span(matrix.value).subspan(matrix.row_begin[r], matrix.row_begin[r + 1] - matrix.row_begin[r]);
    double largest = 0;
    for (const double entry : row) largest = std::max(largest, std::abs(entry));
    if (largest == 0) continue;
    for (double& entry : row) entry /= largest;
    rhs[r] /= largest;
  }
}

}  // namespace

KrylovReport solve_krylov(SparseMatrix& matrix, std::span<double> rhs, std::span<double> x,
                          const KrylovOptions& options) {
  scale_rows(matrix, rhs);
  const Eigen::Index size = index(rhs.size());
  // Eigen takes signed indices.
  const Eigen::Map<const Matrix> scaled(size, size, index(matrix.value.size()),
                                        reinterpret_cast<const int*>(matrix.row_begin.data()),
                                        reinterpret_cast<const int*>(matrix.column.data()), matrix.value.data());
  Eigen::GMRES<Matrix, Eigen::IdentityPreconditioner> solver;
  solver.set_restart(index(std::min(options.restart, rhs.size())));
  solver.setTolerance(options.tolerance);
  solver.setMaxIterations(index(options.most_products));
  solver.compute(scaled);
  const Eigen::Map<const Eigen::VectorXd> right(rhs.data(), size);
  Eigen::Map<Eigen::VectorXd> answer(x.data(), size);
  const Eigen::VectorXd guess = answer;
  answer = solver.solveWithGuess(right, guess);
  KrylovReport report;
  report.products = static_cast<std::size_t>(solver.iterations());
  const double norm = right.norm();
  report.residual = norm > 0 ? (right - scaled * answer).norm() / norm : 0.0;
  report.converged = norm == 0 || report.residual <= options.tolerance;
  return report;
}

}  // namespace parley::numeric
