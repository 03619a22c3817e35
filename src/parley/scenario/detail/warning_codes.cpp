// SPDX-License-Identifier: Apache-2.0
#include "parley/scenario/detail/codes.h"

namespace parley::scenario {

namespace {

constexpr base::Code kCodes[] = {
    {"W0101", "a number without a source",
     "A reader must be able to see what every number rests on. An assumption is welcome if it says so.\n"
     "Bare:     cost = 0.4\n"
     "Sourced:  cost = { value = 0.4, source = \"assumed\" }\n"},
    {"W0102", "a parameter that is never used",
     "No formula names it, so it changes nothing: perhaps a formula was forgotten, or names another one by mistake.\n"
     "Unused:  [parameters] cost = 0.4\n"
     "Used:    [payoffs.us] upkeep = \"-cost\"\n"},
    {"W0103", "an actor that is paid nothing",
     "It has no payoff term, no payment of a move, an outcome or the horizon: all its moves are equally good to it.\n"
     "Unpaid:  [actors.us] alone\n"
     "Paid:    [payoffs.us] upkeep = \"-cost\"\n"},
    {"W0104", "a state variable that never changes",
     "It starts at one known value and no effect sets it. A parameter says the same and costs no states.\n"
     "Fixed:    [state] cost = { range = [0, 4], start = 2 }\n"
     "Instead:  [parameters] cost = 2\n"},
    {"W0105", "a state variable nothing depends on",
     "No condition, chance, effect or payoff reads it; yet every variable multiplies the states to be solved.\n"
     "Unread:  then = [\"troops -= 1\"] and no other mention\n"
     "Read:    upkeep = \"-cost * troops\"\n"},
    {"W0106", "an actor without moves",
     "It can only wait. If it decides nothing it need not be an actor; what it does by itself is a rule.\n"
     "Idle:    [actors.un] alone\n"
     "Active:  [moves.un.mediate] …\n"},
    {"W0107", "a rule that does nothing",
     "Its `then` and `else` are empty.\n"
     "Idle:    then = []\n"
     "Active:  then = [\"troops -= 1\"]\n"},
    {"W0108", "types that differ in nothing",
     "Private types matter where a parameter, the moves open or a payoff depends on them. Without that everybody may "
     "as\n"
     "well be of one type.\n"
     "Idle:    [actors.us]  types = { hard = 0.3, flexible = 0.7 }  alone\n"
     "Active:  [parameters]  cost = { by = \"us\", hard = 0.1, flexible = 0.6 }\n"},
    {"W0109", "a hidden move that hides nothing",
     "What the others do not see matters through what it would tell them of a private type. Of an actor without types\n"
     "they know everything that counts: the state, which all see.\n"
     "Idle:    [moves.us.probe]  hidden = true   and no types of us\n"
     "Active:  [actors.us]  types = { hard = 0.3, flexible = 0.7 }\n"},
};

}  // namespace

std::span<const base::Code> warning_codes() { return kCodes; }

}  // namespace parley::scenario
