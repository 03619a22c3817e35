// SPDX-License-Identifier: Apache-2.0
#include "parley/report/deals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <numeric>

#include "parley/report/plain.h"
#include "parley/report/table.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

using deals::DealsFound;
using deals::Finding;
using deals::Verdict;

// Rows of the tables for a person; JSON has them all.
constexpr std::size_t kMostRows = 20;
constexpr std::size_t kMostFailures = 8;

std::string signed_figure(double value) {
  if (!std::isfinite(value)) return "-";
  return value > 0 ? "+" + figure(value) : figure(value);
}

const scenario::Actor& actor(const DealsFound& found, scenario::ActorId id) {
  return found.scenario->actors[id.value()];
}

std::size_t count(const DealsFound& found, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(found.findings.begin(), found.findings.end(),
                                                [&](const Finding& one) { return one.verdict == verdict; }));
}

std::string date_of(const scenario::Scenario& scenario, std::size_t step) {
  return scenario::text(scenario::after(scenario.start, scenario.step, step));
}

/// "+1.2 for United States and +0.4 for North Korea".
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

/// The failures that would bring the parties the most.
std::vector<std::size_t> tempting(const DealsFound& found) {
  std::vector<std::size_t> all;
  for (std::size_t k = 0; k < found.findings.size(); ++k) {
    const Finding& one = found.findings[k];
    if (!one.sides.empty() && one.verdict != Verdict::kHolds && one.verdict != Verdict::kUnsettled) all.push_back(k);
  }
  const auto least = [&](std::size_t k) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const scenario::ActorId party : found.scenario->deal->parties)
      lowest = std::min(lowest, found.findings[k].sides[party.value()].gain);
    return lowest;
  };
  std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) { return least(a) > least(b); });
  // Of those that bring the same one is enough.
  const auto brings_the_same = [&](std::size_t a, std::size_t b) {
    return gains_text(found, found.findings[a]) == gains_text(found, found.findings[b]);
  };
  all.erase(std::unique(all.begin(), all.end(), brings_the_same), all.end());
  if (all.size() > kMostFailures) all.resize(kMostFailures);
  return all;
}

/// The choices alone, for a table.
std::string short_terms(const scenario::Deal& deal, const std::vector<std::size_t>& choices) {
  std::string text;
  for (std::size_t t = 0; t < choices.size(); ++t) {
    const scenario::Term& term = deal.terms[t];
    text += (t == 0 ? "" : ", ") +
            (term.words.empty() ? fmt::format("{:.10g}", term.values[choices[t]]) : term.words[choices[t]]);
  }
  return text;
}

std::vector<std::string> row_of(const DealsFound& found, const Finding& one) {
  std::vector<std::string> row{short_terms(*found.scenario->deal, one.choices)};
  for (const scenario::ActorId party : found.scenario->deal->parties)
    row.push_back(signed_figure(one.sides[party.value()].gain));
  for (const deals::Side& side : one.sides) row.push_back(side.best_breach ? figure(-side.best_breach->gain) : "-");
  row.push_back(fmt::format("{:.1f}", one.years));
  row.push_back(percent(one.lasting));
  return row;
}

std::vector<std::string> heads(const DealsFound& found) {
  std::vector<std::string> head{"terms"};
  for (const scenario::ActorId party : found.scenario->deal->parties)
    head.push_back(actor(found, party).key + " gains");
  for (const scenario::Actor& one : found.scenario->actors) head.push_back(one.key + " slack");
  head.emplace_back("years");
  head.emplace_back("at the end");
  return head;
}

