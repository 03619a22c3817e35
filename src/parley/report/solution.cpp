// SPDX-License-Identifier: Apache-2.0
#include "parley/report/solution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// Strategies of more seats than this are written to a file, not to a terminal.
constexpr std::size_t kMostSeats = 60;
// Components named of those that a second run did not verify.
constexpr std::size_t kMostMismatches = 10;

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

/// What it took, beyond what the message says.
std::string statistics(const solve::Solution& solution) {
  const PathTotals totals = totals_of(solution);
  std::string text = fmt::format("largest component: {} node{}", solution.largest_component,
                                 solution.largest_component == 1 ? "" : "s");
  if (solution.paths.empty()) return text;
  if (!solution.is_usable()) text += fmt::format("; steps: {}", solution.path_steps);
  text += fmt::format("; steps rejected: {}; folds: {}; bifurcations passed: {}", totals.rejected, totals.folds,
                      totals.crossings);
  std::string_view before = "; solved:";
  for (std::size_t k = 0; k < solve::kRungs; ++k) {
    if (totals.solved_on[k] == 0) continue;
    text += fmt::format("{} {} on {}", before, totals.solved_on[k], solve::describe(static_cast<solve::Rung>(k)));
    before = ",";
  }
  if (totals.agree + totals.mismatched.size() > 0)
    text += fmt::format("; verified by shorter steps: {} of {} agree", totals.agree,
                        totals.agree + totals.mismatched.size());
  if (!solution.folded.empty()) text += fmt::format("; {} nodes where the path folded", solution.folded.size());
  return text;
}

std::string mismatches(const SolvedGame& solved, std::size_t width) {
  std::string out;
  const PathTotals totals = totals_of(*solved.solution);
  for (std::size_t k = 0; k < std::min(kMostMismatches, totals.mismatched.size()); ++k) {
    const solve::PathReport& path = *totals.mismatched[k];
    out += wrapped(fmt::format("  component {}, {} nodes from {}: shorter steps {}", path.component, path.nodes,
                               node_name(solved, path.node),
                               path.verification == solve::Verification::kDiffers ? "came to another equilibrium"
                                                                                  : "did not come to an equilibrium"),
                   width, "    ") +
           '\n';
  }
  if (totals.mismatched.size() > kMostMismatches)
    out += fmt::format("  and {} more\n", totals.mismatched.size() - kMostMismatches);
  return out;
}

void others(const SolvedGame& solved, std::size_t width, std::string& out) {
  const solve::Solution& solution = *solved.solution;
  const solve::BranchReport& branches = solution.branches;
  if (solution.others.empty() && branches.followed + branches.closed + branches.lost + branches.left_out == 0) return;
  out += "\nOther equilibria met beside the path; there may be more\n";
  Table table;
  std::vector<std::string> head{"number"};
  for (const game::ActorId actor : solved.game->all_actors()) head.push_back("value of " + actor_name(solved, actor));
  head.insert(head.end(), {"share of range to gain", "logit residual", "met on"});
  table.add(head);
  for (std::size_t k = 0; k < solved.others.size(); ++k) {
    const CertifiedOther& other = solved.others[k];
    std::vector<std::string> row{fmt::format("{}", k)};
    for (const certify::ActorGain& gain : other.certificate.actors)
      row.push_back(fmt::format("{:.10g}", gain.value_start));
    row.push_back(fmt::format("{:.2e}", other.certificate.largest_share));
    row.push_back(fmt::format("{:.2e}", other.certificate.largest_residual));
    row.push_back(fmt::format("{} at precision {:.6g}", name_of(other.found->met), other.found->precision));
    table.add(row);
  }
  if (!solved.others.empty()) out += table.text(width, "  ");
  out += wrapped(others_text(solved), width, "  ") + '\n';
  if (solved.game->seats() > kMostSeats) return;
  for (std::size_t k = 0; k < solved.others.size(); ++k)
    out += fmt::format("  Strategies of {}\n", k) +
           strategies_text(*solved.game, *solved.labels, solved.others[k].found->profile, width, "    ");
}

}  // namespace

PathTotals totals_of(const solve::Solution& solution) {
  PathTotals totals;
  for (const solve::PathReport& path : solution.paths) {
    totals.rejected += path.rejected;
    totals.folds += path.folds;
    totals.crossings += path.crossings;
    const bool solved = path.status == solve::Status::kConverged || path.status == solve::Status::kNotVerified;
    if (solved) ++totals.solved_on[static_cast<std::size_t>(path.rung)];
    if (path.verification == solve::Verification::kAgrees) ++totals.agree;
    if (path.status == solve::Status::kNotVerified) totals.mismatched.push_back(&path);
  }
  return totals;
}

std::string_view name_of(solve::Met met) { return met == solve::Met::kBranch ? "branch" : "passage"; }

std::string others_text(const SolvedGame& solved) {
  const solve::BranchReport& branches = solved.solution->branches;
  std::string text = fmt::format("  {} branches followed, {} in a loop, {} lost, {} left out", branches.followed,
                                 branches.closed, branches.lost, branches.left_out);
  if (const std::size_t missed = solved.solution->others.size() - solved.others.size(); missed > 0)
    text += fmt::format("; {} not listed, for they miss the bound", missed);
  return text;
}

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
  if (solved.solution != nullptr && solved.solution->status == solve::Status::kNotVerified)
    return {Exit::kNotGuaranteed,
            fmt::format("{}: read the solution as inconclusive", solve::describe(solve::Status::kNotVerified))};
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
    out += wrapped(fmt::format("{}; {}", solved.solution->message, statistics(*solved.solution)), width, "") + '\n';
    out += mismatches(solved, width);
  }
  certificate(solved, width, out);
  strategies(solved, width, out);
  if (solved.solution != nullptr) others(solved, width, out);
  out += closing(provenance, status);
  return out;
}

}  // namespace parley::report
