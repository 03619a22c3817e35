// SPDX-License-Identifier: Apache-2.0
#include "parley/report/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/detail/csv.h"
#include "parley/report/plain.h"
#include "parley/report/table.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

// A reason is said of so many kinds of failure; the file holds all.
constexpr std::size_t kMostReasons = 5;

/// A measure without its policy, which the heading names.
std::string without_policy(const std::string& text) {
  const std::size_t bar = text.find(" | ");
  return bar == std::string::npos ? text : text.substr(0, bar) + ")";
}

std::string number_text(const scenario::Measure& measure, double value) {
  return measure.text.front() == 'P' ? percent(value) : figure(value);
}

std::string inputs_text(const analyze::Study& study, std::size_t width) {
  std::string out = "\nInputs that are moved; all others are as the scenario says\n";
  Table table;
  table.add({"", "value", "from", "to", "as"});
  for (std::size_t k = 0; k < study.input_paths.size(); ++k) {
    const scenario::Quantity& quantity = quantity_of(study.scenario, study.plan.design.inputs[k]);
    const bool is_drawn = quantity.is_uncertain();
    const auto [low, high] = is_drawn ? analyze::ends_of(quantity) : std::pair(quantity.value, quantity.value);
    table.add({study.input_paths[k], figure(quantity.value), figure(low), figure(high),
               study.plan.design.kind == analyze::DesignKind::kTable ? "the table says"
               : quantity.distribution                               ? text(*quantity.distribution)
                                                                     : "uniform, its range"});
  }
  return out + table.text(width, "  ");
}

std::string measures_text(const analyze::Study& study, std::size_t width) {
  const std::vector<analyze::Spread> spreads = analyze::spreads_of(study);
  std::string out;
  std::vector<std::optional<std::size_t>> policies;
  for (const scenario::Measure& measure : study.measures)
    if (std::find(policies.begin(), policies.end(), measure.policy) == policies.end())
      policies.push_back(measure.policy);
  for (const auto& policy : policies) {
    out += fmt::format("\n{}: each number over the certified worlds\n", run_name(study.scenario, policy));
    Table table;
    table.add({"", "lowest", "5% below", "median", "5% above", "highest", "worlds"});
    for (std::size_t m = 0; m < study.measures.size(); ++m) {
      const scenario::Measure& measure = study.measures[m];
      if (measure.policy != policy) continue;
      const analyze::Spread& s = spreads[m];
      std::vector<std::string> row = {without_policy(measure.text)};
      for (const double value : {s.lowest, s.low, s.median, s.high, s.highest})
        row.push_back(s.count == 0 ? "-" : number_text(measure, value));
      row.push_back(std::to_string(s.count));
      table.add(std::move(row));
    }
    out += table.text(width, "  ");
  }
  return out;
}

}  // namespace

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string made = "\"";
  for (const char c : text) made += c == '"' ? std::string("\"\"") : std::string(1, c);
  return made + "\"";
}

std::vector<Shortfall> shortfalls_of(const analyze::Study& study) {
  std::vector<Shortfall> all;
  for (const analyze::SweepRow& row : study.rows) {
    if (row.run.status == analyze::WorldStatus::kCertified) continue;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Shortfall& s) { return s.reason == row.run.reason; });
    if (found == all.end()) {
      all.push_back({row.run.reason, 1, row.world});
    } else {
      ++found->worlds;
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Shortfall& a, const Shortfall& b) { return a.worlds > b.worlds; });
  return all;
}

std::string rows_csv(const analyze::Study& study) {
  std::string out = "world,status,reason,share,noise";
  for (const std::string& path : study.input_paths) out += "," + csv_field(path);
  for (const scenario::Measure& measure : study.measures) out += "," + csv_field(measure.text);
  out += "\r\n";
  const auto add = [&](double value) { out += std::isfinite(value) ? fmt::format(",{}", value) : ","; };
  for (const analyze::SweepRow& row : study.rows) {
    out += fmt::format("{},{},{}", row.world, name(row.run.status), csv_field(row.run.reason));
    add(row.run.share);
    add(row.run.noise);
    for (const double value : row.values) add(value);
    for (const double value : row.run.measures) add(value);
    out += "\r\n";
  }
  return out;
}

