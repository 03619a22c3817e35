// SPDX-License-Identifier: Apache-2.0
#include "parley/simulate/detail/joint_marks.h"

#include "parley/base/check.h"

namespace parley::simulate {

bool joint_marks(const game::Game& game, const Marks& marks, game::NodeId node, std::vector<std::uint32_t>& out) {
  out.clear();
  if (marks.move.empty()) return false;
  bool any = false;
  for (const game::SeatId seat : game.seats_of(node))
    for (const game::MoveId move : game.moves_of(seat)) any = any || marks.move[move.value()] != 0;
  if (!any) return false;
  out.assign(1, 0);
  for (const game::SeatId seat : game.seats_of(node)) {
    const auto moves = game.moves_of(seat);
    const std::size_t before = out.size();
    out.resize(before * moves.size());
    // From the back, so that no entry is overwritten before it is read.
    for (std::size_t j = before; j-- > 0;)
      for (std::size_t k = moves.size(); k-- > 0;) out[j * moves.size() + k] = out[j] | marks.move[moves[k].value()];
  }
  return true;
}

void check_marks(const game::Game& game, const Marks& marks) {
  PARLEY_CHECK(marks.move.empty() || marks.move.size() == game.moves());
  PARLEY_CHECK(marks.node.empty() || marks.node.size() == game.nodes());
}

}  // namespace parley::simulate
