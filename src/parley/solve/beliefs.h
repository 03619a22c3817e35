// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/beliefs.h"
#include "parley/game/game.h"
#include "parley/numeric/belief_axis.h"

namespace parley::solve {

struct BeliefOptions {
  /// Logit precision of each actor, in 1 / payoff unit, finite and > 0. Empty: kHighPrecision over the largest payoff
  /// size for all.
  std::vector<double> precision;
  /// The grid of beliefs about each actor; empty: default_axes() with `points`.
  std::vector<numeric::BeliefAxis> axes;
  std::size_t points = 33;                               ///< of an axis for two types; at least 2
  numeric::AxisKind kind = numeric::AxisKind::kLogOdds;  ///< of an axis for two types
  /// Of play that can return: the largest change of a value by one more step, as a share of the largest payoff size,
  /// at which it counts as solved.
  double tolerance = 1e-8;
  std::size_t most_sweeps = 2000;                 ///< over the grid, of one component
  std::size_t most_bytes = std::size_t{2} << 30;  ///< of values and strategies
  /// If not, a node's are dropped once all that leads to it is solved, which takes a fraction of the memory: the
  /// solution then says what the game is worth at the start and what the work took, and no more.
  bool keep_values = true;

  [[nodiscard]] base::Diagnostics check(const game::Game& game) const;
};
/// Higher precision on a fixed grid makes answers worse; with the grids in use the interpolation's error is about the
/// inverse of this.
inline constexpr double kHighPrecision = 300;

/// For two types a line of that kind, thinning out below a hundredth of what the prior leaves least likely (the one
/// whose logarithm counts for kLog); for more, as many cells along an edge as keep the simplex to about twice the
/// points. `points` has one number an actor; one of 1 is for actors with a single type.
[[nodiscard]] std::vector<numeric::BeliefAxis> axes_with(const game::Game& game, std::span<const std::size_t> points,
                                                         numeric::AxisKind kind = numeric::AxisKind::kLogOdds);
/// The same number of points for everybody.
[[nodiscard]] std::vector<numeric::BeliefAxis> default_axes(const game::Game& game, std::size_t points,
                                                            numeric::AxisKind kind = numeric::AxisKind::kLogOdds);

/// What a solution will need.
struct BeliefCost {
  std::size_t points = 0;       ///< of the grid of beliefs
  std::size_t stage_games = 0;  ///< nodes times points: solved once, or once a sweep where play can return
  std::size_t bytes = 0;
  /// On one core, a rough guess: stage games with a choice times what one takes, by its unknowns.
  double seconds = 0;
};
[[nodiscard]] BeliefCost belief_cost(const game::Game& game, const BeliefOptions& options);

/// How a stage game was solved, from the ordinary to the last resort.
enum class BeliefRung : std::uint8_t {
  kStart,     ///< Newton's method from the next period, the last sweep or a neighbour
  kPath,      ///< along the path of logit equilibria from precision zero
  kSteps,     ///< by steps of growing precision
  kReplies,   ///< by damped logit replies
  kUnsolved,  ///< not: the best point found
};
inline constexpr std::size_t kBeliefRungs = 5;

enum class BeliefStatus : std::uint8_t {
  kConverged,
  kNotConverged,  ///< play can return, and values still change by more than the tolerance
  kUnsolved,      ///< some stage games were not solved
  kInterrupted,
  kOutOfTime,
};

/// Values on the grid and where to start the search for strategies; read by make_player().
struct BeliefSolution {
  std::vector<numeric::BeliefAxis> axes;
  std::vector<double> precision;    ///< by actor
  std::vector<double> value;        ///< [slot of the node][point][type], in payoff units
  std::vector<std::uint32_t> slot;  ///< by node; shared by several if values are not kept
  std::vector<float> start;         ///< by node from first_start on: [point][unknown of the node's stage game]
  std::vector<std::size_t> first_start;
  std::vector<std::uint8_t> solved;  ///< by node: 0 where it was stopped before the node's turn came
  std::size_t points = 0;
  bool keeps_values = true;         ///< those of all nodes, else of the start nodes and their successors
  std::vector<double> start_value;  ///< by type: over the start lottery, its stages solved at the prior
  BeliefStatus status = BeliefStatus::kConverged;
  std::string message;     ///< one sentence for a person
  std::size_t sweeps = 0;  ///< the most of any component
  double change = 0;       ///< the largest of a value in each component's last sweep, in payoff units
  std::array<std::uint64_t, kBeliefRungs> rungs{};  ///< stage games with a choice that ended on each, of the last sweep
  std::uint64_t folded = 0;   ///< of those on a path, where the precision turned back: other equilibria exist there
  double worst_residual = 0;  ///< of the unsolved, in payoff units

  [[nodiscard]] bool is_usable() const { return status == BeliefStatus::kConverged; }
  /// Whether the start's values and choices mean anything: false if it was stopped before.
  [[nodiscard]] bool solved_at_start(const game::Game& game) const;
};

/// Solves a game with private types by logit Markov perfect Bayesian equilibrium on a grid of public beliefs
/// (docs/method/beliefs.md). Takes games without types too. Errors: E0601, E0606 (needs more memory than allowed),
/// E0508 (a discount of 1 where play can return). Numerical failure is a status.
[[nodiscard]] base::Result<BeliefSolution> solve_beliefs(const game::Game& game, const BeliefOptions& options,
                                                         const base::RunContext& context);

/// Strategies at any beliefs, by solving the stage game there, and the values that the grid gives; both arguments must
/// outlive it, and the solution must keep its values.
[[nodiscard]] game::MakePlayer make_player(const game::Game& game, const BeliefSolution& solution);

/// A first choice that is in equilibrium too, given what follows in a solution: the play is that of another
/// equilibrium.
struct OtherBeginning {
  game::NodeId node;                    ///< where play starts, or where chance leads from there
  std::vector<double> log_probability;  ///< by TypedSeat::slot, at the prior
  std::vector<double> value;            ///< by TypeId: what the node is worth at the prior, in payoff units
};

/// Looks for other equilibria of the stage games of the first turn, at the prior, by Newton's method from scattered
/// starts; never a claim that there are no more, and blind to those that differ later. In the order found, which
/// depends on context.seed alone. The solution must keep its values.
[[nodiscard]] std::vector<OtherBeginning> other_beginnings(const game::Game& game, const BeliefSolution& solution,
                                                           const base::RunContext& context);

/// The solution's player, but that play begins as given; all three must outlive it.
[[nodiscard]] game::MakePlayer make_player(const game::Game& game, const BeliefSolution& solution,
                                           const OtherBeginning& beginning);

[[nodiscard]] std::string_view describe(BeliefStatus status);
[[nodiscard]] std::string_view describe(BeliefRung rung);

}  // namespace parley::solve
