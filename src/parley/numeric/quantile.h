// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace parley::numeric {

/// A normal distribution cut off outside [low, high], which holds some of its mass.
struct CutNormal {
  double mean = 0;
  double sd = 1;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// The number below which a share p of the distribution lies; p from 0 to 1 (0 and 1 give the ends). Relative error of
/// the standard score below 1e-12, in the tails too.
[[nodiscard]] double quantile(const CutNormal& normal, double p);

/// Of the triangular distribution on [low, high] with its mode in between.
[[nodiscard]] double triangular_quantile(double low, double mode, double high, double p);

/// The chance of more than `value`, at least 0, of the chi-squared distribution with so many degrees of freedom, at
/// least 1.
[[nodiscard]] double chi_squared_chance(double freedom, double value);

/// An interval that is said to hold a number in 95 of 100 cases.
struct Interval95 {
  double low = 0;
  double high = 0;
};

/// For the chance of a success after `successes` of `trials`, which are at least 1: Wilson's [Wilson1927].
[[nodiscard]] Interval95 wilson(double successes, double trials);

}  // namespace parley::numeric
