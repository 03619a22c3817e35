// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"

namespace parley::game {

/// A game with a last step, made of one without: each of its nodes is a node of the other, at one step.
struct Unrolled {
  Game game;
  std::vector<NodeId> origin;       ///< by node: which node of the endless game
  std::vector<std::uint32_t> step;  ///< by node, 0-based; 0 where play has ended
  bool complete = true;             ///< false: it would have been larger than allowed, and is not a game
};

/// Plays `base` for `steps` steps, at least 1, from its start. Where a step would start after the last, play goes to
/// `last[node]` instead: a node of stage 0 without successors. Nodes without successors are not repeated a step. Only
/// what play can reach is made, and no more than `most_bytes` of it. O(edges of the result).
[[nodiscard]] Unrolled unroll(const Game& base, std::size_t steps, std::span<const NodeId> last,
                              std::size_t most_bytes);

}  // namespace parley::game
