// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/curve.h"
#include "parley/report/detail/json_values.h"
#include "parley/report/solution.h"

namespace parley::report {

std::string curve_json(const TracedGame& traced, const Provenance& provenance, const Status& status) {
  const game::Game& game = *traced.game;
  const SolvedGame names{traced.game, traced.labels, nullptr, nullptr, nullptr};
  Json actors = Json::array();
  for (const game::ActorId actor : game.all_actors()) actors.push_back(actor_name(names, actor));
  Json choices = Json::array();
  for (const game::NodeId node : game.all_nodes())
    for (const game::SeatId seat : game.seats_of(node)) {
      Json moves = Json::array();
      for (const game::MoveId move : game.moves_of(seat)) moves.push_back(move_name(names, seat, move));
      choices.push_back({{"node", node.value()},
                         {"where", node_name(names, node)},
                         {"actor", actor_name(names, game.actor(seat))},
                         {"moves", moves}});
    }
  Json points = Json::array();
  for (std::size_t k = 0; k < traced.curve->points.size(); ++k) {
    const solve::CurvePoint& point = traced.curve->points[k];
    Json values = Json::array();
    for (const double value : point.start_value) values.push_back(number(value));
    Json chances = Json::array();
    for (const game::NodeId node : game.all_nodes())
      for (const game::SeatId seat : game.seats_of(node)) {
        Json own = Json::array();
        for (const game::MoveId move : game.moves_of(seat)) own.push_back(number(point.profile[move]));
        chances.push_back(std::move(own));
      }
    points.push_back({{"precision", number(point.precision)},
                      {"turns", point.turns},
                      {"start_values", values},
                      {"probabilities", chances},
                      {"residual", number(traced.residual[k])}});
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "curve"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", traced.labels->title},
                  {"actors", actors},
                  {"choices", choices},
                  {"turning_points", traced.curve->turning_points},
                  {"crossings", traced.curve->crossings},
                  {"method", "bounded"},
                  {"bound", number(traced.bound)},
                  {"points", points},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
