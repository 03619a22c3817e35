// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/payoffs.h"
#include "parley/report/solution.h"

namespace parley::report {

using game::ActorId;
using game::NodeId;

namespace {

SolvedGame named(const SustainedGame& sustained) {
  return {sustained.game, sustained.labels, nullptr, nullptr, nullptr};
}

Json pair(const deals::Payoffs& payoffs) { return {number(payoffs[0]), number(payoffs[1])}; }

Json optional_pair(const std::array<std::optional<double>, 2>& values) {
  Json made = Json::array();
  for (const auto& value : values) made.push_back(value ? number(*value) : Json(nullptr));
  return made;
}

Json corner_json(const SustainedGame& sustained, NodeId node, std::size_t place) {
  const game::Game& game = *sustained.game;
  const deals::Corner& corner = sustained.sets->nodes[node.value()].corners[place];
  const deals::Support support = deals::support_of(game, *sustained.sets, node, place);
  Json moves = Json::array();
  for (const NamedMove& move : moves_of(sustained, node, corner.joint))
    moves.push_back({{"actor", actor_name(named(sustained), move.actor)}, {"move", move.move}});
  Json promises = Json::array();
  for (std::size_t k = 0; k < support.promised.size(); ++k)
    promises.push_back({{"node", game.successors(corner.joint)[k].value()},
                        {"probability", number(game.probabilities(corner.joint)[k])},
                        {"payoffs", pair(support.promised[k])}});
  return {{"payoffs", pair(corner.payoffs)},
          {"moves", moves},
          {"promises", promises},
          {"deviating", optional_pair(support.deviating)},
          {"indifferent", {support.indifferent[0], support.indifferent[1]}}};
}

double start_probability(const game::Game& game, NodeId node) {
  double probability = 0;
  for (std::size_t k = 0; k < game.start_nodes().size(); ++k)
    if (game.start_nodes()[k] == node) probability += game.start_probabilities()[k];
  return probability;
}

Json state_json(const SustainedGame& sustained, NodeId node) {
  const deals::NodeSet& set = sustained.sets->nodes[node.value()];
  Json corners = Json::array();
  for (std::size_t c = 0; c < set.corners.size(); ++c) corners.push_back(corner_json(sustained, node, c));
  Json state = {{"node", node.value()},
                {"name", node_name(named(sustained), node)},
                {"start_probability", number(start_probability(*sustained.game, node))},
                {"computed", set.computed},
                {"corners", corners},
                {"worst", nullptr},
                {"punishing", nullptr},
                {"equilibrium", nullptr}};
  if (!set.corners.empty()) {
    state["worst"] = pair(set.worst);
    state["punishing"] = {set.punishing[0], set.punishing[1]};
  }
  if (const auto improvement = improvement_of(sustained, node))
    state["equilibrium"] = {{"payoffs", pair(improvement->equilibrium)},
                            {"most", optional_pair(improvement->most)},
                            {"both_can_gain", improvement->both_gain}};
  return state;
}

}  // namespace

std::string payoffs_json(const SustainedGame& sustained, const Provenance& provenance, const Status& status) {
  const game::Game& game = *sustained.game;
  const deals::PayoffSets& sets = *sustained.sets;
  Json actors = Json::array();
  for (const ActorId actor : game.all_actors()) actors.push_back(actor_name(named(sustained), actor));
  Json states = Json::array();
  for (const NodeId node : sustained.shown) states.push_back(state_json(sustained, node));
  Json document = {{"schema_version", kSchemaVersion},
                   {"kind", "payoffs"},
                   {"parley", provenance.version},
                   {"command", provenance.command},
                   {"title", sustained.labels->title},
                   {"nodes", game.nodes()},
                   {"actors", actors},
                   {"convergence",
                    {{"status", std::string(deals::describe(sets.status))},
                     {"passes", sets.passes},
                     {"change", number(sets.change)},
                     {"error", number(sets.error)},
                     {"corners", sets.corners}}},
                   {"gain", pair(sets.gain)},
                   {"bound", number(sustained.bound)},
                   {"unsustainable", nullptr},
                   {"states", states},
                   {"status", status_json(status)}};
  if (sets.unsustainable) document["unsustainable"] = sets.unsustainable->value();
  return text_of(document);
}

}  // namespace parley::report
