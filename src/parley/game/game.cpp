// SPDX-License-Identifier: Apache-2.0
#include "parley/game/game.h"

#include "parley/base/check.h"

namespace parley::game {

namespace {

template <class T>
std::size_t bytes_of(const std::vector<T>& array) {
  return array.size() * sizeof(T);
}

}  // namespace

std::size_t Game::bytes() const {
  return bytes_of(start_node_) + bytes_of(start_probability_) + bytes_of(node_seats_) + bytes_of(node_joints_) +
         bytes_of(ends_step_) + bytes_of(stage_) + bytes_of(seat_actor_) + bytes_of(seat_moves_) +
         bytes_of(joint_edges_) + bytes_of(payoff_row_) + bytes_of(successor_) + bytes_of(probability_) +
         bytes_of(row_payoff_) + bytes_of(row_terms_) + bytes_of(prior_) + bytes_of(closed_) + bytes_of(hidden_);
}

JointId joint_of(const Game& game, NodeId node, std::span<const std::uint32_t> moves) {
  std::size_t joint = 0;
  std::size_t k = 0;
  for (const SeatId seat : game.seats_of(node)) {
    PARLEY_ENSURE(moves[k] < game.moves_of(seat).size());
    joint = joint * game.moves_of(seat).size() + moves[k++];
  }
  return game.joints_of(node)[joint];
}

}  // namespace parley::game
