// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/claims.h"
#include "parley/report/detail/json_values.h"
#include "parley/report/detail/worth_json.h"

namespace parley::report {

namespace {

Json fit_json(const numeric::BoxFit& fit) {
  return {
      {"worlds", fit.points}, {"holds", fit.yes}, {"coverage", number(fit.coverage)}, {"density", number(fit.density)}};
}

Json region_json(const analyze::Study& study, const analyze::ClaimRegion& region) {
  Json limits = Json::array();
  for (std::size_t d = 0; d < region.box.low.size(); ++d)
    if (number(region.box.low[d]) != nullptr || number(region.box.high[d]) != nullptr)
      limits.push_back({{"input", study.input_paths[d]},
                        {"above", number(region.box.low[d])},
                        {"below", number(region.box.high[d])},
                        {"lowest", number(drawn_ends(study, d).first)},
                        {"highest", number(drawn_ends(study, d).second)}});
  Json curve = Json::array();
  for (const numeric::Peel& step : region.trajectory) curve.push_back(fit_json(step.fit));
  return {{"limits", limits},
          {"fit", fit_json(region.fit)},
          {"out_of_sample", region.checked ? fit_json(*region.checked) : Json(nullptr)},
          {"share_out_of_sample", number(region.share_elsewhere)},
          {"borne_out", region.is_borne_out()},
          {"trade_off", curve}};
}

Json tree_json(const analyze::Study& study, const std::vector<numeric::TreeNode>& tree) {
  Json nodes = Json::array();
  for (const numeric::TreeNode& node : tree) {
    Json made = {{"worlds", node.points}, {"holds", node.yes}, {"input", nullptr},
                 {"at_most", nullptr},    {"then", nullptr},   {"else", nullptr}};
    if (!node.is_leaf) {
      made["input"] = study.input_paths[node.dim];
      made["at_most"] = number(node.limit);
      made["then"] = node.below;
      made["else"] = node.above;
    }
    nodes.push_back(std::move(made));
  }
  return nodes;
}

/// Worlds along the inputs that show best where the claim holds.
Json picture_json(const analyze::Study& study, const analyze::ClaimFinding& finding) {
  // More cannot be told apart by eye.
  constexpr std::size_t kMostWorlds = 2000;
  const std::vector<std::size_t> inputs = telling_inputs(finding);
  if (inputs.empty()) return nullptr;
  Json worlds = Json::array();
  for (std::size_t k = 0; k < study.rows.size() && worlds.size() < kMostWorlds; ++k) {
    if (!finding.by_row[k]) continue;
    const std::vector<double>& values = study.rows[k].values;
    worlds.push_back({{"world", study.rows[k].world},
                      {"x", number(values[inputs[0]])},
                      {"y", inputs.size() > 1 ? number(values[inputs[1]]) : Json(nullptr)},
                      {"holds", *finding.by_row[k]}});
  }
  return {{"x", study.input_paths[inputs[0]]},
          {"y", inputs.size() > 1 ? Json(study.input_paths[inputs[1]]) : Json(nullptr)},
          {"worlds", worlds}};
}

Json finding_json(const ClaimsReport& report, const analyze::ClaimFinding& finding) {
  const analyze::Study& study = *report.study;
  const scenario::Claim& claim = study.scenario.claims[finding.claim];
  Json telling = Json::array();
  for (const analyze::Telling& one : finding.telling)
    telling.push_back({{"input", study.input_paths[one.input]}, {"share", number(one.share)}, {"clear", one.is_clear}});
  Json other = nullptr;
  if (finding.other_side) {
    Json differs = Json::array();
    for (const std::size_t d : finding.other_side->inputs) differs.push_back(study.input_paths[d]);
    other = {{"world", finding.other_side->world},
             {"distance", number(finding.other_side->distance)},
             {"differs_most", differs},
             {"command", world_command(report, finding.other_side->world)}};
  }
  return {{"claim", claim.key},
          {"says", claim.says},
          {"speaker", claim.speaker},
          {"source", claim.source},
          {"test", claim.text},
          {"sentence", verdict_sentence(report, finding)},
          {"verdict", name(finding.verdict)},
          {"missing", finding.is_measured ? Json(nullptr) : Json(finding.missing)},
          {"worlds", finding.worlds},
          {"holds", finding.holds},
          {"unknown", finding.unknown},
          {"share_low", number(finding.share.low)},
          {"share_high", number(finding.share.high)},
          {"method", finding.is_drawn ? "estimated" : "exact"},
          {"by_construction", finding.by_construction},
          {"as_written", finding.as_written ? Json(*finding.as_written) : Json(nullptr)},
          {"other_side", other},
          {"region", finding.region ? region_json(study, *finding.region) : Json(nullptr)},
          {"picture", picture_json(study, finding)},
          {"tree", tree_json(study, finding.tree)},
          {"worth_learning", telling}};
}

}  // namespace

std::string claims_json(const ClaimsReport& report, const Provenance& provenance, const Status& status) {
  Json claims = Json::array();
  for (const analyze::ClaimFinding& finding : report.findings) claims.push_back(finding_json(report, finding));
  Json paragraphs = Json::array();
  for (const analyze::ClaimFinding& finding : report.findings)
    paragraphs.push_back(report.study->scenario.claims[finding.claim].says + ". " + verdict_sentence(report, finding));
  return text_of({{"schema_version", kSchemaVersion},
                  {"kind", "claims"},
                  {"parley", provenance.version},
                  {"scenario", scenario_json(report.study->scenario, provenance)},
                  {"command", provenance.command},
                  {"paragraphs", paragraphs},
                  {"file", report.study->path},
                  {"seed", report.study->plan.seed},
                  {"worlds", report.study->rows.size()},
                  {"claims", claims},
                  {"status", status_json(status)}});
}

}  // namespace parley::report
