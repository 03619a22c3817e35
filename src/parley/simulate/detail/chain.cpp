// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/detail/chain.h"

namespace parley::simulate {

void ChainRow::add_seat(game::SeatId seat, const game::MoveId* sure) {
  const auto moves = game_.moves_of(seat);
  Long total = 0;
  for (const game::MoveId move : moves) total += profile_[move];
  const std::size_t before = joint_.size();
  joint_.resize(before * moves.size());
  // From the back, so that no entry is overwritten before it is read.
  for (std::size_t j = before; j-- > 0;)
    for (std::size_t k = moves.size(); k-- > 0;) {
      const Long share = sure == nullptr ? profile_[moves[k]] / total : (moves[k] == *sure ? 1 : 0);
      joint_[j * moves.size() + k] = joint_[j] * share;
    }
}

void ChainRow::read(game::NodeId node) {
  joint_.assign(1, 1);
  for (const game::SeatId seat : game_.seats_of(node)) add_seat(seat, nullptr);
  add_joints(node);
}

void ChainRow::read_with(game::NodeId node, game::SeatId seat, game::MoveId move) {
  joint_.assign(1, 1);
  for (const game::SeatId other : game_.seats_of(node)) add_seat(other, other == seat ? &move : nullptr);
  add_joints(node);
}

void ChainRow::add_joints(game::NodeId node) {
  next_.clear();
  probability_.clear();
  payoff_.assign(game_.terms(), 0);
  std::size_t k = 0;
  for (const game::JointId joint : game_.joints_of(node)) {
    const Long weight = joint_[k++];
    if (weight == 0) continue;
    const auto terms = game_.payoff_terms(joint);
    for (std::size_t t = 0; t < terms.size(); ++t) payoff_[t] += weight * terms[t];
    const auto successors = game_.successors(joint);
    for (std::size_t e = 0; e < successors.size(); ++e) {
      next_.push_back(successors[e]);
      probability_.push_back(weight * game_.probabilities(joint)[e]);
    }
  }
}

}  // namespace parley::simulate
