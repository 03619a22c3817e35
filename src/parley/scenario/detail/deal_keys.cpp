// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/forms.h"
#include "parley/scenario/detail/keys.h"

namespace parley::scenario {

namespace {

using namespace forms;

constexpr Need kRequired = Need::kRequired;

const Section& deal_term() {
  static const Section section{"deal_term",
                               "[deal.terms.KEY]",
                               "What the parties choose together when they sign",
                               {{"values", {list({number(), text()})}, "The choices: numbers, or words", kRequired},
                                {"of", {text()}, "The state variable whose levels the words are"},
                                says_key(),
                                {"unit", {text()}, "The unit of the numbers"},
                                {"source", {text()}, "What the choices rest on"},
                                {"note", {text()}, "A remark for the reader"}}};
  return section;
}

const Section& deal_terms() {
  static const Section section{
      "deal_terms", "[deal.terms]", "The terms, by key", {}, {list({number(), text()}), table(deal_term())}};
  return section;
}

const Section& deal_breach() {
  static const Section section{
      "deal_breach",
      "[[deal.breaches]]",
      "Something a party has promised not to do while the deal is in force",
      {{"move",
        {text()},
        "The move, as in \"dprk.produce\"; \"dprk.wait\": to do nothing where something could be done",
        kRequired},
       {"when", {formula()}, "Only where this condition holds when the move is made"},
       {"pays", {table(pays())}, "Paid once, when the move is made: what is forfeited, say"},
       {"noticed",
        {formula(), table(number_table())},
        "The chance that this breach raises an alarm; else that of the deal"},
       says_key()}};
  return section;
}

}  // namespace

const Section& deal() {
  static const Section section{
      "deal",
      "[deal]",
      "An agreement that can be signed at the start, and what holds it",
      {says_key(),
       {"parties", {list({text()})}, "Who must agree, and so can refuse", kRequired},
       {"terms", {table(deal_terms())}, "What they choose together", kRequired},
       {"only_when", {formula()}, "Which terms go together; all if missing"},
       {"on_signing", {list({text()})}, "Effects of signing it, in the state at the start"},
       {"rules", {list({table(rule())})}, "What happens by itself while it is in force, before the other rules"},
       {"payoffs", {table(payoffs())}, "What each actor is paid each step while it is in force"},
       {"breaches", {list({table(deal_breach())})}, "What breaks it", kRequired},
       {"noticed",
        {formula(), table(number_table())},
        "The chance that a breach raises an alarm at the end of its step; 1 if missing"},
       {"false_alarm",
        {formula(), table(number_table())},
        "The chance of an alarm in a step without a breach; 0 if missing"},
       {"on_alarm", {list({text()})}, "Effects of an alarm, such as \"sanctions = maximum\""},
       {"suspension", {formula()}, "Steps for which an alarm suspends it; if missing an alarm ends it"},
       {"on_resuming", {list({text()})}, "Effects of the end of a suspension"},
       {"lasts", {formula()}, "Steps after which it is over; if missing it has no end"},
       {"ends_when", {formula()}, "The condition in which it is over without an alarm, asked at the end of a step"}}};
  return section;
}

}  // namespace parley::scenario