std::string holding_text(const DealsFound& found, std::size_t width) {
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < found.findings.size(); ++k)
    if (found.findings[k].verdict == Verdict::kHolds) rows.push_back(k);
  if (rows.empty()) return {};
  const auto on_frontier = [&](std::size_t k) {
    return std::find(found.frontier.begin(), found.frontier.end(), k) != found.frontier.end();
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::size_t a, std::size_t b) { return on_frontier(a) && !on_frontier(b); });
  Table table;
  table.add(heads(found));
  for (std::size_t k = 0; k < std::min(rows.size(), kMostRows); ++k) {
    std::vector<std::string> row = row_of(found, found.findings[rows[k]]);
    if (on_frontier(rows[k])) row[0] += " *";
    table.add(std::move(row));
  }
  std::string out = "\nDeals that hold (*: on the frontier, no other that holds is better for every party)\n" +
                    table.text(width, "  ");
  if (rows.size() > kMostRows) out += fmt::format("  … and {} more; --json gives all\n", rows.size() - kMostRows);
  std::string keys;
  for (const scenario::Term& term : found.scenario->deal->terms) keys += (keys.empty() ? "" : ", ") + term.key;
  const std::string legend =
      "  terms: " + keys +
      ". gains: over no deal, from the start. slack: the least that a side loses by breaking it, at any date play "
      "leads "
      "to. years: expected in force within the forecast; at the end: the chance that it still is.";
  return out + wrapped(legend, width, "  ") + "\n";
}

std::string failures_text(const DealsFound& found, std::size_t width) {
  const std::vector<std::size_t> rows = tempting(found);
  if (rows.empty()) return {};
  std::string out = "\nWhy the tempting ones fail\n";
  for (const std::size_t k : rows) {
    const Finding& one = found.findings[k];
    out += wrapped(fmt::format("  {}: {}. Kept, it would bring {}.", terms_text(*found.scenario, one.choices),
                               verdict_text(*found.scenario, one), gains_text(found, one)),
                   width, "    ") +
           "\n";
  }
  return out;
}

std::string slack_table(const DealsFound& found, const Finding& one, std::size_t width) {
  const scenario::Scenario& scenario = *found.scenario;
  const deals::Sheet& sheet = *one.sheet;
  Table table;
  std::vector<std::string> head{"from"};
  for (const scenario::Actor& of : scenario.actors) head.push_back(of.key + " loses by the best breach");
  head.emplace_back("in force");
  head.emplace_back("suspended");
  table.add(std::move(head));
  constexpr std::size_t kLines = 12;
  const std::size_t every = std::max<std::size_t>(1, (sheet.in_force.size() + kLines - 1) / kLines);
  for (std::size_t t = 0; t < sheet.in_force.size(); t += every) {
    std::vector<std::string> row{date_of(scenario, t)};
    for (const auto& slack : sheet.slack) row.push_back(std::isfinite(slack[t]) ? figure(slack[t]) : "-");
    row.push_back(percent(sheet.in_force[t]));
    row.push_back(percent(sheet.suspended[t]));
    table.add(std::move(row));
  }
  return "\nSlack over time: what each side would lose\n" + table.text(width, "  ");
}

std::string sheet_text(const DealsFound& found, std::size_t width) {
  const scenario::Scenario& scenario = *found.scenario;
  const Finding& one = found.findings.front();
  if (one.sides.empty()) return {};
  Table table;
  table.add({"", "with the deal", "without", "gain", "least gain"});
  for (std::size_t i = 0; i < one.sides.size(); ++i)
    table.add({scenario.actors[i].name, figure(one.sides[i].value), figure(found.without[i]),
               signed_figure(one.sides[i].gain), signed_figure(one.sides[i].least_gain)});
  std::string out = "\nWhat it is to each side, from the start\n" + table.text(width, "  ");
  if (!one.sheet) return out;
  out += slack_table(found, one, width) + "\nWhat could break it, each where it gains most\n";
  for (const deals::Breach& breach : one.sheet->tempting)
    out += wrapped(fmt::format("  {} from {}: {} {} (replayed: {}), where {}", breach.move,
                               date_of(scenario, breach.step), breach.gain > 0 ? "gains" : "loses",
                               figure(std::abs(breach.gain)), signed_figure(breach.replayed), breach.where),
                   width, "    ") +
           "\n";
  if (one.sheet->tempting.empty()) out += "  nothing: no move that breaks it is ever open\n";
  return out;
}

