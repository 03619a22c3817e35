// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::game {

/// The game in which reaching each of these nodes, where play ends, pays `value[k * actors + actor]` besides what it
/// pays anyway, as part of the actor's payoff term `terms[actor]`. Payoff ranges stay those of the game that was given.
[[nodiscard]] Game with_end_values(Game game, std::span<const NodeId> nodes, std::span<const double> value,
                                   std::span<const TermId> terms);

/// A game with fewer moves: the same nodes and payoffs.
struct Restricted {
  Game game;
  std::vector<MoveId> origin;   ///< by move: which one it is of the whole game
  std::optional<NodeId> stuck;  ///< a seat there has no move left: then it is not a game
};

/// Leaves out the moves that are marked. `is_left_out` has game.moves() entries.
[[nodiscard]] Restricted without_moves(const Game& game, std::span<const std::uint8_t> is_left_out);

/// A profile of the restricted game as one of the whole game: moves that were left out are never made.
[[nodiscard]] Profile lifted(const Restricted& restricted, const Profile& profile, std::size_t moves);

}  // namespace parley::game
