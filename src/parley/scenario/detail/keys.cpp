// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/keys.h"
#include "parley/scenario/detail/forms.h"

namespace parley::scenario {

namespace {

using namespace forms;

constexpr Need kRequired = Need::kRequired;

const Section& lottery() {
  static const Section section{"lottery", "a lottery", "The probability of each value, by level or quoted number",
                               {},        {number()},  Naming::kFree};
  return section;
}

const Section& start() {
  static const Section section{
      "start",
      "a start",
      "An uncertain start. Of one that chance draws inside the game, and everybody then sees: `uniform` or `lottery`. "
      "Of "
      "one that the author does not know: `value`, with `distribution` or `range`",
      {{"uniform", {list({number(), text()})}, "Equally likely: from and to, or a list of levels"},
       {"lottery", {table(lottery())}, "The probability of each value"},
       {"value", {number(), text()}, "Where it starts as far as the author knows"},
       {"range", {list({number()})}, "The lowest and the highest number it may well start at"},
       {"distribution",
        {table(distribution())},
        "What it may start at; a number between two grid points is the nearer"}}};
  return section;
}

const Section& variable() {
  static const Section section{
      "variable",
      "a state variable",
      "A public variable of the state: levels, or a range of numbers",
      {{"levels", {list({text()})}, "The names of its levels, lowest first"},
       {"range", {list({number()})}, "Its lowest and highest number"},
       {"by", {number()}, "The spacing of its grid; 1 if missing"},
       {"start", {number(), text(), table(start())}, "Where it starts: a value, or an uncertain start", kRequired},
       {"edge", {word({"clamp"})}, "\"clamp\": what would leave the range stays at its edge; else that is an error"},
       says_key(),
       {"unit", {text()}, "Its unit"},
       {"source", {text()}, "What its start rests on"},
       {"date", {date(), text()}, "When its source gave it"},
       {"note", {text()}, "A remark for the reader"}},
      {},
      Naming::kName,
      {{"hidden", "hidden variables"}}};
  return section;
}

const Section& state() {
  static const Section section{"state", "[state]", "What everybody sees, by key", {}, {table(variable())}};
  return section;
}

const Section& argument() {
  static const Section section{"argument",
                               "a `choose`",
                               "The values to choose from: `range` and `by`, or `values`",
                               {{"range", {list({number()})}, "The lowest and the highest value"},
                                {"by", {number()}, "The spacing; 1 if missing"},
                                {"values", {list({number()})}, "The values themselves"}}};
  return section;
}

const Section& choose() {
  static const Section section{
      "choose", "`choose`", "The name of what is chosen, and its values", {}, {table(argument())}};
  return section;
}

std::vector<Key> happening_keys() {
  return {says_key(),
          {"when", {formula()}, "Only where this condition holds"},
          {"then", {list({text()})}, "Effects, top to bottom, such as \"troops -= 1\""},
          {"chance", {formula(), table(number_table())}, "The probability of `then`; otherwise `else` happens"},
          {"else", {list({text()})}, "The effects where `then` does not happen"}};
}

const Section& move() {
  static const Section section = [] {
    Section made{"move", "[moves.ACTOR.KEY]", "Something the actor may do in its turn", happening_keys()};
    made.keys.push_back({"concession", {truth()}, "true: it counts for who concedes first"});
    made.keys.push_back({"pays", {table(pays())}, "Paid once, when the move is made"});
    made.keys.push_back({"choose", {table(choose())}, "One move for each value of an argument"});
    made.keys.push_back({"types", {list({text()})}, "The types of its actor that it is open to; to all if missing"});
    made.keys.push_back({"hidden", {truth()}, "true: the others see what it changes, not that it was made"});
    return made;
  }();
  return section;
}

const Section& moves_of_actor() {
  static const Section section{
      "moves_of_actor", "[moves.ACTOR]", "The moves of one actor, by key", {}, {table(move())}};
  return section;
}

const Section& moves() {
  static const Section section{
      "moves", "[moves]", "What each actor may do, by the actor's key", {}, {table(moves_of_actor())}, Naming::kActor};
  return section;
}

const Section& term() {
  static const Section section{"term",
                               "a payoff term",
                               "A payoff term with a sentence",
                               {{"value", {formula()}, "Paid each step", kRequired}, says_key()}};
  return section;
}

const Section& terms() {
  static const Section section{
      "terms", "[payoffs.ACTOR]", "The payoff terms of one actor, by key", {}, {formula(), table(term())}};
  return section;
}

const Section& outcome() {
  static const Section section{
      "outcome",
      "[outcomes.KEY]",
      "Something to watch for, or that ends the standoff",
      {{"when", {formula()}, "The condition, over the state alone", kRequired},
       says_key(),
       {"ends", {truth()}, "true: the standoff is over once it holds"},
       {"pays", {table(pays())}, "A lump, when it is reached"},
       {"flow", {table(pays())}, "Each step from then on, for ever"},
       {"payoffs_continue", {truth()}, "true: the payoff terms of the state reached go on for ever"}}};
  return section;
}

const Section& outcomes() {
  static const Section section{"outcomes", "[outcomes]", "What is watched for, by key", {}, {table(outcome())}};
  return section;
}

const Section& conditions() {
  static const Section section{
      "conditions", "`only_when`", "The condition of each move, by the move's key", {}, {formula()}};
  return section;
}

const Section& policy() {
  static const Section section{"policy",
                               "[policies.KEY]",
                               "A commitment of one actor about its own moves, known to all",
                               {says_key(),
                                {"actor", {text()}, "Who commits itself", kRequired},
                                {"never", {list({text()})}, "Moves it never makes"},
                                {"always", {list({text()})}, "Moves it makes whenever one is open, the first of them"},
                                {"only_when", {table(conditions())}, "Moves it makes only where a condition holds"}}};
  return section;
}

const Section& policies() {
  static const Section section{"policies", "[policies]", "Commitments to compare, by key", {}, {table(policy())}};
  return section;
}

const Section& sweep() {
  static const Section section{
      "sweep",
      "[sweeps.KEY]",
      "A parameter or a prior moved over a range, the game solved anew at each point",
      {says_key(),
       {"parameter", {text()}, "The parameter that is moved; PARAMETER.TYPE for one by type"},
       {"prior", {text()}, "The prior that is moved, ACTOR.TYPE; the actor's other priors share the rest"},
       {"from", {number()}, "Its first value"},
       {"to", {number()}, "Its last value"},
       {"points", {number()}, "How many values, evenly spaced"},
       {"values", {list({number()})}, "The values themselves, instead of from, to and points"},
       {"outcome", {text()}, "The outcome whose chance is watched", kRequired},
       {"policies", {list({text()})}, "Policies to draw a line for, besides the one without a commitment"}}};
  return section;
}

const Section& sweeps() {
  static const Section section{"sweeps", "[sweeps]", "Sweeps, by key", {}, {table(sweep())}};
  return section;
}

const Section& correlation() {
  static const Section section{
      "correlation",
      "[[correlations]]",
      "How two uncertain numbers go together",
      {{"between", {list({text()})}, "The two, as --set calls them, such as \"parameters.pain\"", kRequired},
       {"rank", {number()}, "Their rank correlation (Spearman's), between -1 and 1", kRequired},
       says_key()}};
  return section;
}

const Section& constraint() {
  static const Section section{"constraint",
                               "a constraint",
                               "A constraint with a sentence",
                               {{"when", {formula()}, "What must be true", kRequired}, says_key()}};
  return section;
}

const Section& constraints() {
  static const Section section{"constraints",
                               "[constraints]",
                               "What must be true of the numbers that are drawn, by key",
                               {},
                               {formula(), table(constraint())}};
  return section;
}

const Section& claim() {
  static const Section section{
      "claim",
      "[claims.KEY]",
      "A sentence that can be tested, world by world",
      {{"says", {text()}, "The sentence", kRequired},
       {"speaker", {text()}, "Who says it"},
       {"source", {text()}, "Where it was said"},
       {"test",
        {text()},
        "What is true where it holds: measures compared with each other or with numbers, such as \"P(disarmed within 5 "
        "years | firm) >= 0.5\"",
        kRequired}}};
  return section;
}

const Section& claims() {
  static const Section section{"claims", "[claims]", "Sentences to be tested, by key", {}, {table(claim())}};
  return section;
}

const Section& horizon() {
  static const Section section{
      "horizon",
      "`horizon`",
      "The end of the standoff, whatever happens",
      {{"steps", {number()}, "How many steps there are", kRequired},
       {"pays", {table(pays())}, "A lump after the last step"},
       {"payoffs_continue", {truth()}, "true: the payoff terms of the last state go on for ever"}}};
  return section;
}

const Section& forecast() {
  static const Section section{
      "forecast", "`forecast`", "How far answers look", {{"steps", {number()}, "How many steps", kRequired}}};
  return section;
}

}  // namespace

const Section& pays() {
  static const Section section{"pays", "a table of payments", "What each actor is paid, by the actor's key",
                               {},     {formula()},           Naming::kActor};
  return section;
}

const Section& rule() {
  static const Section section = [] {
    Section made{"rule", "[[rules]]", "Something that happens by itself", happening_keys()};
    made.keys[2].need = kRequired;
    made.keys.push_back({"after", {text()}, "An actor: right after each of its turns; else at the step's end"});
    return made;
  }();
  return section;
}

const Section& payoffs() {
  static const Section section{"payoffs", "[payoffs]",      "What each actor is paid each step, by the actor's key",
                               {},        {table(terms())}, Naming::kActor};
  return section;
}

const Section& file_section() {
  static const Section section{
      "scenario",
      "the top level",
      "A standoff: who moves when, what each move does, and what each actor is paid",
      {{"title", {text()}, "The scenario's name", kRequired},
       says_key(),
       {"start", {date()}, "The date of the first step, such as 2019-05-09", kRequired},
       {"step", {word({"day", "week", "month", "quarter", "year"})}, "How long a step is", kRequired},
       {"turns",
        {word({"random", "together"}), list({list({text()})})},
        "Who moves when: in random order (default), together, or a list of turns such as [[\"a\"], [\"b\", \"c\"]]"},
       {"horizon", {table(horizon())}, "The last step; none if missing"},
       {"forecast", {table(forecast())}, "How far answers look; the horizon, else ten years, if missing"},
       {"payoff_unit", {text()}, "What one unit of payoff means"},
       {"actors", {table(actors())}, "Who takes part", kRequired},
       {"state", {table(state())}, "What everybody sees"},
       {"parameters", {table(parameters())}, "The numbers of the model"},
       {"moves", {table(moves())}, "What each actor may do"},
       {"rules", {list({table(rule())})}, "What happens by itself, top to bottom"},
       {"payoffs", {table(payoffs())}, "What each actor is paid each step"},
       {"outcomes", {table(outcomes())}, "What is watched for, and what ends the standoff"},
       {"policies", {table(policies())}, "Commitments to compare"},
       {"sweeps", {table(sweeps())}, "Parameters to move over a range"},
       {"correlations", {list({table(correlation())})}, "Uncertain numbers that go together"},
       {"constraints", {table(constraints())}, "What must be true of uncertain numbers"},
       {"claims", {table(claims())}, "Sentences to be tested"},
       {"deal", {table(deal())}, "An agreement that can be signed at the start"}},
      {},
      Naming::kName,
      {{"history", "observed events"}}};
  return section;
}

}  // namespace parley::scenario
