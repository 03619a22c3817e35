// SPDX-License-Identifier: Apache-2.0
#include "parley/report/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/sweep.h"
#include "parley/report/table.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

constexpr std::size_t kBar = 30;
constexpr std::size_t kMostTelling = 3;
// Points of the trade-off curve that are printed.
constexpr std::size_t kCurve = 5;

const scenario::Claim& claim_of(const ClaimsReport& report, const analyze::ClaimFinding& finding) {
  return report.study->scenario.claims[finding.claim];
}

std::vector<std::size_t> restricted(const analyze::ClaimRegion& region) {
  std::vector<std::size_t> inputs;
  for (std::size_t d = 0; d < region.box.low.size(); ++d)
    if (std::isfinite(region.box.low[d]) || std::isfinite(region.box.high[d])) inputs.push_back(d);
  return inputs;
}

/// "pain is above 0.9 and climbdown below 12".
std::string box_text(const ClaimsReport& report, const analyze::ClaimRegion& region) {
  std::string text;
  for (const std::size_t d : restricted(region)) {
    const std::string name = name_of(report.study->scenario, report.study->plan.design.inputs[d]);
    const double low = region.box.low[d];
    const double high = region.box.high[d];
    const std::string limits = !std::isfinite(low)    ? fmt::format("below {}", figure(high))
                               : !std::isfinite(high) ? fmt::format("above {}", figure(low))
                                                      : fmt::format("between {} and {}", figure(low), figure(high));
    text += fmt::format("{}{} is {}", text.empty() ? "" : " and ", name, limits);
  }
  return text.empty() ? std::string("anywhere") : text;
}

/// Each limit of the region as a bar along what is drawn: "0.3 |.....#######| 1.5".
std::string bars(const ClaimsReport& report, const analyze::ClaimRegion& region, std::size_t width) {
  Table table;
  table.add({"where it holds", "from", "#: the region", "to"});
  for (const std::size_t d : restricted(region)) {
    const auto [low, high] = drawn_ends(*report.study, d);
    std::string bar;
    for (std::size_t k = 0; k < kBar; ++k) {
      const double value = low + (static_cast<double>(k) + 0.5) / static_cast<double>(kBar) * (high - low);
      bar += value >= region.box.low[d] && value <= region.box.high[d] ? '#' : '.';
    }
    table.add({name_of(report.study->scenario, report.study->plan.design.inputs[d]), figure(low), "|" + bar + "|",
               figure(high)});
  }
  return table.text(width, "    ");
}

std::string region_text(const ClaimsReport& report, const analyze::ClaimFinding& finding, std::size_t width) {
  const analyze::ClaimRegion& region = *finding.region;
  if (restricted(region).empty() || !region.is_borne_out()) {
    std::string none = "Where: no region of the inputs is borne out";
    if (region.checked && region.checked->points > 0)
      none +=
          fmt::format(": what half of the worlds suggest, the other half does not confirm ({} hold there, {} at large)",
                      percent(region.checked->density), percent(region.share_elsewhere));
    return wrapped(none + ". More worlds, or fewer inputs, may show one.", width, "  ") + "\n";
  }
  std::string text = fmt::format(
      "Where: it holds mostly where {}. There it holds in {} of {} worlds ({}); outside that region lie {} of the "
      "worlds in "
      "which it holds. A region found on half of the worlds and held against the other half: {} hold in it ({} at "
      "large), {} "
      "of those that hold lie in it.",
      box_text(report, region), region.fit.yes, region.fit.points, percent(region.fit.density),
      percent(1 - region.fit.coverage), percent(region.checked->density), percent(region.share_elsewhere),
      percent(region.checked->coverage));
  std::string out = wrapped(text, width, "  ") + "\n" + bars(report, region, width);
  std::string curve;
  const std::size_t count = region.trajectory.size();
  for (std::size_t k = 0; k < kCurve; ++k) {
    const numeric::BoxFit& fit = region.trajectory[k * (count - 1) / (kCurve - 1)].fit;
    curve += fmt::format("{}{} with {}", curve.empty() ? "" : ", ", percent(fit.density), percent(fit.coverage));
  }
  return out + "  " +
         wrapped("Smaller regions are surer and hold fewer of the worlds that hold. From all worlds on: " + curve + ".",
                 width, "  ") +
         "\n";
}

std::string tree_text(const ClaimsReport& report, const std::vector<numeric::TreeNode>& tree, std::size_t place,
                      const std::string& indent) {
  const numeric::TreeNode& node = tree[place];
  if (node.is_leaf) return fmt::format("{}holds in {} of {} worlds\n", indent, node.yes, node.points);
  const std::string name = name_of(report.study->scenario, report.study->plan.design.inputs[node.dim]);
  return fmt::format("{}if {} is at most {}:\n", indent, name, figure(node.limit)) +
         tree_text(report, tree, node.below, indent + "  ") + fmt::format("{}else:\n", indent) +
         tree_text(report, tree, node.above, indent + "  ");
}

std::string other_side_text(const ClaimsReport& report, const analyze::ClaimFinding& finding, std::size_t width) {
  const analyze::OtherSide& other = *finding.other_side;
  const analyze::SweepRow* row = nullptr;
  for (const analyze::SweepRow& one : report.study->rows)
    if (one.world == other.world) row = &one;
  std::string differs;
  for (const std::size_t d : other.inputs) {
    const scenario::Input& input = report.study->plan.design.inputs[d];
    differs += fmt::format("{}{} {} instead of {}", differs.empty() ? "" : ", ", name_of(report.study->scenario, input),
                           figure(row->values[d]), figure(quantity_of(report.study->scenario, input).value));
  }
  return wrapped(fmt::format(
                     "The other side: in the scenario as written it {}; the nearest world in which it {} is world {} "
                     "({}, for the most part):",
                     *finding.as_written ? "holds" : "fails", *finding.as_written ? "fails" : "holds", other.world,
                     differs),
                 width, "  ") +
         "\n    " + world_command(report, other.world) + "\n";
}