std::string tips_text(const DealsReport& report, std::size_t width) {
  const scenario::Scenario& scenario = *report.found.scenario;
  const Finding& one = report.found.findings[*report.tipped];
  const bool holds = one.verdict == Verdict::kHolds;
  std::string out = "\n" +
                    wrapped(fmt::format("What would make {} {}, moved alone", terms_text(scenario, one.choices),
                                        holds ? "fail" : "hold"),
                            width, "") +
                    "\n";
  Table table;
  table.add({"input", "now", "tips at", "of its range", "then"});
  std::size_t same = 0;
  for (const deals::DealTip& tip : report.tips) {
    same += tip.status == deals::TipStatus::kSame ? 1 : 0;
    if (tip.status == deals::TipStatus::kSame) continue;
    const bool tips = tip.status == deals::TipStatus::kTips;
    table.add({scenario::name_of(scenario, tip.input), figure(scenario::quantity_of(scenario, tip.input).value),
               tips ? figure(tip.tipped) : "-", tips ? percent(tip.share) : "-",
               tips                                       ? std::string(name(tip.verdict))
               : tip.status == deals::TipStatus::kStopped ? "not looked at"
                                                          : "inconclusive"});
  }
  if (same < report.tips.size()) out += table.text(width, "  ");
  if (same > 0)
    out +=
        fmt::format("  {} {}input{} {} nothing over {}\n", same, same < report.tips.size() ? "more " : "",
                    same == 1 ? "" : "s", same == 1 ? "changes" : "change", same == 1 ? "its range" : "their ranges");
  return out;
}

std::string robust_text(const DealsReport& report, std::size_t width) {
  const scenario::Scenario& scenario = *report.found.scenario;
  const deals::RobustDeals& robust = *report.robust;
  std::string out =
      fmt::format("\nIn {} worlds drawn from what the author does not know ({} of them without any deal that holds)\n",
                  robust.worlds, robust.none_holds);
  Table table;
  table.add({"terms", "holds in", "of worlds", "from", "to"});
  for (std::size_t k = 0; k < std::min<std::size_t>(robust.deals.size(), kMostFailures); ++k) {
    const deals::Robustness& one = robust.deals[k];
    table.add({short_terms(*scenario.deal, one.choices), std::to_string(one.holds), std::to_string(one.counted),
               percent(one.low), percent(one.high)});
  }
  return out + table.text(width, "  ") + "  the most robust first; from-to: 95%, of all worlds that might be drawn\n";
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
  const bool stopped = (report.robust && report.robust->stopped != base::Stop::kNo) ||
                       std::any_of(report.tips.begin(), report.tips.end(),
                                   [](const deals::DealTip& tip) { return tip.status == deals::TipStatus::kStopped; });
  if (stopped) return {Exit::kBudget, "stopped before all worlds or inputs were looked at; what is there is right"};
  if (!found.without_holds)
    return {Exit::kNotGuaranteed, "play without the deal has no certificate: read every verdict as inconclusive"};
  const std::size_t open = count(found, Verdict::kUnsettled);
  if (open > 0)
    return {Exit::kNotGuaranteed, fmt::format("{} of {} deals are inconclusive", open, found.findings.size())};
  return {Exit::kAnswered, "every deal has a verdict; those said to hold are certified"};
}

std::string deals_text(const DealsReport& report, const Provenance& provenance, const Status& status,
                       std::size_t width) {
  const DealsFound& found = report.found;
  const scenario::Scenario& scenario = *found.scenario;
  std::string out =
      wrapped(fmt::format("{}: {}", scenario.title, scenario.deal->says.empty() ? "deals" : scenario.deal->says), width,
              "") +
      "\n";
  for (const std::string& paragraph : deals_paragraphs(found)) out += "\n" + wrapped(paragraph, width, "") + "\n";
  if (found.findings.size() == 1) {
    out += sheet_text(found, width);
  } else {
    out += holding_text(found, width);
    out += failures_text(found, width);
  }
  if (report.tipped) out += tips_text(report, width);
  if (report.robust) out += robust_text(report, width);
  std::string values;
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    values += fmt::format("{}{} {}", i == 0 ? "" : ", ", scenario.actors[i].key, figure(found.without[i]));
  out += fmt::format("\nWithout a deal: {} (certificate {:.2g} of the payoff range, bound {:.2g}; bounded)\n", values,
                     found.without_share, found.bound);
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  return out +
         fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
}

}  // namespace parley::report
