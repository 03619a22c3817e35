// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "parley/game/beliefs.h"
#include "parley/game/game.h"

namespace parley::run {

/// One type's choice at a node and beliefs; lists are by the seat's moves.
struct TypedChoice {
  game::SeatId seat;
  game::TypeId type;
  std::vector<double> probability;  ///< 0 where the move is not open to the type
  std::vector<double> value;        ///< of the move to the type, with claimed values afterwards; of closed ones too
  std::vector<double> posterior;    ///< the chance of the type once the move is seen; empty for a hidden move
};

/// How the types of one seat differ in what they do.
enum class Telling : std::uint8_t { kPooling, kSeparating, kMixing };
/// Pooling: all types that are thought possible choose alike; separating: no two make the same move; each but for
/// chances below a hundredth.
[[nodiscard]] Telling telling(std::span<const TypedChoice> choices_of_seat, std::span<const double> beliefs);
[[nodiscard]] std::string_view describe(Telling telling);

/// The choices of every type of every seat at a node, seat after seat and type after type.
[[nodiscard]] std::vector<TypedChoice> typed_choices(const game::Game& game, game::BeliefPlayer& player,
                                                     game::NodeId node, std::span<const double> beliefs);

}  // namespace parley::run
