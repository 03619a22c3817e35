// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/detail/recurrent.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::simulate {

namespace {

using Column = std::vector<Long>;

// A part of 1e4 nodes on a plane at a discount of 0.999 takes 100 to 200.
constexpr std::size_t kMostIterations = 1500;
// Sweeps between two tries of the fast iteration; doubled each time it fails.
constexpr std::size_t kFirstSweeps = 64;
constexpr std::size_t kMostSweeps = 1 << 20;
// What one try of the fast iteration aims at, as a share of the residual it starts from.
constexpr Long kGain = 1e-13L;

Long dot(const Column& a, const Column& b) {
  Long sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

/// One term's values on the part: x = b + W x, with W the discounted chain.
class TermSolver {
 public:
  TermSolver(const RecurrentPart& part, std::size_t term)
      : part_(part), term_(term), discount_(part.discount[term]), value_(part.rows(), 0), residual_(part.rows(), 0) {}

  /// False if stopped.
  bool run(Long wanted, const base::RunContext& context) {
    if (!(discount_ < 1)) return true;  // no bound exists: error() says infinity
    std::size_t sweeps = kFirstSweeps;
    Long largest = find_residual();
    while (bound(largest + noise()) > wanted && largest > noise() && sweeps <= kMostSweeps) {
      if (context.stop() != base::Stop::kNo) return false;
      const Column before = value_;
      iterate_fast(context);
      const Long now = find_residual();
      if (now < 0.1L * largest) {
        largest = now;
        continue;
      }
      value_ = before;
      for (std::size_t k = 0; k < sweeps && context.stop() == base::Stop::kNo; ++k) sweep();
      sweeps *= 2;
      largest = find_residual();
    }
    return context.stop() == base::Stop::kNo;
  }

  /// The contraction bound of the distance to the truth, rounding included.
  [[nodiscard]] double error() {
    if (!(discount_ < 1)) return std::numeric_limits<double>::infinity();
    return static_cast<double>(bound(find_residual() + noise()) * (1 + 1e-12L));
  }
  [[nodiscard]] Long value(std::size_t row) const { return value_[row]; }

 private:
  [[nodiscard]] Long next(std::size_t row, const Column& x) const {
    Long sum = 0;
    for (std::uint32_t e = part_.first[row]; e < part_.first[row + 1]; ++e)
      sum += part_.probability[e] * x[part_.column[e]];
    return part_.ends_step[row] != 0 ? discount_ * sum : sum;
  }

  /// A step of value iteration in place, last stage first.
  void sweep() {
    for (std::size_t row = 0; row < part_.rows(); ++row)
      value_[row] = part_.payoff[row * part_.terms() + term_] + next(row, value_);
  }

  Long find_residual() {
    Long largest = 0;
    largest_size_ = 0;
    for (std::size_t row = 0; row < part_.rows(); ++row) {
      residual_[row] = part_.payoff[row * part_.terms() + term_] + next(row, value_) - value_[row];
      if (!(std::abs(residual_[row]) <= largest)) largest = std::abs(residual_[row]);
      largest_size_ = std::max(largest_size_, std::abs(value_[row]));
    }
    return largest;
  }

  /// The distance to the truth where no row's residual is larger than `residual`: every cycle passes a step's end.
  [[nodiscard]] Long bound(Long residual) const { return static_cast<Long>(part_.stages) * residual / (1 - discount_); }

  /// What the residual of one row may be off by: a sum of weights with a few roundings each.
  [[nodiscard]] Long noise() const {
    return (static_cast<Long>(part_.most_terms) + 8) * std::numeric_limits<Long>::epsilon() * largest_size_;
  }

  /// z = (I - L)^-1 v by one sweep over the lower part L of W in order, and w = (I - W) z.
  void sweep_and_apply(const Column& v, Column& z, Column& w) const {
    std::fill(z.begin(), z.end(), 0);
    for (std::size_t row = 0; row < part_.rows(); ++row) z[row] = v[row] + next(row, z);
    for (std::size_t row = 0; row < part_.rows(); ++row) w[row] = z[row] - next(row, z);
  }

  /// Adds to the values what BiCGSTAB [VanDerVorst1992], in its letters, finds for the residual.
  void iterate_fast(const base::RunContext& context) {
    Column r = residual_;
    const Column shadow = r;
    Column p = r;
    Column v(r.size());
    Column z(r.size());
    Column t(r.size());
    const Long target = kGain * kGain * dot(r, r);
    Long rho = dot(shadow, r);
    for (std::size_t k = 0; k < kMostIterations && context.stop() == base::Stop::kNo; ++k) {
      sweep_and_apply(p, z, v);
      const Long alpha = rho / dot(shadow, v);
      if (!std::isfinite(alpha)) return;
      for (std::size_t j = 0; j < r.size(); ++j) r[j] -= alpha * v[j];
      for (std::size_t j = 0; j < r.size(); ++j) value_[j] += alpha * z[j];
      if (dot(r, r) <= target) return;
      sweep_and_apply(r, z, t);
      const Long omega = dot(t, r) / dot(t, t);
      if (!std::isfinite(omega) || omega == 0) return;
      for (std::size_t j = 0; j < r.size(); ++j) value_[j] += omega * z[j];
      for (std::size_t j = 0; j < r.size(); ++j) r[j] -= omega * t[j];
      if (dot(r, r) <= target) return;
      const Long next_rho = dot(shadow, r);
      const Long beta = next_rho / rho * (alpha / omega);
      if (!std::isfinite(beta)) return;
      rho = next_rho;
      for (std::size_t j = 0; j < r.size(); ++j) p[j] = r[j] + beta * (p[j] - omega * v[j]);
    }
  }

  const RecurrentPart& part_;
  std::size_t term_;
  Long discount_;
  Column value_;
  Column residual_;
  Long largest_size_ = 0;
};

}  // namespace

RecurrentValues evaluate_recurrent(const RecurrentPart& part, double wanted, const base::RunContext& context) {
  RecurrentValues values;
  values.value.resize(part.rows() * part.terms());
  for (std::size_t term = 0; term < part.terms(); ++term) {
    TermSolver solver(part, term);
    if (!solver.run(wanted, context)) values.complete = false;
    const double error = solver.error();
    if (!(error <= values.error)) values.error = error;
    for (std::size_t row = 0; row < part.rows(); ++row) values.value[row * part.terms() + term] = solver.value(row);
  }
  return values;
}

}  // namespace parley::simulate
