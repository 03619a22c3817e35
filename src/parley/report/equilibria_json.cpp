// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/json_values.h"
#include "parley/report/equilibria.h"
#include "parley/report/solution.h"

namespace parley::report {

namespace {

Json equilibrium_json(const ListedGame& listed, const SolvedGame& named, std::size_t number_in_list) {
  const ListedEquilibrium& equilibrium = listed.list[number_in_list];
  Json actors = Json::array();
  for (const certify::ActorGain& gain : equilibrium.certificate.actors)
    actors.push_back({{"actor", actor_name(named, gain.actor)},
                      {"value_start", number(gain.value_start)},
                      {"value_error", number(gain.value_error)},
                      {"share_start", number(gain.share_start)},
                      {"share_worst", number(gain.share_worst)}});
  return {{"number", number_in_list},
          {"holds", equilibrium.certificate.holds},
          {"largest_share", number(equilibrium.certificate.largest_share)},
          {"mixing_nodes", equilibrium.mixing_nodes},
          {"actors", actors},
          {"strategies", strategies_json(*listed.game, *listed.labels, equilibrium.profile)}};
}

}  // namespace

std::string equilibria_json(const ListedGame& listed, const Provenance& provenance, const Status& status) {
  const SolvedGame named{listed.game, listed.labels, nullptr, nullptr, nullptr};
  const solve::Enumeration& enumeration = listed.enumeration;
  Json list = Json::array();
  for (std::size_t k = 0; k < listed.list.size(); ++k) list.push_back(equilibrium_json(listed, named, k));
  Json completeness = {{"status", std::string(solve::describe(enumeration.completeness))},
                       {"message", completeness_text(listed)},
                       {"found", enumeration.found},
                       {"doubtful_node", nullptr},
                       {"doubt", enumeration.doubt},
                       {"stage_games", enumeration.stage_games},
                       {"most_stage_equilibria", enumeration.most_stage_equilibria}};
  if (enumeration.doubtful_node) completeness["doubtful_node"] = node_name(named, *enumeration.doubtful_node);
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "equilibria"},
                  {"parley", provenance.version},
                  {"command", provenance.command},
                  {"title", listed.labels->title},
                  {"nodes", listed.game->nodes()},
                  {"bound", number(listed.bound)},
                  {"equilibria", list},
                  {"completeness", completeness},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
