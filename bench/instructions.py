# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions of a few fixed jobs and fails where one takes over 5% more than bench/instructions.json says.

Unlike times these are the same on any machine of the same compiler and libraries: valgrind shows programs one processor.
`instructions.py PARLEY` checks; `instructions.py PARLEY --renew` writes the counts of now, for a commit that says why.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
COUNTS = ROOT / "bench/instructions.json"
ALLOWED = 1.05
JOBS = {
    "compile iran-2013": ["check", "scenarios/iran-2013/iran-2013.toml"],
    "solve and certify a random game of 20 states": ["solve", "bench/games/random-20-2-3.json"],
    "solve screening on 9 beliefs": ["solve", "scenarios/screening/screening.toml", "--belief-points", "9",
                                     "--refine", "0"],
    "solve a threat and bluff on 129 beliefs": ["solve", "scenarios/bluff/bluff.toml", "--belief-points", "129",
                                                "--refine", "0", "--precision", "10"],
    "run chicken": ["run", "scenarios/chicken/chicken.toml", "--paths", "200"],
}


def count(parley, arguments):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", parley, *arguments, "--threads", "1",
               "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=600)
    collected = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in (0, 4) or collected is None:
        sys.exit(f"{' '.join(command)} failed with exit code {done.returncode}:\n{done.stderr[-2000:]}")
    return int(collected[1])


def main():
    parley, renew = sys.argv[1], sys.argv[2:] == ["--renew"]
    now = {name: count(parley, arguments) for name, arguments in JOBS.items()}
    if renew:
        COUNTS.write_text(json.dumps(now, indent=2) + "\n")
        return
    before = json.loads(COUNTS.read_text())
    if before.keys() != now.keys():
        sys.exit("bench/instructions.json is of other jobs: renew it with `bench/instructions.py PARLEY --renew`")
    grown = False
    for name, instructions in now.items():
        ratio = instructions / before[name]
        print(f"{name}: {instructions:,} instructions, {ratio:.3f} of {before[name]:,}")
        grown = grown or ratio > ALLOWED
    if grown:
        sys.exit("a job takes over 5% more instructions than when this was last settled: find out why, or renew "
                 "bench/instructions.json with `bench/instructions.py PARLEY --renew` and say in the commit what it buys")


main()
