// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "parley/certify/detail/enclose.h"

namespace parley::certify {

/// An upper bound of the largest distance between one actor's probabilities and its logit choice probabilities at its
/// moves' values under the profile, over the reachable nodes [McKelveyPalfrey1995].
[[nodiscard]] double logit_residual(const game::Game& game, const game::Profile& profile, game::ActorId actor,
                                    const Enclosure& enclosure, const std::vector<bool>& reachable, double precision);

}  // namespace parley::certify
