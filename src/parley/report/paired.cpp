// SPDX-License-Identifier: Apache-2.0
#include "parley/report/paired.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/report/plain.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// Half the width of an interval that holds nineteen times in twenty, in standard errors.
constexpr double kTwoSided = 1.96;

bool is_chance(const scenario::Measure& measure) { return measure.text.front() == 'P'; }

/// A difference of chances in points of percentage, of anything else as it is.
std::string change(const scenario::Measure& measure, double value) {
  if (!is_chance(measure)) return value == 0 ? "0" : fmt::format("{}{}", value > 0 ? "+" : "", figure(value));
  return fmt::format("{:+.1f}", 100 * value);
}

std::string regret_text(const analyze::Study& study, const analyze::ActorRegret& regret, std::size_t width) {
  const scenario::Actor& actor = study.scenario.actors[regret.actor.value()];
  std::string out = fmt::format("\nRegret of {}: what a policy falls short of the best of these, in {} worlds\n",
                                actor.name, regret.worlds);
  Table table;
  table.add({"", "best in", "19 in 20", "mean regret", "5% above", "highest", "in world"});
  for (const analyze::Regret& policy : regret.policies)
    table.add({run_name(study.scenario, policy.policy), std::to_string(policy.best),
               fmt::format("{} to {}", percent(policy.best_share.low), percent(policy.best_share.high)),
               figure(policy.mean), figure(policy.high), figure(policy.highest), std::to_string(policy.world)});
  return out + table.text(width, "  ");
}

std::string sentence(const analyze::Study& study, const analyze::ActorRegret& regret) {
  const analyze::Regret& first = regret.policies.front();
  const analyze::Regret& most =
      *std::max_element(regret.policies.begin(), regret.policies.end(),
                        [](const analyze::Regret& a, const analyze::Regret& b) { return a.best < b.best; });
  std::string text = fmt::format("To {}, {} is regretted least on average ({}), and is best in {} of {} worlds",
                                 study.scenario.actors[regret.actor.value()].name,
                                 run_name(study.scenario, first.policy), figure(first.mean), first.best, regret.worlds);
  if (most.best > first.best)
    text += fmt::format("; {} is best more often, in {}", run_name(study.scenario, most.policy), most.best);
  return text + ".";
}

}  // namespace

std::string paired_text(const analyze::Study& study, const analyze::PairedStudy& paired, const Provenance& provenance,
                        const Status& status, std::size_t width) {
  std::string out = study.scenario.title + "\n\n";
  std::string answer;
  for (const analyze::ActorRegret& regret : paired.regrets)
    if (regret.worlds > 0) answer += sentence(study, regret) + " ";
  answer += fmt::format(
      "All policies are compared on the same {} certified worlds of {}, so that what differs is due to the policy. "
      "What "
      "differs from world to world is what the analyst does not know.",
      study.certified().size(), study.path);
  out += wrapped(answer, width, "") + "\n";
  for (const analyze::ActorRegret& regret : paired.regrets)
    if (regret.worlds > 0) out += regret_text(study, regret, width);
  std::optional<std::size_t> policy;
  Table table;
  const auto flush = [&] {
    if (policy) out += table.text(width, "  ");
    table = Table();
  };
  for (const analyze::PairedDifference& difference : paired.differences) {
    const scenario::Measure& measure = study.measures[difference.with];
    if (policy != measure.policy) {
      flush();
      policy = measure.policy;
      out +=
          fmt::format("\n{} less no commitment (chances in points of percentage)\n", run_name(study.scenario, policy));
      table.add({"", "5% below", "median", "5% above", "mean", "19 in 20", "higher", "lower", "worlds"});
    }
    const analyze::Spread& s = difference.spread;
    if (s.count == 0) continue;
    const double half = kTwoSided * difference.error;
    table.add(
        {study.measures[difference.without].text, change(measure, s.low), change(measure, s.median),
         change(measure, s.high), change(measure, difference.mean),
         fmt::format("{} to {}", change(measure, difference.mean - half), change(measure, difference.mean + half)),
         std::to_string(difference.higher), std::to_string(difference.lower), std::to_string(s.count)});
  }
  flush();
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  return out +
         fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
}

}  // namespace parley::report
