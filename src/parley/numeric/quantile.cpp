// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/quantile.h"

#include <algorithm>
#include <cmath>

#include "parley/numeric/detail/normal.h"

namespace parley::numeric {

namespace {

/// Of the standard normal cut to [a, b], both at most 0 or of different signs, so that no difference of numbers near 1
/// is taken.
double standard_quantile(double a, double b, double p) {
  const double below = normal_cdf(a);
  const double above = b <= 0 ? normal_cdf(b) : 1 - normal_cdf(-b);
  const double share = below + p * (above - below);
  // Above the median the other tail is the exact one.
  const double rest = (1 - p) * (above - below) + (b <= 0 ? 1 - above : normal_cdf(-b));
  return std::clamp(share <= 0.5 ? normal_quantile(share) : -normal_quantile(rest), a, b);
}

}  // namespace

double quantile(const CutNormal& normal, double p) {
  const double a = (normal.low - normal.mean) / normal.sd;
  const double b = (normal.high - normal.mean) / normal.sd;
  const double z = a > 0 ? -standard_quantile(-b, -a, 1 - p) : standard_quantile(a, b, p);
  return std::clamp(normal.mean + normal.sd * z, normal.low, normal.high);
}

double triangular_quantile(double low, double mode, double high, double p) {
  const double width = high - low;
  if (p * width <= mode - low) return std::min(low + std::sqrt(p * width * (mode - low)), high);
  return std::max(high - std::sqrt((1 - p) * width * (high - mode)), low);
}

double chi_squared_chance(double freedom, double value) { return gamma_chance(freedom / 2, value / 2); }

Interval95 wilson(double successes, double trials) {
  constexpr double kScore = 1.959963984540054;
  constexpr double kSquare = kScore * kScore;
  const double share = successes / trials;
  const double center = share + kSquare / (2 * trials);
  const double half = kScore * std::sqrt(share * (1 - share) / trials + kSquare / (4 * trials * trials));
  const double scale = 1 + kSquare / trials;
  return {successes > 0 ? std::max(0.0, (center - half) / scale) : 0.0,
          successes < trials ? std::min(1.0, (center + half) / scale) : 1.0};
}

}  // namespace parley::numeric
