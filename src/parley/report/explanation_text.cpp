// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parley/report/explanation.h"
#include "parley/report/plain.h"
#include "parley/report/table.h"
#include "parley/report/worth.h"
#include "parley/scenario/inputs.h"

namespace parley::report {

namespace {

std::string_view describe(analyze::TipStatus status) {
  switch (status) {
    case analyze::TipStatus::kTips:
      return "tips";
    case analyze::TipStatus::kHolds:
      return "holds all over it";
    case analyze::TipStatus::kUnknown:
      return "not known: no answer somewhere in it";
    case analyze::TipStatus::kStopped:
      return "stopped";
  }
  return "";
}

std::string moves_text(const run::StartChoice& choice, std::size_t width) {
  std::vector<std::string> keys;
  double most = 0;
  for (const run::MoveChoice& move : choice.moves)
    for (const run::TermValue& term : move.terms) most = std::max(most, std::abs(term.value));
  const bool typed = !choice.type.empty();
  // A term that is nothing to every move tells nothing.
  std::vector<std::size_t> told;
  for (std::size_t t = 0; t < choice.moves.front().terms.size(); ++t)
    if (std::any_of(choice.moves.begin(), choice.moves.end(),
                    [&](const auto& move) { return std::abs(move.terms[t].value) > 1e-9 * most; }))
      told.push_back(t);
  Table table;
  std::vector<std::string> head{"move", "chance", "value"};
  if (typed) head.insert(head.end(), {"for what it reveals", "then taken for " + choice.type});
  for (const std::size_t t : told) head.push_back(choice.moves.front().terms[t].key);
  table.add(head);
  for (const run::MoveChoice& move : choice.moves) {
    std::vector<std::string> row{move.move, percent(move.probability), with_error({move.value, move.error})};
    if (typed) {
      row.push_back(move.reveals ? change_text(*move.reveals) : "-");
      row.push_back(move.posterior ? figure(*move.posterior) : "not seen");
    }
    for (const std::size_t t : told) row.push_back(with_error({move.terms[t].value, move.terms[t].error}));
    table.add(row);
  }
  return table.text(width, "  ");
}

std::string tips_text(const analyze::Explanation& told, std::size_t k, std::size_t width) {
  const analyze::ChoiceTips& tips = told.tips[k];
  if (tips.inputs.empty()) return "";
  std::string out = fmt::format("\nWhat would tip {}: one input at a time over its range, solved anew\n",
                                type_name(*told.scenario, tips.actor, tips.type));
  Table table;
  table.add({"input", "now", "range", "tips at", "to", "share of range"});
  for (const analyze::InputTip& input : tips.inputs) {
    const double now = scenario::quantity_of(*told.scenario, input.input).value;
    const std::string range = fmt::format("{}..{}", figure(input.low), figure(input.high));
    std::vector<std::string> row{scenario::name_of(*told.scenario, input.input), figure(now), range};
    if (input.tip) {
      row.push_back(fmt::format("{}..{}{}", figure(input.tip->holds), figure(input.tip->tipped),
                                input.tip->certified ? "" : "?"));
      row.push_back(input.tip->move);
      row.push_back(percent(input.tip->share));
    } else {
      row.insert(row.end(), {std::string(describe(input.status)) + (input.certified ? "" : "?"), "", ""});
    }
    table.add(row);
  }
  return out + table.text(width, "  ");
}

std::string beliefs_text(const analyze::Explanation& told) {
  std::string text;
  for (const analyze::BeliefThere& belief : told.beliefs)
    text += fmt::format("{}P({} is {}) = {}", text.empty() ? "" : ", ", told.scenario->actors[belief.actor.value()].key,
                        belief.type, figure(belief.chance));
  return text;
}

}  // namespace

std::string explanation_text(const analyze::Explanation& told, const Provenance& provenance, const Status& status,
                             std::size_t width) {
  std::string out = told.scenario->title + "\n";
  if (told.policy) out += run_name(*told.scenario, told.policy) + "\n";
  std::string place;
  for (std::size_t k = 0; k < told.choices.size(); ++k) {
    const std::string here = place_text(told, k);
    if (here != place) out += wrapped("Why, " + here, width, "  ") + '\n';
    place = here;
  }
  if (!told.beliefs.empty()) out += wrapped("Believed there: " + beliefs_text(told), width, "  ") + '\n';
  for (const std::string& paragraph : explanation_paragraphs(told)) out += "\n" + wrapped(paragraph, width, "") + "\n";
  for (const run::StartChoice& choice : told.choices) {
    out += fmt::format("\nEach move of {}{}, by payoff term\n", type_name(*told.scenario, choice.actor, choice.type),
                       choice.telling.empty() ? "" : ", " + telling_text(choice.telling));
    out += moves_text(choice, width);
  }
  out += worth_text(*told.scenario, told.worth, width);
  for (std::size_t k = 0; k < told.tips.size(); ++k) out += tips_text(told, k, width);
  if (!told.tips.empty())
    out += wrapped(fmt::format(
                       "  Values are narrowed to {}% of the range between solved games; a choice that tips and tips "
                       "back between two values tried is missed. `?`: some solution there is not certified.",
                       100 * analyze::kTipPrecision),
                   width, "  ") +
           '\n';
  out += fmt::format("\nTo reproduce\n  {}\n  parley {}, seed {}\n", provenance.command, provenance.version, told.seed);
  if (status.exit != Exit::kAnswered)
    out +=
        fmt::format("\nStatus: {} (exit {}): {}\n", name(status.exit), static_cast<int>(status.exit), status.message);
  return out;
}

}  // namespace parley::report
