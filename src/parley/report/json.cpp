// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "parley/report/detail/belief_json.h"
#include "parley/report/detail/json_values.h"
#include "parley/report/detail/worth_json.h"
#include "parley/report/plain.h"
#include "parley/report/report.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

/// Standard errors, or null where the numbers are exact.
Json errors(const std::vector<double>& values) { return values.empty() ? Json(nullptr) : numbers(values); }

std::string method_of(const run::PolicyRun& run) { return run.private_types ? "estimated" : "exact"; }

std::string place_text(const base::SourcePtr& source, base::Span span) {
  if (!source) return "";
  const base::Place place = source->place(span.begin);
  return fmt::format("{}:{}:{}", source->name(), place.line, place.column);
}

Json quantity(const NumberLine& line) {
  const scenario::Quantity& q = *line.quantity;
  Json range = nullptr;
  if (q.range) range = {number(q.range->first), number(q.range->second)};
  return {{"path", line.path},      {"says", line.says}, {"value", number(q.value)},
          {"unit", q.unit},         {"range", range},    {"source", q.source},
          {"date", q.date},         {"note", q.note},    {"place", place_text(q.where.source, q.where.span)},
          {"used_as", line.used_as}};
}

Json numbers_list(const scenario::Scenario& scenario) {
  Json list = Json::array();
  for (const NumberLine& line : number_lines(scenario)) list.push_back(quantity(line));
  return list;
}

}  // namespace

Json scenario_json(const scenario::Scenario& scenario, const Provenance& provenance) {
  Json actors = Json::array();
  for (const scenario::Actor& actor : scenario.actors) {
    Json types = Json::array();
    for (const scenario::ActorType& type : actor.types)
      types.push_back({{"key", type.key}, {"says", type.says}, {"prior", number(type.prior.value)}});
    actors.push_back({{"key", actor.key},
                      {"name", actor.name},
                      {"discount_per_step", number(actor.discount)},
                      {"precision", number(actor.precision)},
                      {"types", types}});
  }
  Json variables = Json::array();
  for (const scenario::Variable& variable : scenario.variables) {
    if (variable.of_deal) continue;
    Json levels = nullptr;
    Json values = nullptr;
    if (variable.is_numeric()) {
      values = Json::array();
      for (std::size_t k = 0; k < variable.size; ++k) values.push_back(number(variable.value(k)));
    } else {
      levels = variable.levels;
    }
    variables.push_back({{"key", variable.key},
                         {"says", variable.says},
                         {"unit", variable.about.unit},
                         {"levels", levels},
                         {"values", values}});
  }
  Json moves = Json::array();
  for (const scenario::Action& action : scenario.actions) {
    const scenario::Actor& actor = scenario.actors[action.actor.value()];
    Json types = Json::array();
    for (const scenario::TypeId type : action.types) types.push_back(actor.types[type.value()].key);
    moves.push_back({{"actor", actor.key},
                     {"key", action.key},
                     {"says", action.says},
                     {"concession", action.concession},
                     {"hidden", action.hidden},
                     {"types", types}});
  }
  Json outcomes = Json::array();
  for (const scenario::Outcome& outcome : scenario.outcomes)
    outcomes.push_back({{"key", outcome.key}, {"says", outcome.says}, {"ends", outcome.ends}});
  Json policies = Json::array();
  for (const scenario::Policy& policy : scenario.policies)
    policies.push_back({{"key", policy.key},
                        {"says", policy.says},
                        {"actor", scenario.actors[policy.actor.value()].key},
                        {"terms", policy_terms(scenario, policy)}});
  Json horizon = nullptr;
  if (scenario.horizon.steps) horizon = *scenario.horizon.steps;
  return {{"title", scenario.title},
          {"says", scenario.says},
          {"file", provenance.file},
          {"start", scenario::text(scenario.start)},
          {"step", std::string(scenario::name(scenario.step))},
          {"forecast_steps", scenario.forecast_steps},
          {"horizon_steps", horizon},
          {"payoff_unit", scenario.payoff_unit},
          {"turns", scenario.order == scenario::Order::kRandom ? "random" : "fixed"},
          {"actors", actors},
          {"variables", variables},
          {"moves", moves},
          {"outcomes", outcomes},
          {"policies", policies},
          {"numbers", numbers_list(scenario)}};
}

