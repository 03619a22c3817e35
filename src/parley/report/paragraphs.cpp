// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/private_types.h"
#include "parley/report/report.h"
#include "parley/report/solution.h"

namespace parley::report {

namespace {

/// A chance small enough to be left out of a sentence.
constexpr double kHardlyEver = 0.005;
constexpr double kMoreLikelyThanNot = 0.5;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t k = 0; k < parts.size(); ++k)
    text += (k == 0 ? "" : k + 1 == parts.size() ? " and " : ", ") + parts[k];
  return text;
}

std::string outcome_name(const scenario::Scenario& scenario, std::size_t outcome) {
  return "\"" + in_words(scenario.outcomes[outcome].key) + "\"";
}

/// What is likely to have ended the standoff by the forecast's end.
std::string endings(const run::Answer& answer, const run::PolicyRun& run) {
  const scenario::Scenario& scenario = *answer.scenario;
  std::vector<std::pair<double, std::string>> likely;
  double over = 0;
  bool any = false;
  for (const run::OutcomeForecast& outcome : run.outcomes) {
    if (!scenario.outcomes[outcome.outcome].ends) continue;
    any = true;
    const double chance = outcome.by_date.back();
    over += chance;
    if (chance >= kHardlyEver)
      likely.emplace_back(chance, outcome_name(scenario, outcome.outcome) + " " + percent(chance));
  }
  std::stable_sort(likely.begin(), likely.end(),
                   [](const auto& a, const auto& b) { return rounded_off(a.first) > rounded_off(b.first); });
  const std::string& by = answer.dates.back();
  if (!any) return "";
  if (likely.empty())
    return fmt::format("By {} the standoff has almost surely not ended in any of the ways that are modelled.", by);
  std::vector<std::string> parts;
  parts.reserve(likely.size());
  for (const auto& [chance, text] : likely) parts.push_back(text);
  std::string text = fmt::format("By {}, the standoff has ended in {}", by, joined(parts));
  if (1 - over >= kHardlyEver) text += fmt::format("; it still goes on with a chance of {}", percent(1 - over));
  return text + ".";
}

/// Whether some outcome ends the standoff.
bool can_end(const scenario::Scenario& scenario) {
  return std::any_of(scenario.outcomes.begin(), scenario.outcomes.end(), [](const auto& each) { return each.ends; });
}

/// The outcomes that are only watched, down to a chance.
std::string watched(const run::Answer& answer, const run::PolicyRun& run, double least) {
  std::vector<std::string> parts;
  for (const run::OutcomeForecast& outcome : run.outcomes)
    if (!answer.scenario->outcomes[outcome.outcome].ends && outcome.by_date.back() >= least)
      parts.push_back(outcome_name(*answer.scenario, outcome.outcome) + " " + percent(outcome.by_date.back()));
  return joined(parts);
}

/// The endings of one policy, in a few words; where none is modelled, what is watched.
std::string briefly(const run::Answer& answer, const run::PolicyRun& run) {
  if (!can_end(*answer.scenario)) {
    const std::string text = watched(answer, run, kHardlyEver);
    return text.empty() ? "nothing that is watched" : text;
  }
  std::vector<std::string> parts;
  double over = 0;
  for (const run::OutcomeForecast& outcome : run.outcomes) {
    if (!answer.scenario->outcomes[outcome.outcome].ends) continue;
    over += outcome.by_date.back();
    if (outcome.by_date.back() >= kHardlyEver)
      parts.push_back(outcome_name(*answer.scenario, outcome.outcome) + " " + percent(outcome.by_date.back()));
  }
  if (1 - over >= kHardlyEver) parts.push_back("still going on " + percent(1 - over));
  return joined(parts);
}

/// What is more likely than not to have happened on the way, of what is only watched; all of it where nothing ends.
std::string on_the_way(const run::Answer& answer, const run::PolicyRun& run) {
  if (!can_end(*answer.scenario)) {
    const std::string text = watched(answer, run, kHardlyEver);
    return text.empty() ? "" : fmt::format("What has come by {}: {}.", answer.dates.back(), text);
  }
  const std::string text = watched(answer, run, kMoreLikelyThanNot);
  return text.empty() ? "" : fmt::format("On the way there by then: {}.", text);
}

