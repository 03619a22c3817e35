// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/belief_json.h"
#include "parley/report/detail/worth_json.h"

namespace parley::report {

namespace {

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

std::vector<TypeLabel> labels_of(const scenario::Scenario& scenario) {
  std::vector<TypeLabel> labels;
  for (const scenario::Actor& actor : scenario.actors) {
    if (actor.types.size() < 2) labels.push_back({actor.key, "", 1});
    for (const scenario::ActorType& type : actor.types)
      if (actor.types.size() > 1) labels.push_back({actor.key, type.key, type.prior.value});
  }
  return labels;
}

Json concessions_json(const scenario::Scenario& scenario, const run::PrivateTypes& told) {
  Json list = Json::array();
  for (const run::TypeConcession& type : told.concessions)
    list.push_back({{"actor", scenario.actors[type.actor.value()].key},
                    {"type", type_json({"", type.type, 0})},
                    {"prior", number(type.prior)},
                    {"paths", type.paths},
                    {"first", number(type.first.value)},
                    {"other_first", number(type.other_first.value)},
                    {"none", number(type.none.value)},
                    {"standard_error",
                     {{"first", number(type.first.error)},
                      {"other_first", number(type.other_first.error)},
                      {"none", number(type.none.error)}}},
                    {"in_step", numbers(type.in_step)}});
  return list;
}

Json beliefs_json(const scenario::Scenario& scenario, const run::PrivateTypes& told) {
  Json list = Json::array();
  for (const run::BeliefFan& fan : told.beliefs) {
    Json quantiles = Json::array();
    for (const run::Quantile& quantile : fan.quantiles)
      quantiles.push_back({{"p", quantile.p}, {"value", numbers(quantile.value)}});
    list.push_back({{"actor", scenario.actors[fan.actor.value()].key},
                    {"type", type_json({"", fan.type, 0})},
                    {"mean", numbers(fan.mean)},
                    {"quantiles", quantiles}});
  }
  return list;
}

}  // namespace

Json solved_beliefs_json(const scenario::Scenario& scenario, const run::SolvedBeliefs& solved) {
  std::vector<std::string> actors;
  for (const scenario::Actor& actor : scenario.actors) actors.push_back(actor.key);
  return {{"solution", belief_solution_json(solved, actors)},
          {"certificate", belief_certificate_json(solved.certificate, labels_of(scenario))}};
}

Json private_types_json(const scenario::Scenario& scenario, const run::PrivateTypes& told) {
  std::vector<std::string> actors;
  for (const scenario::Actor& actor : scenario.actors) actors.push_back(actor.key);
  Json courts = Json::array();
  for (const run::Court& court : told.courts)
    courts.push_back({{"actor", actors[court.actor.value()]},
                      {"other_first", number(court.other_first.value)},
                      {"standard_error", number(court.other_first.error)},
                      {"holds", court.other_first.value > 0.5}});
  Json drifts = Json::array();
  for (const run::AxisDrift& drift : told.drifts)
    drifts.push_back({{"actor", actors[drift.actor.value()]},
                      {"cell", number(drift.cell)},
                      {"drift", drift.drift ? number(*drift.drift) : Json(nullptr)},
                      {"too_coarse", drift.too_coarse()}});
  return {{"paths", told.paths},
          {"seed", told.seed},
          {"solution", belief_solution_json(told.solved, actors)},
          {"certificate", belief_certificate_json(told.solved.certificate, labels_of(scenario))},
          {"concessions", concessions_json(scenario, told)},
          {"ball_in_the_others_court", courts},
          {"beliefs", beliefs_json(scenario, told)},
          {"drift", drifts},
          {"worth", worth_json(scenario, told.worth)},
          {"method", "estimated"}};
}

}  // namespace parley::report
