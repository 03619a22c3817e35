// SPDX-License-Identifier: Apache-2.0
#include "parley/report/disagreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// Assumptions whose weight is less than this share of the weightiest are told by their number only.
constexpr double kLight = 0.01;

std::string value_text(const std::string& measure, double value) {
  if (!std::isfinite(value)) return "-";
  return measure.front() == 'P' ? percent(value) : figure(value);
}

std::string change_text(const std::string& measure, double value) {
  if (!std::isfinite(value)) return "-";
  if (measure.front() == 'P') return fmt::format("{:+.1f}", 100 * value);
  return value == 0 ? "0" : fmt::format("{}{}", value > 0 ? "+" : "", figure(value));
}

std::string truth_text(const std::optional<bool>& truth) {
  return !truth ? "cannot be told" : *truth ? "holds" : "fails";
}

std::string names(const analyze::Disagreement& found, const std::vector<std::size_t>& places) {
  std::string text;
  for (const std::size_t k : places) text += (text.empty() ? "" : ", ") + found.assumptions[k].name;
  return text.empty() ? std::string("no assumption alone") : text;
}

std::string claim_text(const DisagreementReport& report, const analyze::ClaimDisagreement& claim, std::size_t width) {
  std::string text = fmt::format("{}: {} It {} in {} and {} in {}.", claim.claim, claim.says, truth_text(claim.first),
                                 report.first, truth_text(claim.second), report.second);
  if (claim.first && claim.second && *claim.first != *claim.second)
    text += fmt::format(" Turned in {} by {}; in {} by {}.", report.first, names(*report.found, claim.flip_first),
                        report.second, names(*report.found, claim.flip_second));
  return wrapped(text, width, "  ") + "\n";
}

std::string measure_text(const DisagreementReport& report, const analyze::MeasureDisagreement& told,
                         std::size_t width) {
  const analyze::Disagreement& found = *report.found;
  std::string out = fmt::format("\n{}: {} in {}, {} in {}\n", told.measure, value_text(told.measure, told.first),
                                report.first, value_text(told.measure, told.second), report.second);
  if (told.first == told.second) return out + "  no disagreement\n";
  Table table;
  table.add({"", "weight", "into the first", "out of the second"});
  const double most = told.effects.empty() ? 0 : std::abs(told.effects.front().mean());
  std::size_t light = 0;
  for (const analyze::AssumptionEffect& effect : told.effects) {
    if (std::isfinite(effect.mean()) && std::abs(effect.mean()) < kLight * most) {
      ++light;
      continue;
    }
    table.add({found.assumptions[effect.assumption].name, change_text(told.measure, effect.mean()),
               change_text(told.measure, effect.into_first), change_text(told.measure, effect.out_of_second)});
  }
  table.add({"what they do only together", change_text(told.measure, told.together), "", ""});
  out += table.text(width, "  ");
  if (light > 0) out += fmt::format("  {} more weigh next to nothing\n", light);
  return out;
}

}  // namespace

Status status_of(const DisagreementReport& report) {
  const analyze::Disagreement& found = *report.found;
  if (found.stopped == base::Stop::kInterrupted) return {Exit::kInterrupted, "interrupted before all was solved"};
  if (found.stopped == base::Stop::kBudget) return {Exit::kBudget, "the time allowed is over before all was solved"};
  if (found.uncertified > 0)
    return {Exit::kNotGuaranteed, fmt::format("{} of {} scenarios solved are not certified, and count for nothing: {}",
                                              found.uncertified, found.worlds, found.reason)};
  return {Exit::kAnswered, fmt::format("all {} scenarios solved are certified", found.worlds)};
}

std::string disagreement_text(const DisagreementReport& report, const Provenance& provenance, const Status& status,
                              std::size_t width) {
  const analyze::Disagreement& found = *report.found;
  std::string out =
      wrapped(fmt::format(
                  "{} and {} differ in {} assumption{}. Each is put into the first alone, and taken out of the second "
                  "alone; its weight is the mean of the two (chances in points of percentage).",
                  report.first, report.second, found.assumptions.size(), found.assumptions.size() == 1 ? "" : "s"),
              width, "") +
      "\n\n";
  Table table;
  table.add({"", report.first, report.second});
  for (const analyze::Assumption& one : found.assumptions) table.add({one.name, one.in_first, one.in_second});
  out += table.text(width, "  ");
  if (!found.claims.empty()) out += "\n";
  for (const analyze::ClaimDisagreement& claim : found.claims) out += claim_text(report, claim, width);
  for (const analyze::MeasureDisagreement& measure : found.measures) out += measure_text(report, measure, width);
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  return out +
         fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
}

}  // namespace parley::report
