// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/compile/legend.h"
#include "parley/game/game.h"
#include "parley/scenario/scenario.h"

namespace parley::compile {

struct CompileOptions {
  /// Index into Scenario::policies; none: nobody is committed.
  std::optional<std::size_t> policy;
  /// Bytes the game may take while it is made. 4 GiB: room for ten million nodes, within a small machine.
  std::size_t most_bytes = std::size_t{4} << 30;
  /// Steps per phase reported as warnings: moves never open, values never reached, payoffs that never apply.
  bool warn = true;
};

struct CompiledGame {
  game::Game game;
  Legend legend;
  base::Diagnostics warnings;
};

/// The game of a scenario: reachable nodes only, by breadth-first search from the start.
/// A step is a draw of the first mover (random order only), the turns, and the settling at its end, where payoffs are
/// paid and the last rules act. Turns in which nobody can do anything are left out.
/// The scenario outlives the legend. Errors: E0401 to E0411.
[[nodiscard]] base::Result<CompiledGame> compile(const scenario::Scenario& scenario, const CompileOptions& options,
                                                 const base::RunContext& context);

[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::compile
