// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/certify/detail/block.h"

namespace parley::certify {

namespace {

// Vectors kept: 60 doubles a node is what a node's arrays take anyway.
constexpr std::size_t kRestart = 60;
constexpr std::size_t kMostRestarts = 20;
// A restart that gains less than this has stalled.
constexpr double kStall = 0.99;

double norm(std::span<const double> a) { return std::sqrt(dot(a, a)); }

/// The least-squares problem of GMRES, kept triangular by Givens rotations.
class Hessenberg {
 public:
  explicit Hessenberg(double residual) : right_{residual} {}

  /// Adds a column of coefficients, the last of them below the diagonal.
  void add_column(std::vector<double> column) {
    const std::size_t k = columns_.size();
    for (std::size_t j = 0; j < k; ++j) rotate(cosine_[j], sine_[j], column[j], column[j + 1]);
    const double size = std::hypot(column[k], column[k + 1]);
    cosine_.push_back(size > 0 ? column[k] / size : 1.0);
    sine_.push_back(size > 0 ? column[k + 1] / size : 0.0);
    rotate(cosine_[k], sine_[k], column[k], column[k + 1]);
    right_.push_back(0.0);
    rotate(cosine_[k], sine_[k], right_[k], right_[k + 1]);
    columns_.push_back(std::move(column));
  }
  [[nodiscard]] double residual() const { return std::abs(right_.back()); }
  [[nodiscard]] std::size_t size() const { return columns_.size(); }

  [[nodiscard]] std::vector<double> solve() const {
    std::vector<double> y(size(), 0.0);
    for (std::size_t j = size(); j-- > 0;) {
      double sum = right_[j];
      for (std::size_t k = j + 1; k < size(); ++k) sum -= columns_[k][j] * y[k];
      y[j] = columns_[j][j] != 0 ? sum / columns_[j][j] : 0.0;
    }
    return y;
  }

 private:
  static void rotate(double cosine, double sine, double& a, double& b) {
    const double first = cosine * a + sine * b;
    b = -sine * a + cosine * b;
    a = first;
  }
  std::vector<double> right_;
  std::vector<double> cosine_;
  std::vector<double> sine_;
  std::vector<std::vector<double>> columns_;
};

/// One cycle from the residual `r`, with `x` increased by what it finds; the new residual replaces `r`.
void cycle(const Block& block, std::vector<double>& r, double target, std::span<double> x,
           const base::RunContext& context) {
  const std::size_t n = block.size();
  Hessenberg hessenberg(norm(r));
  std::vector<std::vector<double>> basis;
  std::vector<std::vector<double>> swept;
  std::vector<double> w = r;
  double length = norm(r);
  while (length > 0 && hessenberg.size() < kRestart && hessenberg.residual() > target) {
    if (context.stop() != base::Stop::kNo) break;
    for (double& value : w) value /= length;
    basis.push_back(w);
    swept.emplace_back(n);
    block.sweep(basis.back(), swept.back());
    block.rest(basis.back(), swept.back(), w);
    std::vector<double> column;
    for (const auto& known : basis) {
      column.push_back(dot(w, known));
      add(w, -column.back(), known);
    }
    length = norm(w);
    column.push_back(length);
    hessenberg.add_column(std::move(column));
  }
  const std::vector<double> y = hessenberg.solve();
  std::vector<double> v(n, 0.0);
  std::vector<double> z(n, 0.0);
  for (std::size_t j = 0; j < y.size(); ++j) {
    add(v, y[j], basis[j]);
    add(z, y[j], swept[j]);
  }
  block.rest(v, z, w);
  add(x, 1.0, z);
  add(r, -1.0, w);
}

}  // namespace

bool gmres(const Block& block, std::span<const double> r, double tolerance, std::span<double> x,
           const base::RunContext& context) {
  std::fill(x.begin(), x.end(), 0.0);
  std::vector<double> residual(r.begin(), r.end());
  double size = norm(residual);
  const double target = tolerance * size;
  for (std::size_t k = 0; k < kMostRestarts && size > target && std::isfinite(size); ++k) {
    cycle(block, residual, target, x, context);
    const double now = norm(residual);
    if (!(now < kStall * size)) return now <= target;
    size = now;
  }
  return size <= target;
}

}  // namespace parley::certify
