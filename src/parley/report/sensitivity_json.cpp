// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/sensitivity.h"

namespace parley::report {

namespace {

using analyze::SensitivityMethod;

Json interval_json(const numeric::Interval95& range) { return {number(range.low), number(range.high)}; }

Json influence_json(const analyze::Study& study, SensitivityMethod method, const analyze::Influence& input) {
  Json made = {{"input", study.input_paths[input.input]}};
  switch (method) {
    case SensitivityMethod::kSobolIndices:
      made["first"] = number(input.sobol.first);
      made["first_interval"] = interval_json(input.sobol.first_interval);
      made["total"] = number(input.sobol.total);
      made["total_interval"] = interval_json(input.sobol.total_interval);
      break;
    case SensitivityMethod::kMorris:
      made["mean"] = number(input.morris.mean);
      made["mean_absolute"] = number(input.morris.mean_absolute);
      made["deviation"] = number(input.morris.deviation);
      break;
    case SensitivityMethod::kOneAtATime:
      made["low"] = number(input.low);
      made["high"] = number(input.high);
      break;
    case SensitivityMethod::kRanks:
      made["rank"] = number(input.rank);
      made["told"] = number(input.told);
      made["clear"] = input.is_clear;
      break;
  }
  return made;
}

}  // namespace

std::string sensitivity_json(const analyze::Study& study, const std::vector<analyze::Sensitivity>& found,
                             const Provenance& provenance, const Status& status) {
  Json measures = Json::array();
  for (const analyze::Sensitivity& one : found) {
    Json inputs = Json::array();
    for (const analyze::Influence& input : one.inputs) inputs.push_back(influence_json(study, one.method, input));
    measures.push_back({{"measure", study.measures[one.measure].text},
                        {"method", name(one.method)},
                        {"groups", one.groups},
                        {"lost", one.lost},
                        {"written", one.method == SensitivityMethod::kOneAtATime ? number(one.written) : Json(nullptr)},
                        {"inputs", inputs}});
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "sensitivity"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", study.scenario.title},
                  {"file", study.path},
                  {"seed", study.plan.seed},
                  {"measures", measures},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
