// SPDX-License-Identifier: Apache-2.0
#include "parley/certify/certify.h"

namespace parley::certify {

namespace {

constexpr base::Code kCodes[] = {
    {"E0701", "a profile does not fit its game",
     "A profile has one probability, from 0 to 1, for each move of each seat of the game it belongs to, in the order "
     "of\n"
     "the game. The probabilities of one seat sum to 1 within 1e-6 and are scaled to sum to 1 before they are "
     "certified.\n"
     "\n"
     "Certify a profile with the game it was solved for, for instance\n"
     "    parley solve game.json --dump profile > profile.json\n"
     "    parley certify game.json profile.json\n"},
    {"E0702", "an option of the certificate is out of range",
     "The bound is a share of the payoff range, 0 or more. Precisions, if any, are one number greater than 0 an "
     "actor;\n"
     "infinite for an actor that should be playing best responses.\n"},
    {"E0703", "a discount factor of 1 where play can return",
     "Where play can come back to a node, payoffs without discounting need not add up to anything, so no bound "
     "exists.\n"
     "Give every actor a discount factor below 1, or let the game end after a fixed number of steps.\n"},
    {"E0704", "a profile has no certificate in a game with private types",
     "Where actors have private types, what they do depends on what is believed of them, and one probability a move "
     "does\n"
     "not say it. Give an assessment in place of a profile.\n"},
    {"E0705", "an assessment does not fit its game",
     "An assessment lists histories, each at a node of the game it belongs to, with a lottery over moves for each type "
     "of\n"
     "each actor that moves there, beliefs about each actor, and the history that follows each joint move and "
     "successor.\n"},
};

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

}  // namespace parley::certify
