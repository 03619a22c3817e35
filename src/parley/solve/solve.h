// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "parley/base/context.h"
#include "parley/base/result.h"
#include "parley/game/game.h"
#include "parley/game/profile.h"

namespace parley::solve {

/// Precision "in the limit": every move that is not best is given up.
inline constexpr double kLimit = std::numeric_limits<double>::infinity();

struct SolveOptions {
  /// Logit precision of each actor, in 1 / payoff unit, > 0; kLimit for the limit. Empty: the limit for all.
  std::vector<double> precision;
  /// Where the path ends and the polish begins when the limit is asked for, times the payoff scale of the component.
  double path_precision = 1e4;
  /// Path steps allowed to one component before it is given up.
  std::size_t most_steps = 20000;
  /// A component of more nodes than this, all small and with actors in the limit, is settled node by node instead of by
  /// one path, whose folds grow with its nodes: at 128 nodes a path takes a tenth of a second.
  std::size_t most_path_nodes = 128;
  /// Branches beside the paths to follow, in the whole game; 0 for none.
  std::size_t most_branches = 16;
  /// Strategies to set out from, such as a nearby game's equilibrium; null for none. A component at which they lead to
  /// an equilibrium in a few corrections keeps that one, which need not be the one that its own path ends in, and looks
  /// for no others. Everything else is solved as usual. Must outlive the call.
  const game::Profile* start = nullptr;
  /// Follow every path a second time with much shorter steps, and say whether it comes to the same equilibrium.
  bool verify = false;

  [[nodiscard]] base::Diagnostics check(const game::Game& game) const;
};

enum class Status : std::uint8_t {
  kConverged,
  kStepTooSmall,  ///< a path could not be followed further
  kTooManySteps,  ///< a path was longer than allowed
  kNotPolished,   ///< the limit was not reached: strategies are those of the highest precision of the path
  kNotSettled,    ///< the nodes of a large component kept changing their minds
  kNotVerified,   ///< shorter steps led to another equilibrium, or to none
  kInterrupted,
  kOutOfTime,
};

/// What it took to solve a component by its path, from the ordinary to the last resort; each comes after those before
/// it.
enum class Rung : std::uint8_t {
  kKept,  ///< no path: the strategies that were given led to an equilibrium
  kFirstTry,
  kShorterSteps,     ///< the path was followed again from the start
  kHigherPrecision,  ///< the path went on, for the polish to start nearer to the limit
  kExactPolish,      ///< each step of the polish was solved to its end
  kNodeByNode,       ///< no path of the whole component: it is large
};
inline constexpr std::size_t kRungs = 6;

/// Whether a second run with much shorter steps came to the same equilibrium.
enum class Verification : std::uint8_t { kNotAsked, kAgrees, kDiffers, kNotReached };

/// One component on which play can return, or where several actors move at once: those that need a path.
struct PathReport {
  std::size_t component = 0;
  game::NodeId node;  ///< its first
  std::size_t nodes = 0;
  std::size_t steps = 0;      ///< of the paths of all its nodes, where it was settled node by node
  std::size_t rejected = 0;   ///< steps that were tried and taken back
  std::size_t folds = 0;      ///< times the precision turned back along the path
  std::size_t crossings = 0;  ///< bifurcations passed straight on
  Rung rung = Rung::kFirstTry;
  Verification verification = Verification::kNotAsked;
  double precision = 0;  ///< reached by the path, in 1 / payoff unit
  Status status = Status::kConverged;
};

/// Where an equilibrium other than the path's own was met.
enum class Met : std::uint8_t {
  kBranch,   ///< at the end of a branch that crosses the path
  kPassage,  ///< where the path, followed beyond the precision asked for, comes by again
};

/// An equilibrium beside the path's own. It differs in one component, and in those before it that depend on that one:
/// they are solved anew, each by its own path.
struct OtherEquilibrium {
  game::Profile profile;
  std::vector<double> start_value;  ///< [actor]
  Met met = Met::kBranch;
  game::NodeId node;       ///< the first of the component
  double precision = 0;    ///< where its branch leaves the path, in 1 / payoff unit; the one asked for of a passage
  double gain = 0;         ///< of actors in the limit: the most one deviation at one node earns, in payoff units
  double logit_error = 0;  ///< of the others: the largest error of a probability
};

/// What became of the branches beside the paths. Never a claim that there are no others.
struct BranchReport {
  std::size_t followed = 0;  ///< to their end, whether or not that was new
  std::size_t closed = 0;    ///< back to a bifurcation or the path, in a loop that leads to no end of its own
  std::size_t lost = 0;      ///< not found beside a bifurcation, or without an end within the steps allowed
  std::size_t left_out = 0;  ///< known of and not tried: there were too many
};

/// The principal branch: component by component, successors first, the path of logit equilibria from precision zero at
/// the successors' final values. A component that is one node with one seat and no way back is its limit directly: the
/// best move, ties shared equally [McKelveyPalfrey1995; Turocy2005; EibelshaeuserPoensgen2019]. A large component is
/// one in which each node plays the end of its own stage's principal branch, or an equilibrium of its stage that it
/// came to earlier; docs/method/stagewise.md.
struct Solution {
  game::Profile profile;
  game::Values values;  ///< under the profile, by the solver's own arithmetic
  Status status = Status::kConverged;
  std::string message;  ///< one sentence for a person
  std::size_t components = 0;
  std::size_t largest_component = 0;  ///< in nodes
  std::vector<PathReport> paths;      ///< in component order
  std::size_t path_steps = 0;
  std::vector<game::NodeId> folded;      ///< the nodes of every component whose path folded, in index order
  double precision_reached = kLimit;     ///< the least over components; kLimit where all were polished or need no path
  std::vector<OtherEquilibrium> others;  ///< distinct; by component, then in the order in which they were met
  BranchReport branches;

  [[nodiscard]] bool is_usable() const { return status == Status::kConverged; }
};

/// Computes the default equilibrium, and what lies beside its path. Errors: E0601 (options), E0508 (a discount of 1
/// where play can return). Numerical failure is a status, with the best point so far.
[[nodiscard]] base::Result<Solution> solve(const game::Game& game, const SolveOptions& options,
                                           const base::RunContext& context);

[[nodiscard]] std::string_view describe(Status status);
[[nodiscard]] std::string_view describe(Rung rung);
/// The mistakes a solver can be asked to make.
[[nodiscard]] std::span<const base::Code> codes();

}  // namespace parley::solve
