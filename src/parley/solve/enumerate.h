// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::solve {

struct EnumerateOptions {
  /// Equilibria to visit before the walk is cut short, at least 1.
  std::size_t most = 1000;
  /// Of each actor; refused (E0603) unless empty or infinite.
  std::vector<double> precision;

  [[nodiscard]] base::Diagnostics check(const game::Game& game) const;
};

/// One equilibrium, while it is visited.
struct FoundEquilibrium {
  std::size_t number = 0;  ///< its place in the order, from 0
  const game::Profile& profile;
  const game::Values& values;    ///< under the profile, by the solver's own arithmetic
  std::size_t mixing_nodes = 0;  ///< where somebody plays more than one move
};

/// Whether the list holds every Markov perfect equilibrium.
enum class Completeness : std::uint8_t {
  kComplete,
  kTruncated,    ///< there are more than were asked for
  kUnknown,      ///< some node may have more equilibria than were found
  kInterrupted,  ///< stopped on the way
  kOutOfTime,
};

struct Enumeration {
  std::size_t found = 0;
  Completeness completeness = Completeness::kComplete;
  /// Where some node met on the way may have more equilibria than were found: the first such node, and why.
  std::optional<game::NodeId> doubtful_node;
  std::string doubt;
  std::size_t stage_games = 0;            ///< solved on the way
  std::size_t most_stage_equilibria = 0;  ///< at one node

  [[nodiscard]] bool is_usable() const { return completeness == Completeness::kComplete; }
};

/// Visits every Markov perfect equilibrium of a game in which play never comes back to a node that it left, by state
/// recursion [IskhakovRustSchjerning2016]: all equilibria of each node at the values that the choices at its successors
/// give, depth first. The order is lexicographic in the nodes' choices, nodes in the order of game::Components, each
/// node's equilibria by the number of moves played, then the moves played, then probability. Memory is proportional to
/// the game and the equilibria of its nodes, not to the number visited. `visit` may end the walk by giving false, which
/// counts as truncated. Errors: E0601 (options), E0508 (a discount of 1 where play can return), E0603 (finite
/// precision), E0604 (a component of several nodes).
[[nodiscard]] base::Result<Enumeration> enumerate(const game::Game& game, const EnumerateOptions& options,
                                                  const base::RunContext& context,
                                                  const std::function<bool(const FoundEquilibrium&)>& visit);

/// What a stop on the way means for the list.
[[nodiscard]] Completeness completeness_of(base::Stop stop);
/// In a few words.
[[nodiscard]] std::string_view describe(Completeness completeness);

}  // namespace parley::solve
