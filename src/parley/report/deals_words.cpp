// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "parley/report/deals.h"
#include "parley/report/detail/deal_words.h"
#include "parley/report/plain.h"

namespace parley::report {

using deals::DealsFound;
using deals::Finding;
using deals::Verdict;

const scenario::Actor& actor(const DealsFound& found, scenario::ActorId id) {
  return found.scenario->actors[id.value()];
}

std::string signed_figure(double value) {
  if (!std::isfinite(value)) return "-";
  return value > 0 ? "+" + figure(value) : figure(value);
}

std::string date_of(const scenario::Scenario& scenario, std::size_t step) {
  return scenario::text(scenario::after(scenario.start, scenario.step, step));
}

std::string gains_text(const DealsFound& found, const Finding& one) {
  std::string text;
  const auto& parties = found.scenario->deal->parties;
  for (std::size_t k = 0; k < parties.size(); ++k)
    text += fmt::format("{}{} for {}",
                        k == 0                    ? ""
                        : k + 1 == parties.size() ? " and "
                                                  : ", ",
                        signed_figure(one.sides[parties[k].value()].gain), actor(found, parties[k]).name);
  return text;
}

namespace {

std::size_t count(const DealsFound& found, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(found.findings.begin(), found.findings.end(),
                                                [&](const Finding& one) { return one.verdict == verdict; }));
}

std::string counts_text(const DealsFound& found) {
  std::string text = fmt::format("Of {} combinations of terms {} hold{}", found.findings.size(),
                                 count(found, Verdict::kHolds), count(found, Verdict::kHolds) == 1 ? "s" : "");
  const auto add = [&](Verdict verdict, std::string_view one, std::string_view many) {
    if (const std::size_t n = count(found, verdict)) text += fmt::format(", {} {}", n, n == 1 ? one : many);
  };
  add(Verdict::kKnifeEdge, "stands on a knife's edge", "stand on a knife's edge");
  add(Verdict::kBroken, "would be broken", "would be broken");
  add(Verdict::kRefused, "would be kept but is refused", "would be kept but are refused");
  add(Verdict::kImpossible, "is impossible", "are impossible");
  add(Verdict::kUnsettled, "is inconclusive", "are inconclusive");
  text += ".";
  const auto idle = std::count_if(found.findings.begin(), found.findings.end(), [](const Finding& one) {
    return one.verdict == Verdict::kHolds && !one.is_breakable;
  });
  if (idle > 0)
    text += fmt::format(" {} of those that hold do so only because no move that breaks them is ever open.", idle);
  if (found.excluded > 0) text += fmt::format(" {} more do not go together.", found.excluded);
  if (found.is_sampled)
    text += fmt::format(
        " They were drawn at random from {:.3g}: if none of them holds, then with 95% confidence fewer "
        "than {:.2g}% of all do.",
        found.all, 300.0 / static_cast<double>(std::max<std::size_t>(1, found.findings.size())));
  return text;
}

/// Each deal that is a point of the frontier once, with what it is.
std::string points_text(const DealsFound& found) {
  const std::pair<std::string_view, std::optional<std::size_t>> points[] = {
      {"Nash's point", found.points.nash},
      {"Kalai and Smorodinsky's", found.points.kalai},
      {"the egalitarian one", found.points.egalitarian}};
  std::string text;
  std::vector<std::size_t> told;
  for (const auto& [first, place] : points) {
    if (!place || std::find(told.begin(), told.end(), *place) != told.end()) continue;
    told.push_back(*place);
    std::string names;
    for (const auto& [name, other] : points)
      if (other == place) names += (names.empty() ? "" : " and ") + std::string(name);
    names.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(names.front())));
    const Finding& one = found.findings[*place];
    text += fmt::format("{}{}: {} ({}).", text.empty() ? "" : " ", names, terms_text(*found.scenario, one.choices),
                        gains_text(found, one));
  }
  return text;
}

}  // namespace

