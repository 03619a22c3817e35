// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/report.h"
#include "parley/report/solution.h"

namespace parley::report {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json solution_json(const solve::Solution& solution, std::size_t nodes, const std::vector<std::string>& folded) {
  const PathTotals totals = totals_of(solution);
  Json ladder = Json::object();
  for (std::size_t k = 0; k < solve::kRungs; ++k) {
    std::string rung(solve::describe(static_cast<solve::Rung>(k)));
    std::replace(rung.begin(), rung.end(), ' ', '_');
    ladder[rung] = totals.solved_on[k];
  }
  Json mismatched = Json::array();
  for (const solve::PathReport* path : totals.mismatched)
    mismatched.push_back({{"component", path->component},
                          {"nodes", path->nodes},
                          {"first_node", path->node.value()},
                          {"differs", path->verification == solve::Verification::kDiffers}});
  return {{"status", std::string(solve::describe(solution.status))},
          {"message", solution.message},
          {"nodes", nodes},
          {"components", solution.components},
          {"largest_component", solution.largest_component},
          {"paths", solution.paths.size()},
          {"path_steps", solution.path_steps},
          {"rejected_steps", totals.rejected},
          {"folds", totals.folds},
          {"crossings", totals.crossings},
          {"ladder", ladder},
          {"verification", {{"agree", totals.agree}, {"mismatched", mismatched}}},
          {"folded_states", solution.folded.size()},
          {"folded", folded},
          {"precision_reached", number(solution.precision_reached)}};
}

namespace {

Json others_json(const SolvedGame& solved) {
  Json list = Json::array();
  for (const CertifiedOther& other : solved.others) {
    list.push_back({{"met", std::string(name_of(other.found->met))},
                    {"precision", number(other.found->precision)},
                    {"node", node_name(solved, other.found->node)},
                    {"holds", other.certificate.holds},
                    {"largest_share", number(other.certificate.largest_share)},
                    {"largest_residual", number(other.certificate.largest_residual)},
                    {"one_shot_gain", number(other.found->gain)},
                    {"logit_error", number(other.found->logit_error)},
                    {"actors", values_json(solved, other.certificate)},
                    {"strategies", strategies_json(*solved.game, *solved.labels, other.found->profile)}});
  }
  return list;
}

}  // namespace

Json certificate_json(const certify::Certificate& certificate, const std::vector<std::string>& actor_names,
                      const std::vector<std::string>& worst_nodes) {
  Json actors = Json::array();
  for (std::size_t i = 0; i < certificate.actors.size(); ++i) {
    const certify::ActorGain& gain = certificate.actors[i];
    actors.push_back({{"actor", actor_names[gain.actor.value()]},
                      {"value_start", number(gain.value_start)},
                      {"value_error", number(gain.value_error)},
                      {"gain_start", number(gain.gain_start)},
                      {"gain_worst", number(gain.gain_worst)},
                      {"worst_node", worst_nodes[i]},
                      {"payoff_range", number(gain.payoff_range)},
                      {"share_start", number(gain.share_start)},
                      {"share_worst", number(gain.share_worst)},
                      {"logit_residual", number(gain.logit_residual)}});
  }
  return {{"holds", certificate.holds},
          {"bound", number(certificate.bound)},
          {"largest_share", number(certificate.largest_share)},
          {"largest_residual", number(certificate.largest_residual)},
          {"actors", actors},
          {"method", certificate.method}};
}

Json policy_key(const scenario::Scenario& scenario, const std::optional<std::size_t>& policy) {
  return policy ? Json(scenario.policies[*policy].key) : Json(nullptr);
}

Json status_json(const Status& status) {
  return {{"exit_code", static_cast<int>(status.exit)},
          {"name", std::string(name(status.exit))},
          {"message", status.message}};
}

std::string text_of(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string simulation_json(const run::Simulation& simulation, const scenario::Scenario& scenario,
                            const std::optional<std::size_t>& policy, const Provenance& provenance,
                            const Status& status) {
  Json list = Json::array();
  for (const run::SampledNumber& n : simulation.numbers)
    list.push_back({{"what", n.what},
                    {"date", scenario::text(scenario::after(scenario.start, scenario.step, n.step))},
                    {"exact", number(n.computed)},
                    {"estimated", number(n.sampled)},
                    {"standard_error", number(n.standard_error)}});
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "simulation"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"policy", policy_key(scenario, policy)},
                  {"paths", simulation.paths},
                  {"seed", simulation.seed},
                  {"numbers", list},
                  {"largest_deviation", number(simulation.largest_deviation)},
                  {"status", status_json(status)}});
}

