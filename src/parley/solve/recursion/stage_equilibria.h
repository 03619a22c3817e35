// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/context.h"
#include "parley/solve/recursion/stage_game.h"

namespace parley::solve::recursion {

/// Every equilibrium of a stage game, or those found and why there may be more. Strictly dominated moves are taken out
/// first; what is left decides the method. In order; stops early if the context says so, with a doubt.
[[nodiscard]] StageEquilibria stage_equilibria(const StageGame& stage, const base::RunContext& context);

/// The moves left of each seat.
using Moves = std::vector<std::vector<std::size_t>>;

/// Exactly two seats with more than one move left, at most kMostMaskedMoves each. The strategies of one seat against
/// which some moves of the other tie as best ones are found first, for each seat by itself; equilibria are the pairs
/// that fit [VonStengel1999]. Where play can return, a tie of k moves under a mix of k is an eigenvalue problem for the
/// node's value, so that this is complete too [AttiaOliuBarton2019].
void two_seats(const StageGame& stage, const Moves& left, const base::RunContext& context, StageEquilibria& found);
inline constexpr std::size_t kMostMaskedMoves = 64;

/// Any seats: pure equilibria all, mixed ones as far as Newton's method finds them from fixed starts; always a doubt.
void many_seats(const StageGame& stage, const Moves& left, const base::RunContext& context, StageEquilibria& found);

/// Everybody's first move left.
[[nodiscard]] Mix first_moves(const StageGame& stage, const Moves& left);

/// The subsets of {0 .. count - 1} of one size, in lexicographic order.
class Subsets {
 public:
  Subsets(std::size_t count, std::size_t size);
  [[nodiscard]] const std::vector<std::size_t>& at() const { return at_; }
  /// False after the last.
  bool next();

 private:
  std::size_t count_;
  std::vector<std::size_t> at_;
};

}  // namespace parley::solve::recursion
