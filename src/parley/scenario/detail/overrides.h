// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "parley/scenario/detail/read_toml.h"

namespace parley::scenario {

/// Puts each "a.b=c" into the tree. A number's or payoff term's table keeps its other keys: its `value` is replaced.
/// A key of the language that the file leaves out is added; a name the file does not have is reported (E0111).
void apply_overrides(TomlTree& tree, const std::vector<std::string>& overrides, base::Diagnostics& found);

}  // namespace parley::scenario
