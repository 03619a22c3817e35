// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/belief_json.h"
#include "parley/report/detail/worth_json.h"
#include "parley/report/explanation.h"
#include "parley/report/plain.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

std::string_view name_of(analyze::TipStatus status) {
  switch (status) {
    case analyze::TipStatus::kTips:
      return "tips";
    case analyze::TipStatus::kHolds:
      return "holds";
    case analyze::TipStatus::kUnknown:
      return "unknown";
    case analyze::TipStatus::kStopped:
      return "stopped";
  }
  return "unknown";
}

Json tips_json(const analyze::Explanation& told) {
  const scenario::Scenario& scenario = *told.scenario;
  Json list = Json::array();
  for (const analyze::ChoiceTips& tips : told.tips) {
    Json inputs = Json::array();
    for (const analyze::InputTip& input : tips.inputs) {
      const scenario::Quantity& quantity = scenario::quantity_of(scenario, input.input);
      Json tip = nullptr;
      if (input.tip)
        tip = {{"holds_at", number(input.tip->holds)},
               {"tips_at", number(input.tip->tipped)},
               {"move", input.tip->move},
               {"share_of_range", number(input.tip->share)},
               {"certified", input.tip->certified}};
      inputs.push_back({{"input", scenario::path_of(scenario, input.input)},
                        {"value", number(quantity.value)},
                        {"unit", quantity.unit},
                        {"range", {number(input.low), number(input.high)}},
                        {"status", std::string(name_of(input.status))},
                        {"tip", tip},
                        {"solved", input.solved},
                        {"certified", input.certified},
                        {"method", "heuristic"}});
    }
    list.push_back({{"actor", scenario.actors[tips.actor.value()].key},
                    {"type", tips.type.empty() ? Json(nullptr) : Json(tips.type)},
                    {"move", tips.move},
                    {"inputs", inputs}});
  }
  return list;
}

Json places_json(const analyze::Explanation& told) {
  Json list = Json::array();
  for (std::size_t k = 0; k < told.choices.size(); ++k) {
    Json step = nullptr;
    Json date = nullptr;
    if (told.steps[k]) {
      step = *told.steps[k];
      date = scenario::text(scenario::after(told.scenario->start, told.scenario->step, *told.steps[k]));
    }
    list.push_back({{"where", told.choices[k].where}, {"step", step}, {"date", date}});
  }
  return list;
}

}  // namespace

std::string explanation_json(const analyze::Explanation& told, const Provenance& provenance, const Status& status) {
  const scenario::Scenario& scenario = *told.scenario;
  std::vector<std::string> actors;
  for (const scenario::Actor& actor : scenario.actors) actors.push_back(actor.key);
  Json beliefs = Json::array();
  for (const analyze::BeliefThere& belief : told.beliefs)
    beliefs.push_back(
        {{"actor", actors[belief.actor.value()]}, {"type", belief.type}, {"chance", number(belief.chance)}});
  Json typed = nullptr;
  if (told.solved.private_types) typed = solved_beliefs_json(scenario, told.solved.private_types->solved);
  const Json document = {{"schema_version", kSchemaVersion},
                         {"kind", "explanation"},
                         {"parley", provenance.version},
                         {"scenario", scenario_json(scenario, provenance)},
                         {"command", provenance.command},
                         {"seed", told.seed},
                         {"policy", policy_key(scenario, told.policy)},
                         {"at", told.at},
                         {"beliefs", beliefs},
                         {"paragraphs", explanation_paragraphs(told)},
                         {"places", places_json(told)},
                         {"choices", choices_json(scenario, told.choices)},
                         {"worth", told.solved.private_types ? worth_json(scenario, told.worth) : Json(nullptr)},
                         {"tipping", tips_json(told)},
                         {"inputs_without_range", told.without_range},
                         {"solution", solution_json(told.solved.solution, told.solved.nodes, told.solved.folded)},
                         {"certificate", certificate_json(told.solved.certificate, actors, told.solved.worst_nodes)},
                         {"private_types", typed},
                         {"warnings", warnings_json(told.warnings)},
                         {"status", status_json(status)}};
  return text_of(document);
}

}  // namespace parley::report
