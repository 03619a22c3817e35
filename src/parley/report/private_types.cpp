// SPDX-License-Identifier: Apache-2.0
#include "parley/report/private_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/beliefs.h"
#include "parley/report/plain.h"
#include "parley/report/table.h"
#include "parley/report/worth.h"

namespace parley::report {

namespace {

// "No movement soon": within this many steps.
constexpr std::size_t kSoon = 2;
// Half the width of an interval that holds nineteen times in twenty, in standard errors.
constexpr double kTwoSided = 1.96;

std::string name_of(const run::Answer& answer, scenario::ActorId actor, const std::string& type) {
  return type_name(*answer.scenario, actor, type);
}

std::string percent_with_error(const run::Estimate& estimate) {
  return fmt::format("{:.1f}% +- {:.1f}", 100 * estimate.value, 100 * estimate.error);
}

std::string concessions_text(const run::Answer& answer, const run::PrivateTypes& told, std::size_t width) {
  if (told.concessions.empty()) return "";
  std::string out = "\nWhose court the ball is in: what each type, knowing itself, expects of first concessions by " +
                    answer.dates.back() + " (estimated, with standard errors)\n";
  Table table;
  table.add({"type", "prior", "it is first", "another is first", "nobody"});
  for (const run::TypeConcession& type : told.concessions)
    table.add({name_of(answer, type.actor, type.type), percent(type.prior), percent_with_error(type.first),
               percent_with_error(type.other_first), percent_with_error(type.none)});
  return out + table.text(width, "  ");
}

std::string when_text(const run::Answer& answer, const run::PrivateTypes& told, const std::vector<std::size_t>& shown,
                      std::size_t width) {
  if (told.concessions.empty()) return "";
  std::string out = "\nThe chance that a type has been the first to concede, by date (estimated)\n";
  Table table;
  std::vector<std::string> head{"made before"};
  for (const std::size_t t : shown) head.push_back(answer.dates[t]);
  table.add(head);
  for (const run::TypeConcession& type : told.concessions) {
    std::vector<std::string> row{name_of(answer, type.actor, type.type)};
    for (const std::size_t t : shown) {
      double sum = 0;
      for (std::size_t k = 0; k < t; ++k) sum += type.in_step[k];
      row.push_back(percent(sum));
    }
    table.add(row);
  }
  return out + table.text(width, "  ");
}

std::string beliefs_text(const run::Answer& answer, const run::PrivateTypes& told,
                         const std::vector<std::size_t>& shown, std::size_t width) {
  if (told.beliefs.empty()) return "";
  std::string out =
      "\nBeliefs over time (estimated): the chance that others give a type, median, and the range that holds nine "
      "times "
      "in ten\n";
  Table table;
  std::vector<std::string> head{"believed to be"};
  for (const std::size_t t : shown) head.push_back(answer.dates[t]);
  table.add(head);
  for (const run::BeliefFan& fan : told.beliefs) {
    std::vector<std::string> row{name_of(answer, fan.actor, fan.type)};
    for (const std::size_t t : shown)
      row.push_back(fmt::format("{:.2f} ({:.2f}..{:.2f})", fan.quantiles[2].value[t], fan.quantiles.front().value[t],
                                fan.quantiles.back().value[t]));
    table.add(row);
  }
  return out + table.text(width, "  ");
}

std::vector<std::string> type_names_of(const run::Answer& answer, const run::PrivateTypes& told) {
  std::vector<std::string> names;
  for (const scenario::Actor& actor : answer.scenario->actors) {
    if (actor.types.size() < 2) names.push_back(actor.key);
    for (std::size_t t = 0; actor.types.size() > 1 && t < actor.types.size(); ++t)
      names.push_back(actor.key + " " + actor.types[t].key);
  }
  names.resize(std::max(names.size(), told.solved.certificate.types.size()));
  return names;
}

}  // namespace

std::string method_text(const run::PolicyRun& run) {
  return run.private_types ? fmt::format("estimated from {} paths", run.private_types->paths) : "exact";
}

std::string court_text(const run::Answer& answer, const run::PolicyRun& run) {
  if (!run.private_types || !run.first_concession || run.private_types->paths == 0) return "";
  std::string text;
  for (const run::Court& court : run.private_types->courts) {
    const double low = court.other_first.value - kTwoSided * court.other_first.error;
    const double high = court.other_first.value + kTwoSided * court.other_first.error;
    const char* const odds = low > 0.5 ? "more than even" : high < 0.5 ? "less than even" : "about even";
    text += fmt::format("{}{} puts {} odds on another moving first ({:.0f}%, {:.0f} to {:.0f})",
                        text.empty() ? "If anybody moves, " : "; ", answer.scenario->actors[court.actor.value()].name,
                        odds, 100 * court.other_first.value, 100 * std::max(0.0, low), 100 * std::min(1.0, high));
  }
  if (!text.empty()) text += ", each averaged over its own types. ";
  const std::size_t soon = std::min(kSoon, answer.dates.size() - 1);
  double moved = 0;
  for (const auto& by : run.first_concession->by)
    for (std::size_t t = 0; t < soon; ++t) moved += by.in_step[t];
  const auto n = static_cast<double>(run.private_types->paths);
  const double half = kTwoSided * std::sqrt(std::max(moved * (1 - moved), 1 / n) / n);
  return text + fmt::format("No movement by {}: {:.1f}% ({:.1f} to {:.1f}).", answer.dates[soon], 100 * (1 - moved),
                            100 * std::max(0.0, 1 - moved - half), 100 * std::min(1.0, 1 - moved + half));
}

/// What types could gain: of actors who are held to it, and of those to whom the scenario sets a noise.
std::string gains_text(const certify::BeliefCertificate& certificate) {
  std::string held =
      fmt::format("no type gains more than {:.1e} of the payoff range by deviating", certificate.largest_share);
  if (certificate.largest_noise == 0) return held;
  const std::string noise = fmt::format(
      "the noise that the scenario sets costs a type {:.1e} of the payoff range at most", certificate.largest_noise);
  return certificate.largest_share == 0 ? noise : held + ", " + noise;
}

std::string trust_text(const run::PrivateTypes& told) {
  const certify::BeliefCertificate& certificate = told.solved.certificate;
  std::string text;
  if (!told.solved.holds())
    text = fmt::format(
        "NOT CERTIFIED: {}; a type could gain {:.1e} of the payoff range, and is promised {:.1e} more or less than it "
        "gets, where {:.1e} is allowed. Read these numbers as inconclusive.",
        told.solved.solution.message, certificate.largest_share, certificate.largest_claim_error, certificate.bound);
  else
    text = fmt::format(
        "Certified {}: following play off the grid of beliefs, {}, and none is promised {:.1e} more or less than it "
        "gets"
        "{}.",
        certificate.histories > 0 ? fmt::format("over all {} histories", certificate.histories) : "by an estimate",
        gains_text(certificate), certificate.largest_claim_error,
        certificate.histories > 0 ? "" : " (twice their standard errors added)");
  if (told.solved.solution.folded > 0)
    text += fmt::format(" At {} of the stage games the path folded: other equilibria exist there.",
                        told.solved.solution.folded);
  return text;
}

std::string private_types_text(const run::Answer& answer, const run::PolicyRun& run,
                               const std::vector<std::size_t>& shown, std::size_t width) {
  if (!run.private_types) return "";
  const run::PrivateTypes& told = *run.private_types;
  std::vector<std::string> actors;
  for (const scenario::Actor& actor : answer.scenario->actors) actors.push_back(actor.key);
  std::string out;
  if (told.paths > 0)
    out = concessions_text(answer, told, width) + when_text(answer, told, shown, width) +
          beliefs_text(answer, told, shown, width);
  out += worth_text(*answer.scenario, told.worth, width);
  return out + rounds_text(told.solved, actors, width) +
         belief_certificate_text(told.solved.certificate, type_names_of(answer, told), width);
}

}  // namespace parley::report