namespace {

Json forecasts_json(const scenario::Scenario& scenario, const run::PolicyRun& run, Json& stocks, Json& levels) {
  Json outcomes = Json::array();
  for (const run::OutcomeForecast& outcome : run.outcomes) {
    Json reached = nullptr;
    if (!outcome.when_reached.empty()) {
      Json means = Json::array();
      for (std::size_t k = 0; k < run.stocks.size(); ++k)
        means.push_back({{"variable", scenario.variables[run.stocks[k].variable.value()].key},
                         {"mean", number(outcome.when_reached[k])}});
      reached = {{"mean_step", number(outcome.mean_step)}, {"stocks", means}};
    }
    outcomes.push_back({{"key", scenario.outcomes[outcome.outcome].key},
                        {"ends", scenario.outcomes[outcome.outcome].ends},
                        {"by_date", numbers(outcome.by_date)},
                        {"standard_error", errors(outcome.error)},
                        {"when_reached", reached},
                        {"method", method_of(run)}});
  }
  for (const run::StockForecast& stock : run.stocks) {
    Json quantiles = Json::array();
    for (const run::Quantile& quantile : stock.quantiles)
      quantiles.push_back({{"p", quantile.p}, {"value", numbers(quantile.value)}});
    const scenario::Variable& variable = scenario.variables[stock.variable.value()];
    stocks.push_back({{"variable", variable.key},
                      {"unit", variable.about.unit},
                      {"mean", numbers(stock.mean)},
                      {"standard_error", errors(stock.error)},
                      {"quantiles", quantiles},
                      {"method", method_of(run)}});
  }
  for (const run::LevelForecast& level : run.levels) {
    Json share = Json::array();
    for (const std::vector<double>& at : level.share) share.push_back(numbers(at));
    const scenario::Variable& variable = scenario.variables[level.variable.value()];
    levels.push_back(
        {{"variable", variable.key}, {"levels", variable.levels}, {"share", share}, {"method", method_of(run)}});
  }
  return outcomes;
}

Json first_concession_json(const run::Answer& answer, const run::PolicyRun& run) {
  if (!run.first_concession) return nullptr;
  Json by = Json::array();
  for (const auto& who : run.first_concession->by)
    by.push_back({{"actors", actor_keys(*answer.scenario, who.actors)},
                  {"in_step", numbers(who.in_step)},
                  {"standard_error", errors(who.error)}});
  Json median = nullptr;
  if (run.first_concession->median_step) median = answer.dates[*run.first_concession->median_step];
  return {{"by", by}, {"none", number(run.first_concession->none)}, {"median", median}, {"method", method_of(run)}};
}

Json run_json(const run::Answer& answer, const run::PolicyRun& run) {
  const scenario::Scenario& scenario = *answer.scenario;
  Json stocks = Json::array();
  Json levels = Json::array();
  Json outcomes = forecasts_json(scenario, run, stocks, levels);
  Json values = Json::array();
  for (const run::ActorValue& value : run.values)
    values.push_back({{"actor", scenario.actors[value.actor.value()].key},
                      {"total", number(value.total)},
                      {"error", number(value.error)},
                      {"terms", terms_json(value.terms)},
                      {"method", run.private_types ? "estimated" : "bounded"}});
  Json sampled = nullptr;
  if (run.sampled)
    sampled = {{"paths", run.sampled->paths},
               {"seed", run.sampled->seed},
               {"largest_deviation", number(run.sampled->largest_deviation)}};
  return {{"policy", policy_key(scenario, run.policy)},
          {"name", run_name(scenario, run.policy)},
          {"says", run.policy ? scenario.policies[*run.policy].says : "Nobody is committed to anything."},
          {"dates", answer.dates},
          {"outcomes", outcomes},
          {"stocks", stocks},
          {"levels", levels},
          {"first_concession", first_concession_json(answer, run)},
          {"values", values},
          {"start_choices", choices_json(scenario, run.start_choices)},
          {"solution", solution_json(run.solution, run.nodes, run.folded)},
          {"certificate", certificate_json(run.certificate, actor_keys(scenario, ~std::uint32_t{0}), run.worst_nodes)},
          {"sampled", sampled},
          {"private_types", run.private_types ? private_types_json(scenario, *run.private_types) : Json(nullptr)}};
}

Json comparison_json(const scenario::Scenario& scenario, const run::PolicyDifference& difference) {
  Json outcomes = Json::array();
  for (const run::OutcomeForecast& outcome : difference.outcomes)
    outcomes.push_back({{"key", scenario.outcomes[outcome.outcome].key}, {"difference", numbers(outcome.by_date)}});
  Json stocks = Json::array();
  for (const auto& stock : difference.stocks)
    stocks.push_back(
        {{"variable", scenario.variables[stock.variable.value()].key}, {"difference", numbers(stock.mean)}});
  Json values = Json::array();
  for (std::size_t i = 0; i < difference.values.size(); ++i)
    values.push_back({{"actor", scenario.actors[i].key}, {"difference", number(difference.values[i])}});
  Json first = Json::array();
  for (const auto& concession : difference.first_concession)
    first.push_back({{"actors", actor_keys(scenario, concession.actors)}, {"difference", number(concession.total)}});
  return {{"policy", scenario.policies[difference.policy].key},
          {"outcomes", outcomes},
          {"stocks", stocks},
          {"values", values},
          {"first_concession", first}};
}

Json sweep_json(const run::Answer& answer, const run::SweepResult& result) {
  const scenario::Scenario& scenario = *answer.scenario;
  const scenario::Sweep& sweep = scenario.sweeps[result.sweep];
  Json lines = Json::array();
  for (const run::SweepLine& line : result.lines) {
    Json crossings = Json::array();
    for (const auto& crossing : line.crossings)
      crossings.push_back({{"low", number(crossing.low)}, {"high", number(crossing.high)}});
    lines.push_back({{"policy", policy_key(scenario, line.policy)},
                     {"name", run_name(scenario, line.policy)},
                     {"probability", numbers(line.probability)},
                     {"certified", line.certified},
                     {"crossings", crossings}});
  }
  return {{"key", sweep.key},
          {"says", sweep.says},
          {"parameter", scenario::name_of(scenario, sweep.input)},
          {"unit", scenario::quantity_of(scenario, sweep.input).unit},
          {"outcome", sweep.outcome},
          {"by", answer.dates.back()},
          {"values", numbers(sweep.values)},
          {"lines", lines}};
}

}  // namespace

