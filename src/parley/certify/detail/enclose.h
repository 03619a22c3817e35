// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/base/context.h"
#include "parley/certify/detail/offers.h"
#include "parley/game/components.h"

namespace parley::certify {

/// Both plans' values of one actor at every node, with certain bounds.
struct Enclosure {
  std::vector<NodeBounds> bounds;  ///< by NodeId
  bool complete = true;            ///< false if the context stopped it; the bounds hold all the same
};

/// What all actors' enclosures have in common.
struct Shape {
  explicit Shape(const game::Game& game);

  game::Components components;
  bool returns = false;  ///< whether some component is cyclic
  /// An upper bound of the sum of probabilities of any lottery of the game, as its doubles stand: scaling lotteries to
  /// 1 leaves a rounding or two, which an enclosure must not forget.
  double largest_sum = 1;
};

/// Successors first: a node on no cycle is exact in one pass but for rounding, bounded a priori; a cyclic component is
/// a CyclicComponent. O(edges) but for cyclic components.
[[nodiscard]] Enclosure enclose(const game::Game& game, const game::Profile& profile, const Shape& shape,
                                game::ActorId actor, const base::RunContext& context);

}  // namespace parley::certify
