// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include "parley/report/deals.h"
#include "parley/report/detail/json_values.h"
#include "parley/report/detail/worth_json.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

Json breach_json(const scenario::Scenario& scenario, const deals::Breach& breach) {
  return {{"actor", scenario.actors[breach.actor.value()].key},
          {"move", breach.move},
          {"where", breach.where},
          {"step", breach.step},
          {"date", scenario::text(scenario::after(scenario.start, scenario.step, breach.step))},
          {"gain", number(breach.gain)},
          {"replayed", number(breach.replayed)}};
}

Json maybe_breach(const scenario::Scenario& scenario, const std::optional<deals::Breach>& breach) {
  return breach ? breach_json(scenario, *breach) : Json(nullptr);
}

Json sheet_json(const scenario::Scenario& scenario, const deals::Sheet& sheet) {
  Json dates = Json::array();
  for (std::size_t t = 0; t < sheet.in_force.size(); ++t)
    dates.push_back(scenario::text(scenario::after(scenario.start, scenario.step, t)));
  Json slack = Json::array();
  for (std::size_t i = 0; i < sheet.slack.size(); ++i)
    slack.push_back({{"actor", scenario.actors[i].key}, {"by_date", numbers(sheet.slack[i])}});
  Json tempting = Json::array();
  for (const deals::Breach& breach : sheet.tempting) tempting.push_back(breach_json(scenario, breach));
  return {{"dates", dates},
          {"slack", slack},
          {"in_force", numbers(sheet.in_force)},
          {"suspended", numbers(sheet.suspended)},
          {"breaches", tempting}};
}

Json terms_json(const scenario::Scenario& scenario, const std::vector<std::size_t>& choices) {
  Json terms = Json::object();
  for (std::size_t t = 0; t < choices.size(); ++t) {
    const scenario::Term& term = scenario.deal->terms[t];
    terms[term.key] = term.words.empty() ? Json(number(term.values[choices[t]])) : Json(term.words[choices[t]]);
  }
  return terms;
}

Json tips_json(const DealsReport& report) {
  static constexpr std::string_view kStatus[] = {"tips", "same", "inconclusive", "stopped"};
  const scenario::Scenario& scenario = *report.found.scenario;
  Json inputs = Json::array();
  for (const deals::DealTip& tip : report.tips) {
    const bool tips = tip.status == deals::TipStatus::kTips;
    inputs.push_back({{"input", scenario::path_of(scenario, tip.input)},
                      {"value", number(scenario::quantity_of(scenario, tip.input).value)},
                      {"low", number(tip.low)},
                      {"high", number(tip.high)},
                      {"status", kStatus[static_cast<std::size_t>(tip.status)]},
                      {"before", tips ? number(tip.before) : Json(nullptr)},
                      {"tips_at", tips ? number(tip.tipped) : Json(nullptr)},
                      {"share_of_range", tips ? number(tip.share) : Json(nullptr)},
                      {"verdict", tips ? Json(name(tip.verdict)) : Json(nullptr)},
                      {"judged", tip.judged}});
  }
  return {{"deal", *report.tipped}, {"inputs", inputs}};
}

Json robust_json(const scenario::Scenario& scenario, const deals::RobustDeals& robust) {
  Json deals = Json::array();
  for (const deals::Robustness& one : robust.deals)
    deals.push_back({{"terms", terms_json(scenario, one.choices)},
                     {"holds", one.holds},
                     {"worlds", one.counted},
                     {"share_low", number(one.low)},
                     {"share_high", number(one.high)}});
  return {{"worlds", robust.worlds}, {"none_holds", robust.none_holds}, {"method", "estimated"}, {"deals", deals}};
}

Json finding_json(const scenario::Scenario& scenario, const deals::Finding& one) {
  const Json terms = terms_json(scenario, one.choices);
  Json sides = Json::array();
  for (std::size_t i = 0; i < one.sides.size(); ++i) {
    const deals::Side& side = one.sides[i];
    sides.push_back({{"actor", scenario.actors[i].key},
                     {"value", number(side.value)},
                     {"gain", number(side.gain)},
                     {"least_gain", number(side.least_gain)},
                     {"slack", side.best_breach ? number(-side.best_breach->gain) : Json(nullptr)},
                     {"best_breach", maybe_breach(scenario, side.best_breach)}});
  }
  Json refused = Json::array();
  for (const scenario::ActorId party : one.refused_by) refused.push_back(scenario.actors[party.value()].key);
  return {{"terms", terms},
          {"verdict", name(one.verdict)},
          {"says", verdict_text(scenario, one)},
          {"sides", sides},
          {"first_breach", maybe_breach(scenario, one.first)},
          {"refused_by", refused},
          {"breakable", one.is_breakable},
          {"shortfall", one.sides.empty() ? Json(nullptr) : number(one.shortfall())},
          {"years_in_force", number(one.years)},
          {"in_force_at_end", number(one.lasting)},
          {"certificate_share", number(one.share)},
          {"method", one.verdict == deals::Verdict::kUnsettled ? "heuristic" : "bounded"},
          {"sheet", one.sheet ? sheet_json(scenario, *one.sheet) : Json(nullptr)}};
}

}  // namespace

std::string deals_json(const DealsReport& report, const Provenance& provenance, const Status& status) {
  const deals::DealsFound& found = report.found;
  const scenario::Scenario& scenario = *found.scenario;
  const auto place = [](const std::optional<std::size_t>& k) { return k ? Json(*k) : Json(nullptr); };
  Json terms = Json::array();
  for (const scenario::Term& term : scenario.deal->terms)
    terms.push_back({{"term", term.key}, {"says", term.says}, {"unit", term.unit}});
  Json parties = Json::array();
  for (const scenario::ActorId party : scenario.deal->parties) parties.push_back(scenario.actors[party.value()].key);
  Json without = Json::array();
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    without.push_back({{"actor", scenario.actors[i].key}, {"value", number(found.without[i])}});
  Json deals = Json::array();
  for (const deals::Finding& one : found.findings) deals.push_back(finding_json(scenario, one));
  Json paragraphs = deals_paragraphs(found);
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "deals"},
                  {"parley", provenance.version},
                  {"scenario", scenario_json(scenario, provenance)},
                  {"command", provenance.command},
                  {"seed", report.seed},
                  {"paragraphs", paragraphs},
                  {"says", scenario.deal->says},
                  {"parties", parties},
                  {"terms", terms},
                  {"combinations", number(found.all)},
                  {"excluded", found.excluded},
                  {"sampled", found.is_sampled},
                  {"without", {{"values", without}, {"certificate_share", number(found.without_share)}}},
                  {"bound", found.bound},
                  {"deals", deals},
                  {"frontier", found.frontier},
                  {"nash", place(found.points.nash)},
                  {"kalai_smorodinsky", place(found.points.kalai)},
                  {"egalitarian", place(found.points.egalitarian)},
                  {"nearest", place(found.nearest)},
                  {"tipping", report.tipped ? tips_json(report) : Json(nullptr)},
                  {"robustness", report.robust ? robust_json(scenario, *report.robust) : Json(nullptr)},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
