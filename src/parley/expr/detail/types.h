// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parley/expr/detail/tree.h"

namespace parley::expr {

/// What is known of a node: its type (none: broken, and reported), the slot of a name, the value of a constant.
struct Meaning {
  std::optional<Type> type;
  std::span<const std::string> levels;  ///< of a level
  std::optional<Slot> slot;
  std::optional<double> constant;
};

/// Finds what every node means, and reports names, levels, types and constants that make no sense. `wanted` is what the
/// root must be; nothing if any type will do.
[[nodiscard]] std::vector<Meaning> find_meanings(const Tree& tree, const Names& names,
                                                 const std::optional<Wanted>& wanted, Mistakes& mistakes);

}  // namespace parley::expr
