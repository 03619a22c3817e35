// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "parley/game/game.h"

namespace parley::game {

/// A game with a last step, made of one without: each of its nodes is a node of the other, at one step.
struct Unrolled {
  Game game;
  std::vector<NodeId> origin;       ///< by node: which node of the endless game
  std::vector<std::uint32_t> step;  ///< by node, 0-based; 0 where play has ended
  std::vector<NodeId> also;         ///< the node of each of UnrollPlan::also
  bool complete = true;             ///< false: it would have been larger than allowed, and is not a game
};

struct UnrollPlan {
  std::size_t steps = 1;              ///< at least 1
  std::span<const NodeId> last = {};  ///< by node of stage 0: where play goes instead of it after the last step
  std::vector<std::uint8_t> exits =
      {};  ///< by node: without successors, and yet a node of its own at each step; may be empty
  /// Nodes of stage 0 that are to be there at these steps, too: half of the start lottery is theirs.
  std::vector<std::pair<NodeId, std::uint32_t>> also = {};
};

/// Plays `base` for some steps from its start. Where a step would start after the last, play goes to `last[node]`
/// instead: a node of stage 0 without successors. Nodes without successors are not repeated a step, but for exits. Only
/// what play can reach is made, and no more than `most_bytes` of it. O(edges of the result).
[[nodiscard]] Unrolled unroll(const Game& base, const UnrollPlan& plan, std::size_t most_bytes);

}  // namespace parley::game
