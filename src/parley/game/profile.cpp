// SPDX-License-Identifier: Apache-2.0
#include "parley/game/profile.h"

namespace parley::game {

Profile uniform_profile(const Game& game) {
  Profile profile;
  profile.probability.resize(game.moves());
  for (std::size_t s = 0; s < game.seats(); ++s) {
    const auto moves = game.moves_of(SeatId(s));
    for (const MoveId move : moves) profile[move] = 1.0 / static_cast<double>(moves.size());
  }
  return profile;
}

void joint_probabilities(const Game& game, const Profile& profile, NodeId node, std::vector<double>& out) {
  out.assign(1, 1.0);
  for (const SeatId seat : game.seats_of(node)) {
    const auto moves = game.moves_of(seat);
    const std::size_t before = out.size();
    out.resize(before * moves.size());
    // From the back, so that no entry is overwritten before it is read.
    for (std::size_t j = before; j-- > 0;)
      for (std::size_t k = moves.size(); k-- > 0;) out[j * moves.size() + k] = out[j] * profile[moves[k]];
  }
}

double start_value(const Game& game, const Values& values, ActorId actor) {
  double sum = 0;
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k)
    sum += game.start_probabilities()[k] * values(game.start_nodes()[k], actor);
  return sum;
}

}  // namespace parley::game
