// SPDX-License-Identifier: Apache-2.0
#include "parley/compile/compile.h"

namespace parley::compile {

namespace {

constexpr base::Code kCodes[] = {
    {"E0401", "the game is too large",
     "The states that play can reach, with what later movers of a step have seen, need more memory than is allowed.\n"
     "The message names each variable with the number of its values, and how many of them were reached so far. "
     "Coarsen\n"
     "the grid of the largest (`by = 10` instead of `by = 1`), shorten the horizon, or allow more with `--memory`.\n"},
    {"E0402", "a variable would leave its range",
     "An effect would move a variable beyond the end of its range. That is never settled silently. Guard the move or\n"
     "the rule (`when = \"troops > 0\"`), widen the range, or declare that the variable stays at its edge:\n"
     "  troops = { range = [0, 4], start = 2, edge = \"clamp\" }\n"},
    {"E0403", "a chance is not between 0 and 1",
     "The formula of a `chance` gave a number below 0 or above 1 in a state that play can reach. Bound it:\n"
     "  chance = \"min(1, 0.2 * pressure)\"\n"},
    {"E0404", "a formula has no finite value",
     "A division by zero, a logarithm of a negative number or an overflow in a state that play can reach. Guard it:\n"
     "  \"if(troops > 0, 1 / troops, 0)\"\n"},
    {"E0405", "an endless payoff is not discounted",
     "What is paid for ever is worth (payment) / (1 - patience per step), which needs a patience below 1.\n"},
    {"E0406", "a scenario is beyond a fixed limit",
     "At most 32 outcomes, 4095 moves, 64 moves that formulas read, 16 actors in random order, and a million\n"
     "combinations of uncertain starts.\n"},
    {"E0407", "the state does not fit",
     "All variables together must fit into 64 bits: the sum over variables of log2(values), each rounded up.\n"},
    {"E0411", "compiling was stopped",
     "The time allowed with `--time-limit` was over, or the command was interrupted.\n"},
    {"W0401", "a move can never be made",
     "No state that play can reach opens the move. Its guard contradicts the rest, or it is not needed.\n"},
    {"W0402", "a level is never reached",
     "No effect that can happen sets the variable to this level, and it does not start there.\n"},
    {"W0403", "part of a range is never reached",
     "Play stays within a part of the variable's range. A narrower range says so; or something that should move the\n"
     "variable further does not.\n"},
    {"W0404", "an outcome never holds", "No state that play can reach satisfies the outcome's `when`.\n"},
    {"W0405", "a payoff term never applies",
     "The term is 0 in every state and after every move that play can reach.\n"},
    {"W0406", "a rule never acts", "No state that play can reach satisfies the rule's `when`.\n"},
    {"W0407", "the standoff may be over before it starts",
     "An outcome that ends the standoff holds in a state it may start from.\n"},
    {"W0408", "a type never has a move",
     "Other types of the actor have moves, and this one can only wait, in every state that play can reach: its name "
     "is\n"
     "missing in the `types` of a move, or the `when` of its moves never holds. A side that never concedes is written\n"
     "so too. Then say it, and nothing is reported:\n"
     "  obstinate = { value = 0.2, source = \"assumed\", says = \"Holds out whatever comes\" }\n"},
};

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

}  // namespace parley::compile
