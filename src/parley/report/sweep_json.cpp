// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/sweep.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

Json input_json(const analyze::Study& study, std::size_t k) {
  const scenario::Quantity& quantity = quantity_of(study.scenario, study.plan.design.inputs[k]);
  const bool is_drawn = quantity.is_uncertain();
  const auto [low, high] = is_drawn ? analyze::ends_of(quantity) : std::pair(quantity.value, quantity.value);
  return {{"input", study.input_paths[k]},
          {"value", number(quantity.value)},
          {"unit", quantity.unit},
          {"low", number(low)},
          {"high", number(high)},
          {"distribution", quantity.distribution ? text(*quantity.distribution)
                           : is_drawn            ? "uniform, its range"
                                                 : ""}};
}

}  // namespace

std::string estimate_json(const SweepEstimate& estimate, const Provenance& provenance, const Status& status) {
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "sweep estimate"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"worlds", estimate.worlds},
                  {"threads", estimate.threads},
                  {"seconds_a_world", number(estimate.seconds_a_world)},
                  {"game_bytes", estimate.game_bytes},
                  {"row_bytes", estimate.row_bytes},
                  {"status_of_world", estimate.status},
                  {"reason", estimate.reason},
                  {"status", status_json(status)}});
}

std::string sweep_json(const analyze::Study& study, const Provenance& provenance, const Status& status) {
  Json inputs = Json::array();
  for (std::size_t k = 0; k < study.input_paths.size(); ++k) inputs.push_back(input_json(study, k));
  const std::vector<analyze::Spread> spreads = analyze::spreads_of(study);
  Json measures = Json::array();
  for (std::size_t m = 0; m < study.measures.size(); ++m) {
    const analyze::Spread& s = spreads[m];
    const auto of = [&](double value) { return s.count == 0 ? Json(nullptr) : number(value); };
    measures.push_back({{"measure", study.measures[m].text},
                        {"policy", policy_key(study.scenario, study.measures[m].policy)},
                        {"worlds", s.count},
                        {"lowest", of(s.lowest)},
                        {"low", of(s.low)},
                        {"median", of(s.median)},
                        {"high", of(s.high)},
                        {"highest", of(s.highest)}});
  }
  Json missing = Json::array();
  for (const Shortfall& one : shortfalls_of(study))
    missing.push_back({{"reason", one.reason}, {"worlds", one.worlds}, {"example", one.example}});
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "sweep"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", study.scenario.title},
                  {"file", study.path},
                  {"design", name(study.plan.design.kind)},
                  {"seed", study.plan.seed},
                  {"shard", {{"of", study.plan.shards}, {"is", study.plan.shard}}},
                  {"worlds", study.worlds},
                  {"done", study.rows.size()},
                  {"certified", study.certified().size()},
                  {"rejected", study.rejected},
                  {"inputs", inputs},
                  {"measures", measures},
                  {"not_certified", missing},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
