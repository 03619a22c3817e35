// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/equilibria_records.h"
#include "parley/report/detail/json_values.h"
#include "parley/report/solution.h"

namespace parley::report {

namespace {

std::string line_of(const Json& record) { return record.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

Json values_json(const SolvedGame& named, const certify::Certificate& certificate) {
  Json actors = Json::array();
  for (const certify::ActorGain& gain : certificate.actors)
    actors.push_back({{"actor", actor_name(named, gain.actor)},
                      {"value_start", number(gain.value_start)},
                      {"value_error", number(gain.value_error)},
                      {"share_start", number(gain.share_start)},
                      {"share_worst", number(gain.share_worst)}});
  return actors;
}

std::string head_record(const ListedGame& listed, const Provenance& provenance) {
  return line_of({{"schema_version", kSchemaVersion},
                  {"kind", "equilibria"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", listed.labels->title},
                  {"nodes", listed.game->nodes()},
                  {"bound", number(listed.bound)}});
}

std::string equilibrium_record(const ListedGame& listed, const solve::FoundEquilibrium& found,
                               const certify::Certificate& certificate) {
  const SolvedGame named{listed.game, listed.labels, nullptr, nullptr, nullptr};
  const Json equilibrium = {{"number", found.number},
                            {"holds", certificate.holds},
                            {"largest_share", number(certificate.largest_share)},
                            {"mixing_nodes", found.mixing_nodes},
                            {"actors", values_json(named, certificate)},
                            {"strategies", strategies_json(*listed.game, *listed.labels, found.profile)}};
  return line_of({{"equilibrium", equilibrium}});
}

std::string end_records(const ListedGame& listed, const solve::Enumeration& enumeration, const Status& status) {
  const SolvedGame named{listed.game, listed.labels, nullptr, nullptr, nullptr};
  Json completeness = {{"status", std::string(solve::describe(enumeration.completeness))},
                       {"message", completeness_text(listed, enumeration)},
                       {"found", enumeration.found},
                       {"doubtful_node", nullptr},
                       {"doubt", enumeration.doubt},
                       {"stage_games", enumeration.stage_games},
                       {"most_stage_equilibria", enumeration.most_stage_equilibria}};
  if (enumeration.doubtful_node) completeness["doubtful_node"] = node_name(named, *enumeration.doubtful_node);
  return line_of({{"completeness", completeness}}) + line_of({{"status", status_json(status)}});
}

}  // namespace parley::report
