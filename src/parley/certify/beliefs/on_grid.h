// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/certify/beliefs.h"

namespace parley::certify::beliefs {

struct GridGap {
  std::vector<double> gap;          ///< by type
  std::vector<game::NodeId> worst;  ///< by type
  bool complete = true;
};

/// By how much a best response beats the published strategy where both are valued on the grid alone, with interpolation
/// taken for true: at the worst node and point.
[[nodiscard]] GridGap on_grid_gap(const game::Game& game, const game::MakePlayer& make_player,
                                  std::span<const numeric::BeliefAxis> axes, const base::RunContext& context);

}  // namespace parley::certify::beliefs
