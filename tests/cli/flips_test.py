# SPDX-License-Identifier: Apache-2.0
"""Sweeps of exactly solved models find where peace turns into war, to the step of the sweep."""
import csv
import io
import itertools

import pytest

from contract_test import parley

HEAD = """
title = "Preventive war"
start = 2020-01-01
step = "year"
turns = [["a"], ["b"]]
forecast = { steps = 3 }

[actors.a]
patience = { value = 0.9, source = "assumed" }
may_wait = false

[actors.b]
patience = { value = 0.9, source = "assumed" }
may_wait = false

[parameters]
p1 = { value = 0.3, source = "assumed" }
p2 = { value = 0.6, range = [0.45, 0.85], source = "assumed" }
c_A = { value = 0.1, source = "assumed" }
c_B = { value = 0.1, source = "assumed" }
eps = { value = 0.1, range = [0, 0.4], source = "assumed" }

[state]
position = { levels = ["weak", "offered", "agreed", "strong", "war"], start = "weak" }
share = { range = [0, 0.98], by = 0.07, start = 0, source = "assumed" }

[moves.a.attack]
when = "position == weak"
then = ["position = war"]

[moves.a.offer]
when = "position == weak"
choose = { x = { range = [0, 0.98], by = 0.07 } }
then = ["position = offered", "share = x"]

[moves.b.accept]
when = "position == offered"
then = ["position = agreed"]

[moves.b.fight]
when = "position == offered"
then = ["position = war"]

[payoffs]
a = { now = "if(position == agreed, 1 - share, if(position == war, 1 - p1 - c_A, 0))" }
b = { now = "if(position == agreed, share, if(position == war, p1 - c_B, 0))" }

[outcomes]
war = { when = "position == war", ends = true, flow = { a = "1 - p1 - c_A", b = "p1 - c_B" } }
strong = { when = "position == strong", ends = true, flow = { a = "1 - p2 + c_B", b = "p2 - c_B" } }
"""

# The other side is strong from the second year on, for certain, after Fearon (1995) and Powell (2006).
SHIFT = HEAD + """
[[rules]]
when = "position == agreed"
then = ["position = strong", "share = 0"]
"""

# It becomes strong with a chance each year, after Bas and Coe (2012).
HAZARD = HEAD + """
[[rules]]
when = "position == agreed"
chance = "eps"
then = ["position = strong", "share = 0"]
else = ["position = weak", "share = 0"]
"""


def flip(tmp_path, text, swept, levels, sets):
    """The two neighbouring values of a sweep between which war comes or goes, if there is one such pair."""
    scenario, file = tmp_path / "war.toml", tmp_path / "war.sweep"
    scenario.write_text(text)
    options = [word for one in sets for word in ("--set", one)]
    parley("sweep", scenario, "--design", "factorial", "--input", f"parameters.{swept}", "--levels", levels, "--out", file,
           "--measure", "P(war within 1 year)", *options, "--quiet", expect=0)
    rows = sorted((float(row[f"parameters.{swept}"]), float(row["P(war within 1 year)"]))
                  for row in csv.DictReader(io.StringIO(parley("export", file, expect=0).stdout)))
    # Where offers on a grid fall just short of the one that is wanted, the sides mix a little.
    assert all(war < 0.1 or war > 0.99 for _, war in rows)
    turns = [(low, high) for (low, before), (high, after) in itertools.pairwise(rows) if (before > 0.5) != (after > 0.5)]
    assert len(turns) == 1, rows
    return turns[0]


@pytest.mark.parametrize("p1,c_a,c_b,delta", [(0.3, 0.1, 0.1, 0.9), (0.35, 0.15, 0.05, 0.95), (0.25, 0.1, 0.15, 0.8)])
def test_a_shift_of_power_turns_to_war_at_its_closed_form(tmp_path, p1, c_a, c_b, delta):
    sets = [f"parameters.p1={p1}", f"parameters.c_A={c_a}", f"parameters.c_B={c_b}",
            f"actors.a.patience={delta}", f"actors.b.patience={delta}"]
    low, high = flip(tmp_path, SHIFT, "p2", 41, sets)
    assert high - low == pytest.approx(0.01)
    assert low <= (p1 + c_a) / delta + c_b <= high


@pytest.mark.parametrize("p1,p2,c_a,c_b,delta", [(0.2, 0.7, 0.1, 0.1, 0.9), (0.25, 0.8, 0.1, 0.1, 0.85),
                                                 (0.2, 0.75, 0.15, 0.1, 0.9)])
def test_a_hazard_of_arming_turns_to_war_at_its_closed_form(tmp_path, p1, p2, c_a, c_b, delta):
    sets = [f"parameters.p1={p1}", f"parameters.p2={p2}", f"parameters.c_A={c_a}", f"parameters.c_B={c_b}",
            f"actors.a.patience={delta}", f"actors.b.patience={delta}"]
    low, high = flip(tmp_path, HAZARD, "eps", 41, sets)
    assert high - low == pytest.approx(0.01)
    assert low <= (1 - delta) * (p1 + c_a) / (delta * (p2 - c_b - p1 - c_a)) <= high
