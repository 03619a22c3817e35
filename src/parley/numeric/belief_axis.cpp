// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/belief_axis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "parley/base/check.h"

namespace parley::numeric {

namespace {

double binomial(std::size_t n, std::size_t k) {
  double product = 1;
  for (std::size_t i = 0; i < k; ++i) product = product * static_cast<double>(n - i) / static_cast<double>(i + 1);
  return std::round(product);
}

}  // namespace

BeliefAxis::BeliefAxis(AxisKind kind, std::size_t outcome, std::size_t points, double floor)
    : kind_(kind), outcomes_(2), outcome_(outcome), size_(points), cells_(points - 1), floor_(floor) {
  PARLEY_CHECK(points >= 2 && outcome < 2 && (kind == AxisKind::kLinear || floor > 0));
  const double impossible[] = {outcome == 0 ? 0.0 : 1.0, outcome == 0 ? 1.0 : 0.0};
  const double certain[] = {impossible[1], impossible[0]};
  first_ = measure(impossible);
  cell_ = (measure(certain) - first_) / static_cast<double>(cells_);
  point_.resize(2 * points);
  for (std::size_t k = 0; k < points; ++k) {
    const double x = first_ + cell_ * static_cast<double>(k);
    double b = x;
    double rest = 1 - x;
    if (kind == AxisKind::kLog) {
      b = std::exp(x) - floor;
      rest = 1 - b;
    } else if (kind == AxisKind::kLogOdds) {
      // (b + f) / (1 - b + f) = e^x, so b = ((1 + f) e^x - f) / (1 + e^x), and its rest the same at -x.
      b = ((1 + floor) - floor * std::exp(-x)) / (1 + std::exp(-x));
      rest = ((1 + floor) - floor * std::exp(x)) / (1 + std::exp(x));
    }
    const bool inside = k > 0 && k + 1 < points;
    point_[2 * k + outcome] = inside ? b : (k == 0 ? 0.0 : 1.0);
    point_[2 * k + 1 - outcome] = inside ? rest : (k == 0 ? 1.0 : 0.0);
  }
}

BeliefAxis::BeliefAxis(std::size_t outcomes, std::size_t cells) : outcomes_(outcomes), cells_(cells) {
  PARLEY_CHECK(outcomes >= 1 && cells >= 1);
  const double count = binomial(cells + outcomes - 1, outcomes - 1);
  PARLEY_CHECK(count < 0x1p31);
  size_ = static_cast<std::size_t>(count);
  cell_ = 1 / static_cast<double>(cells);
  point_.resize(size_ * outcomes);
  // Every falling sequence from[1] >= from[2] >= ..., each at most `cells`: how many parts go to outcomes k and later.
  std::vector<std::uint32_t> from(outcomes + 1, 0);
  from[0] = static_cast<std::uint32_t>(cells);
  for (;;) {
    double* const at = point_.data() + std::size_t{rank(from)} * outcomes;
    for (std::size_t k = 0; k < outcomes; ++k)
      at[k] = static_cast<double>(from[k] - from[k + 1]) / static_cast<double>(cells);
    std::size_t k = outcomes - 1;
    while (k > 0 && from[k] == from[k - 1]) from[k--] = 0;
    if (k == 0) break;
    ++from[k];
  }
}

/// The place of a falling sequence among all of them, in the combinatorial number system.
std::uint32_t BeliefAxis::rank(std::span<const std::uint32_t> from) const {
  double sum = 0;
  for (std::size_t k = 1; k < outcomes_; ++k) {
    const std::size_t order = outcomes_ - k;
    if (from[k] > 0) sum += binomial(from[k] + order - 1, order);
  }
  return static_cast<std::uint32_t>(sum);
}

double BeliefAxis::measure(std::span<const double> lottery) const {
  const double b = lottery[outcome_];
  if (kind_ == AxisKind::kLinear) return b;
  if (kind_ == AxisKind::kLog) return std::log(b + floor_);
  return std::log((b + floor_) / (lottery[1 - outcome_] + floor_));
}

void BeliefAxis::locate(std::span<const double> lottery, Stencil& out) const {
  if (outcomes_ == 1) {
    out.count = 1;
    out.at.assign(1, 0);
    out.weight.assign(1, 1.0);
    out.slope.assign(1, 0.0);
  } else if (outcomes_ == 2) {
    locate_on_line(lottery, out);
  } else {
    locate_in_simplex(lottery, out);
  }
}

void BeliefAxis::locate_on_line(std::span<const double> lottery, Stencil& out) const {
  out.at.resize(3);
  out.weight.resize(3);
  out.slope.resize(6);
  const double last = static_cast<double>(cells_);
  const double per_cell = 1 / cell_;
  const double x = std::clamp((measure(lottery) - first_) * per_cell, 0.0, last);
  const double nearest = std::floor(x + 0.5);  // of x >= 0 what std::round() gives, without a call
  const double d = x - nearest;
  // Of x by the chance that is measured, and by the other.
  double by[2] = {per_cell, 0};
  if (kind_ != AxisKind::kLinear) by[0] = per_cell / (lottery[outcome_] + floor_);
  if (kind_ == AxisKind::kLogOdds) by[1] = -per_cell / (lottery[1 - outcome_] + floor_);
  const auto put = [&](std::size_t j, double point, double weight, double slope) {
    out.at[j] = static_cast<std::uint32_t>(point);
    out.weight[j] = weight;
    out.slope[2 * j + outcome_] = slope * by[0];
    out.slope[2 * j + 1 - outcome_] = slope * by[1];
  };
  if (std::abs(d) < kRounding && nearest > 0 && nearest < last) {
    const double bend = (d + kRounding) * (d + kRounding) / (4 * kRounding);
    const double turn = (d + kRounding) / (2 * kRounding);
    out.count = 3;
    put(0, nearest - 1, bend - d, turn - 1);
    put(1, nearest, 1 + d - 2 * bend, 1 - 2 * turn);
    put(2, nearest + 1, bend, turn);
  } else {
    const double low = std::min(std::floor(x), last - 1);
    out.count = 2;
    put(0, low, 1 - (x - low), -1);
    put(1, low + 1, x - low, 1);
  }
}

void BeliefAxis::locate_in_simplex(std::span<const double> lottery, Stencil& out) const {
  const std::size_t n = outcomes_;
  out.count = n;
  out.at.resize(n);
  out.weight.resize(n);
  out.slope.assign(n * n, 0.0);
  std::vector<std::uint32_t> from(n + 1, 0);
  std::vector<double> part(n, 0.0);
  std::vector<std::size_t> order(n - 1);
  from[0] = static_cast<std::uint32_t>(cells_);
  double tail = 0;
  for (std::size_t k = n; k-- > 1;) {
    tail += lottery[k];
    const double y = std::clamp(tail, 0.0, 1.0) * static_cast<double>(cells_);
    const double low = std::min(std::floor(y), static_cast<double>(cells_) - 1);
    from[k] = static_cast<std::uint32_t>(low);
    part[k] = y - low;
  }
  std::iota(order.begin(), order.end(), 1);
  // Of equal parts the earlier outcome rises first, so that every corner is a falling sequence.
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return part[a] > part[b]; });
  for (std::size_t j = 0; j < n; ++j) {
    if (j > 0) ++from[order[j - 1]];
    out.at[j] = rank(from);
    const double above = j == 0 ? 1.0 : part[order[j - 1]];
    const double below = j + 1 == n ? 0.0 : part[order[j]];
    out.weight[j] = above - below;
    for (std::size_t k = 0; k < n; ++k) {
      const double rise = j > 0 && k >= order[j - 1] ? 1.0 : 0.0;
      const double fall = j + 1 < n && k >= order[j] ? 1.0 : 0.0;
      out.slope[j * n + k] = (rise - fall) * static_cast<double>(cells_);
    }
  }
}

std::size_t BeliefAxis::nearest(std::span<const double> lottery) const {
  Stencil stencil;
  locate(lottery, stencil);
  std::size_t best = 0;
  for (std::size_t j = 1; j < stencil.count; ++j)
    if (stencil.weight[j] > stencil.weight[best]) best = j;
  return stencil.at[best];
}

}  // namespace parley::numeric
