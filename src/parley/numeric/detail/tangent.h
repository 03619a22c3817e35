// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "parley/numeric/curve.h"

namespace parley::numeric {

/// The unit tangent of a curve at one point, in the norm weighted there, with what the bordered corrector needs.
struct Tangent {
  explicit Tangent(std::size_t size) : x(size), slope(size), newton(size), weight(size) {}

  /// Factorises the curve at the point; false if its system is singular there. The tangent points so that the
  /// determinant of dH/dx and the direction of t have the same sign times `orientation`.
  bool find(Curve& curve, std::span<const double> at_x, double at_t, int orientation);
  /// The change of t that keeps a correction on the hyperplane across the tangent; `step` is dH/dx's inverse times H.
  [[nodiscard]] double bordered_step(std::span<const double> step) const;
  /// Between this tangent and another, in this one's norm.
  [[nodiscard]] double cosine(const Tangent& other) const;
  /// Of a vector, in this tangent's norm.
  [[nodiscard]] double length(std::span<const double> along_x, double along_t) const;
  /// The part of a direction in (x, t), t last, that lies along this tangent.
  [[nodiscard]] double along(std::span<const double> direction) const;
  void reverse();

  std::vector<double> x;
  std::vector<double> slope;   ///< dH/dx's inverse times dH/dt
  std::vector<double> newton;  ///< dH/dx's inverse times H, where find() was asked
  std::vector<double> weight;  ///< 1 / (1 + size of the unknown)
  double t = 1;
  double weight_t = 1;
  int sign = 1;  ///< of the determinant of dH/dx
};

}  // namespace parley::numeric
