# SPDX-License-Identifier: Apache-2.0
"""Runs the program on a scenario text and gives its JSON."""
import json
import os
import pathlib
import subprocess

PARLEY = os.environ.get("PARLEY", "build/release/apps/cli/parley")
ROOT = pathlib.Path(__file__).resolve().parents[2]


def parley(*arguments, expect=0, **options):
    done = subprocess.run([PARLEY, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)
    if expect is not None:
        assert done.returncode == expect, (done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done


class Case:
    """One scenario in a folder of its own."""

    def __init__(self, folder, text):
        self.file = folder / "case.toml"
        self.file.write_text(text)

    def run(self, *more):
        return json.loads(parley("run", self.file, "--json", "--paths", 2000, *more).stdout)

    def solve(self, *more, bound="1e-9"):
        return json.loads(parley("solve", self.file, "--json", "--bound", bound, *more).stdout)

    def probability(self, solved, actor, move, where=""):
        """The chance of a move at the first node whose description contains `where`."""
        for choice in solved["strategies"]:
            if choice["actor"] == actor and where in choice["where"]:
                for entry in choice["moves"]:
                    if entry["move"] == move:
                        return entry["probability"]
        raise AssertionError(f"no {actor}.{move} at {where}")


def value(solved, actor):
    return next(a["value_start"] for a in solved["certificate"]["actors"] if a["actor"] == actor)
