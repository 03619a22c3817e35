// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::simulate {

/// Extended precision where the machine has it: 64 bits on x86-64, so that sums of 1e3 steps keep 15 digits.
using Long = long double;

/// One node under the profile: where it leads, with which probability, and what it pays at once, term by term. Mixes
/// are scaled to sum to 1.
class ChainRow {
 public:
  ChainRow(const game::Game& game, const game::Profile& profile) : game_(game), profile_(profile) {}

  void read(game::NodeId node);
  /// The same where one seat plays one move for sure.
  void read_with(game::NodeId node, game::SeatId seat, game::MoveId move);
  [[nodiscard]] std::span<const game::NodeId> next() const { return next_; }
  [[nodiscard]] std::span<const Long> probability() const { return probability_; }
  /// One number a term.
  [[nodiscard]] std::span<const Long> payoff() const { return payoff_; }

 private:
  void add_seat(game::SeatId seat, const game::MoveId* sure);
  void add_joints(game::NodeId node);

  const game::Game& game_;
  const game::Profile& profile_;
  std::vector<Long> joint_;
  std::vector<game::NodeId> next_;
  std::vector<Long> probability_;
  std::vector<Long> payoff_;
};

}  // namespace parley::simulate
