// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "parley/base/context.h"
#include "parley/game/beliefs.h"
#include "parley/simulate/forward.h"
#include "parley/simulate/sample.h"

namespace parley::simulate {

/// Paths of a game with private types: each draws everybody's type from the prior, and then the moves that these types
/// make at the beliefs that their moves lead to.
struct TypedPaths {
  Paths paths;
  std::vector<std::uint32_t> type;  ///< [path][actor]: a TypeId's value
  std::vector<float> belief;        ///< [path][step 0..steps][type]: at the step's start, or where play ended
  std::vector<std::uint8_t> ended;  ///< [path]: play ended within the steps
};

/// Exact Bayes, strategies chosen at exact beliefs. The bits depend on the seed alone.
[[nodiscard]] TypedPaths sample_typed(const game::Game& game, const game::MakePlayer& make_player, const Marks& marks,
                                      const SampleOptions& options, const base::RunContext& context);

}  // namespace parley::simulate