std::string terms_text(const scenario::Scenario& scenario, const std::vector<std::size_t>& choices) {
  std::string text;
  for (std::size_t t = 0; t < choices.size(); ++t) {
    const scenario::Term& term = scenario.deal->terms[t];
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", term.key, scenario::choice_text(term, choices[t]));
  }
  return text;
}

std::string verdict_text(const scenario::Scenario& scenario, const Finding& finding) {
  const auto name = [&](scenario::ActorId id) { return scenario.actors[id.value()].name; };
  switch (finding.verdict) {
    case Verdict::kHolds:
      return finding.is_breakable ? "holds" : "holds, but no move that breaks it is ever open";
    case Verdict::kKnifeEdge: {
      for (const deals::Side& side : finding.sides)
        if (const auto& breach = side.best_breach; breach && std::abs(breach->gain) < 1e-6)
          return fmt::format("stands on a knife's edge: {} would lose nothing by {} from {} on", name(breach->actor),
                             breach->move, date_of(scenario, breach->step));
      return "stands on a knife's edge";
    }
    case Verdict::kBroken:
      return fmt::format("broken by {}, who gains {} by {} from {} on, where {}", name(finding.first->actor),
                         figure(finding.first->gain), finding.first->move, date_of(scenario, finding.first->step),
                         finding.first->where);
    case Verdict::kRefused: {
      std::string text = "refused by ";
      for (std::size_t k = 0; k < finding.refused_by.size(); ++k)
        text += (k == 0 ? "" : " and ") + name(finding.refused_by[k]);
      const bool always = std::all_of(finding.refused_by.begin(), finding.refused_by.end(),
                                      [&](scenario::ActorId id) { return finding.sides[id.value()].gain < 0; });
      return text + (always ? ", better off without it" : ", better off without it in some state at the start");
    }
    case Verdict::kImpossible:
      return "impossible: " + finding.reason;
    case Verdict::kUnsettled:
      return "inconclusive: " + finding.reason;
  }
  return {};
}

std::vector<std::string> deals_paragraphs(const DealsFound& found) {
  const scenario::Scenario& scenario = *found.scenario;
  std::vector<std::string> all;
  if (found.findings.size() == 1) {
    const Finding& one = found.findings.front();
    all.push_back(fmt::format("{}: {}.", terms_text(scenario, one.choices), verdict_text(scenario, one)));
    return all;
  }
  all.push_back(counts_text(found));
  if (const std::string best = points_text(found); !best.empty()) all.push_back(best);
  if (found.nearest) {
    const Finding& one = found.findings[*found.nearest];
    all.push_back(fmt::format("No deal with these terms holds. The nearest is {}: {}; it falls short by {}.",
                              terms_text(scenario, one.choices), verdict_text(scenario, one), figure(one.shortfall())));
  }
  return all;
}

Status status_of(const DealsReport& report) {
  const DealsFound& found = report.found;
  if (found.stopped == base::Stop::kInterrupted)
    return {Exit::kInterrupted, "interrupted before every deal was judged"};
  if (found.stopped == base::Stop::kBudget)
    return {Exit::kBudget, "the time allowed is over before every deal was judged"};
  const bool stopped =
      report.tips_stopped != base::Stop::kNo || (report.robust && report.robust->stopped != base::Stop::kNo);
  if (stopped) return {Exit::kBudget, "stopped before all worlds or inputs were looked at; what is there is right"};
  if (!found.without_holds)
    return {Exit::kNotGuaranteed, "play without the deal has no certificate: read every verdict as inconclusive"};
  const std::size_t open = count(found, Verdict::kUnsettled);
  if (open > 0)
    return {Exit::kNotGuaranteed, fmt::format("{} of {} deals are inconclusive", open, found.findings.size())};
  return {Exit::kAnswered, "every deal has a verdict; those said to hold are certified"};
}

}  // namespace parley::report
