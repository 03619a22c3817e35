// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "parley/base/context.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"
#include "parley/simulate/forward.h"

namespace parley::simulate {

struct SampleOptions {
  std::size_t paths = 10000;
  std::size_t steps = 40;
};

/// Paths drawn from the profile. The bits depend on the seed alone: path p of any number of paths is the same.
struct Paths {
  std::size_t paths = 0;
  std::size_t steps = 0;
  std::vector<game::NodeId> node;          ///< [path][step 0..steps]: where the step starts, or where play ended
  std::vector<std::int32_t> event_step;    ///< [path]: the step of the first marked move, or -1
  std::vector<std::uint32_t> event_marks;  ///< [path]: its marks, or 0
  std::vector<double> discounted;          ///< [path][actor]: payoffs within the steps, discounted to the start
  bool complete = true;                    ///< false if stopped early: then `paths` counts those drawn

  [[nodiscard]] game::NodeId at(std::size_t path, std::size_t step) const { return node[path * (steps + 1) + step]; }
};

[[nodiscard]] Paths sample(const game::Game& game, const game::Profile& profile, const Marks& marks,
                           const SampleOptions& options, const base::RunContext& context);

}  // namespace parley::simulate
