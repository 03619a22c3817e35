// SPDX-License-Identifier: Apache-2.0
#include "parley/report/beliefs.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/report/plain.h"
#include "parley/report/solution.h"
#include "parley/report/table.h"
#include "parley/run/belief_choices.h"

namespace parley::report {

namespace {

// Starts whose choices are printed; the JSON has them all.
constexpr std::size_t kMostStarts = 8;

SolvedGame named(const TypedGame& typed) { return {typed.game, typed.labels, nullptr, nullptr, nullptr}; }

void choices_at(const TypedGame& typed, game::BeliefPlayer& player, game::NodeId node, std::string& out) {
  const SolvedGame names = named(typed);
  const std::vector<double> prior = game::prior_beliefs(*typed.game);
  const std::vector<std::string> types = type_names(*typed.game, *typed.labels);
  const std::vector<run::TypedChoice> choices = run::typed_choices(*typed.game, player, node, prior);
  Table table;
  table.add({"", "move", "chance", "worth", "type once seen"});
  for (const run::TypedChoice& choice : choices)
    for (std::size_t m = 0; m < choice.probability.size(); ++m) {
      const game::MoveId move = typed.game->moves_of(choice.seat)[m];
      if (!typed.game->is_open(move, choice.type)) continue;
      table.add({types[choice.type.value()], move_name(names, choice.seat, move),
                 fmt::format("{:.4f}", choice.probability[m]), fmt::format("{:.6g}", choice.value[m]),
                 choice.posterior.empty() ? "hidden" : fmt::format("{:.4f}", choice.posterior[m])});
    }
  if (!choices.empty()) out += table.text(200, "    ");
}

std::string on_grid_gap(const certify::BeliefCertificate& certificate, const certify::TypeGain& gain) {
  return certificate.has_on_grid_gap ? fmt::format("{:.2e}", gain.on_grid_gap) : "-";
}

Table estimated_gains(const certify::BeliefCertificate& certificate, const std::vector<std::string>& names) {
  Table table;
  table.add({"type", "value claimed", "value played", "error", "gain", "error", "share of range", "on-grid gap"});
  for (const certify::TypeGain& gain : certificate.types)
    table.add({names[gain.type.value()], fmt::format("{:.6g}", gain.value_claimed),
               fmt::format("{:.6g}", gain.value_played), fmt::format("{:.1e}", gain.played_error),
               fmt::format("{:.2e}", gain.gain), fmt::format("{:.1e}", gain.gain_error),
               fmt::format("{:.2e}", gain.share), on_grid_gap(certificate, gain)});
  return table;
}

Table exact_gains(const certify::BeliefCertificate& certificate, const std::vector<std::string>& names) {
  Table table;
  table.add({"type", "value claimed", "value played", "gain from the start", "at the worst history", "share of range",
             "on-grid gap"});
  for (const certify::TypeGain& gain : certificate.types)
    table.add({names[gain.type.value()], fmt::format("{:.6g}", gain.value_claimed),
               fmt::format("{:.6g}", gain.value_played), fmt::format("{:.2e}", gain.gain),
               fmt::format("{:.2e}", gain.gain_worst), fmt::format("{:.2e}", gain.share_worst),
               on_grid_gap(certificate, gain)});
  return table;
}

/// The nodes of the first turn: those that the start leads to without anybody's choice.
std::vector<game::NodeId> first_turns(const game::Game& game, game::NodeId start) {
  if (!game.seats_of(start).empty() || game.joints_of(start).empty()) return {start};
  std::vector<game::NodeId> nodes;
  for (const game::NodeId next : game.successors(game.joints_of(start).front())) nodes.push_back(next);
  return nodes;
}

void starts(const TypedGame& typed, std::string& out) {
  out += "\nChoices at the start, at the prior (solved at exact beliefs)\n";
  const auto player = solve::make_player(*typed.game, typed.solved->solution)();
  std::size_t shown = 0;
  for (const game::NodeId start : typed.game->start_nodes())
    for (const game::NodeId node : first_turns(*typed.game, start)) {
      if (shown++ == kMostStarts) return;
      out += fmt::format("  {}\n", node_name(named(typed), node));
      choices_at(typed, *player, node, out);
    }
}

void others(const TypedGame& typed, std::size_t width, std::string& out) {
  const run::SolvedBeliefs& solved = *typed.solved;
  if (solved.others.empty() && solved.others_missed + solved.others_left == 0) return;
  out += "\nOther equilibria, which begin otherwise; there may be more\n";
  const std::vector<std::string> types = type_names(*typed.game, *typed.labels);
  for (std::size_t k = 0; k < solved.others.size(); ++k) {
    const run::CertifiedBeginning& other = solved.others[k];
    std::string head = fmt::format("  {}: {}; from the start worth", k, node_name(named(typed), other.beginning.node));
    for (const certify::TypeGain& gain : other.certificate.types)
      head += fmt::format(" {:.6g} to {},", gain.value_played, types[gain.type.value()]);
    head += fmt::format(" by a certificate ({}) of {:.2e} of the payoff range", other.certificate.method,
                        std::max(other.certificate.largest_share, other.certificate.largest_claim_error));
    out += wrapped(head, width, "    ") + '\n';
    const auto player = solve::make_player(*typed.game, solved.solution, other.beginning)();
    choices_at(typed, *player, other.beginning.node, out);
  }
  if (solved.others_missed > 0)
    out += fmt::format("  {} more are not listed, for they miss the bound\n", solved.others_missed);
  if (solved.others_left > 0)
    out += fmt::format("  {} more are not certified, for there are many\n", solved.others_left);
}

}  // namespace

std::vector<std::string> type_names(const game::Game& game, const game::Labels& labels) {
  const SolvedGame names{&game, &labels, nullptr, nullptr, nullptr};
  std::vector<std::string> all;
  for (const game::ActorId actor : game.all_actors()) {
    const auto types = game.types_of(actor);
    for (const game::TypeId type : types) {
      std::string name = actor_name(names, actor);
      if (types.size() > 1)
        name += " " + (labels.types.empty() ? fmt::format("type {}", type.value() - types.front().value())
                                            : labels.types[type.value()]);
      all.push_back(std::move(name));
    }
  }
  return all;
}

Status status_of(const run::SolvedBeliefs& solved) {
  const bool whole = solved.certificate.complete && solved.solution.is_usable();
  const std::string kept =
      whole ? "the answer is of the last grid that was solved and certified" : "read what there is as inconclusive";
  if (solved.stopped == base::Stop::kInterrupted) return {Exit::kInterrupted, "interrupted: " + kept};
  if (solved.stopped == base::Stop::kBudget) return {Exit::kBudget, "the time allowed is over: " + kept};
  if (!solved.solution.is_usable())
    return {Exit::kNotGuaranteed, fmt::format("{}: read it as inconclusive", solve::describe(solved.solution.status))};
  if (!solved.certificate.holds)
    return {Exit::kNotGuaranteed, "the solution misses the bound asked for: read it as inconclusive"};
  if (const std::size_t histories = solved.certificate.histories; histories > 0)
    return {Exit::kAnswered, fmt::format("certified over all {} histories", histories)};
  return {Exit::kAnswered, "certified by an estimate off the grid"};
}

std::string belief_certificate_text(const certify::BeliefCertificate& certificate,
                                    const std::vector<std::string>& names, std::size_t width) {
  const bool exact = certificate.histories > 0;
  std::string out = wrapped(
      fmt::format(
          "\nCertificate ({}): what each type could gain by deviating alone, for ever; bound {:.1e} of the payoff "
          "range",
          exact ? fmt::format("exact, over all {} histories", certificate.histories) : "estimated, off the grid",
          certificate.bound),
      width, "  ");
  out += '\n' + (exact ? exact_gains(certificate, names) : estimated_gains(certificate, names)).text(width, "  ");
  const std::string noise =
      certificate.largest_noise > 0
          ? fmt::format(" (by less noise than the scenario sets: {:.2e})", certificate.largest_noise)
          : "";
  out += wrapped(fmt::format(
                     "  {} Largest share of the payoff range{}: gain {:.2e}{}, claimed less played {:.2e}. The on-grid "
                     "gap is not a certificate: it takes interpolated values for true. Largest one-step residual on a "
                     "path: {:.2e}.",
                     exact ? "A history is a node with what is believed there, whoever's mistakes lead to it."
                           : "Errors are standard errors.",
                     exact ? "" : ", with twice its error", certificate.largest_share, noise,
                     certificate.largest_claim_error, certificate.largest_residual),
                 width, "  ") +
         '\n';
  if (!certificate.complete) out += "  The certificate was stopped before its end.\n";
  return out;
}

std::string rounds_text(const run::SolvedBeliefs& solved, const std::vector<std::string>& actors, std::size_t width) {
  std::string out = "\nGrids of beliefs\n";
  Table table;
  std::vector<std::string> head{"grid"};
  for (const std::string& actor : actors) head.push_back("points about " + actor);
  head.insert(head.end(), {"gain, share", "claim error, share", "one-step residual", "on-grid gap"});
  table.add(head);
  for (std::size_t k = 0; k < solved.rounds.size(); ++k) {
    const run::BeliefRound& round = solved.rounds[k];
    std::vector<std::string> row{fmt::format("{}", k + 1)};
    for (const std::size_t points : round.points) row.push_back(fmt::format("{}", points));
    for (const double value : {round.share, round.claim_error, round.residual, round.on_grid_gap})
      row.push_back(fmt::format("{:.2e}", value));
    table.add(row);
  }
  out += table.text(width, "  ");
  return out + fmt::format("  No finer grid, for {}.\n", solved.refined);
}

std::string typed_text(const TypedGame& typed, const Provenance& provenance, const Status& status, std::size_t width) {
  const game::Game& game = *typed.game;
  const solve::BeliefSolution& solution = typed.solved->solution;
  std::string out = typed.labels->title.empty() ? provenance.file : typed.labels->title;
  out += fmt::format("\n\n{} nodes, {} actors, {} types, {} choices of {} moves, {} edges\n", game.nodes(),
                     game.actors(), game.types(), game.seats(), game.moves(), game.edges());
  std::string message = solution.message + "; precision";
  for (const double precision : solution.precision) message += fmt::format(" {:.4g}", precision);
  if (solution.folded > 0)
    message += fmt::format("; at {} stage games the path folded: other equilibria exist there", solution.folded);
  out += wrapped(message, width, "") + '\n';
  std::vector<std::string> actors;
  for (const game::ActorId actor : game.all_actors()) actors.push_back(actor_name(named(typed), actor));
  out += rounds_text(*typed.solved, actors, width);
  out += belief_certificate_text(typed.solved->certificate, type_names(game, *typed.labels), width);
  if (solution.solved_at_start(game)) starts(typed, out);
  others(typed, width, out);
  return out + closing(provenance, status);
}

}  // namespace parley::report
