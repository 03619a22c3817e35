// SPDX-License-Identifier: Apache-2.0
#include "parley/game/builder.h"

namespace parley::game {

namespace {

constexpr base::Code kCodes[] = {
    {"E0501", "a game has no node", "A game needs at least one node, and at least one node where play starts.\n"},
    {"E0502", "probabilities do not sum to one",
     "The lottery over successors of every joint move, the lottery over start nodes, and the prior over each actor's\n"
     "types, must sum to 1 within 1e-9.\n"
     "An empty lottery is allowed for a joint move: the game ends there.\n"},
    {"E0503", "a probability is out of range", "Every probability is a finite number from 0 to 1.\n"},
    {"E0504", "a payoff is not a finite number", "Payoffs may be any finite number, never infinite and never NaN.\n"},
    {"E0505", "a successor is not a node", "Every successor names a node of the game by its 0-based index.\n"},
    {"E0506", "a node has the wrong number of joint moves",
     "A node has one joint move for each combination of its seats' moves, the last seat's moves running fastest;\n"
     "a node without seats has exactly one.\n"},
    {"E0507", "an actor moves twice at one node", "At one node each actor has at most one seat.\n"},
    {"E0508", "a discount factor is out of range",
     "Discount factors are per step, from 0 to 1. Where play can come back to the same node, payoffs are summed for "
     "ever,\n"
     "and without discounting the sum has no value: a factor of exactly 1 is for games that visit no node twice.\n\n"
     "Wrong: a standoff without a horizon and with patience 1\nRight: patience 0.99, or a horizon in steps\n"},
    {"E0509", "an edge does not lead forward in its step",
     "An edge inside a step leads to a node of a higher stage; an edge that ends the step leads to stage 0.\n"},
    {"E0510", "a seat has no move", "Every seat has at least one move.\n"},
    {"E0511", "a game file cannot be read as JSON",
     "The text is not JSON, or it is longer than 128 MiB, or nested more than 32 deep. The place is where reading "
     "stopped.\n"
     "Games of the scenario language are larger than any file should be: give the scenario instead.\n"},
    {"E0512", "a field of a game file is missing or of another type",
     "docs/guide/game-files.md and schema/game.schema.json say which fields a game has and what they hold.\n"},
    {"E0513", "a field of a game file is unknown or given twice",
     "Only the documented fields are allowed, each once, so that a misspelt name is not passed over in silence.\n"},
    {"E0514", "the file is of another kind or version",
     "A game file says \"kind\": \"game\" and a profile file \"kind\": \"profile\", both \"schema_version\": 1.\n"},
    {"E0515", "a number of a game file is out of range",
     "Indices and counts are whole numbers from 0, within what the file itself lists; lists that belong together are\n"
     "equally long.\n"},
    {"E0516", "a profile file does not belong to the game",
     "A profile has every node with seats once, each with the seats and as many moves as in the game.\n"},
    {"E0517", "a move open to no type, or a type without a move",
     "At every seat each type of the actor has at least one move open to it, and each move is open to at least one "
     "type:\n"
     "a side that must stay silent has a move that says so.\n"},
    {"E0518", "two hidden moves at one node",
     "The others learn about a hidden move from the node that it leads to. With two hidden moves at once that node "
     "would\n"
     "tie what is believed of the one actor to what is believed of the other, and beliefs would no longer be one "
     "lottery "
     "an\n"
     "actor. Let hidden moves be made one after the other.\n"},
    {"E0519", "an assessment file does not belong to the game",
     "An assessment lists histories: each at a node of the game, with chances for every type of every actor that "
     "moves\n"
     "there, and for each joint move of the node, in order, the history that follows at each of its successors. "
     "Beliefs\n"
     "may be left out where the start leads to the history. docs/guide/game-files.md has an example.\n"},
    {"E0521", "a strategic-form file cannot be read",
     "A Gambit .nfg file begins with NFG 1 R or NFG 1 D, a quoted title, the players' names in braces, and their "
     "numbers\n"
     "of strategies or the strategies' names in braces:\n"
     "    NFG 1 R \"Chicken\" { \"1\" \"2\" } { 2 2 }\n"
     "    0 0  7 2  2 7  6 6\n"},
    {"E0522", "the strategic form is too large or its counts are out of range",
     "Each player has at least one strategy, there are at most 255 players, and the file has room for the payoffs "
     "that\n"
     "its counts of strategies ask for. Files are at most 128 MiB.\n"},
    {"E0523", "the payoffs of a strategic form do not fit its strategies",
     "The payoff form lists a payoff a player for each contingency, the first player's strategy running fastest. The\n"
     "outcome form lists outcomes with a payoff a player each, then the number of an outcome for each contingency, "
     "from 1,\n"
     "or 0 for payoffs of zero.\n"},
};

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

}  // namespace parley::game
