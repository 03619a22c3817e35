// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/paired.h"

namespace parley::report {

std::string paired_json(const analyze::Study& study, const analyze::PairedStudy& paired, const Provenance& provenance,
                        const Status& status) {
  Json differences = Json::array();
  for (const analyze::PairedDifference& one : paired.differences) {
    const analyze::Spread& s = one.spread;
    const auto of = [&](double value) { return s.count == 0 ? Json(nullptr) : number(value); };
    differences.push_back({{"measure", study.measures[one.without].text},
                           {"policy", policy_key(study.scenario, study.measures[one.with].policy)},
                           {"worlds", s.count},
                           {"low", of(s.low)},
                           {"median", of(s.median)},
                           {"high", of(s.high)},
                           {"mean", of(one.mean)},
                           {"standard_error", of(one.error)},
                           {"higher", one.higher},
                           {"lower", one.lower}});
  }
  Json regrets = Json::array();
  for (const analyze::ActorRegret& regret : paired.regrets) {
    Json policies = Json::array();
    for (const analyze::Regret& policy : regret.policies)
      policies.push_back({{"policy", policy_key(study.scenario, policy.policy)},
                          {"best", policy.best},
                          {"best_share_low", number(policy.best_share.low)},
                          {"best_share_high", number(policy.best_share.high)},
                          {"mean", number(policy.mean)},
                          {"high", number(policy.high)},
                          {"highest", number(policy.highest)},
                          {"world", policy.world}});
    regrets.push_back({{"actor", study.scenario.actors[regret.actor.value()].key},
                       {"worlds", regret.worlds},
                       {"policies", policies}});
  }
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "comparison"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", study.scenario.title},
                  {"file", study.path},
                  {"seed", study.plan.seed},
                  {"worlds", study.rows.size()},
                  {"certified", study.certified().size()},
                  {"regrets", regrets},
                  {"differences", differences},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
