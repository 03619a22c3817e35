// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"

namespace parley::deals {

/// A payoff to each of the two actors, in payoff units, as game::Game counts them: not normalised by 1 - discount.
using Payoffs = std::array<double, 2>;

struct PayoffSetOptions {
  /// How far the sets found may reach beyond the limit of the iteration, as a share of the largest value that payoffs
  /// of their size could add up to.
  double tolerance = 1e-11;
  /// Passes over one component of the game before it is given up.
  std::size_t most_passes = 100000;
  std::size_t most_bytes = std::size_t{4} << 30U;

  [[nodiscard]] base::Diagnostics check() const;
};

enum class SetStatus : std::uint8_t {
  kConverged,
  kPassLimit,
  kInterrupted,
  kOutOfTime,
};
/// In a few words.
[[nodiscard]] std::string_view describe(SetStatus status);

/// One corner of a set, and the joint move that is played first to get it.
struct Corner {
  Payoffs payoffs{};
  game::JointId joint;
};

/// The payoffs that can be sustained from one node on.
struct NodeSet {
  bool computed = false;  ///< false where the iteration was stopped before it came here
  /// Counterclockwise, the first actor's payoff rightwards, from its least; none: nothing can be sustained here.
  std::vector<Corner> corners;
  Payoffs worst{};                             ///< [actor], the least it can be held to
  std::array<std::size_t, 2> punishing{0, 0};  ///< [actor], the corner that does, and is best for the other
};

/// For each node a convex polygon that holds every payoff of a subgame-perfect equilibrium in pure moves and public
/// randomisation, to rounding; where it converged, each of its points is in turn the payoff of strategies from which no
/// actor can gain more than `gain` by any deviation after any history.
struct PayoffSets {
  SetStatus status = SetStatus::kConverged;
  std::vector<NodeSet> nodes;  ///< by NodeId
  /// The first node found where no joint move can be sustained: no such equilibrium exists there, nor at any node from
  /// which moves can lead there.
  std::optional<game::NodeId> unsustainable;
  Payoffs gain{};           ///< [actor], in payoff units
  double error = 0;         ///< the estimate that was held to the tolerance
  double change = 0;        ///< the largest move of a set in its last pass, in the same measure
  std::size_t passes = 0;   ///< of the component that took most
  std::size_t corners = 0;  ///< of all nodes

  [[nodiscard]] bool is_usable() const { return status == SetStatus::kConverged; }
};

/// Every sustainable payoff of a game of two actors with complete information, by iteration of the operator of
/// [AbreuPearceStacchetti1990] on exact polygons, component by component, from without: the sets of a pass are what the
/// sets of the last pass can sustain. Discount factors may differ between the actors; turns inside a step are taken as
/// they are; a public signal is drawn before every node. Deterministic for any number of threads.
///
/// Errors: E1011 (options), E1012 (another number of actors), E1013 (private types), E1014 (a hidden move), E1015
/// (memory), E0508 (a discount of 1 where play can return).
[[nodiscard]] base::Result<PayoffSets> payoff_sets(const game::Game& game, const PayoffSetOptions& options,
                                                   const base::RunContext& context);

/// How a corner is sustained: the first joint move, what is promised at each node it may lead to, and what would be
/// lost or gained by deviating, when each deviation is answered with the deviator's worst payoff of the node that
/// follows.
struct Support {
  game::JointId joint;
  std::vector<Payoffs> promised;                     ///< by successor of the joint move, each in that node's set
  std::array<std::optional<double>, 2> deviating;    ///< [actor], its best deviation's payoff; none without a choice
  std::array<bool, 2> indifferent = {false, false};  ///< [actor], whether that is all it gets
};
[[nodiscard]] Support support_of(const game::Game& game, const PayoffSets& sets, game::NodeId node, std::size_t corner);

/// How far a payoff lies outside a node's set, in payoff units along the shortest way; 0 inside. The set is not empty.
[[nodiscard]] double distance_to_set(const NodeSet& set, const Payoffs& payoffs);

/// The most that a node's set gives an actor where the other gets no less than this; nothing if the other cannot.
[[nodiscard]] std::optional<double> most_given(const NodeSet& set, std::size_t actor, double other_at_least);

/// The mistakes of who asks for such sets.
[[nodiscard]] std::span<const base::Code> payoff_codes();

}  // namespace parley::deals
