// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "parley/base/check.h"
#include "parley/game/components.h"
#include "parley/solve/beliefs.h"
#include "parley/solve/beliefs/grid_player.h"
#include "parley/solve/beliefs/stage.h"
#include "parley/solve/beliefs/sweep.h"
#include "parley/solve/detail/mistakes.h"

namespace parley::solve {

using game::Game;

namespace {

// The chance below which points of a default axis thin out, as a share of the smallest positive prior; and its limits:
// below a millionth beliefs do not matter to payoffs that a double tells apart after a few steps.
constexpr double kFloorShare = 0.01;
constexpr double kLeastFloor = 1e-6;
constexpr double kMostFloor = 1e-2;
// What a stage game takes on one core of the machine of docs/method/beliefs.md: alone, and more for each unknown, less
// where one actor moves alone. And how often one is solved where play can return: from fifty times to a thousand.
constexpr double kStageMicroseconds = 0.3;
constexpr double kUnknownMicroseconds = 1.0;
constexpr double kLoneMicroseconds = 0.15;
constexpr double kSweeps = 200;
// A simplex may have this many times the points of a line.
constexpr std::size_t kSimplexShare = 2;

double axis_floor(std::span<const double> prior) {
  double least = 1;
  for (const double chance : prior)
    if (chance > 0) least = std::min(least, chance);
  return std::clamp(least * kFloorShare, kLeastFloor, kMostFloor);
}

/// The most cells an edge can have so that the simplex has at most so many points.
std::size_t simplex_cells(std::size_t types, std::size_t points) {
  std::size_t cells = 1;
  const auto size = [&](std::size_t n) {
    double count = 1;
    for (std::size_t k = 1; k < types; ++k) count = count * static_cast<double>(n + k) / static_cast<double>(k);
    return count;
  };
  while (size(cells + 1) <= static_cast<double>(points)) ++cells;
  return cells;
}

std::vector<numeric::BeliefAxis> axes_of(const Game& game, const BeliefOptions& options) {
  return options.axes.empty() ? default_axes(game, options.points, options.kind) : options.axes;
}

std::string sentence(const BeliefSolution& solution, std::size_t nodes) {
  const std::string work = fmt::format("{} node{} at {} beliefs", nodes, nodes == 1 ? "" : "s", solution.points);
  switch (solution.status) {
    case BeliefStatus::kConverged:
      return fmt::format("solved {}", work);
    case BeliefStatus::kNotConverged:
      return fmt::format("{}: values still changed by {:.3g} in the last of {} sweeps", work, solution.change,
                         solution.sweeps);
    case BeliefStatus::kUnsolved:
      return fmt::format("{}: {} stage games are not solved, the worst by {:.3g}", work,
                         solution.rungs[static_cast<std::size_t>(BeliefRung::kUnsolved)], solution.worst_residual);
    case BeliefStatus::kInterrupted:
    case BeliefStatus::kOutOfTime:
      break;
  }
  const auto solved = std::count(solution.solved.begin(), solution.solved.end(), std::uint8_t{1});
  return fmt::format("{}: {} after {} of {} nodes; what these are worth stands", work, describe(solution.status),
                     solved, nodes);
}

void conclude(const Game& game, const base::RunContext& context, BeliefSolution& solution) {
  if (solution.rungs[static_cast<std::size_t>(BeliefRung::kUnsolved)] > 0 &&
      solution.status == BeliefStatus::kConverged)
    solution.status = BeliefStatus::kUnsolved;
  const bool whole = std::find(solution.solved.begin(), solution.solved.end(), 0) == solution.solved.end();
  if (!whole)
    solution.status =
        context.stop() == base::Stop::kInterrupted ? BeliefStatus::kInterrupted : BeliefStatus::kOutOfTime;
  solution.message = sentence(solution, game.nodes());
  solution.start_value.assign(game.types(), 0.0);
  beliefs::GridPlayer player(game, solution);
  const std::vector<double> prior = game::prior_beliefs(game);
  std::vector<double> value(game.types());
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k) {
    player.solve(game.start_nodes()[k], prior, value);
    for (std::size_t t = 0; t < value.size(); ++t) solution.start_value[t] += game.start_probabilities()[k] * value[t];
  }
}

BeliefSolution empty_solution(const Game& game, const BeliefOptions& options, const beliefs::Grid& grid,
                              const beliefs::Plan& plan) {
  BeliefSolution solution;
  solution.axes.assign(grid.axes().begin(), grid.axes().end());
  solution.points = grid.points();
  solution.precision = options.precision;
  if (solution.precision.empty())
    solution.precision.assign(game.actors(), kHighPrecision / beliefs::payoff_scale(game));
  solution.keeps_values = options.keep_values;
  solution.slot = plan.slot();
  solution.first_start = plan.first_start();
  solution.value.assign(plan.slots() * grid.points() * game.types(), 0.0);
  solution.start.assign(plan.starts(), 0.0F);
  solution.solved.assign(game.nodes(), 0);
  return solution;
}

void check_axes(const Game& game, const BeliefOptions& options, base::Diagnostics& mistakes) {
  if (options.axes.empty()) return;
  if (options.axes.size() != game.actors()) {
    mistakes.add(mistake("E0601",
                         fmt::format("{} belief axes are given for {} actors", options.axes.size(), game.actors()),
                         "give one axis for each actor, or none"));
    return;
  }
  for (const game::ActorId actor : game.all_actors())
    if (options.axes[actor.value()].outcomes() != game.types_of(actor).size())
      mistakes.add(mistake("E0601",
                           fmt::format("the belief axis of actor {} is for {} types, and it has {}", actor.value(),
                                       options.axes[actor.value()].outcomes(), game.types_of(actor).size()),
                           "give an axis for as many types as the actor has"));
}

}  // namespace

