# SPDX-License-Identifier: Apache-2.0
"""The games of the comparison, as arrays, and Parley's JSON form of them (docs/guide/game-files.md)."""

import itertools
import json

import numpy as np


def random_game(states, players, moves, seed):
    """The recipe of sgamesolver's SGame.random_game: payoffs uniform in [0, 1), transitions exponential and scaled.

    Gives payoffs, a list by state of arrays [player, move, ...], and transitions, a list of arrays [move, ..., state].
    """
    draw = np.random.default_rng(seed)
    shape = (moves,) * players
    payoffs = [draw.random((players, *shape)) for _ in range(states)]
    transitions = [draw.exponential(size=(*shape, states)) for _ in range(states)]
    return payoffs, [one / one.sum(axis=-1, keepdims=True) for one in transitions]


def random_one_shot(shape, seed):
    """Payoffs uniform in [0, 1): one array [player, move, ...]."""
    return np.random.default_rng(seed).random((len(shape), *shape))


def write_game(path, payoffs, transitions, discount):
    """Writes a game in Parley's JSON form; without `transitions` play ends after one shot."""
    players = payoffs[0].shape[0]
    nodes = []
    for state, payoff in enumerate(payoffs):
        joints = []
        for joint in itertools.product(*(range(k) for k in payoff.shape[1:])):
            one = {"payoffs": [float(payoff[(i, *joint)]) for i in range(players)]}
            if transitions is not None:
                chances = transitions[state][joint]
                one["successors"] = [int(k) for k in np.flatnonzero(chances)]
                one["probabilities"] = [float(chances[k]) for k in one["successors"]]
            joints.append(one)
        seats = [{"actor": i, "moves": int(k)} for i, k in enumerate(payoff.shape[1:])]
        nodes.append({"seats": seats, "joint_moves": joints})
    game = {
        "schema_version": 1,
        "kind": "game",
        "actors": [{"discount": discount} for _ in range(players)],
        "start": {"nodes": [0]},
        "nodes": nodes,
    }
    path.write_text(json.dumps(game))


def write_profile(path, payoffs, strategy):
    """Writes strategies [state][player][move] as a profile of the game."""
    nodes = [
        {"node": s, "seats": [{"actor": i, "probabilities": [float(p) for p in strategy[s][i][: payoff.shape[1 + i]]]}
                              for i in range(payoff.shape[0])]}
        for s, payoff in enumerate(payoffs)
    ]
    path.write_text(json.dumps({"schema_version": 1, "kind": "profile", "nodes": nodes}))
