// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "parley/report/explanation.h"
#include "parley/report/plain.h"
#include "parley/report/private_types.h"
#include "parley/report/worth.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

// A move made as seldom is not chosen; one made as often is all that is.
constexpr double kSeldom = 0.02;
// Below this share of the best move's size two moves are worth the same.
constexpr double kSame = 1e-6;
// Terms told of a difference.
constexpr std::size_t kMostTerms = 3;

std::string subject(const analyze::Explanation& told, const run::StartChoice& choice) {
  const std::string& name = told.scenario->actors[choice.actor.value()].name;
  return choice.type.empty() ? name : fmt::format("{}, if {},", name, choice.type);
}

std::string doing(const std::string& move) { return move == "wait" ? "waits" : "makes the move " + move; }
std::string being(const std::string& move) { return move == "wait" ? "waiting" : move; }

/// The moves, the likeliest first.
std::vector<const run::MoveChoice*> by_chance(const run::StartChoice& choice) {
  std::vector<const run::MoveChoice*> order;
  for (const run::MoveChoice& move : choice.moves) order.push_back(&move);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    const double chance_a = rounded_off(a->probability);
    const double chance_b = rounded_off(b->probability);
    return chance_a != chance_b ? chance_a > chance_b : a->loss < b->loss;
  });
  return order;
}

std::string what_it_does(const analyze::Explanation& told, const run::StartChoice& choice) {
  const auto order = by_chance(choice);
  if (order.size() == 1) return fmt::format("{} can do nothing but {}. ", subject(told, choice), order[0]->move);
  if (order.front()->probability >= 1 - kSeldom)
    return fmt::format("{} {} ({}). ", subject(told, choice), doing(order.front()->move),
                       percent(order.front()->probability));
  std::string mixture;
  for (const run::MoveChoice* move : order)
    if (move->probability >= kSeldom)
      mixture += fmt::format("{}{} {}", mixture.empty() ? "" : ", ", move->move, percent(move->probability));
  return fmt::format("{} mixes: {}. ", subject(told, choice), mixture);
}

/// "hardship -0.2, security +0.1": by how much one move's terms differ from another's, the weightiest.
std::string difference(const run::MoveChoice& move, const run::MoveChoice& than) {
  std::vector<run::TermValue> terms;
  for (std::size_t t = 0; t < std::min(move.terms.size(), than.terms.size()); ++t)
    terms.push_back({move.terms[t].key, move.terms[t].value - than.terms[t].value, 0, 0});
  std::stable_sort(terms.begin(), terms.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.value) > std::abs(b.value); });
  std::string text;
  for (std::size_t t = 0; t < std::min(kMostTerms, terms.size()); ++t)
    if (std::abs(terms[t].value) > kSame * std::abs(terms.front().value) && terms[t].value != 0)
      text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", terms[t].key, terms[t].value > 0 ? "+" : "",
                          figure(terms[t].value));
  return text;
}

std::string worth_of(const run::MoveChoice& move) {
  const std::string terms = terms_text(move.terms);
  return with_error({move.value, move.error}) + (terms.empty() ? "" : fmt::format(" ({})", terms));
}

/// What the chosen move is worth, and what the nearest other; a type that mixes may lose as much as `allowed`.
std::string what_for(const run::StartChoice& choice, double allowed) {
  const auto order = by_chance(choice);
  const run::MoveChoice& chosen = *order.front();
  std::string text = fmt::format("Its value then is {}. ", worth_of(chosen));
  if (order.size() == 1) return text;
  const run::MoveChoice* next = nullptr;
  for (const run::MoveChoice* move : order)
    if (move != &chosen && (next == nullptr || move->value > next->value)) next = move;
  const double less = chosen.value - next->value;
  const double noise = 2 * std::hypot(chosen.error, next->error);
  const double scale = std::max(1.0, std::abs(chosen.value));
  if (std::abs(less) <= std::max(kSame * scale, noise))
    return text + fmt::format("The next best, {}, is worth as much: it is indifferent. ", being(next->move));
  if (next->probability >= kSeldom && std::abs(less) <= allowed)
    return text + fmt::format(
                      "The next best, {}, gives {}: but for {}, within what the certificate allows, it is "
                      "indifferent. ",
                      being(next->move), figure(next->value), figure(std::abs(less)));
  text += fmt::format("The next best, {}, would give {}, {} {}", being(next->move), figure(next->value),
                      figure(std::abs(less)), less > 0 ? "less" : "more, within what noise allows");
  const std::string terms = difference(*next, chosen);
  return text + (terms.empty() ? ". " : fmt::format(": {}. ", terms));
}

