// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/disagreement.h"

namespace parley::report {

std::string disagreement_json(const DisagreementReport& report, const Provenance& provenance, const Status& status) {
  const analyze::Disagreement& found = *report.found;
  const auto name_at = [&](std::size_t k) { return found.assumptions[k].name; };
  const auto truth = [](const std::optional<bool>& one) { return one ? Json(*one) : Json(nullptr); };
  Json assumptions = Json::array();
  for (const analyze::Assumption& one : found.assumptions)
    assumptions.push_back({{"assumption", one.name}, {"first", one.in_first}, {"second", one.in_second}});
  Json measures = Json::array();
  for (const analyze::MeasureDisagreement& measure : found.measures) {
    Json effects = Json::array();
    for (const analyze::AssumptionEffect& effect : measure.effects)
      effects.push_back({{"assumption", name_at(effect.assumption)},
                         {"weight", number(effect.mean())},
                         {"into_first", number(effect.into_first)},
                         {"out_of_second", number(effect.out_of_second)}});
    measures.push_back({{"measure", measure.measure},
                        {"first", number(measure.first)},
                        {"second", number(measure.second)},
                        {"effects", effects},
                        {"only_together", number(measure.together)}});
  }
  Json claims = Json::array();
  for (const analyze::ClaimDisagreement& claim : found.claims) {
    Json flip_first = Json::array();
    for (const std::size_t k : claim.flip_first) flip_first.push_back(name_at(k));
    Json flip_second = Json::array();
    for (const std::size_t k : claim.flip_second) flip_second.push_back(name_at(k));
    claims.push_back({{"claim", claim.claim},
                      {"says", claim.says},
                      {"first", truth(claim.first)},
                      {"second", truth(claim.second)},
                      {"turned_in_first_by", flip_first},
                      {"turned_in_second_by", flip_second}});
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "disagreement"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"first", report.first},
                  {"second", report.second},
                  {"solved", found.worlds},
                  {"not_certified", found.uncertified},
                  {"form", found.form},
                  {"assumptions", assumptions},
                  {"claims", claims},
                  {"measures", measures},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
