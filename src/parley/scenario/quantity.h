// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "parley/base/source.h"

namespace parley::scenario {

/// Where something was written.
struct Where {
  base::SourcePtr source;
  base::Span span;
};

/// A number as its author gave it, with what it rests on. Empty texts were not given.
struct Quantity {
  double value = 0;
  std::string unit;
  std::optional<std::pair<double, double>> range;
  std::string source;
  std::string date;
  std::string note;
  Where where;

  [[nodiscard]] bool is_sourced() const { return !source.empty(); }
};

}  // namespace parley::scenario
