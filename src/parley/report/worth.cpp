// SPDX-License-Identifier: Apache-2.0
#include "parley/report/worth.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/plain.h"
#include "parley/report/table.h"

namespace parley::report {

namespace {

// A term or change below this share of the largest beside it is nothing to speak of.
constexpr double kNothing = 1e-4;
// Of a number: an error below this cannot change the third figure, the last that is shown.
constexpr double kUnseen = 5e-4;

std::string values_text(const scenario::Scenario& scenario, const run::Worth& worth, std::size_t width) {
  std::string out =
      "\nWhat play is worth to each type, split by payoff term (with standard errors that can be seen in three "
      "figures)\n";
  for (const run::TypeWorth& type : worth.types) {
    const std::string terms = terms_text(type.terms);
    out += wrapped(fmt::format("  {}: {}{}", type_name(scenario, type.actor, type.type), with_error(type.value),
                               terms.empty() ? "" : " = " + terms),
                   width, "    ") +
           '\n';
  }
  return out;
}

std::string reputations_text(const scenario::Scenario& scenario, const run::Worth& worth, std::size_t width) {
  if (worth.reputations.empty()) return "";
  std::string out = fmt::format(
      "\nReputation: what it is worth to a type if the others come to be all but sure ({}) of one or the other\n",
      figure(worth.reputations.front().belief_then));
  Table table;
  table.add({"to", "if taken for", "believed now", "worth more by"});
  for (const run::Reputation& reputation : worth.reputations)
    table.add({type_name(scenario, reputation.actor, reputation.type), reputation.taken_for,
               figure(reputation.belief_now), change_text(reputation.change)});
  return out + table.text(width, "  ");
}

std::string knowing_text(const scenario::Scenario& scenario, const run::Worth& worth, std::size_t width) {
  if (worth.knowing.empty()) return "";
  std::string out = "\nKnowing the other's type: what it is worth if it is told to everybody, whatever it may be\n";
  Table table;
  table.add({"to", "the type of", "worth more by"});
  for (const run::Knowing& knowing : worth.knowing)
    table.add({type_name(scenario, knowing.actor, knowing.type), scenario.actors[knowing.other.value()].key,
               change_text(knowing.change)});
  return out + table.text(width, "  ");
}

/// Where the grid promises something else than play gives.
std::string doubts_text(const run::Worth& worth, std::size_t width) {
  double most = 0;
  for (const run::TypeWorth& type : worth.types) most = std::max(most, type.claim_error);
  for (const run::Reputation& reputation : worth.reputations) most = std::max(most, reputation.claim_error);
  for (const run::Knowing& knowing : worth.knowing) most = std::max(most, knowing.claim_error);
  return wrapped(fmt::format("  By the strategies found. The grid of beliefs promises up to {} more or less than they "
                             "give: so far these numbers can be trusted.",
                             figure(most)),
                 width, "  ") +
         '\n';
}

}  // namespace

std::string type_name(const scenario::Scenario& scenario, scenario::ActorId actor, const std::string& type) {
  const std::string& key = scenario.actors[actor.value()].key;
  return type.empty() ? key : key + " " + type;
}

std::string with_error(const run::Estimate& estimate) {
  const bool shows = estimate.error > kUnseen * std::abs(estimate.value);
  return figure(estimate.value) + (shows ? fmt::format(" +- {:.1g}", estimate.error) : "");
}

std::string change_text(const run::Estimate& estimate) {
  return (estimate.value > 0 ? "+" : "") + with_error(estimate);
}

std::string terms_text(const std::vector<run::TermValue>& terms) {
  std::vector<const run::TermValue*> order;
  double most = 0;
  for (const run::TermValue& term : terms) {
    order.push_back(&term);
    most = std::max(most, std::abs(term.value));
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return std::abs(a->value) > std::abs(b->value); });
  std::string text;
  for (const run::TermValue* term : order)
    if (std::abs(term->value) > kNothing * most)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", term->key, with_error({term->value, term->error}));
  return text;
}

std::string telling_text(const std::string& telling) {
  return telling == "mixing" ? "semi-separating (mixing)" : telling;
}

std::string reveals_text(const run::StartChoice& choice, const run::MoveChoice& move) {
  if (!move.reveals) return "";
  std::string text = fmt::format("{} of it for what it reveals", change_text(*move.reveals));
  if (!move.posterior) return text + " (a hidden move: only what follows is seen)";
  return text +
         fmt::format(" (taken for {} with {}, before {})", choice.type, figure(*move.posterior), figure(choice.belief));
}

std::string worth_text(const scenario::Scenario& scenario, const run::Worth& worth, std::size_t width) {
  if (worth.types.empty()) return "";
  return values_text(scenario, worth, width) + reputations_text(scenario, worth, width) +
         knowing_text(scenario, worth, width) + doubts_text(worth, width);
}

}  // namespace parley::report