base::Diagnostics BeliefOptions::check(const Game& game) const {
  base::Diagnostics mistakes;
  if (!precision.empty() && precision.size() != game.actors())
    mistakes.add(mistake("E0601", fmt::format("{} precisions are given for {} actors", precision.size(), game.actors()),
                         "give one precision for each actor, or none"));
  for (std::size_t i = 0; i < precision.size(); ++i)
    if (!(precision[i] > 0 && std::isfinite(precision[i])))
      mistakes.add(mistake("E0601", fmt::format("actor {} has a precision of {}", i, precision[i]),
                           "with private types, give a finite precision above 0"));
  if (points < 2) mistakes.add(mistake("E0601", "a belief axis has fewer than 2 points", "give at least 2 points"));
  if (!(tolerance > 0)) mistakes.add(mistake("E0601", "the tolerance is not above 0", "give a tolerance above 0"));
  if (most_sweeps == 0) mistakes.add(mistake("E0601", "no sweep is allowed", "allow at least one sweep"));
  check_axes(game, *this, mistakes);
  return mistakes;
}

std::vector<numeric::BeliefAxis> axes_with(const Game& game, std::span<const std::size_t> points,
                                           numeric::AxisKind kind) {
  PARLEY_CHECK(points.size() == game.actors());
  std::vector<numeric::BeliefAxis> axes;
  for (const game::ActorId actor : game.all_actors()) {
    const auto prior = game.prior(actor);
    const std::size_t types = prior.size();
    if (types == 1)
      axes.emplace_back();
    else if (types == 2)
      axes.emplace_back(kind, prior[1] < prior[0] ? 1 : 0, points[actor.value()], axis_floor(prior));
    else
      axes.emplace_back(types, simplex_cells(types, kSimplexShare * points[actor.value()]));
  }
  return axes;
}

std::vector<numeric::BeliefAxis> default_axes(const Game& game, std::size_t points, numeric::AxisKind kind) {
  return axes_with(game, std::vector(game.actors(), points), kind);
}

