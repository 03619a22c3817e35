// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/closed/closed_form.h"
#include "parley/solve/detail/component.h"
#include "parley/solve/logit/logit_path.h"

namespace parley::solve {

std::span<const Method> methods() {
  static constexpr Method kMethods[] = {
      {"closed form", closed::takes, closed::solve},
      {"logit path", logit::takes, logit::solve},
  };
  return kMethods;
}

std::size_t choosing_seats(const game::Game& game, game::NodeId node) {
  std::size_t count = 0;
  for (const game::SeatId seat : game.seats_of(node)) count += game.moves_of(seat).size() > 1 ? 1 : 0;
  return count;
}

}  // namespace parley::solve
