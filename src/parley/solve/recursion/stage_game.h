// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::solve::recursion {

/// One node at the values of the nodes it leads to. A joint move a is worth flow(a, i) + discount(i) stay(a) V(i) to an
/// actor i, with V the value of the node itself: under a strategy, V = flow / (1 - discount stay), both in expectation.
struct StageGame {
  std::vector<std::size_t> moves;    ///< by seat, in the node's order
  std::vector<game::ActorId> owner;  ///< by seat
  std::vector<double> discount;      ///< [actor], after this node
  std::vector<double> flow;          ///< [joint * actors + actor]
  std::vector<double> stay;          ///< [joint]: the chance that play is at this node again
  std::vector<double> lowest;        ///< [actor]: the least value that repeating one joint move has
  std::vector<double> highest;       ///< [actor]
  bool returns = false;

  [[nodiscard]] std::size_t actors() const { return discount.size(); }
  [[nodiscard]] std::size_t joints() const { return stay.size(); }
  /// Differences of worth up to this are ties: see kTieOfRange.
  [[nodiscard]] double tie(game::ActorId actor) const;
};

[[nodiscard]] StageGame stage_game(const game::Game& game, const game::Values& values, game::NodeId node);

/// The probabilities of each seat's moves, seat after seat.
using Mix = std::vector<std::vector<double>>;

struct StageEquilibrium {
  Mix mix;
  std::vector<double> value;  ///< [actor]
};

/// All that were found, ordered: by the number of moves played in all, then by the moves played, then by probability.
struct StageEquilibria {
  std::vector<StageEquilibrium> list;
  std::string doubt;  ///< why there may be more; empty: these are all
};

/// What each move of a seat is worth against the others: flow + discount * stay * V.
struct MoveWorth {
  std::vector<double> flow;
  std::vector<double> stay;
};
[[nodiscard]] MoveWorth move_worth(const StageGame& stage, const Mix& mix, std::size_t seat);
/// [actor]
[[nodiscard]] std::vector<double> values_of(const StageGame& stage, const Mix& mix);

/// Takes a candidate into the list if no move gains more than a tie; an equally good move that is not played is a
/// doubt, since strategies that play it a little may be equilibria too.
void take(const StageGame& stage, Mix mix, StageEquilibria& found);
/// Brings the list into its order and removes repetitions.
void arrange(StageEquilibria& found);

/// Moves that are left, by seat, after those that another move beats whatever the others do and whatever the node is
/// worth have been taken out, again and again.
[[nodiscard]] std::vector<std::vector<std::size_t>> undominated(const StageGame& stage);

/// Ties in units of the spread of an actor's values over the joint moves: errors of values are a few 1e-15 of it, so
/// that what is closer than this cannot be told from a tie by its consequences.
inline constexpr double kTieOfRange = 1e-9;
/// And of the values' own rounding, along long chains of nodes.
inline constexpr double kTieOfValue = 1e-13;
/// Probabilities below this are none: the smaller support is tried by itself.
inline constexpr double kNoChance = 1e-10;

}  // namespace parley::solve::recursion
