// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/detail/tangent.h"

#include <cmath>

namespace parley::numeric {

bool Tangent::find(Curve& curve, std::span<const double> at_x, double at_t, int orientation) {
  sign = curve.factorize(at_x, at_t, newton, slope);
  if (sign == 0) return false;
  curve.solve_both(slope, newton);
  weight_t = 1 / (1 + std::abs(at_t));
  double squares = weight_t * weight_t;
  const auto units = curve.units();
  for (std::size_t k = 0; k < slope.size(); ++k) {
    weight[k] = 1 / ((units.empty() ? 1.0 : units[k]) + std::abs(at_x[k]));
    squares += slope[k] * slope[k] * weight[k] * weight[k];
  }
  if (!std::isfinite(squares)) return false;
  const double unit = (sign * orientation > 0 ? 1 : -1) / std::sqrt(squares);
  for (std::size_t k = 0; k < slope.size(); ++k) x[k] = -slope[k] * unit;
  t = unit;
  return true;
}

double Tangent::bordered_step(std::span<const double> step) const {
  double along = 0;
  double across = t * weight_t * weight_t;
  for (std::size_t k = 0; k < slope.size(); ++k) {
    const double part = x[k] * weight[k] * weight[k];
    along += part * step[k];
    across -= part * slope[k];
  }
  return along / across;
}

double Tangent::cosine(const Tangent& other) const {
  double product = t * other.t * weight_t * weight_t;
  double squares = other.t * other.t * weight_t * weight_t;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double scale = weight[k] * weight[k];
    product += x[k] * other.x[k] * scale;
    squares += other.x[k] * other.x[k] * scale;
  }
  return product / std::sqrt(squares);
}

double Tangent::length(std::span<const double> along_x, double along_t) const {
  double squares = along_t * along_t * weight_t * weight_t;
  for (std::size_t k = 0; k < x.size(); ++k) squares += along_x[k] * along_x[k] * weight[k] * weight[k];
  return std::sqrt(squares);
}

double Tangent::along(std::span<const double> direction) const {
  double product = t * direction.back() * weight_t * weight_t;
  for (std::size_t k = 0; k < x.size(); ++k) product += x[k] * direction[k] * weight[k] * weight[k];
  return product;
}

void Tangent::reverse() {
  for (double& part : x) part = -part;
  t = -t;
}

}  // namespace parley::numeric
