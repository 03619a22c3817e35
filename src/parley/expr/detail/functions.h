// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parley/expr/detail/program.h"

namespace parley::expr {

struct Function {
  std::string_view name;
  Op op;
  std::size_t fewest;
  std::size_t most;
  std::string_view takes;  ///< as in "`abs` takes one argument"
  std::string_view usage;
};

/// The function of this name, or null.
[[nodiscard]] const Function* find_function(std::string_view name);
[[nodiscard]] std::vector<std::string> function_names();

}  // namespace parley::expr
