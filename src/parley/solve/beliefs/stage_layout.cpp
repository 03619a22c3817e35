// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/beliefs/stage.h"

namespace parley::solve::beliefs {

StageLayout::StageLayout(const game::Game& the_game, game::NodeId at, std::span<const double> precision_of)
    : game(&the_game),
      node(at),
      seats(game::typed_seats(the_game, at)),
      moves_here(the_game.actors(), 0),
      slots(game::typed_moves(seats)),
      joints(the_game.joints_of(at).size()) {
  open.assign(slots, 0);
  unknown_of.assign(slots, kNone);
  for (std::size_t s = 0; s < seats.size(); ++s) {
    const game::TypedSeat& seat = seats[s];
    precision.push_back(precision_of[seat.actor.value()]);
    first_row.push_back(static_cast<std::uint32_t>(row_type.size()));
    first_pair.push_back(static_cast<std::uint32_t>(pairs));
    pairs += seat.moves;
    if (seat.moves > 1) moves_here[seat.actor.value()] = 1;
    if (seat.hidden && seat.moves > 1) hidden = s;
    for (std::size_t t = 0; t < seat.types; ++t) {
      row_type.push_back(static_cast<std::uint32_t>(seat.first_type + t));
      row_discount.push_back(the_game.discount_after(at, seat.actor));
      std::uint32_t reference = kNone;
      for (std::size_t m = 0; m < seat.moves; ++m) {
        const auto slot = static_cast<std::uint32_t>(seat.slot(t, m));
        open[slot] = the_game.is_open(the_game.moves_of(seat.seat)[m], game::TypeId(seat.first_type + t)) ? 1 : 0;
        if (open[slot] == 0) continue;
        if (reference == kNone) {
          reference = slot;
          continue;
        }
        unknown_of[slot] = static_cast<std::uint32_t>(unknowns.size());
        unknowns.push_back({static_cast<std::uint32_t>(s), slot, reference});
      }
    }
  }
}

}  // namespace parley::solve::beliefs
