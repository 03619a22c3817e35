// SPDX-License-Identifier: Apache-2.0
#include "parley/report/spillover.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "parley/report/plain.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// Half the width of an interval that holds nineteen times in twenty, in standard errors.
constexpr double kTwoSided = 1.96;
// Dates shown beside the first and the last.
constexpr std::size_t kParts = 4;

std::string names(const analyze::Spillover& told, const analyze::FrontSpillover& front) {
  std::string text;
  for (const scenario::ActorId id : front.others)
    text += (text.empty() ? "" : ", ") + told.scenario->actors[id.value()].name;
  return text;
}

std::string interval(const analyze::PairedChance& chance) {
  const double half = kTwoSided * chance.error;
  return fmt::format("{:+.1f} ({:+.1f} to {:+.1f})", 100 * chance.difference, 100 * (chance.difference - half),
                     100 * (chance.difference + half));
}

void add(Table& table, const std::string& what, const analyze::PairedChance& chance) {
  table.add(
      {what, percent(chance.linked), percent(chance.cut), interval(chance), fmt::format("{:.2f}", 100 * chance.error)});
}

/// The answer for one front, in a sentence.
std::string sentence(const analyze::Spillover& told, const analyze::FrontSpillover& front) {
  const analyze::PairedChance& moved = front.moved.back();
  const double half = kTwoSided * moved.error;
  const std::string& actor = told.scenario->actors[told.shared.value()].name;
  const char* const verdict = moved.difference - half > 0   ? "makes movement likelier"
                              : moved.difference + half < 0 ? "makes movement less likely"
                                                            : "changes nothing that can be told from none at all";
  return fmt::format(
      "On the front with {}, what is seen of {} elsewhere {}: the chance of a concession by {} is {} with it, {} "
      "without, {} points.",
      names(told, front), actor, verdict, told.dates.back(), percent(moved.linked), percent(moved.cut),
      interval(moved));
}

std::string front_text(const analyze::Spillover& told, const analyze::FrontSpillover& front, std::size_t width) {
  std::string out =
      fmt::format("\nFront with {} (estimated; differences in points of percentage)\n", names(told, front));
  Table table;
  table.add({"", "linked", "cut", "difference (19 in 20)", "standard error"});
  const std::size_t last = told.dates.size() - 1;
  const std::set<std::size_t> shown = {last / kParts, last / 2, last * 3 / kParts, last};
  for (const std::size_t t : shown)
    if (t > 0) add(table, "some concession by " + told.dates[t], front.moved[t]);
  for (const auto& by : front.by)
    add(table, fmt::format("the first is by {}", told.scenario->actors[by.actor.value()].name), by.first);
  for (const auto& type : front.types)
    add(table, fmt::format("some concession, if {} is {}", told.scenario->actors[told.shared.value()].name, type.type),
        type.moved);
  for (const auto& outcome : front.outcomes)
    add(table, in_words(told.scenario->outcomes[outcome.outcome].key), outcome.chance);
  return out + table.text(width, "  ");
}

}  // namespace

Status status_of(const analyze::Spillover& told) {
  if (told.stopped == base::Stop::kInterrupted)
    return {Exit::kInterrupted, "interrupted before all fronts were solved: there is nothing to compare"};
  if (told.stopped == base::Stop::kBudget)
    return {Exit::kBudget, "the time allowed is over before all fronts were solved: there is nothing to compare"};
  if (!told.all_certified())
    return {Exit::kNotGuaranteed, "a solution misses the bound asked for: read the differences as inconclusive"};
  return {Exit::kAnswered, "linked and cut are both certified"};
}

std::string spillover_text(const analyze::Spillover& told, const Provenance& provenance, const Status& status,
                           std::size_t width) {
  const scenario::Actor& shared = told.scenario->actors[told.shared.value()];
  std::string out = told.scenario->title + "\n\n";
  std::string answer;
  for (const analyze::FrontSpillover& front : told.fronts)
    answer += (answer.empty() ? "" : " ") + sentence(told, front);
  if (told.fronts.empty()) answer = "It was stopped before all fronts were solved: there is nothing to compare.";
  if (!told.fronts.empty() && !told.all_certified()) answer = "NOT CERTIFIED: read this as inconclusive. " + answer;
  out += wrapped(answer, width, "") + "\n\n";
  std::string meaning = fmt::format(
      "Cut, each front stands alone: nobody there sees what {} does on the others, and it need not care what they "
      "learn. Linked and cut are sampled with the same types and the same chances, {} paths, seed {}. ",
      shared.name, told.paths, told.seed);
  if (!told.left_out.empty()) {
    meaning += "No front alone has the moves that act on several:";
    for (const std::string& name : told.left_out) meaning += " " + name;
    meaning += ". ";
  }
  meaning +=
      "This is the spill-over in the model. History shows it only as far as nothing else came at the same time; what "
      "is "
      "about as likely with the link cut is no evidence of it. The intervals hold what sampling leaves open, not what "
      "the grids of beliefs and the inputs do.";
  out += wrapped(meaning, width, "") + "\n";
  for (const analyze::FrontSpillover& front : told.fronts) out += front_text(told, front, width);
  out += fmt::format("\nTo reproduce\n  {}\n", provenance.command);
  out += fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
  return out;
}

}  // namespace parley::report
