// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "parley/base/source.h"

namespace parley::scenario {

/// Where something was written.
struct Where {
  base::SourcePtr source;
  base::Span span;
};

enum class DistributionKind : std::uint8_t { kUniform, kTriangular, kNormal, kLognormal, kDiscrete, kColumn };

/// What an author who does not know a number thinks it may be (epistemic; chance inside the game is no distribution).
struct Distribution {
  DistributionKind kind = DistributionKind::kUniform;
  /// kUniform: lowest, highest. kTriangular: lowest, likeliest, highest. kNormal: mean, standard deviation. kLognormal:
  /// median, standard deviation of the logarithm.
  std::vector<double> numbers;
  /// kDiscrete: each value and its probability, lowest first; they sum to 1. kColumn: each row's number, in the order
  /// of the file, all equally likely.
  std::vector<std::pair<double, double>> values;
  std::string file;    ///< kColumn
  std::string column;  ///< kColumn
  Where where;

  /// The numbers outside of which it never falls; infinite for kNormal, and from 0 on for kLognormal.
  [[nodiscard]] std::pair<double, double> support() const;
};

/// "uniform from 0.3 to 1.5", "the column pain of posterior.csv".
[[nodiscard]] std::string text(const Distribution& distribution);

}  // namespace parley::scenario
