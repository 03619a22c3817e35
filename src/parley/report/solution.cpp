// SPDX-License-Identifier: Apache-2.0
#include "parley/report/solution.h"

#include <fmt/format.h>

#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// Strategies of more seats than this are written to a file, not to a terminal.
constexpr std::size_t kMostSeats = 60;

void strategies(const SolvedGame& solved, std::size_t width, std::string& out) {
  out += "\nStrategies\n";
  if (solved.game->seats() > kMostSeats)
    out += fmt::format("  {} choices; write them to a file with --profile, or print them with --json\n",
                       solved.game->seats());
  else
    out += strategies_text(*solved.game, *solved.labels, *solved.profile, width, "  ");
}

void certificate(const SolvedGame& solved, std::size_t width, std::string& out) {
  out += fmt::format(
      "\nCertificate (bounded): the most an actor could gain by deviating alone, for ever; bound {:.1e} "
      "of the payoff range\n",
      solved.certificate->bound);
  Table table;
  table.add({"actor", "value", "gain from the start", "at the worst node", "share of range", "logit residual"});
  for (const certify::ActorGain& gain : solved.certificate->actors)
    table.add({actor_name(solved, gain.actor), fmt::format("{:.10g}", gain.value_start),
               fmt::format("{:.2e}", gain.gain_start), fmt::format("{:.2e}", gain.gain_worst),
               fmt::format("{:.2e}", gain.share_worst), fmt::format("{:.2e}", gain.logit_residual)});
  out += table.text(width, "  ");
  for (const certify::ActorGain& gain : solved.certificate->actors)
    if (gain.share_worst > solved.certificate->bound)
      out += wrapped(fmt::format("  worst node of {}: {}", actor_name(solved, gain.actor),
                                 node_name(solved, gain.worst_node)),
                     width, "    ") +
             '\n';
}

}  // namespace

std::string strategies_text(const game::Game& game, const game::Labels& labels, const game::Profile& profile,
                            std::size_t width, std::string_view indent) {
  const SolvedGame named{&game, &labels, &profile, nullptr, nullptr};
  std::string out;
  for (const game::NodeId node : game.all_nodes()) {
    for (const game::SeatId seat : game.seats_of(node)) {
      std::string line = fmt::format("{}{}, {}:", indent, node_name(named, node), actor_name(named, game.actor(seat)));
      std::string moves;
      for (const game::MoveId move : game.moves_of(seat)) {
        const double p = profile[move];
        if (p > 0) moves += fmt::format("{} {} {:.10g}", moves.empty() ? "" : ",", move_name(named, seat, move), p);
      }
      out += wrapped(line + moves, width, fmt::format("{}  ", indent)) + '\n';
    }
  }
  return out;
}

std::string closing(const Provenance& provenance, const Status& status) {
  return fmt::format("\nTo reproduce\n  {}\n\nStatus: {} (exit {}): {}\n", provenance.command, name(status.exit),
                     static_cast<int>(status.exit), status.message);
}

std::string node_name(const SolvedGame& solved, game::NodeId node) {
  return solved.labels->nodes.empty() ? fmt::format("node {}", node.value()) : solved.labels->nodes[node.value()];
}

std::string actor_name(const SolvedGame& solved, game::ActorId actor) {
  return solved.labels->actors.empty() ? fmt::format("actor {}", actor.value()) : solved.labels->actors[actor.value()];
}

std::string move_name(const SolvedGame& solved, game::SeatId seat, game::MoveId move) {
  return solved.labels->moves.empty()
             ? fmt::format("move {}", move.value() - solved.game->moves_of(seat).front().value())
             : solved.labels->moves[move.value()];
}

Status status_of(const SolvedGame& solved) {
  if (solved.solution != nullptr && solved.solution->status == solve::Status::kInterrupted)
    return {Exit::kInterrupted, "interrupted: these are the best strategies found by then"};
  if (solved.solution != nullptr && solved.solution->status == solve::Status::kOutOfTime)
    return {Exit::kBudget, "the time allowed is over: these are the best strategies found by then"};
  if (!solved.certificate->complete) return {Exit::kNotGuaranteed, "the certificate was stopped before it was tight"};
  if (!solved.certificate->holds)
    return {Exit::kNotGuaranteed, solved.solution != nullptr
                                      ? "the solution misses the bound asked for: read it as inconclusive"
                                      : "somebody could gain more than the bound by deviating from this profile"};
  return {Exit::kAnswered, "certified"};
}

std::string solved_text(const SolvedGame& solved, const Provenance& provenance, const Status& status,
                        std::size_t width) {
  const game::Game& game = *solved.game;
  std::string out = solved.labels->title.empty() ? provenance.file : solved.labels->title;
  out += fmt::format("\n\n{} nodes, {} actors, {} choices of {} moves, {} edges\n", game.nodes(), game.actors(),
                     game.seats(), game.moves(), game.edges());
  if (solved.solution != nullptr) {
    const solve::Solution& solution = *solved.solution;
    out +=
        wrapped(
            fmt::format(
                "{} ({} components, the largest of {} nodes; {} paths with {} steps{})", solution.message,
                solution.components, solution.largest_component, solution.paths.size(), solution.path_steps,
                solution.folded.empty() ? "" : fmt::format("; {} nodes where the path folded", solution.folded.size())),
            width, "") +
        '\n';
  }
  certificate(solved, width, out);
  strategies(solved, width, out);
  out += closing(provenance, status);
  return out;
}

}  // namespace parley::report
