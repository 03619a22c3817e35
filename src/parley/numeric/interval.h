// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::numeric {

/// A double at or below the one before x, so that a result rounded to nearest is not below the truth any more
/// [RumpZimmermannBoldoMelquiond2009, algorithm 1]. NaN gives -infinity.
inline double below(double x) {
  constexpr double kPhi = 0x1.0000000000001p-53;  // u (1 + 2u)
  if (std::isfinite(x)) return x - (std::abs(x) * kPhi + std::numeric_limits<double>::denorm_min());
  return x > 0 ? std::numeric_limits<double>::max() : -std::numeric_limits<double>::infinity();
}
/// A double at or above the one after x. NaN gives +infinity.
inline double above(double x) { return -below(-x); }

/// The real numbers from low to high. Operations round outwards: the true result of true operands is inside.
struct Interval {
  double low = 0;
  double high = 0;

  Interval() = default;
  explicit Interval(double point) : low(point), high(point) {}
  Interval(double low_end, double high_end) : low(low_end), high(high_end) {}

  [[nodiscard]] static Interval whole() {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  [[nodiscard]] bool contains(double x) const { return low <= x && x <= high; }
  [[nodiscard]] bool contains(const Interval& other) const { return low <= other.low && other.high <= high; }
  /// An upper bound of high - low.
  [[nodiscard]] double width() const { return above(high - low); }
  [[nodiscard]] double middle() const { return low + (high - low) / 2; }
};

inline Interval operator-(const Interval& a) { return {-a.high, -a.low}; }
inline Interval operator+(const Interval& a, const Interval& b) {
  return {below(a.low + b.low), above(a.high + b.high)};
}
inline Interval operator-(const Interval& a, const Interval& b) { return a + -b; }

inline Interval operator*(const Interval& a, const Interval& b) {
  const double products[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  for (const double product : products)
    if (std::isnan(product)) return Interval::whole();
  return {below(*std::min_element(products, products + 4)), above(*std::max_element(products, products + 4))};
}

/// The whole line where b contains 0.
inline Interval operator/(const Interval& a, const Interval& b) {
  if (b.contains(0.0)) return Interval::whole();
  const double quotients[] = {a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high};
  for (const double quotient : quotients)
    if (std::isnan(quotient)) return Interval::whole();
  return {below(*std::min_element(quotients, quotients + 4)), above(*std::max_element(quotients, quotients + 4))};
}

/// The smallest interval that holds both.
inline Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

}  // namespace parley::numeric
