// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "parley/numeric/curve.h"

namespace parley::numeric {

namespace {

// More rounds of growing corrections than this and the start was too far.
constexpr int kMostGrowing = 3;
// Corrections that shrink by less than this a round are worth a new factorisation.
constexpr double kSlow = 0.1;

}  // namespace

bool newton(Curve& curve, std::vector<double>& x, double t, const NewtonOptions& options) {
  std::vector<double> correction(curve.size());
  std::vector<double> slope(curve.size());
  double last = 0;
  int growing = 0;
  bool factorizes = true;
  for (std::size_t round = 0; round < options.most_iterations; ++round) {
    if (!factorizes) {
      curve.evaluate(x, t, correction);
    } else if (curve.factorize(x, t, correction, slope) == 0) {
      return false;
    }
    curve.solve(correction);
    double largest = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      x[k] -= correction[k];
      largest = std::max(largest, std::abs(correction[k]) / (1 + std::abs(x[k])));
      if (!std::isfinite(x[k])) return false;
    }
    if (largest <= options.tolerance) return true;
    if (round > 0 && factorizes && largest >= last) {
      if (largest <= options.good_enough) return true;
      if (++growing > kMostGrowing) return false;
    }
    factorizes = round > 0 && largest > kSlow * last;
    last = largest;
  }
  return last <= options.good_enough;
}

}  // namespace parley::numeric
