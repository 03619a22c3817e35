// SPDX-License-Identifier: Apache-2.0
#include "parley/solve/solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/game/components.h"
#include "parley/solve/detail/by_level.h"
#include "parley/solve/detail/mistakes.h"
#include "parley/solve/detail/others.h"

namespace parley::solve {

using game::ActorId;
using game::Game;
using game::NodeId;

namespace {

constexpr base::Code kCodes[] = {
    {"E0601", "a solver option is out of range",
     "The precision of an actor is a number above 0, or left out for the limit of ever higher precision; there is one\n"
     "for each actor or none at all. The precision at which the path ends, and the steps it may take, are above 0.\n"
     "Precision is in 1 / payoff unit: with payoffs from 0 to 10, a precision of 1 is already a sharp choice.\n\n"
     "Wrong: precision = [2.0, -1.0]\nRight: precision = [2.0, 1.0]\n"},
    {"E0603", "all equilibria are listed in the limit only",
     "An actor of finite precision chooses every move with some chance, and logit equilibria are not found by listing\n"
     "which moves are played. The list of all equilibria is for actors who play best responses.\n\n"
     "Wrong: solve game.json --all --precision 10\nRight: solve game.json --all\n"},
    {"E0604", "all equilibria are listed only where play never returns to a node that it left",
     "State recursion lists the equilibria of one node at a time, at the values of the nodes after it. A node may "
     "lead\n"
     "back to itself; but where play can go round several nodes, their strategies have to be found together, and\n"
     "nothing here lists all solutions of that.\n\n"
     "Wrong: solve cycle.json --all\nRight: solve cycle.json, which finds one equilibrium; or a counter of steps in "
     "the\n"
     "game, so that no node comes again\n"},
    {"E0605", "this method takes no game with private types",
     "An actor with several types reveals them by its moves, and what the others believe becomes part of where play "
     "is.\n"
     "This method knows no beliefs.\n"},
    {"E0606", "the grid of beliefs needs more memory than allowed",
     "Values are kept at every node for every combination of points of the actors' belief axes. Halving the points of\n"
     "each of two axes takes a quarter of the memory; an actor with one type needs one point.\n"},
    {"E0607", "the grid of beliefs would take longer than allowed",
     "Every node is solved for every combination of points of the actors' belief axes, again and again where play can\n"
     "return to it. The time is a rough guess made beforehand. Halving the points of each of two axes takes a quarter "
     "of\n"
     "it; a horizon, fewer states, or --time-limit with more seconds help too.\n"},
    {"W0601", "a grid of beliefs is too coarse for the step",
     "While types mix, each move changes what others believe by a little, and many such steps make a reputation. Where "
     "a\n"
     "cell of the grid is wider than one of them, values in between are interpolated across many steps at once: the "
     "mixing\n"
     "may be lost while everything on the grid looks right. Trust the certificate, not the on-grid gap.\n\n"
     "Wrong: steps of a week, --belief-points 17\nRight: steps of a quarter, --belief-points 65 --belief-axis "
     "linear\n"},
};

std::string sentence(const Solution& solution, std::size_t failed) {
  if (solution.status == Status::kConverged)
    return fmt::format("solved {} component{}, {} by a path of logit equilibria ({} steps)", solution.components,
                       solution.components == 1 ? "" : "s", solution.paths.size(), solution.path_steps);
  if (solution.status == Status::kNotVerified)
    return fmt::format("{} in {} of {} components: read the solution as inconclusive", describe(solution.status),
                       failed, solution.components);
  if (solution.status == Status::kInterrupted || solution.status == Status::kOutOfTime)
    return fmt::format("{}; the remaining components were left at equal chances", describe(solution.status));
  return fmt::format("{} in {} of {} components; precision {:.6g} was reached", describe(solution.status), failed,
                     solution.components, solution.precision_reached);
}

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

std::string_view describe(Status status) {
  switch (status) {
    case Status::kConverged:
      return "converged";
    case Status::kStepTooSmall:
      return "the path could not be followed further";
    case Status::kTooManySteps:
      return "the path was longer than allowed";
    case Status::kNotPolished:
      return "the limit was not reached";
    case Status::kNotSettled:
      return "the nodes did not settle";
    case Status::kNotVerified:
      return "a run with much shorter steps did not come to the same equilibrium";
    case Status::kInterrupted:
      return "interrupted";
    case Status::kOutOfTime:
      return "out of time";
  }
  return "unknown";
}

std::string_view describe(Rung rung) {
  switch (rung) {
    case Rung::kKept:
      return "kept";
    case Rung::kFirstTry:
      return "first try";
    case Rung::kShorterSteps:
      return "shorter steps";
    case Rung::kExactPolish:
      return "exact polish";
    case Rung::kHigherPrecision:
      return "higher precision";
    case Rung::kNodeByNode:
      return "node by node";
  }
  return "unknown";
}

base::Diagnostics SolveOptions::check(const Game& game) const {
  base::Diagnostics mistakes;
  if (!precision.empty() && precision.size() != game.actors())
    mistakes.add(mistake("E0601", fmt::format("{} precisions are given for {} actors", precision.size(), game.actors()),
                         "give one precision for each actor, or none"));
  for (std::size_t i = 0; i < precision.size(); ++i)
    if (!(precision[i] > 0))
      mistakes.add(
          mistake("E0601", fmt::format("actor {} has a precision of {}", i, precision[i]), "give a precision above 0"));
  if (!(path_precision > 0 && std::isfinite(path_precision)))
    mistakes.add(mistake("E0601", fmt::format("the path would end at a precision of {}", path_precision),
                         "give a finite path precision above 0"));
  if (start != nullptr && start->probability.size() != game.moves())
    mistakes.add(mistake("E0601",
                         fmt::format("the strategies to start from are of {} moves, the game has {}",
                                     start->probability.size(), game.moves()),
                         "give a profile of this game"));
  if (start != nullptr && verify)
    mistakes.add(mistake("E0601", "strategies to start from leave no path to verify", "leave out one of the two"));
  if (most_steps == 0) mistakes.add(mistake("E0601", "the path is allowed no step", "allow at least one step"));
  return mistakes;
}

base::Result<Solution> solve(const Game& game, const SolveOptions& options, const base::RunContext& context) {
  base::Diagnostics mistakes = options.check(game);
  const game::Components components(game);
  mistakes.append(game::check_discounts(game, components));
  check_no_types(game, mistakes);
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));

  std::vector<double> precision = options.precision;
  precision.resize(game.actors(), kLimit);
  Draft draft{game::uniform_profile(game), game::Values(game.nodes(), game.actors())};
  Solution solution;
  solution.components = components.size();
  Others others(options);
  const std::size_t failed = ByLevel(game, components, precision, context, draft, others, solution).run();
  std::sort(solution.folded.begin(), solution.folded.end());
  if (solution.status == Status::kConverged) others.complete(game, components, precision, context, draft, solution);
  solution.profile = std::move(draft.profile);
  solution.values = std::move(draft.values);
  solution.message = sentence(solution, failed);
  return solution;
}

}  // namespace parley::solve
