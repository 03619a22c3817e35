// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/beliefs.h"
#include "parley/report/detail/belief_json.h"
#include "parley/report/solution.h"
#include "parley/run/belief_choices.h"

namespace parley::report {

namespace {

Json choice_json(const TypedGame& typed, const std::vector<TypeLabel>& types, const run::TypedChoice& choice) {
  const SolvedGame names{typed.game, typed.labels, nullptr, nullptr, nullptr};
  Json moves = Json::array();
  for (std::size_t m = 0; m < choice.probability.size(); ++m) {
    const game::MoveId move = typed.game->moves_of(choice.seat)[m];
    if (!typed.game->is_open(move, choice.type)) continue;
    moves.push_back({{"move", move_name(names, choice.seat, move)},
                     {"probability", number(choice.probability[m])},
                     {"value", number(choice.value[m])},
                     {"believed_once_seen", choice.posterior.empty() ? Json(nullptr) : number(choice.posterior[m])}});
  }
  const TypeLabel& label = types[choice.type.value()];
  return {{"actor", label.actor}, {"type", type_json(label)}, {"moves", moves}};
}

Json start_json(const TypedGame& typed, const std::vector<TypeLabel>& types, game::BeliefPlayer& player,
                game::NodeId node) {
  const SolvedGame names{typed.game, typed.labels, nullptr, nullptr, nullptr};
  Json choices = Json::array();
  for (const run::TypedChoice& choice : run::typed_choices(*typed.game, player, node, game::prior_beliefs(*typed.game)))
    choices.push_back(choice_json(typed, types, choice));
  return {{"node", node.value()}, {"where", node_name(names, node)}, {"choices", choices}};
}

/// Each node where play may start, and those that it leads to where nobody chooses there.
Json starts_json(const TypedGame& typed, const std::vector<TypeLabel>& types) {
  Json starts = Json::array();
  if (!typed.solved->solution.solved_at_start(*typed.game)) return starts;
  const game::Game& game = *typed.game;
  const auto player = solve::make_player(game, typed.solved->solution)();
  for (const game::NodeId start : game.start_nodes()) {
    if (!game.seats_of(start).empty() || game.joints_of(start).empty()) {
      starts.push_back(start_json(typed, types, *player, start));
      continue;
    }
    for (const game::NodeId next : game.successors(game.joints_of(start).front()))
      starts.push_back(start_json(typed, types, *player, next));
  }
  return starts;
}

Json others_json(const TypedGame& typed, const std::vector<TypeLabel>& types) {
  Json others = Json::array();
  for (const run::CertifiedBeginning& other : typed.solved->others) {
    const auto player = solve::make_player(*typed.game, typed.solved->solution, other.beginning)();
    Json one = start_json(typed, types, *player, other.beginning.node);
    one["certificate"] = belief_certificate_json(other.certificate, types);
    others.push_back(std::move(one));
  }
  return others;
}

}  // namespace

Json type_json(const TypeLabel& label) { return label.type.empty() ? Json(nullptr) : Json(label.type); }

Json belief_solution_json(const run::SolvedBeliefs& solved, const std::vector<std::string>& actors) {
  const solve::BeliefSolution& solution = solved.solution;
  Json rounds = Json::array();
  for (const run::BeliefRound& round : solved.rounds)
    rounds.push_back({{"points", round.points},
                      {"gain_share", number(round.share)},
                      {"claim_error_share", number(round.claim_error)},
                      {"residual", number(round.residual)},
                      {"on_grid_gap", number(round.on_grid_gap)}});
  Json axes = Json::array();
  for (std::size_t i = 0; i < actors.size(); ++i)
    axes.push_back(
        {{"actor", actors[i]}, {"points", solution.axes[i].size()}, {"precision", number(solution.precision[i])}});
  const auto rung = [&](solve::BeliefRung at) { return solution.rungs[static_cast<std::size_t>(at)]; };
  return {{"status", std::string(solve::describe(solution.status))},
          {"message", solution.message},
          {"points", solution.points},
          {"axes", axes},
          {"stage_games",
           {{"from_a_neighbour", rung(solve::BeliefRung::kStart)},
            {"by_the_path", rung(solve::BeliefRung::kPath)},
            {"by_steps_of_precision", rung(solve::BeliefRung::kSteps)},
            {"by_damped_replies", rung(solve::BeliefRung::kReplies)},
            {"unsolved", rung(solve::BeliefRung::kUnsolved)},
            {"folded", solution.folded},
            {"worst_residual", number(solution.worst_residual)}}},
          {"sweeps", solution.sweeps},
          {"last_change", number(solution.change)},
          {"rounds", rounds},
          {"refined", solved.refined}};
}

namespace {

Json worst_json(const certify::TypeGain& gain) {
  if (gain.worst_belief.empty()) return nullptr;
  Json beliefs = Json::array();
  for (const double belief : gain.worst_belief) beliefs.push_back(number(belief));
  return {{"node", gain.worst_node.value()}, {"beliefs", beliefs}};
}

}  // namespace

Json belief_certificate_json(const certify::BeliefCertificate& certificate, const std::vector<TypeLabel>& types) {
  Json list = Json::array();
  for (const certify::TypeGain& gain : certificate.types) {
    const TypeLabel& label = types[gain.type.value()];
    list.push_back({{"actor", label.actor},
                    {"type", type_json(label)},
                    {"prior", number(label.prior)},
                    {"value_claimed", number(gain.value_claimed)},
                    {"value_played", number(gain.value_played)},
                    {"value_played_error", number(gain.played_error)},
                    {"value_deviating", number(gain.value_deviating)},
                    {"gain", number(gain.gain)},
                    {"gain_error", number(gain.gain_error)},
                    {"gain_share", number(gain.share)},
                    {"gain_worst", number(gain.gain_worst)},
                    {"gain_worst_share", number(gain.share_worst)},
                    {"worst_history", worst_json(gain)},
                    {"claim_error", number(gain.claim_error)},
                    {"on_grid_gap", certificate.has_on_grid_gap ? number(gain.on_grid_gap) : Json(nullptr)}});
  }
  return {
      {"holds", certificate.holds},
      {"complete", certificate.complete},
      {"bound", number(certificate.bound)},
      {"histories", certificate.histories},
      {"largest_share", number(certificate.largest_share)},
      {"largest_noise_share", number(certificate.largest_noise)},
      {"largest_claim_error_share", number(certificate.largest_claim_error)},
      {"largest_residual", number(certificate.largest_residual)},
      {"weight_left", number(certificate.weight_left)},
      {"on_grid_gap_not_a_certificate", certificate.has_on_grid_gap ? number(certificate.on_grid_gap) : Json(nullptr)},
      {"types", list},
      {"method", certificate.method}};
}

std::string typed_json(const TypedGame& typed, const Provenance& provenance, const Status& status) {
  const SolvedGame names{typed.game, typed.labels, nullptr, nullptr, nullptr};
  std::vector<std::string> actors;
  std::vector<TypeLabel> types;
  for (const game::ActorId actor : typed.game->all_actors()) {
    actors.push_back(actor_name(names, actor));
    const auto own = typed.game->types_of(actor);
    for (std::size_t t = 0; t < own.size(); ++t) {
      std::string type;
      if (own.size() > 1)
        type = typed.labels->types.empty() ? "type " + std::to_string(t) : typed.labels->types[own[t].value()];
      types.push_back({actors.back(), type, typed.game->prior(actor)[t]});
    }
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "typed_solution"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", typed.labels->title},
                  {"nodes", typed.game->nodes()},
                  {"solution", belief_solution_json(*typed.solved, actors)},
                  {"certificate", belief_certificate_json(typed.solved->certificate, types)},
                  {"starts", starts_json(typed, types)},
                  {"others", others_json(typed, types)},
                  {"others_missed_bound", typed.solved->others_missed},
                  {"others_left_out", typed.solved->others_left},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
