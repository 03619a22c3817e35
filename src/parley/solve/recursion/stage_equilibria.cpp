// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/recursion/stage_equilibria.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace parley::solve::recursion {

Subsets::Subsets(std::size_t count, std::size_t size) : count_(count), at_(size) {
  std::iota(at_.begin(), at_.end(), std::size_t{0});
}

bool Subsets::next() {
  for (std::size_t k = at_.size(); k-- > 0;) {
    if (at_[k] + at_.size() - k >= count_) continue;
    std::iota(at_.begin() + static_cast<std::ptrdiff_t>(k), at_.end(), at_[k] + 1);
    return true;
  }
  return false;
}

Mix first_moves(const StageGame& stage, const Moves& left) {
  Mix mix;
  for (std::size_t s = 0; s < left.size(); ++s) {
    mix.emplace_back(stage.moves[s], 0.0);
    mix[s][left[s].front()] = 1;
  }
  return mix;
}

StageEquilibria stage_equilibria(const StageGame& stage, const base::RunContext& context) {
  const Moves left = undominated(stage);
  StageEquilibria found;
  const auto has_choice = [](const auto& moves) { return moves.size() > 1; };
  const auto choosing = std::count_if(left.begin(), left.end(), has_choice);
  const auto masked = [](const auto& moves) { return moves.size() <= kMostMaskedMoves; };
  if (choosing <= 1) {
    const Mix first = first_moves(stage, left);
    const auto seat = static_cast<std::size_t>(std::find_if(left.begin(), left.end(), has_choice) - left.begin());
    if (seat == left.size()) {
      take(stage, first, found);
    } else {
      for (const std::size_t move : left[seat]) {
        Mix mix = first;
        mix[seat].assign(stage.moves[seat], 0.0);
        mix[seat][move] = 1;
        take(stage, std::move(mix), found);
      }
    }
  } else if (choosing == 2 && std::all_of(left.begin(), left.end(), masked)) {
    two_seats(stage, left, context, found);
  } else {
    many_seats(stage, left, context, found);
  }
  arrange(found);
  if (found.list.empty() && found.doubt.empty())
    found.doubt = "no equilibrium was found, though there is one: its equations are too ill-conditioned";
  return found;
}

}  // namespace parley::solve::recursion
