// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "parley/numeric/curve.h"

namespace parley::solve::logit {

/// A curve of logit equilibria whose log strategies, the first unknowns, can be drawn to others than equal ones.
class ProximalCurve : public numeric::Curve {
 public:
  /// What log strategies are drawn to where nothing is at stake; the start has all 0.
  virtual void set_reference(std::span<const double> log_strategy) = 0;
  /// What is wrong at the point where evaluate() or factorize() last wrote `residual`: the most any seat of an actor of
  /// `counted` (by actor) gains by one deviation, in units of the scale, or the largest of the other residuals.
  /// Requires the reference to be the point itself for those seats.
  [[nodiscard]] virtual double one_shot_gain(std::span<const double> residual, double t,
                                             std::span<const std::uint8_t> counted) const = 0;
};

}  // namespace parley::solve::logit
