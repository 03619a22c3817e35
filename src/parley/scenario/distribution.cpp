// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace parley::scenario {

std::pair<double, double> Distribution::support() const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  switch (kind) {
    case DistributionKind::kUniform:
    case DistributionKind::kTriangular:
      return {numbers.front(), numbers.back()};
    case DistributionKind::kNormal:
      return {-kInfinity, kInfinity};
    case DistributionKind::kLognormal:
      return {0, kInfinity};
    case DistributionKind::kDiscrete:
    case DistributionKind::kColumn:
      break;
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {low->first, high->first};
}

std::string text(const Distribution& distribution) {
  const std::vector<double>& n = distribution.numbers;
  switch (distribution.kind) {
    case DistributionKind::kUniform:
      return fmt::format("uniform from {} to {}", n[0], n[1]);
    case DistributionKind::kTriangular:
      return fmt::format("triangular from {} to {}, likeliest {}", n[0], n[2], n[1]);
    case DistributionKind::kNormal:
      return fmt::format("normal with mean {} and standard deviation {}", n[0], n[1]);
    case DistributionKind::kLognormal:
      return fmt::format("lognormal with median {} and standard deviation {} of the logarithm", n[0], n[1]);
    case DistributionKind::kDiscrete:
      return fmt::format("one of {} values", distribution.values.size());
    case DistributionKind::kColumn:
      break;
  }
  return fmt::format("the column {} of {}", distribution.column, distribution.file);
}

}  // namespace parley::scenario
