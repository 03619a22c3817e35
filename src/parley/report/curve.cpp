// SPDX-License-Identifier: Apache-2.0
#include "parley/report/curve.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/report/plain.h"
#include "parley/report/solution.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// Chances of more moves than this are left to the document.
constexpr std::size_t kMostMoves = 12;

double largest(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

std::vector<std::string> head(const TracedGame& traced, const SolvedGame& names) {
  const game::Game& game = *traced.game;
  std::vector<std::string> row = {"precision"};
  for (const game::ActorId actor : game.all_actors()) row.push_back("value, " + actor_name(names, actor));
  if (game.moves() > kMostMoves) return row;
  for (const game::NodeId node : game.all_nodes())
    for (const game::SeatId seat : game.seats_of(node))
      for (const game::MoveId move : game.moves_of(seat)) {
        std::string name = actor_name(names, game.actor(seat)) + " " + move_name(names, seat, move);
        if (game.nodes() > 1) name += " at " + node_name(names, node);
        row.push_back(std::move(name));
      }
  return row;
}

}  // namespace

Status status_of(const TracedGame& traced) {
  const solve::LogitCurve& curve = *traced.curve;
  if (curve.status == solve::Status::kInterrupted) return {Exit::kInterrupted, "interrupted: the curve up to here"};
  if (curve.status == solve::Status::kOutOfTime)
    return {Exit::kBudget, "the time allowed is over: the curve up to here"};
  if (!curve.reached)
    return {Exit::kNotGuaranteed, fmt::format("{}: the curve up to there", solve::describe(curve.status))};
  if (!(largest(traced.residual) <= traced.bound))
    return {Exit::kNotGuaranteed, "a point is further from logit choice than the bound: read it as inconclusive"};
  return {Exit::kAnswered, "every point is a logit equilibrium within the bound"};
}

std::string curve_text(const TracedGame& traced, const Provenance& provenance, const Status& status,
                       std::size_t width) {
  const game::Game& game = *traced.game;
  const solve::LogitCurve& curve = *traced.curve;
  const SolvedGame names{traced.game, traced.labels, nullptr, nullptr, nullptr};
  std::string out = traced.labels->title.empty() ? provenance.file : traced.labels->title;
  out += "\n\n" +
         wrapped(fmt::format("The principal branch of logit equilibria from precision 0, in 1 / payoff unit: {} "
                             "points, {} turning points, {} bifurcations passed straight on.",
                             curve.points.size(), curve.turning_points, curve.crossings),
                 width, "") +
         "\n\n";
  Table table;
  table.add(head(traced, names));
  for (const solve::CurvePoint& point : curve.points) {
    std::vector<std::string> row = {fmt::format("{:.6g}{}", point.precision, point.turns ? " turns" : "")};
    for (const double value : point.start_value) row.push_back(fmt::format("{:.6g}", value));
    if (game.moves() <= kMostMoves)
      for (const double p : point.profile.probability) row.push_back(fmt::format("{:.6f}", p));
    table.add(std::move(row));
  }
  out += table.text(width, "  ");
  if (game.moves() > kMostMoves) out += fmt::format("  the chances of its {} moves: with --json\n", game.moves());
  out += "\n" +
         wrapped(fmt::format("Certificate (bounded): the largest difference of a probability from its logit choice, "
                             "over all points, is {:.2e}; bound {:.1e}",
                             largest(traced.residual), traced.bound),
                 width, "") +
         "\n";
  out += closing(provenance, status);
  return out;
}

}  // namespace parley::report
