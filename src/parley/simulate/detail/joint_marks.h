// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "parley/game/game.h"
#include "parley/simulate/forward.h"

namespace parley::simulate {

/// Fills `out` with the marks of each joint move of a node, in order: the union over its seats' moves. False, and `out`
/// is empty, where no move of the node is marked.
bool joint_marks(const game::Game& game, const Marks& marks, game::NodeId node, std::vector<std::uint32_t>& out);

[[nodiscard]] inline std::uint32_t node_marks(const Marks& marks, game::NodeId node) {
  return marks.node.empty() ? 0 : marks.node[node.value()];
}

/// Throws base::LogicError unless the marks are as long as the game's arrays, or empty.
void check_marks(const game::Game& game, const Marks& marks);

}  // namespace parley::simulate