/// Who moves first, and when.
std::string first_mover(const run::Answer& answer, const run::PolicyRun& run) {
  if (!run.first_concession) return "";
  const run::FirstConcession& first = *run.first_concession;
  const scenario::Scenario& scenario = *answer.scenario;
  if (first.none > 1 - kHardlyEver)
    return fmt::format("Nobody is expected to make a first concession by {}.", answer.dates.back());
  std::vector<std::string> parts;
  for (const auto& by : first.by)
    if (by.total >= kHardlyEver) parts.push_back(actor_names(scenario, by.actors) + " " + percent(by.total));
  std::string text = fmt::format("The first concession comes from {}", joined(parts));
  if (first.none >= kHardlyEver)
    text += fmt::format("; from nobody by {} with a chance of {}", answer.dates.back(), percent(first.none));
  text += first.median_step ? fmt::format(". It is more likely than not to have come in the {} that starts on {}.",
                                          scenario::name(scenario.step), answer.dates[*first.median_step])
                            : ". It is not more likely than not within the forecast.";
  return text;
}

std::string stocks(const run::Answer& answer, const run::PolicyRun& run) {
  const scenario::Scenario& scenario = *answer.scenario;
  std::vector<std::string> parts;
  for (const run::StockForecast& stock : run.stocks) {
    const scenario::Variable& variable = scenario.variables[stock.variable.value()];
    if (variable.about.unit.empty()) continue;
    parts.push_back(fmt::format("{} from {} to {} {} (nine times in ten between {} and {})", variable.key,
                                figure(stock.mean.front()), figure(stock.mean.back()), variable.about.unit,
                                figure(stock.quantiles.front().value.back()),
                                figure(stock.quantiles.back().value.back())));
  }
  if (parts.empty()) return "";
  return fmt::format("Expected by {}: {}.", answer.dates.back(), joined(parts));
}

}  // namespace

std::string trust_text(const scenario::Scenario& scenario, std::span<const run::PolicyRun> runs) {
  std::size_t failing = 0;
  double share = 0;
  std::size_t folded = 0;
  std::size_t crossings = 0;
  for (const run::PolicyRun& run : runs) {
    failing += run.certificate.holds ? 0 : 1;
    share = std::max(share, run.certificate.largest_share);
    folded += run.solution.folded.size();
    crossings += totals_of(run.solution).crossings;
  }
  const bool noisy = std::any_of(scenario.actors.begin(), scenario.actors.end(),
                                 [](const scenario::Actor& actor) { return std::isfinite(actor.precision); });
  std::string text;
  if (failing > 0) {
    text = fmt::format(
        "NOT CERTIFIED: {} of {} solutions miss the bound of {} of the payoff range. Read these numbers "
        "as inconclusive.",
        failing, runs.size(), figure(runs.front().certificate.bound));
  } else if (noisy) {
    text =
        "Certified: every actor of finite precision chooses by logit, and no other could gain by deviating, within "
        "the bound.";
  } else {
    text = fmt::format(
        "Certified: no side could gain more than {:.1e} of its payoff range by deviating alone, at any "
        "point that play can reach.",
        share);
    if (share == 0)
      text = "Certified: no side could gain anything by deviating alone, at any point that play can reach.";
  }
  if (folded > 0)
    text += fmt::format(" At {} nodes the path to the solution folded: other equilibria exist there.", folded);
  if (crossings > 0)
    text += fmt::format(" The path passed {} bifurcation{} straight on: other equilibria exist beside it.", crossings,
                        crossings == 1 ? "" : "s");
  return text;
}

std::vector<std::string> answer_paragraphs(const run::Answer& answer) {
  std::vector<std::string> paragraphs;
  if (answer.runs.empty()) return {"The run was stopped before anything was solved."};
  const run::PolicyRun& run = answer.runs.front();
  std::string first;
  for (const std::string& sentence : {endings(answer, run), on_the_way(answer, run), first_mover(answer, run),
                                      court_text(answer, run), stocks(answer, run)})
    if (!sentence.empty()) first += (first.empty() ? "" : " ") + sentence;
  if (first.empty()) first = "The scenario has no outcomes, concessions or stocks to report.";
  paragraphs.push_back("With no commitment by anybody: " + first);

  std::string policies;
  for (std::size_t k = 1; k < answer.runs.size(); ++k)
    policies += (k == 1 ? "" : " ") + run_name(*answer.scenario, answer.runs[k].policy) + ": " +
                briefly(answer, answer.runs[k]) + ".";
  if (!policies.empty())
    paragraphs.push_back(fmt::format("Under each policy, by {}. {}", answer.dates.back(), policies));
  // Of several policies the one that can be trusted least.
  const auto worst = std::find_if(answer.runs.begin(), answer.runs.end(),
                                  [](const run::PolicyRun& one) { return !one.certificate.holds; });
  const run::PolicyRun& weakest = worst == answer.runs.end() ? run : *worst;
  paragraphs.push_back(weakest.private_types ? trust_text(*weakest.private_types)
                                             : trust_text(*answer.scenario, answer.runs));
  if (answer.stopped != base::Stop::kNo)
    paragraphs.emplace_back("The run was stopped before its end: what is missing was not computed.");
  return paragraphs;
}

}  // namespace parley::report