std::string what_it_reveals(const run::StartChoice& choice, const std::string& name) {
  if (choice.type.empty()) return "";
  std::string text = fmt::format("Of {}, if {}: ", name, choice.type);
  const auto order = by_chance(choice);
  for (std::size_t k = 0; k < std::min<std::size_t>(2, order.size()); ++k) {
    const run::MoveChoice& move = *order[k];
    if (!move.reveals) continue;
    if (!move.posterior)
      text += fmt::format("Nobody sees {}; what follows from it is seen, and what they make of that is worth {}. ",
                          being(move.move), change_text(*move.reveals));
    else if (std::abs(*move.posterior - choice.belief) < kSame && move.reveals->value == 0)
      text += fmt::format("Nobody learns anything from {}. ", being(move.move));
    else
      text += fmt::format("After {} the others take it for {} with {} (before: {}), which is worth {} to it. ",
                          being(move.move), choice.type, figure(*move.posterior), figure(choice.belief),
                          change_text(*move.reveals));
  }
  return text;
}

std::string telling_sentence(const run::StartChoice& choice) {
  if (choice.telling == "pooling") return "Here its types all do alike (pooling): its move tells nothing. ";
  if (choice.telling == "separating") return "Here its types part (separating): its move tells which it is. ";
  if (choice.telling == "mixing") return "Here its types differ, but not for sure (semi-separating). ";
  return "";
}

std::string standing(const analyze::Explanation& told, const run::StartChoice& choice) {
  std::string text;
  for (const run::Reputation& one : told.worth.reputations)
    if (one.actor == choice.actor && one.type == choice.type)
      text += fmt::format("{} {} (now {}) would be worth {}. ",
                          text.empty() ? "To it, being all but surely taken for" : "Being taken for", one.taken_for,
                          figure(one.belief_now), change_text(one.change));
  for (const run::Knowing& one : told.worth.knowing)
    if (one.actor == choice.actor && one.type == choice.type)
      text += fmt::format("If the type of {} were told to all, it would be {} for it. ",
                          told.scenario->actors[one.other.value()].name, change_text(one.change));
  return text;
}

std::string with_unit(const analyze::Explanation& told, const scenario::Input& input, double value) {
  const std::string& unit = scenario::quantity_of(*told.scenario, input).unit;
  return figure(value) + (unit.empty() ? "" : " " + unit);
}

/// What the certificate lets an actor lose, in payoff units.
double allowed(const analyze::Explanation& told, scenario::ActorId actor) {
  const certify::Certificate& certificate = told.solved.certificate;
  return certificate.bound * certificate.actors[actor.value()].payoff_range;
}

