# SPDX-License-Identifier: Apache-2.0
"""sgamesolver_peer.py METHOD MOST_STEPS STATES PLAYERS MOVES SEED PROFILE: solves one random game with sgamesolver and
prints a line of JSON: CPU seconds, steps, whether it says that it found an equilibrium. Writes the profile it ends at."""

import json
import pathlib
import sys
import time

import numpy as np
import sgamesolver

from games import random_game, write_profile


def main():
    method, profile = sys.argv[1], pathlib.Path(sys.argv[7])
    most_steps, states, players, moves, seed = (int(k) for k in sys.argv[2:7])
    payoffs, transitions = random_game(states, players, moves, seed)
    game = sgamesolver.SGame(payoffs, transitions, 0.95)
    homotopy = getattr(sgamesolver.homotopy, method)(game)
    homotopy.solver_setup()
    homotopy.solver.verbose = 0
    homotopy.solver.max_steps = most_steps
    began = time.process_time()
    homotopy.solve()
    seconds = time.process_time() - began
    found = homotopy.equilibrium is not None
    if found:
        write_profile(profile, payoffs, np.nan_to_num(homotopy.equilibrium.strategies))
    print(json.dumps({"solve": seconds, "steps": int(homotopy.solver.step), "solved": found}))


main()
