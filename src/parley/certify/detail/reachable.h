// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/game/game.h"

namespace parley::certify {

/// By NodeId: whether some play leads there from a start of positive probability, whoever deviates however.
[[nodiscard]] std::vector<bool> reachable_nodes(const game::Game& game);

}  // namespace parley::certify