Json strategies_json(const game::Game& game, const game::Labels& labels, const game::Profile& profile) {
  const SolvedGame named{&game, &labels, &profile, nullptr, nullptr};
  Json strategies = Json::array();
  for (const game::NodeId node : game.all_nodes())
    for (const game::SeatId seat : game.seats_of(node)) {
      Json moves = Json::array();
      for (const game::MoveId move : game.moves_of(seat))
        moves.push_back({{"move", move_name(named, seat, move)}, {"probability", number(profile[move])}});
      strategies.push_back({{"node", node.value()},
                            {"where", node_name(named, node)},
                            {"actor", actor_name(named, game.actor(seat))},
                            {"moves", moves}});
    }
  return strategies;
}

std::string solved_json(const SolvedGame& solved, const Provenance& provenance, const Status& status) {
  const game::Game& game = *solved.game;
  std::vector<std::string> actors;
  std::vector<std::string> worst;
  for (const game::ActorId actor : game.all_actors()) actors.push_back(actor_name(solved, actor));
  for (const certify::ActorGain& gain : solved.certificate->actors) worst.push_back(node_name(solved, gain.worst_node));
  Json document = {{"schema_version", kSchemaVersion},
                   {"kind", solved.solution != nullptr ? "solution" : "certificate"},
                   {"parley", provenance.version},
                   {"command", provenance.command},
                   {"title", solved.labels->title}};
  if (solved.solution != nullptr) {
    // A file names a few of the nodes whose path folded; all are counted.
    constexpr std::size_t kMostFolded = 1000;
    std::vector<std::string> folded;
    for (std::size_t k = 0; k < std::min(kMostFolded, solved.solution->folded.size()); ++k)
      folded.push_back(node_name(solved, solved.solution->folded[k]));
    document["solution"] = solution_json(*solved.solution, game.nodes(), folded);
  }
  document["certificate"] = certificate_json(*solved.certificate, actors, worst);
  document["strategies"] = strategies_json(game, *solved.labels, *solved.profile);
  if (solved.solution != nullptr) {
    const solve::BranchReport& branches = solved.solution->branches;
    document["others"] = others_json(solved);
    document["branches"] = {{"followed", branches.followed},
                            {"closed", branches.closed},
                            {"lost", branches.lost},
                            {"left_out", branches.left_out},
                            {"missed_bound", solved.solution->others.size() - solved.others.size()}};
  }
  document["status"] = status_json(status);
  return text_of(document);
}

std::string diagnostics_json(const base::Diagnostics& diagnostics, const Status& status) {
  Json list = Json::array();
  for (const base::Diagnostic& diagnostic : diagnostics.all()) {
    Json entry = {{"code", diagnostic.code},
                  {"severity", diagnostic.severity == base::Severity::kError ? "error" : "warning"},
                  {"message", diagnostic.message}};
    if (diagnostic.source) {
      const base::Place begin = diagnostic.source->place(diagnostic.span.begin);
      const base::Place end = diagnostic.source->place(diagnostic.span.end);
      entry["file"] = diagnostic.source->name();
      entry["begin"] = {{"line", begin.line}, {"column", begin.column}};
      entry["end"] = {{"line", end.line}, {"column", end.column}};
    }
    entry["label"] = diagnostic.label;
    entry["suggestion"] = diagnostic.suggestion;
    entry["help"] = diagnostic.help;
    list.push_back(std::move(entry));
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "diagnostics"},
                  {"diagnostics", list},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
