// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/codes.h"

namespace parley::scenario {

namespace {

constexpr base::Code kCodes[] = {
    {"E0301", "a value outside its range",
     "The `range` of a number says which values it may well have; its `value` must be one of them.\n"
     "Wrong:  cost = { value = 2, range = [0.1, 1.0] }\n"
     "Right:  cost = { value = 0.4, range = [0.1, 1.0] }\n"},
    {"E0302", "a range that is not two numbers in order",
     "A range is its lowest and its highest number.\n"
     "Wrong:  range = [10, 0]\n"
     "Right:  range = [0, 10]\n"},
    {"E0303", "a number that is not finite",
     "TOML can write inf and nan; a model needs numbers. A key that would be infinite is left out.\n"
     "Wrong:  precision = inf\n"
     "Right:  leave `precision` out: the limit of exact choice\n"},
    {"E0304", "patience out of range",
     "Patience is the discount factor, above 0 and at most 1: what a payoff a period later is worth today.\n"
     "Wrong:  patience = 90\n"
     "Right:  patience = 0.9\n"},
    {"E0305", "patience 1 without a horizon",
     "An actor that never discounts and never stops counting has infinite payoffs.\n"
     "Wrong:  patience = 1\n"
     "Right:  patience = 0.999, or add horizon = { steps = 40 }\n"},
    {"E0306", "unknown period in a unit",
     "A unit that ends in `per PERIOD` or `/ PERIOD` makes its number a rate. The periods are day, week, month, "
     "quarter and\n"
     "year; a word that looks like another period would silently be no rate at all. Patience is per one of them.\n"
     "Wrong:  unit = \"warheads per annum\"\n"
     "Right:  unit = \"warheads per year\"\n"},
    {"E0307", "a start that is not a value of its variable",
     "A variable starts at one of its levels or grid points.\n"
     "Wrong:  { range = [0, 100], by = 10, start = 35 }\n"
     "Right:  { range = [0, 100], by = 10, start = 30 }\n"},
    {"E0308", "a range that is not a whole number of spacings",
     "The grid of a range begins at its lowest number and must end at its highest.\n"
     "Wrong:  { range = [0, 10], by = 4 }\n"
     "Right:  { range = [0, 12], by = 4 }\n"},
    {"E0309", "probabilities that are none",
     "Probabilities lie from 0 to 1, those of a lottery and the priors of an actor's types sum to 1, and `uniform` "
     "names\n"
     "each value once.\n"
     "Wrong:  { lottery = { none = 0.4, partial = 0.5 } }\n"
     "Right:  { lottery = { none = 0.4, partial = 0.6 } }\n"},
    {"E0310", "one name for two things",
     "State variables, parameters and what a move lets choose share their names in formulas.\n"
     "Wrong:  [state] cost = …  [parameters] cost = …\n"
     "Right:  [state] burden = …  [parameters] cost = …\n"},
    {"E0311", "a word of the language as a name",
     "and or not if true false, the functions, `step`, and the move `wait` have a meaning already; so have `type` for "
     "a "
     "move\n"
     "of an actor with types, and the keys of a parameter by type (by unit source date note says) for a type.\n"
     "Wrong:  [parameters] max = 3\n"
     "Right:  [parameters] highest = 3\n"},
    {"E0312", "levels that cannot be told apart",
     "A variable has at least one level; each has a name of its own, without quotes or line breaks.\n"
     "Wrong:  levels = [\"low\", \"low\"]\n"
     "Right:  levels = [\"low\", \"high\"]\n"},
    {"E0313", "unknown actor",
     "Moves, payoffs, turns and policies name actors by the key of their section.\n"
     "Wrong:  [actors.us]  [payoffs.usa]\n"
     "Right:  [actors.us]  [payoffs.us]\n"},
    {"E0314", "turns that do not fit the actors",
     "Every actor has at least one turn, and nobody stands twice in the same turn; a turn is not empty.\n"
     "Wrong:  turns = [[\"us\", \"us\"], []]\n"
     "Right:  turns = [[\"us\"], [\"dprk\"]]\n"},
    {"E0315", "unknown move in a policy",
     "A policy speaks of the moves of its own actor, by the key of their section; of a family of moves as a whole.\n"
     "Wrong:  actor = \"us\"  never = [\"eas\"]\n"
     "Right:  actor = \"us\"  never = [\"ease\"]\n"},
    {"E0316", "a policy that commits to nothing, or leaves nothing",
     "A policy has `never`, `always` or `only_when`; it does not command what it forbids, and leaves an actor that may "
     "not\n"
     "wait at least one move.\n"
     "Wrong:  [policies.firm]  actor = \"us\"\n"
     "Right:  [policies.firm]  actor = \"us\"  never = [\"ease\"]\n"},
    {"E0317", "a sweep of an unknown parameter",
     "A sweep moves one of the file's parameters; of a parameter by type the number of one type, as in "
     "\"worth.resolute\".\n"
     "Wrong:  parameter = \"csot\"\n"
     "Right:  parameter = \"cost\"\n"},
    {"E0318", "a sweep of an unknown outcome",
     "A sweep watches the chance of one of the file's outcomes.\n"
     "Wrong:  outcome = \"east_gone\"\n"
     "Right:  outcome = \"east_left\"\n"},
    {"E0319", "a chance outside 0 to 1",
     "A chance is a probability.\n"
     "Wrong:  chance = 10\n"
     "Right:  chance = 0.1\n"},
    {"E0320", "a rate that cannot be a chance",
     "In a chance a rate is a probability per period, compounded to the step: 1 - (1 - p)^steps. A rate of more than 1 "
     "is an\n"
     "expected count and has no such meaning.\n"
     "Wrong:  output = { value = 6, unit = \"per year\" }  chance = \"output\"\n"
     "Right:  success = { value = 0.6, unit = \"per year\" }  chance = \"success\"\n"},
    {"E0321", "a count that is no sensible count",
     "`steps` and `points` are whole numbers; a horizon has from 1 to 20000 steps, a sweep from 2 to 1000 points.\n"
     "Wrong:  horizon = { steps = 0 }\n"
     "Right:  horizon = { steps = 40 }\n"},
    {"E0322", "too many of something",
     "A file holds at most 50 actors, 100 state variables of 100000 values (1000 levels) each, 1000 parameters, 1000 "
     "moves,\n"
     "1000 values of a `choose`, 1000 rules, 100 turns, sweeps of 1000 points, 1000 correlations, 1000 constraints and "
     "200 "
     "claims.\n"
     "Wrong:  choose = { share = { range = [0, 1], by = 0.00001 } }\n"
     "Right:  choose = { share = { range = [0, 1], by = 0.01 } }\n"},
    {"E0323", "values that cannot be chosen from",
     "`values` are finite numbers, each once, at least one; `choose` names one thing; a sweep ends where it did not "
     "begin.\n"
     "Wrong:  choose = { share = { values = [] } }\n"
     "Right:  choose = { share = { values = [1, 2, 5] } }\n"},
    {"E0324", "`else` without `chance`",
     "`else` holds what happens where `then` does not, which only a `chance` can decide.\n"
     "Wrong:  then = [\"troops -= 1\"]  else = [\"troops += 1\"]\n"
     "Right:  chance = 0.5  then = [\"troops -= 1\"]  else = [\"troops += 1\"]\n"},
    {"E0325", "payments of an outcome that does not end the standoff",
     "`pays`, `flow` and `payoffs_continue` say what follows when the standoff is over.\n"
     "Wrong:  [outcomes.left]  when = \"…\"  pays = { us = 2 }\n"
     "Right:  [outcomes.left]  when = \"…\"  ends = true  pays = { us = 2 }\n"},
    {"E0326", "either one or the other",
     "A variable has `levels` or a `range`; an uncertain start is `uniform`, a `lottery` or a `value`; a choice has a "
     "`range` or\n"
     "`values`; a sweep has a `parameter` or a `prior`, and `from`, `to` and `points`, or `values`. One of the two, "
     "not both.\n"
     "Wrong:  { levels = [\"no\", \"yes\"], range = [0, 1], start = \"no\" }\n"
     "Right:  { levels = [\"no\", \"yes\"], start = \"no\" }\n"},
    {"E0327", "a number that must be above zero",
     "A spacing `by` and a `precision` are above zero.\n"
     "Wrong:  { range = [0, 4], by = 0, start = 0 }\n"
     "Right:  { range = [0, 4], by = 1, start = 0 }\n"},
    {"E0328", "a sweep with an unknown policy",
     "A sweep may draw a line for each of the file's policies it names.\n"
     "Wrong:  policies = [\"frim\"]\n"
     "Right:  policies = [\"firm\"]\n"},
    {"E0329", "types without a type",
     "An actor's `types` names at least one type, and a move's `types` at least one that may make it.\n"
     "Wrong:  [moves.dprk.disarm]  types = []\n"
     "Right:  [moves.dprk.disarm]  types = [\"flexible\"]\n"},
    {"E0330", "unknown type",
     "Types are declared with their actor; parameters by type, moves and sweeps name them by their keys.\n"
     "Wrong:  worth = { by = \"dprk\", resolut = 1.6, flexible = 0.7 }\n"
     "Right:  worth = { by = \"dprk\", resolute = 1.6, flexible = 0.7 }\n"},
    {"E0331", "a parameter by type without all its types",
     "A parameter by type has a number for each type of one actor, which must have types. Nothing is filled in.\n"
     "Wrong:  worth = { by = \"dprk\", resolute = 1.6 }\n"
     "Right:  worth = { by = \"dprk\", resolute = 1.6, flexible = 0.7 }\n"},
    {"E0332", "a type that must move and has no move",
     "With `may_wait = false` an actor makes one of its moves when any is open, so every type needs one that it may "
     "make.\n"
     "Wrong:  [actors.dprk]  may_wait = false   [moves.dprk.disarm]  types = [\"flexible\"]   alone\n"
     "Right:  remove may_wait = false, or add a move that the other types may make\n"},
    {"E0333", "two hidden movers in one turn",
     "Of hidden moves only the consequences are seen. If two actors move hidden at the same time, nobody can tell\n"
     "whose they are, and what is learnt about one actor's type would depend on the other's.\n"
     "Wrong:  turns = \"together\"             with hidden moves of us and of dprk\n"
     "Right:  turns = [[\"us\"], [\"dprk\"]]    or hidden moves of one of them\n"},
    {"E0334", "a distribution that nothing can be drawn from",
     "`uniform` is its lowest and highest number, `triangular` its lowest, likeliest and highest, `normal` a mean and "
     "a\n"
     "standard deviation above 0, `lognormal` a median above 0 and the standard deviation of the logarithm. A `range` "
     "beside\n"
     "it cuts the last two off and must hold the others; of a prior it lies from 0 to 1, of patience above 0 and below "
     "1, of\n"
     "a start within its variable.\n"
     "Wrong:  pain = { value = 0.8, distribution = { triangular = [1.5, 0.8, 0.3] } }\n"
     "Right:  pain = { value = 0.8, distribution = { triangular = [0.3, 0.8, 1.5] } }\n"},
    {"E0335", "a correlation that cannot be",
     "A correlation is between two different numbers that are drawn, each with a `range` or a `distribution`, as --set "
     "calls\n"
     "them; its rank lies between -1 and 1, and it is given once. All of them together must be possible: three "
     "numbers\n"
     "cannot each go against the other two.\n"
     "Wrong:  between = [\"pain\", \"worth\"]  rank = 50\n"
     "Right:  between = [\"parameters.pain\", \"parameters.worth\"]  rank = 0.5\n"},
    {"E0336", "a column of numbers that cannot be read",
     "`column` names a CSV file, from where the scenario stands, and one of the names of its first line; every row has "
     "a\n"
     "number there.\n"
     "Wrong:  distribution = { column = { file = \"posterior.csv\", name = \"pian\" } }\n"
     "Right:  distribution = { column = { file = \"posterior.csv\", name = \"pain\" } }\n"},
    {"E0337", "a constraint about nothing that is drawn",
     "A constraint says what must be true of parameters and of the starts of variables; those in which it is not are "
     "not\n"
     "drawn.\n"
     "Wrong:  [constraints]  ordered = \"1 < 2\"\n"
     "Right:  [constraints]  ordered = \"partial < full\"\n"},
    {"E0338", "a measure that cannot be read",
     "A measure is a number that a solved game reports: the chance of an outcome, of a first concession or of a level, "
     "the\n"
     "mean of a variable, the time to an outcome, the value to an actor; by a time within the forecast, and under a "
     "policy or\n"
     "none.\n"
     "Wrong:  P(disarmd within 5 yeras, firm)\n"
     "Right:  P(disarmed within 5 years | firm)\n"},
    {"E0339", "a claim that measures nothing",
     "The test of a claim compares at least one measure, and at most 100.\n"
     "Wrong:  test = \"0.5 < 0.6\"\n"
     "Right:  test = \"P(disarmed within 5 years | firm) >= 0.5\"\n"},
    {"E0340", "a term that cannot be chosen",
     "A term of a deal has choices: finite numbers, or words, each once. Words are levels of the state variable that\n"
     "`of` names, or of the term's own.\n"
     "Wrong:  [deal.terms]  relief = { values = [\"part\", \"lifted\"], of = \"sanctions\" }\n"
     "Right:  [deal.terms]  relief = { values = [\"partial\", \"lifted\"], of = \"sanctions\" }\n"},
    {"E0341", "a deal that nobody can break",
     "What nobody has promised needs no deal: `breaches` names the moves that its parties promise not to make.\n"
     "Wrong:  [deal]  breaches = []\n"
     "Right:  [[deal.breaches]]  move = \"dprk.produce\"\n"},
    {"E0342", "a deal that no one may refuse",
     "`parties` names each of those who must agree, once. What happens whether or not anybody agrees is a rule.\n"
     "Wrong:  parties = []\n"
     "Right:  parties = [\"us\", \"dprk\"]\n"},
    {"E0343", "a length of time that is not settled on signing",
     "`suspension` and `lasts` are whole numbers of steps: a number, or a formula over the terms alone.\n"
     "Wrong:  lasts = \"warheads\"\n"
     "Right:  lasts = \"4 * years\"\n"},
    {"E0344", "terms that contradict each other",
     "`only_when` says which terms go together; with every combination excluded there is nothing to sign.\n"
     "Wrong:  only_when = \"cap > 100\"   with cap = [0, 20, 40]\n"
     "Right:  only_when = \"cap > 0 or relief == lifted\"\n"},
};

}  // namespace

std::span<const base::Code> value_codes() { return kCodes; }

}  // namespace parley::scenario