std::string claim_text(const ClaimsReport& report, const analyze::ClaimFinding& finding, std::size_t width) {
  const scenario::Claim& claim = claim_of(report, finding);
  std::string out =
      "\n" +
      wrapped(fmt::format("{}{}: {}", claim.key, claim.speaker.empty() ? "" : " (" + claim.speaker + ")", claim.says),
              width, "  ") +
      "\n  tested as  " + claim.text + "\n";
  out += "  " + wrapped(verdict_sentence(report, finding), width - 2, "  ") + "\n";
  if (finding.region) out += "  " + region_text(report, finding, width - 2);
  if (finding.tree.size() > 1) out += "  As questions:\n" + tree_text(report, finding.tree, 0, "    ");
  std::string learn;
  for (std::size_t k = 0; k < std::min(finding.telling.size(), kMostTelling); ++k)
    if (finding.telling[k].is_clear)
      learn += fmt::format("{}{} ({})", learn.empty() ? "" : ", ",
                           name_of(report.study->scenario, report.study->plan.design.inputs[finding.telling[k].input]),
                           percent(finding.telling[k].share));
  if (learn.empty() && finding.region) learn = "no input by itself tells clearly more than chance would";
  if (!learn.empty() && finding.region)
    out += "  " +
           wrapped(fmt::format("Worth learning first: {}{}.", learn,
                               finding.telling.empty() || !finding.telling.front().is_clear
                                   ? ""
                                   : "; the share of the doubt that knowing it alone would end"),
                   width - 2, "  ") +
           "\n";
  if (finding.other_side) out += "  " + other_side_text(report, finding, width - 2);
  return out;
}

}  // namespace

std::pair<double, double> drawn_ends(const analyze::Study& study, std::size_t input) {
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (const analyze::SweepRow& row : study.rows) {
    low = std::min(low, row.values[input]);
    high = std::max(high, row.values[input]);
  }
  return {low, high};
}

std::string world_command(const ClaimsReport& report, std::size_t world) {
  return fmt::format("parley run {} --world {}:{}", report.scenario_file, report.study->path, world);
}

std::string verdict_sentence(const ClaimsReport& report, const analyze::ClaimFinding& finding) {
  if (!finding.is_measured)
    return fmt::format("Not tested: the sweep does not hold {}. Sweep the scenario anew.", finding.missing);
  if (finding.worlds == 0) return "Inconclusive: no certified world has all its numbers.";
  const double share = static_cast<double>(finding.holds) / static_cast<double>(finding.worlds);
  std::string text = in_words(name(finding.verdict));
  text += fmt::format(": it holds in {} of {} worlds ({}", finding.holds, finding.worlds, percent(share));
  if (finding.is_drawn) {
    text +=
        fmt::format("; of all that might be drawn {} to {}", percent(finding.share.low), percent(finding.share.high));
  } else if (finding.unknown > 0) {
    text += fmt::format("; {} to {} with those that are not certified", percent(finding.share.low),
                        percent(finding.share.high));
  }
  text += ").";
  if (finding.unknown > 0)
    text += fmt::format(" {} more have no certificate or lack a number, and count for neither side.", finding.unknown);
  if (finding.by_construction)
    text += fmt::format(
        " No world is on the other side: it is {} by construction in what was drawn, which is no finding about "
        "the question. Widen the ranges to let it {}.",
        finding.holds == 0 ? "false" : "true", finding.holds == 0 ? "hold" : "fail");
  if (report.study->rows.size() < report.study->worlds)
    text += fmt::format(" {} worlds are still to be solved.", report.study->worlds - report.study->rows.size());
  return text;
}

Status status_of(const ClaimsReport& report) {
  if (report.findings.empty()) return {Exit::kAnswered, "the scenario makes no claims"};
  std::size_t open = 0;
  for (const analyze::ClaimFinding& finding : report.findings)
    open += !finding.is_measured || finding.verdict == analyze::Verdict::kInconclusive ? 1 : 0;
  if (!report.study->is_whole())
    return {Exit::kNotGuaranteed,
            fmt::format("{} of {} worlds are done", report.study->rows.size(), report.study->worlds)};
  if (open > 0)
    return {Exit::kNotGuaranteed,
            fmt::format("{} of {} claims {} inconclusive", open, report.findings.size(), open == 1 ? "is" : "are")};
  return {Exit::kAnswered, "every claim has a verdict"};
}

std::string claims_text(const ClaimsReport& report, const Provenance& provenance, const Status& status,
                        std::size_t width) {
  std::string out = report.study->scenario.title + "\n\n";
  out += wrapped(fmt::format(
                     "{} claims, tested in the {} worlds of {}. A claim holds if it does in clearly more than {} of "
                     "the worlds, fails if in clearly fewer than {}, and depends if clearly in between; clearly: with "
                     "the whole 95% interval, worlds without a certificate counted against it.",
                     report.findings.size(), report.study->rows.size(), report.study->path,
                     percent(analyze::kClearShare), percent(1 - analyze::kClearShare)),
                 width, "") +
         "\n";
  if (report.findings.empty()) out += "\nThe scenario makes no claims: add [claims.KEY] with says and test.\n";
  for (const analyze::ClaimFinding& finding : report.findings) out += claim_text(report, finding, width);
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  out += fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
  return out;
}

}  // namespace parley::report
