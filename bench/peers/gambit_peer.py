# SPDX-License-Identifier: Apache-2.0
"""gambit_peer.py METHOD SHAPE SEED PROFILE: solves one random one-shot game with pygambit's METHOD (logit, or enummixed for
all equilibria) and prints a line of JSON: CPU seconds and how many equilibria it found. Writes the first as a profile."""

import json
import pathlib
import sys
import time

import numpy as np
import pygambit

from games import random_one_shot, write_profile


def main():
    method, shape, seed = sys.argv[1], [int(k) for k in sys.argv[2].split("x")], int(sys.argv[3])
    payoffs = random_one_shot(shape, seed)
    game = pygambit.Game.from_arrays(*payoffs)
    solve = {"logit": pygambit.nash.logit_solve, "enummixed": lambda g: pygambit.nash.enummixed_solve(g, rational=False)}
    began = time.process_time()
    result = solve[method](game)
    seconds = time.process_time() - began
    if result.equilibria:
        first = result.equilibria[0]
        strategy = [[float(first[s]) for s in player.strategies] for player in game.players]
        write_profile(pathlib.Path(sys.argv[4]), [payoffs], [strategy])
    print(json.dumps({"solve": seconds, "found": len(result.equilibria)}))


main()