std::string tipping(const analyze::Explanation& told, std::size_t k) {
  if (k >= told.tips.size() || !told.tips[k].is_free) return "";
  const analyze::ChoiceTips& tips = told.tips[k];
  const std::string left =
      told.without_range == 0
          ? ""
          : fmt::format(" {} input{} no range and {} left alone.", told.without_range,
                        told.without_range == 1 ? " says" : "s say", told.without_range == 1 ? "was" : "were");
  if (tips.inputs.empty()) return "";
  const auto doubtful = std::count_if(tips.inputs.begin(), tips.inputs.end(),
                                      [](const analyze::InputTip& input) { return !input.tip && !input.certified; });
  const std::string doubt = doubtful == 0 ? ""
                                          : fmt::format(
                                                " Of {} some of the games solved on the way miss the bound: read it as "
                                                "inconclusive.",
                                                doubtful == 1 ? "one" : fmt::format("{}", doubtful));
  const std::string who = type_name(*told.scenario, tips.actor, tips.type);
  const analyze::InputTip& first = tips.inputs.front();
  if (!first.tip) {
    const auto unknown = std::count_if(tips.inputs.begin(), tips.inputs.end(), [](const analyze::InputTip& input) {
      return input.status != analyze::TipStatus::kHolds;
    });
    if (unknown == 0)
      return fmt::format("{} tips the choice of {} anywhere tried within its range.{}{}",
                         tips.inputs.size() == 1
                             ? "The one input that says a range never"
                             : fmt::format("None of the {} inputs that say a range", tips.inputs.size()),
                         who, doubt, left);
    return fmt::format("No input was found to tip the choice of {}; of {} of {} it is not known.{}{}", who, unknown,
                       tips.inputs.size(), doubt, left);
  }
  const double now = scenario::quantity_of(*told.scenario, first.input).value;
  return fmt::format(
      "The smallest change of one input that tips the choice of {}: {} from {} to between {} and {} ({:.0f}% of its "
      "range); then it "
      "{}{}.{}",
      who, scenario::name_of(*told.scenario, first.input), figure(now), figure(first.tip->holds),
      with_unit(told, first.input, first.tip->tipped), 100 * first.tip->share, doing(first.tip->move),
      first.tip->certified ? "" : " (not certified: read it as inconclusive)", left);
}

}  // namespace

std::string place_text(const analyze::Explanation& told, std::size_t choice) {
  std::string text = "where " + told.choices[choice].where;
  if (const auto step = told.steps[choice])
    text += fmt::format(", on {} (step {})",
                        scenario::text(scenario::after(told.scenario->start, told.scenario->step, *step)), *step);
  return text;
}

namespace {

void add(std::string text, std::vector<std::string>& paragraphs) {
  while (text.ends_with(' ')) text.pop_back();
  if (!text.empty()) paragraphs.push_back(std::move(text));
}

}  // namespace

std::vector<std::string> explanation_paragraphs(const analyze::Explanation& told) {
  std::vector<std::string> paragraphs;
  for (std::size_t k = 0; k < told.choices.size(); ++k) {
    const run::StartChoice& choice = told.choices[k];
    add(what_it_does(told, choice) + what_for(choice, allowed(told, choice.actor)), paragraphs);
    add(what_it_reveals(choice, told.scenario->actors[choice.actor.value()].name) + telling_sentence(choice) +
            standing(told, choice),
        paragraphs);
    add(tipping(told, k), paragraphs);
  }
  if (told.choices.empty()) paragraphs.emplace_back("It was stopped before anything was known.");
  if (told.dateless)
    paragraphs.emplace_back("The scenario has no horizon: what is chosen does not depend on the date.");
  paragraphs.push_back(told.solved.private_types ? trust_text(*told.solved.private_types)
                                                 : trust_text(*told.scenario, std::span(&told.solved, 1)));
  if (told.stopped != base::Stop::kNo)
    paragraphs.emplace_back("It was stopped before its end: what is missing was not computed.");
  return paragraphs;
}

Status status_of(const analyze::Explanation& told) {
  if (told.stopped == base::Stop::kInterrupted)
    return {Exit::kInterrupted, "interrupted: the answer holds what was done by then"};
  if (told.stopped == base::Stop::kBudget)
    return {Exit::kBudget, "the time allowed is over: the answer holds what was done by then"};
  if (!told.solved.certificate.holds)
    return {Exit::kNotGuaranteed, "the solution misses the bound asked for: read it as inconclusive"};
  const bool doubtful = std::any_of(told.tips.begin(), told.tips.end(), [](const analyze::ChoiceTips& tips) {
    return std::any_of(tips.inputs.begin(), tips.inputs.end(),
                       [](const analyze::InputTip& input) { return input.tip && !input.tip->certified; });
  });
  if (doubtful) return {Exit::kNotGuaranteed, "a solution beside a tipping value misses the bound asked for"};
  return {Exit::kAnswered, "the solution is certified"};
}

}  // namespace parley::report
