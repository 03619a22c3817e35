// SPDX-License-Identifier: Apache-2.0
#include "parley/numeric/detail/normal.h"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace parley::numeric {

namespace {

constexpr double kRoot2 = 1.4142135623730951;

}  // namespace

double normal_cdf(double z) { return 0.5 * std::erfc(-z / kRoot2); }

double normal_quantile(double p) {
  if (p <= 0) return -std::numeric_limits<double>::infinity();
  if (p >= 1) return std::numeric_limits<double>::infinity();
  return -kRoot2 * boost::math::erfc_inv(2 * p);
}

double gamma_chance(double shape, double value) { return boost::math::gamma_q(shape, value); }

}  // namespace parley::numeric
