// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/compile/legend.h"
#include "parley/game/game.h"
#include "parley/scenario/scenario.h"

namespace parley::compile {

/// A state in which a step starts, and which step, 0-based; 0 where the scenario has no horizon.
struct Beginning {
  std::uint64_t state = 0;  ///< as Legend::packed
  std::uint32_t step = 0;
  friend auto operator<=>(const Beginning&, const Beginning&) = default;
};

struct CompileOptions {
  /// Index into Scenario::policies; none: nobody is committed.
  std::optional<std::size_t> policy;
  /// Bytes the game may take while it is made. 4 GiB: room for ten million nodes, within a small machine.
  std::size_t most_bytes = std::size_t{4} << 30;
  /// The scenario's deal is signed at the start. Where it is over for good a node of Phase::kExit stands for all that
  /// follows: it pays nothing, until Game::with_end_values().
  bool is_signed = false;
  /// Further states in which a step is to start, none twice: then the start lottery has the scenario's start one time
  /// in two, else any of these.
  std::span<const Beginning> also;
  /// Steps per phase reported as warnings: moves never open, values never reached, payoffs that never apply.
  bool warn = true;
};

struct CompiledGame {
  game::Game game;
  Legend legend;
  base::Diagnostics warnings;
  std::vector<game::NodeId> also;  ///< the node of each of CompileOptions::also
  /// By state in which the scenario may start, in one order for every game of it: the places among start_nodes() that
  /// it leads to, and their probabilities, which sum to 1.
  std::vector<std::vector<std::pair<std::size_t, double>>> starts;
  std::vector<double> start_probability;  ///< of each of these states
};

/// The game of a scenario: reachable nodes only, by breadth-first search from the start.
/// A step is a draw of the first mover (random order only), the turns, and the settling at its end, where payoffs are
/// paid and the last rules act. Turns in which nobody can do anything are left out.
/// The scenario outlives the legend. Errors: E0401 to E0411.
[[nodiscard]] base::Result<CompiledGame> compile(const scenario::Scenario& scenario, const CompileOptions& options,
                                                 const base::RunContext& context);

[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::compile
