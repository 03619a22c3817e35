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

// What rounding leaves of the residual of large systems. Eigen's GMRES that is asked for less goes on with directions
// of nothing but rounding, and loses the answer it had.
constexpr double kLeastTolerance = 1e-13;
// A round that leaves more of the residual than this leads nowhere.
constexpr double kLeastProgress = 0.99;

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
  const Eigen::Map<const Eigen::VectorXd> right(rhs.data(), size);
  Eigen::Map<Eigen::VectorXd> answer(x.data(), size);
  const double norm = right.norm();
  const double wanted = std::max(options.tolerance, kLeastTolerance);
  KrylovReport report;
  if (norm == 0) answer.setZero();
  report.residual = norm > 0 ? (right - scaled * answer).norm() / norm : 0.0;
  // One round of at most `restart` products at a time. A round that rounding has made useless is forgotten.
  Eigen::GMRES<Matrix, Eigen::IdentityPreconditioner> solver;
  solver.compute(scaled);
  while (report.residual > wanted && report.products < options.most_products) {
    const std::size_t products = std::min({options.restart, options.most_products - report.products, rhs.size()});
    solver.set_restart(index(products));
    solver.setMaxIterations(index(products));
    // Eigen measures against the residual at the start.
    solver.setTolerance(wanted / std::max(report.residual, wanted));
    const Eigen::VectorXd better = solver.solveWithGuess(right, answer);
    report.products += static_cast<std::size_t>(solver.iterations());
    const double residual = (right - scaled * better).norm() / norm;
    if (!(residual < report.residual)) break;
    const bool stalls = residual > kLeastProgress * report.residual;
    answer = better;
    report.residual = residual;
    if (stalls) break;
  }
  report.converged = report.residual <= wanted;
  return report;
}

}  // namespace parley::numeric
