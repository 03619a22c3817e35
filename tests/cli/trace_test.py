# SPDX-License-Identifier: Apache-2.0
"""`parley solve --trace`: the curve of logit equilibria."""
import json
import math

from contract_test import ROOT, parley

PENNIES = '''NFG 1 R "Pennies" { "Row" "Column" } { { "up" "down" } { "left" "right" } }

9 0   0 1   0 1   1 0
'''


def curve(*arguments, expect=0):
    return json.loads(parley("solve", *arguments, "--trace", "--json", expect=expect).stdout)


def test_every_point_is_a_logit_equilibrium_and_the_last_has_the_precision_asked_for(tmp_path):
    file = tmp_path / "pennies.nfg"
    file.write_text(PENNIES)
    document = curve(file, "--precision", "3")
    assert document["kind"] == "curve" and list(document)[-1] == "status"
    assert document["points"][0]["precision"] == 0
    assert math.isclose(document["points"][-1]["precision"], 3, rel_tol=1e-12)
    assert document["turning_points"] == 0
    for point in document["points"]:
        (up, _), (left, _) = point["probabilities"]
        assert math.isclose(up, 1 / (1 + math.exp(-point["precision"] * (10 * left - 1))), abs_tol=1e-9)
        assert point["residual"] <= 1e-9


def test_a_symmetric_scenario_passes_its_bifurcation_and_counts_it():
    document = curve(ROOT / "scenarios" / "chicken" / "chicken.toml")
    assert document["crossings"] == 1
    for point in document["points"]:
        first, second = (choice for choice in point["probabilities"] if len(choice) == 2)
        assert math.isclose(first[0], second[0], abs_tol=1e-8)


def test_actors_of_different_precision_have_no_common_curve(tmp_path):
    text = (ROOT / "scenarios" / "chicken" / "chicken.toml").read_text()
    file = tmp_path / "noisy.toml"
    file.write_text(text.replace("[actors.east]\n", "[actors.east]\nprecision = 2.0\n", 1))
    assert file.read_text() != text
    done = parley("solve", file, "--trace", expect=2)
    assert "--precision" in done.stderr


def test_profile_and_trace_exclude_each_other(tmp_path):
    file = tmp_path / "pennies.nfg"
    file.write_text(PENNIES)
    assert "--trace" in parley("solve", file, "--trace", "--profile", tmp_path / "p.json", expect=2).stderr


def test_the_guides_converter_writes_a_game_that_is_solved(tmp_path):
    guide = (ROOT / "docs" / "guide" / "other-tools.md").read_text()
    block = guide.split("```python\n")[1].split("```")[0]
    scope = {}
    exec(block, scope)
    # Two states: matching pennies that leads to a state where the first player's only move pays 1 to it, and back.
    payoffs = [[[[1, 0], [0, 1]], [[0, 1], [1, 0]]], [[[1]], [[0]]]]
    transitions = [[[[0, 1], [0, 1]], [[0, 1], [0, 1]]], [[[1, 0]]]]
    file = tmp_path / "game.json"
    scope["write_game"](file, payoffs, transitions, [0.5, 0.5])
    document = json.loads(parley("solve", file, "--json", expect=0).stdout)
    values = [actor["value_start"] for actor in document["certificate"]["actors"]]
    # v = 1/2 + d w and w = 1 + d v for the first; v = 1/2 + d w and w = d v for the second.
    assert math.isclose(values[0], (0.5 + 0.5) / 0.75, abs_tol=1e-9)
    assert math.isclose(values[1], 0.5 / 0.75, abs_tol=1e-9)
