# SPDX-License-Identifier: Apache-2.0
"""Runs the comparison that run.sh sets up and writes bench/peers/README.md."""

import datetime
import json
import pathlib
import statistics
import subprocess
import sys

from games import random_game, random_one_shot, write_game

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build/peers"
BUILD = ROOT / "build/bench"

# States, players, moves; of how many games Parley's median is; the first of these that a peer solves too; the most steps
# it may take; Parley's target in seconds. Times of small games differ several times over with the game drawn. A size is
# left out of a quick run where a peer takes minutes.
RANDOM = [
    ((5, 2, 3), 101, 5, 5000, 0.3e-3),
    ((20, 2, 3), 101, 5, 5000, 1.5e-3),
    ((20, 3, 2), 101, 5, 5000, 2e-3),
    ((50, 2, 3), 25, 3, 2000, 15e-3),
    ((100, 2, 3), 9, 1, 2000, 0.1),
    ((200, 2, 2), 5, 1, 2000, 0.15),
    ((800, 2, 2), 1, 0, 0, 2.0),
]
SLOW = {(100, 2, 3), (200, 2, 2), (800, 2, 2)}
ONE_SHOT = [("20x20", None), ("40x40", 10e-3), ("80x80", None), ("10x10x10", None), ("x".join("2" * 8), 5e-3)]


def run(*command, check=True):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=ROOT / "bench/peers")
    if check and done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    return done.stdout


def last_json(text):
    return json.loads(text.strip().splitlines()[-1])


def certified_gain(game, profile):
    """The largest full best-response gain as a share of the payoff range, by parley certify."""
    document = json.loads(run(BUILD / "apps/cli/parley", "certify", game, profile, "--json", check=False))
    return document["certificate"]["largest_share"]


def parley(games, seconds=0.3):
    return [json.loads(line) for line in run(BUILD / "bench/solve_games", seconds, *games).splitlines()]


def time_text(seconds):
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def of_peer(rows):
    """Median time and worst certified gain of the runs that say they solved the game, and how many did not."""
    solved = [row for row in rows if row["solved"]]
    if not rows:
        return None, "", ""
    failed = "" if len(solved) == len(rows) else f", {len(rows) - len(solved)} of {len(rows)} not solved"
    median = statistics.median(row["solve"] for row in rows)
    gain = f"{max(row['gain'] for row in solved):.1g}" if solved else "none"
    return median, f"{time_text(median)}{failed}", gain


def random_table(quick):
    lines = [
        "| states, players, moves | Parley (games) | target | logit path of the peer | ratio | log tracing of the peer | ratio |"
        " gain: Parley | peer, logit | peer, tracing | certificate / solve |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for size, own_count, peer_count, most_steps, target in RANDOM:
        if quick and size in SLOW:
            continue
        print(size, flush=True)
        games = []
        for seed in range(own_count):
            games.append(FOLDER / f"random-{'-'.join(str(k) for k in size)}-{seed}.json")
            write_game(games[-1], *random_game(*size, seed), 0.95)
        ours = parley(games)
        assert all(row["solved"] for row in ours)
        peers = {}
        for method in ("QRE", "LogTracing"):
            peers[method] = []
            for seed in range(peer_count):
                profile = FOLDER / "profile.json"
                row = last_json(run(sys.executable, "sgamesolver_peer.py", method, most_steps, *size, seed, profile))
                row["gain"] = certified_gain(games[seed], profile) if row["solved"] else None
                peers[method].append(row)
        own = statistics.median(row["solve"] for row in ours)
        shared = statistics.median(row["solve"] for row in ours[:peer_count]) if peer_count else own
        cells = []
        gains = []
        for method in ("QRE", "LogTracing"):
            median, text, gain = of_peer(peers[method])
            cells += [text, f"{median / shared:.0f}" if median else ""]
            gains.append(gain)
        share = statistics.median(row["certify"] / row["solve"] for row in ours)
        met = time_text(target) + ("" if own <= target else " (missed)")
        lines.append(
            f"| {', '.join(str(k) for k in size)} | {time_text(own)} ({own_count}) | {met} | {' | '.join(cells)} |"
            f" {max(row['gain'] for row in ours):.1g} | {' | '.join(gains)} | {share:.0%} |"
        )
    return lines


def one_shot_table():
    lines = ["| moves | Parley | target | Gambit, logit | ratio | gain: Parley | Gambit |", "|---|---|---|---|---|---|---|"]
    for shape, target in ONE_SHOT:
        print(shape, flush=True)
        games = []
        rows = []
        for seed in range(5):
            games.append(FOLDER / f"one-shot-{shape}-{seed}.json")
            write_game(games[-1], [random_one_shot([int(k) for k in shape.split("x")], seed)], None, 0.5)
            profile = FOLDER / "profile.json"
            python = FOLDER / "gambit/bin/python"
            rows.append(last_json(run(python, "gambit_peer.py", "logit", shape, seed, profile)))
            rows[-1]["gain"] = certified_gain(games[-1], profile)
        ours = parley(games)
        assert all(row["solved"] for row in ours)
        own = statistics.median(row["solve"] for row in ours)
        peer = statistics.median(row["solve"] for row in rows)
        met = "" if target is None else time_text(target) + ("" if own <= target else " (missed)")
        lines.append(
            f"| {shape} | {time_text(own)} | {met} | {time_text(peer)} | {peer / own:.0f} |"
            f" {max(row['gain'] for row in ours):.1g} | {max(row['gain'] for row in rows):.1g} |"
        )
    return lines


def main():
    quick = sys.argv[1] == "quick"
    template = (ROOT / "bench/peers/template.md").read_text()
    one_shot = one_shot_table()
    text = template.format(
        date=datetime.date.today().isoformat(),
        kind="a quick run" if quick else "a whole run",
        random="\n".join(random_table(quick)),
        one_shot="\n".join(one_shot),
    )
    (ROOT / "bench/peers/README.md").write_text(text)
    print("written: bench/peers/README.md")


main()
