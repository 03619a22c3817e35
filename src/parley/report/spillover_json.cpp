// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/spillover.h"

namespace parley::report {

namespace {

Json chance_json(const analyze::PairedChance& chance) {
  return {{"linked", number(chance.linked)},
          {"cut", number(chance.cut)},
          {"difference", number(chance.difference)},
          {"standard_error", number(chance.error)}};
}

Json front_json(const analyze::Spillover& told, const analyze::FrontSpillover& front) {
  const scenario::Scenario& scenario = *told.scenario;
  Json others = Json::array();
  for (const scenario::ActorId id : front.others) others.push_back(scenario.actors[id.value()].key);
  Json moved = Json::array();
  for (std::size_t t = 0; t < front.moved.size(); ++t)
    moved.push_back({{"date", told.dates[t]}, {"chance", chance_json(front.moved[t])}});
  Json first = Json::array();
  for (const auto& by : front.by)
    first.push_back({{"actor", scenario.actors[by.actor.value()].key}, {"chance", chance_json(by.first)}});
  Json types = Json::array();
  for (const auto& type : front.types)
    types.push_back({{"type", type.type}, {"paths", type.paths}, {"moved", chance_json(type.moved)}});
  Json outcomes = Json::array();
  for (const auto& outcome : front.outcomes)
    outcomes.push_back({{"outcome", scenario.outcomes[outcome.outcome].key}, {"chance", chance_json(outcome.chance)}});
  return {{"others", others}, {"moved_by", moved},    {"first", first},
          {"types", types},   {"outcomes", outcomes}, {"certified_alone", front.certified}};
}

}  // namespace

std::string spillover_json(const analyze::Spillover& told, const Provenance& provenance, const Status& status) {
  Json fronts = Json::array();
  for (const analyze::FrontSpillover& front : told.fronts) fronts.push_back(front_json(told, front));
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "spillover"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", told.scenario->title},
                  {"actor", told.scenario->actors[told.shared.value()].key},
                  {"paths", told.paths},
                  {"seed", told.seed},
                  {"method", "estimated"},
                  {"certified_linked", told.certified},
                  {"left_out", told.left_out},
                  {"fronts", fronts},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
