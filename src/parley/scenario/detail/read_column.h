// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "parley/base/source.h"

namespace parley::scenario {

/// Why a column cannot be used.
struct ColumnMistake {
  bool is_name = false;  ///< there is no such column, or it stands twice
  std::string message;
  std::string help;
};

/// The numbers of a column of a CSV text [Shafranovich2005], whose first line names the columns; at least one, all
/// finite. Text in quotes may hold commas, quotes and line breaks.
[[nodiscard]] tl::expected<std::vector<double>, ColumnMistake> read_column(const base::Source& source,
                                                                           std::string_view name);

}  // namespace parley::scenario