std::string estimate_text(const SweepEstimate& e, const Status& status) {
  const double seconds = e.seconds_a_world * static_cast<double>(e.worlds) / e.threads;
  const std::string time = seconds < 120    ? fmt::format("{:.3g} seconds", seconds)
                           : seconds < 7200 ? fmt::format("{:.3g} minutes", seconds / 60)
                                            : fmt::format("{:.3g} hours", seconds / 3600);
  constexpr double kMebibyte = 0x1p20;
  std::string out = fmt::format("{} worlds, {:.3g} s each on one thread (the scenario as written, which is {}{}{})\n",
                                e.worlds, e.seconds_a_world, e.status, e.reason.empty() ? "" : ": ", e.reason);
  out += fmt::format("time    about {} on {} threads\n", time, e.threads);
  out += fmt::format("memory  {:.3g} MiB a game, a few times as much while it is solved, on each thread\n",
                     static_cast<double>(e.game_bytes) / kMebibyte);
  out += fmt::format("disk    {:.3g} MiB\n", static_cast<double>(e.row_bytes * e.worlds) / kMebibyte);
  return out +
         fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
}

Status status_of(const analyze::Study& study, base::Stop stopped) {
  const std::string left =
      fmt::format("{} of {} worlds are done; go on with --resume", study.rows.size(), study.worlds);
  if (stopped == base::Stop::kInterrupted) return {Exit::kInterrupted, "interrupted: " + left};
  if (stopped == base::Stop::kBudget) return {Exit::kBudget, "the time allowed is over: " + left};
  if (!study.is_whole()) return {Exit::kNotGuaranteed, left};
  const std::size_t certified = study.certified().size();
  if (certified == study.rows.size()) return {Exit::kAnswered, fmt::format("all {} worlds are certified", certified)};
  return {Exit::kNotGuaranteed, fmt::format("{} of {} worlds are not certified, and count for nothing",
                                            study.rows.size() - certified, study.rows.size())};
}

std::string sweep_text(const analyze::Study& study, const Provenance& provenance, const Status& status,
                       std::size_t width) {
  const std::size_t certified = study.certified().size();
  std::string out = study.scenario.title + "\n\n";
  std::string answer = fmt::format("{} worlds of the design {}, seed {}: {} certified", study.rows.size(),
                                   name(study.plan.design.kind), study.plan.seed, certified);
  if (study.rows.size() > certified) answer += fmt::format(", {} not", study.rows.size() - certified);
  if (study.rejected > 0) answer += fmt::format("; {} more were drawn against the constraints", study.rejected);
  answer += fmt::format(
      ". Each world is a game of its own, whose inputs its players know. What differs from world to world is what the "
      "analyst does not know; the chances inside a world are chance. The file {} holds every world.",
      study.path);
  out += wrapped(answer, width, "") + "\n";
  out += inputs_text(study, width) + measures_text(study, width);
  const std::vector<Shortfall> short_of = shortfalls_of(study);
  if (!short_of.empty()) {
    out += "\nNot certified\n";
    for (std::size_t k = 0; k < std::min(short_of.size(), kMostReasons); ++k)
      out += "  " +
             wrapped(fmt::format("{} world{}: {} (world {}, for one)", short_of[k].worlds,
                                 short_of[k].worlds == 1 ? "" : "s", short_of[k].reason, short_of[k].example),
                     width - 2, "  ") +
             "\n";
    if (short_of.size() > kMostReasons) out += fmt::format("  and {} other reasons\n", short_of.size() - kMostReasons);
  }
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  out += fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
  return out;
}

}  // namespace parley::report
