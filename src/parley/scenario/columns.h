// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/base/result.h"

namespace parley::scenario {

/// A table of numbers with named columns.
struct Columns {
  std::vector<std::string> names;
  std::vector<double> numbers;  ///< row-major
};

/// Reads a CSV text [Shafranovich2005] whose first line names the columns and all of whose other fields are finite
/// numbers. Errors: E0336, as a mistake of the file, at its line.
[[nodiscard]] base::Result<Columns> read_columns(const base::Source& source);

}  // namespace parley::scenario
