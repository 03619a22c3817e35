// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "parley/certify/detail/block.h"

namespace parley::certify {

namespace {

// A block of 1e4 nodes on a plane at a discount of 0.999 takes 60 to 150.
constexpr std::size_t kMostIterations = 1500;

/// BiCGSTAB [VanDerVorst1992] over the sweep, in that paper's letters; `r` is the residual of what was added to `x`.
class Stabilized {
 public:
  Stabilized(const Block& block, std::vector<double>& r, std::span<double> x)
      : block_(block),
        r_(r),
        x_(x),
        shadow_(r),
        p_(r),
        v_(r.size()),
        p_swept_(r.size()),
        s_swept_(r.size()),
        t_(r.size()) {}

  /// Whether the target was met.
  bool run(double target_square, const base::RunContext& context) {
    double rho = dot(shadow_, r_);
    for (std::size_t k = 0; k < kMostIterations; ++k) {
      if (context.stop() != base::Stop::kNo) return false;
      block_.sweep(p_, p_swept_);
      block_.rest(p_, p_swept_, v_);
      const double alpha = rho / dot(shadow_, v_);
      if (!std::isfinite(alpha)) return false;
      add(r_, -alpha, v_);
      add(x_, alpha, p_swept_);
      if (dot(r_, r_) <= target_square) return true;
      block_.sweep(r_, s_swept_);
      block_.rest(r_, s_swept_, t_);
      const double omega = dot(t_, r_) / dot(t_, t_);
      if (!std::isfinite(omega) || omega == 0) return false;
      add(x_, omega, s_swept_);
      add(r_, -omega, t_);
      if (dot(r_, r_) <= target_square) return true;
      const double next = dot(shadow_, r_);
      const double beta = next / rho * (alpha / omega);
      if (!std::isfinite(beta)) return false;
      rho = next;
      for (std::size_t j = 0; j < p_.size(); ++j) p_[j] = r_[j] + beta * (p_[j] - omega * v_[j]);
    }
    return false;
  }

 private:
  const Block& block_;
  std::vector<double>& r_;
  std::span<double> x_;
  std::vector<double> shadow_;
  std::vector<double> p_;
  std::vector<double> v_;
  std::vector<double> p_swept_;
  std::vector<double> s_swept_;
  std::vector<double> t_;
};

}  // namespace

bool bicgstab(const Block& block, std::span<const double> r, double tolerance, std::span<double> x,
              const base::RunContext& context) {
  std::fill(x.begin(), x.end(), 0.0);
  std::vector<double> residual(r.begin(), r.end());
  const double square = dot(residual, residual);
  if (!std::isfinite(square)) return false;
  return square == 0 || Stabilized(block, residual, x).run(tolerance * tolerance * square, context);
}

}  // namespace parley::certify
