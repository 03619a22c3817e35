// SPDX-License-Identifier: Apache-2.0
#include "parley/expr/expression.h"

namespace parley::expr {

namespace {

constexpr base::Code kCodes[] = {
    {"E0201", "a formula cannot be read",
     "A formula is made of numbers, names, operators, functions and parentheses; something else, or something "
     "missing,\n"
     "stands at the place shown.\n"
     "Wrong:  when = \"troops > 0 and\"\n"
     "Right:  when = \"troops > 0 and status == standoff\"\n"},
    {"E0202", "unknown name in a formula",
     "A formula may use state variables, parameters, ACTOR.MOVE, the move's own `choose` name and, with a horizon, "
     "`step`.\n"
     "The name is none of these. Often it is misspelt, or the parameter was never declared.\n"
     "Wrong:  upkeep = \"-csot * troops\"\n"
     "Right:  upkeep = \"-cost * troops\"\n"},
    {"E0203", "`=` where a comparison is meant",
     "One `=` sets a variable, in effects; two ask whether both sides are equal, in conditions.\n"
     "Wrong:  when = \"status = standoff\"\n"
     "Right:  when = \"status == standoff\"\n"},
    {"E0204", "chained comparison",
     "A comparison is true or false, so its result cannot be compared with a number again.\n"
     "Wrong:  when = \"1 < troops < 4\"\n"
     "Right:  when = \"1 < troops and troops < 4\"\n"},
    {"E0205", "unknown level",
     "A word beside a variable with levels must be one of its levels. Levels with spaces stand in single quotes.\n"
     "Wrong:  when = \"sanctions != liftd\"\n"
     "Right:  when = \"sanctions != lifted\"\n"},
    {"E0206", "true or false is needed",
     "Conditions, and the operands of `and`, `or` and `not`, are true or false. A number or a level is not, until it "
     "is\n"
     "compared with something.\n"
     "Wrong:  when = \"troops and status == standoff\"\n"
     "Right:  when = \"troops > 0 and status == standoff\"\n"},
    {"E0207", "a number is needed",
     "Arithmetic, functions, payoffs and chances work on numbers. A condition or a move made is true or false; `if` "
     "makes\n"
     "a number of it.\n"
     "Wrong:  prize = \"2 * east.withdraw\"\n"
     "Right:  prize = \"if(east.withdraw, 2, 0)\"\n"},
    {"E0208", "unknown function",
     "The functions are abs ceil exp floor if log max min round sqrt.\n"
     "Wrong:  upkeep = \"-pow(troops, 2)\"\n"
     "Right:  upkeep = \"-troops ^ 2\"\n"},
    {"E0209", "wrong number of arguments",
     "`if` takes three arguments, `min` and `max` two or more, every other function one.\n"
     "Wrong:  prize = \"if(status == won, 2)\"\n"
     "Right:  prize = \"if(status == won, 2, 0)\"\n"},
    {"E0210", "division by zero",
     "The divisor is zero whatever the state, so the formula never has a value.\n"
     "Wrong:  upkeep = \"-cost / 0\"\n"
     "Right:  upkeep = \"-cost / 4\"\n"},
    {"E0211", "a name that may not be used here",
     "The name exists but has no meaning at this place: a move in the `when` of an outcome, which looks at the state "
     "alone;\n"
     "a move that cannot have been made yet; `step` without a horizon; a private type, or a parameter by type, "
     "anywhere "
     "but in\n"
     "what that actor is paid.\n"
     "Wrong:  [outcomes.left]  when = \"east.withdraw\"\n"
     "Right:  [outcomes.left]  when = \"status == 'east left'\"\n"},
    {"E0212", "different kinds in one comparison",
     "Numbers, true-or-false and levels do not mix: compare a number with a number and a level with one of its own "
     "levels.\n"
     "The two values of an `if` must be of one kind too.\n"
     "Wrong:  when = \"sanctions == 2\"\n"
     "Right:  when = \"sanctions == maximum\"\n"},
    {"E0213", "formula too long or too deep",
     "A formula has at most 20000 characters and some hundred nested parentheses. Split it into several payoff terms, "
     "rules\n"
     "or state variables.\n"},
    {"E0214", "a level is needed, or stands alone",
     "A variable with levels is set to one of its own levels, and a level in quotes is understood only beside a "
     "variable.\n"
     "Wrong:  then = [\"sanctions = 0\"]\n"
     "Right:  then = [\"sanctions = lifted\"]\n"},
    {"E0215", "a number too large or too small to hold",
     "Numbers are held with 16 digits, between about 1e-308 and 1e308.\n"
     "Wrong:  prize = \"1e999\"\n"
     "Right:  prize = \"1000\"\n"},
    {"E0216", "an effect on what is no state variable",
     "Effects change state variables. Parameters stay as they are, and a variable must be declared in [state].\n"
     "Wrong:  then = [\"cost += 1\"]\n"
     "Right:  then = [\"troops += 1\"]\n"},
    {"E0217", "an effect of the wrong form",
     "An effect is a state variable, one of `=`, `+=`, `-=`, `*=`, and a formula.\n"
     "Wrong:  then = [\"troops == 3\"]\n"
     "Right:  then = [\"troops = 3\"]\n"},
    {"E0218", "a formula without a value",
     "A part of the formula that reads no name is not a finite number.\n"
     "Wrong:  prize = \"log(0)\"\n"
     "Right:  prize = \"log(1)\"\n"},
    {"E0219", "an operator of another language",
     "The operators are `or and not == != < <= > >= + - * / ^`; levels stand in single quotes.\n"
     "Wrong:  when = \"troops > 0 && !west.withdraw\"\n"
     "Right:  when = \"troops > 0 and not west.withdraw\"\n"},
};

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

}  // namespace parley::expr