Json warnings_json(const base::Diagnostics& warnings) {
  Json list = Json::array();
  for (const base::Diagnostic& warning : warnings.all())
    list.push_back(
        {{"code", warning.code}, {"message", warning.message}, {"place", place_text(warning.source, warning.span)}});
  return list;
}

std::string answer_json(const run::Answer& answer, const Provenance& provenance, const Status& status) {
  Json runs = Json::array();
  for (const run::PolicyRun& run : answer.runs) runs.push_back(run_json(answer, run));
  Json comparison = Json::array();
  for (const run::PolicyDifference& difference : answer.comparison)
    comparison.push_back(comparison_json(*answer.scenario, difference));
  Json sweeps = Json::array();
  for (const run::SweepResult& sweep : answer.sweeps) sweeps.push_back(sweep_json(answer, sweep));
  const Json document = {{"schema_version", kSchemaVersion},
                         {"kind", "answer"},
                         {"parley", provenance.version},
                         {"scenario", scenario_json(*answer.scenario, provenance)},
                         {"command", provenance.command},
                         {"seed", answer.seed},
                         {"paragraphs", answer_paragraphs(answer)},
                         {"runs", runs},
                         {"comparison", comparison},
                         {"sweeps", sweeps},
                         {"warnings", warnings_json(answer.warnings)},
                         {"status", status_json(status)}};
  return text_of(document);
}

std::string model_json(const scenario::Scenario& scenario, const Provenance& provenance) {
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "model"},
                  {"parley", provenance.version},
                  {"scenario", scenario_json(scenario, provenance)},
                  {"status", status_json({})}});
}

}  // namespace parley::report
