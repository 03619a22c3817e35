// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/game/detail/json.h"

namespace parley::game {

/// Checks "schema_version" and "kind" (E0514). False if the file is something else altogether.
bool check_head(const JsonCursor& root, std::string_view kind);

/// A lottery's numbers, each from 0 to 1 (E0503).
[[nodiscard]] std::vector<double> read_probabilities(const JsonCursor& array);

}  // namespace parley::game
