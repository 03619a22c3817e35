// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "parley/game/game.h"

namespace parley::game {

/// A game drawn at random: every actor has a seat at every node, payoffs are uniform in [0, 1), and the chances of the
/// nodes after a joint move are exponential draws that are scaled to sum to 1, which is uniform on the simplex.
struct RandomGame {
  std::uint64_t seed = 0;
  std::size_t nodes = 5;
  std::size_t actors = 2;
  std::size_t moves = 3;  ///< of each seat
  double discount = 0.95;
  /// How many nodes may follow a joint move; at most `nodes`, and all of them where it is as many. Fewer are those
  /// within reach of a node that stands in a ring: itself, the next, and others at random.
  std::size_t successors = SIZE_MAX;
  /// 0, or the game is directional: nodes stand in so many layers, and a joint move leads to its node itself or to
  /// others of the next layer.
  std::size_t layers = 0;
};
[[nodiscard]] Game random_game(const RandomGame& parameters);

}  // namespace parley::game
