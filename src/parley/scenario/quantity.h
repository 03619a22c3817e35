// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "parley/scenario/distribution.h"

namespace parley::scenario {

/// A number as its author gave it, with what it rests on. Empty texts were not given.
struct Quantity {
  double value = 0;
  std::string unit;
  std::optional<std::pair<double, double>> range;
  std::optional<Distribution> distribution;  ///< what its author thinks it may be; within `range`, if there is one
  std::string source;
  std::string date;
  std::string note;
  Where where;

  [[nodiscard]] bool is_sourced() const { return !source.empty(); }
  /// Whether its author does not know it: it has a distribution, or a range to be drawn from evenly.
  [[nodiscard]] bool is_uncertain() const { return distribution || (range && range->first < range->second); }
};

}  // namespace parley::scenario