namespace {

std::size_t points_of(std::span<const numeric::BeliefAxis> axes) {
  std::size_t points = 1;
  for (const numeric::BeliefAxis& axis : axes) points *= axis.size();
  return points;
}

/// Whether lines of the grid are solved at once there, several points in the lanes of a vector register.
bool moves_alone(const Game& game, game::NodeId node) {
  for (const game::SeatId seat : game.seats_of(node))
    if (game.moves_of(seat).size() > 1)
      return !game.is_hidden(seat) && game.types_of(game.actor(seat)).size() == 2 &&
             game.moves_of(seat).size() == game.joints_of(node).size();
  return false;
}

BeliefCost cost_of(const Game& game, const game::Components& components, std::size_t points,
                   const beliefs::Plan& plan) {
  BeliefCost cost;
  cost.points = points;
  cost.stage_games = game.nodes() * cost.points;
  double microseconds = 0;
  for (const game::NodeId node : game.all_nodes()) {
    const std::size_t own = beliefs::unknowns_of(game, node);
    const bool returns = components.is_cyclic(components.component_of(node));
    const double unknown = !returns && moves_alone(game, node) ? kLoneMicroseconds : kUnknownMicroseconds;
    microseconds += (returns ? kSweeps : 1) * (kStageMicroseconds + unknown * static_cast<double>(own));
  }
  cost.seconds = 1e-6 * microseconds * static_cast<double>(cost.points);
  cost.bytes = plan.slots() * cost.points * game.types() * sizeof(double) + plan.starts() * sizeof(float);
  return cost;
}

}  // namespace

BeliefCost belief_cost(const Game& game, const BeliefOptions& options) {
  const game::Components components(game);
  const std::size_t points = points_of(axes_of(game, options));
  return cost_of(game, components, points, beliefs::Plan(game, components, points, options.keep_values));
}

base::Result<BeliefSolution> solve_beliefs(const Game& game, const BeliefOptions& options,
                                           const base::RunContext& context) {
  base::Diagnostics mistakes = options.check(game);
  const game::Components components(game);
  mistakes.append(game::check_discounts(game, components));
  if (mistakes.has_errors()) return base::failure(std::move(mistakes));
  const beliefs::Grid grid(game, axes_of(game, options));
  const beliefs::Plan plan(game, components, grid.points(), options.keep_values);
  const BeliefCost cost = cost_of(game, components, grid.points(), plan);
  if (cost.bytes > options.most_bytes)
    return base::failure(
        mistake("E0606",
                fmt::format("{} nodes at {} beliefs need {} MiB, and {} are allowed", game.nodes(), cost.points,
                            cost.bytes >> 20, options.most_bytes >> 20),
                "give fewer points to the belief axes, fewer types or a shorter horizon, or allow more memory"));
  BeliefSolution solution = empty_solution(game, options, grid, plan);
  beliefs::sweep(game, components, plan, grid, options, context, solution);
  conclude(game, context, solution);
  return solution;
}

bool BeliefSolution::solved_at_start(const Game& game) const {
  const auto nodes = game.start_nodes();
  return !solved.empty() &&
         std::all_of(nodes.begin(), nodes.end(), [&](game::NodeId node) { return solved[node.value()] != 0; });
}

game::MakePlayer make_player(const Game& game, const BeliefSolution& solution) {
  PARLEY_CHECK(solution.keeps_values);
  return [&game, &solution] { return std::make_unique<beliefs::GridPlayer>(game, solution); };
}

std::string_view describe(BeliefStatus status) {
  switch (status) {
    case BeliefStatus::kConverged:
      return "converged";
    case BeliefStatus::kNotConverged:
      return "did not converge";
    case BeliefStatus::kUnsolved:
      return "left stage games unsolved";
    case BeliefStatus::kInterrupted:
      return "interrupted";
    case BeliefStatus::kOutOfTime:
      return "out of time";
  }
  return "unknown";
}

std::string_view describe(BeliefRung rung) {
  switch (rung) {
    case BeliefRung::kStart:
      return "from a neighbour";
    case BeliefRung::kPath:
      return "by the path";
    case BeliefRung::kSteps:
      return "by steps of precision";
    case BeliefRung::kReplies:
      return "by damped replies";
    case BeliefRung::kUnsolved:
      return "unsolved";
  }
  return "unknown";
}

}  // namespace parley::solve
