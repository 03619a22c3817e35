// SPDX-License-Identifier: Apache-2.0
#include "parley/report/sensitivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/table.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

using analyze::SensitivityMethod;

constexpr std::size_t kBar = 30;

std::string number_text(double value) { return std::isfinite(value) ? figure(value) : std::string("-"); }

std::string interval(const numeric::Interval95& range) {
  return fmt::format("{:.2f} to {:.2f}", range.low, range.high);
}

const char* meaning(SensitivityMethod method) {
  switch (method) {
    case SensitivityMethod::kSobolIndices:
      return "first: the share of the variance that the input makes by itself; total: with all that it does together "
             "with "
             "others. The intervals hold 19 times in 20, by drawing the groups of worlds again.";
    case SensitivityMethod::kMorris:
      return "mu*: how much the measure changes on average, up or down, where the input moves over its whole range; "
             "mu: the "
             "same with its sign; sigma: how much that differs from place to place, by curvature or by other inputs.";
    case SensitivityMethod::kOneAtATime:
      return "the measure with one input at its low and at its high end, all others as written. What inputs do "
             "together is "
             "not seen.";
    case SensitivityMethod::kRanks:
      break;
  }
  return "rank: Spearman's rank correlation of input and measure; told: the share of the variance that knowing the "
         "input "
         "alone would end, less what chance would give; *: far more than chance would give to the best of all inputs. "
         "The "
         "designs saltelli, morris and one-at-a-time say more.";
}

std::vector<std::string> head(SensitivityMethod method) {
  switch (method) {
    case SensitivityMethod::kSobolIndices:
      return {"", "total", "19 in 20", "first", "19 in 20"};
    case SensitivityMethod::kMorris:
      return {"", "mu*", "mu", "sigma"};
    case SensitivityMethod::kOneAtATime:
      return {"", "at its low end", "at its high end", "#: from one to the other"};
    case SensitivityMethod::kRanks:
      break;
  }
  return {"", "rank", "told", ""};
}

/// Where the measure goes, within what all inputs together span.
std::string swing(const analyze::Sensitivity& found, const analyze::Influence& input) {
  double low = found.written;
  double high = found.written;
  for (const analyze::Influence& one : found.inputs)
    for (const double value : {one.low, one.high}) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  if (!(high > low) || !std::isfinite(input.low) || !std::isfinite(input.high)) return "";
  std::string bar;
  for (std::size_t k = 0; k < kBar; ++k) {
    const double from = low + static_cast<double>(k) / kBar * (high - low);
    const double to = low + static_cast<double>(k + 1) / kBar * (high - low);
    const bool has_written = found.written >= from && (found.written < to || k + 1 == kBar);
    const bool is_in = to > std::min(input.low, input.high) && from < std::max(input.low, input.high);
    bar += has_written ? '|' : is_in ? '#' : '.';
  }
  return bar;
}

std::vector<std::string> line(const analyze::Study& study, const analyze::Sensitivity& found,
                              const analyze::Influence& input) {
  const std::string name = name_of(study.scenario, study.plan.design.inputs[input.input]);
  switch (found.method) {
    case SensitivityMethod::kSobolIndices:
      return {name, fmt::format("{:.2f}", input.sobol.total), interval(input.sobol.total_interval),
              fmt::format("{:.2f}", input.sobol.first), interval(input.sobol.first_interval)};
    case SensitivityMethod::kMorris:
      return {name, figure(input.morris.mean_absolute), figure(input.morris.mean), figure(input.morris.deviation)};
    case SensitivityMethod::kOneAtATime:
      return {name, number_text(input.low), number_text(input.high), swing(found, input)};
    case SensitivityMethod::kRanks:
      break;
  }
  return {name, fmt::format("{:+.2f}", input.rank), percent(input.told), input.is_clear ? "*" : ""};
}

}  // namespace

std::string sensitivity_text(const analyze::Study& study, const std::vector<analyze::Sensitivity>& found,
                             const Provenance& provenance, const Status& status, std::size_t width) {
  std::string out = study.scenario.title + "\n\n";
  const SensitivityMethod method = found.empty() ? SensitivityMethod::kRanks : found.front().method;
  out += wrapped(fmt::format("What each input does to each measure in the worlds of {}, by {}; {}", study.path,
                             name(method), meaning(method)),
                 width, "") +
         "\n";
  for (const analyze::Sensitivity& one : found) {
    const bool is_group = method == SensitivityMethod::kSobolIndices || method == SensitivityMethod::kMorris;
    out += fmt::format("\n{}: {} {}", study.measures[one.measure].text, one.groups,
                       is_group                                   ? "groups"
                       : method == SensitivityMethod::kOneAtATime ? "inputs"
                                                                  : "worlds");
    if (one.lost > 0) out += fmt::format(", {} more lack a certificate or a number", one.lost);
    if (method == SensitivityMethod::kOneAtATime) out += fmt::format("; as written {}", number_text(one.written));
    out += "\n";
    Table table;
    table.add(head(method));
    for (const analyze::Influence& input : one.inputs) table.add(line(study, one, input));
    out += table.text(width, "  ");
  }
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  return out +
         fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
}

}  // namespace parley::report
