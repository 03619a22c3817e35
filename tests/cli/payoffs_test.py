# SPDX-License-Identifier: Apache-2.0
"""`parley payoffs`: every payoff that two actors can sustain."""
import json
import math

import jsonschema
import pytest
import referencing

from contract_test import FOUNDING, ROOT, parley, typed_example

DILEMMA = {
    "schema_version": 1,
    "kind": "game",
    "title": "Prisoner's dilemma",
    "actors": [{"name": "us", "discount": 0.7}, {"name": "them", "discount": 0.7}],
    "start": {"nodes": [0]},
    "nodes": [
        {
            "name": "again",
            "seats": [{"actor": 0, "moves": ["keep", "break"]}, {"actor": 1, "moves": ["keep", "break"]}],
            "joint_moves": [{"payoffs": p, "successors": [0]} for p in ([1, 1], [-1, 2], [2, -1], [0, 0])],
        }
    ],
}


@pytest.fixture
def dilemma(tmp_path):
    file = tmp_path / "dilemma.json"
    file.write_text(json.dumps(DILEMMA))
    return file


def document(*arguments, expect=0):
    return json.loads(parley("payoffs", *arguments, "--json", expect=expect).stdout)


def validate(found):
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("payoffs", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(found)
    assert list(found)[-1] == "status"


def test_the_repeated_dilemma_is_its_closed_form_and_keeps_the_schema(dilemma):
    found = document(dilemma)
    validate(found)
    (state,) = found["states"]
    # Sums over time, so averages over 1 - .7.
    expected = ([0, 0], [5, 0], [10 / 3, 10 / 3], [0, 5])
    assert len(state["corners"]) == len(expected)
    for corner in expected:
        assert any(math.dist(corner, found["payoffs"]) <= 1e-7 for found in state["corners"])
    together = next(c for c in state["corners"] if min(c["payoffs"]) > 1)
    assert [move["move"] for move in together["moves"]] == ["keep", "keep"]
    assert together["indifferent"] == [False, False]
    assert state["equilibrium"]["both_can_gain"]
    assert math.isclose(state["equilibrium"]["most"][0], 5, abs_tol=1e-6)


def test_the_text_says_what_agreements_can_give(dilemma):
    text = " ".join(parley("payoffs", dilemma, expect=0).stdout.split())
    assert "gives us between 0 and 5 and them between 0 and 5" in text
    assert "An agreement can give both more: us up to 5 with them no worse off" in text
    assert "us can be held to 0" in text and "these are all sustainable payoffs" in text


def test_impatience_leaves_nothing_to_agree_on(tmp_path, dilemma):
    game = json.loads(dilemma.read_text())
    for actor in game["actors"]:
        actor["discount"] = 0.4
    file = tmp_path / "impatient.json"
    file.write_text(json.dumps(game))
    text = " ".join(parley("payoffs", file, expect=0).stdout.split())
    assert "No agreement of any form changes anything" in text
    assert "No agreement of any form gives both more than that" in text


def test_where_only_mixing_holds_the_set_is_empty_and_that_is_an_answer(tmp_path):
    file = tmp_path / "pennies.nfg"
    file.write_text('NFG 1 R "Pennies" { "Row" "Column" } { { "up" "down" } { "left" "right" } }\n\n1 0 0 1 0 1 1 0\n')
    assert "No agreement of any form could hold" in " ".join(parley("payoffs", file, expect=0).stdout.split())
    found = document(file)
    validate(found)
    assert found["unsustainable"] == 0 and found["states"][0]["corners"] == []


def test_scenarios_are_answered_and_states_chosen(tmp_path):
    scenario = ROOT / "scenarios" / "rubinstein" / "rubinstein.toml"
    found = document(scenario)
    validate(found)
    every = document(scenario, "--all-states")
    assert len(every["states"]) == every["nodes"] and "--all-states" in every["command"]
    one = document(scenario, "--state", 3)
    assert one["states"] == [every["states"][3]]
    assert document(scenario, "--state", every["states"][3]["name"])["states"] == one["states"]
    # Every promise lies in its node's set, and with its move's payoff adds up to the corner: within the worst and best.
    for state in every["states"]:
        for corner in state["corners"]:
            for promise in corner["promises"]:
                promised = every["states"][promise["node"]]
                for actor in (0, 1):
                    values = [c["payoffs"][actor] for c in promised["corners"]]
                    assert min(values) - 1e-7 <= promise["payoffs"][actor] <= max(values) + 1e-7
    assert "no node" in parley("payoffs", scenario, "--state", "nowhere", expect=2).stderr


def test_the_founding_case_leaves_nothing_to_agree_on_but_its_equilibrium():
    found = document(FOUNDING, "--quiet")
    solved = json.loads(parley("solve", FOUNDING, "--json", "--quiet", expect=0).stdout)
    assert all(len(state["corners"]) == 1 for state in found["states"])
    for place, actor in enumerate(solved["certificate"]["actors"]):
        value = sum(state["start_probability"] * state["worst"][place] for state in found["states"])
        assert math.isclose(value, actor["value_start"], abs_tol=1e-7)


def test_what_is_not_supported_is_refused(tmp_path, dilemma):
    done = parley("payoffs", typed_example(tmp_path), expect=3)
    assert "error[E1013]" in done.stderr and "complete information" in done.stderr and done.stdout == ""
    game = json.loads(dilemma.read_text())
    game["actors"].append({"name": "others", "discount": 0.7})
    for joint in game["nodes"][0]["joint_moves"]:
        joint["payoffs"] = [*joint["payoffs"], 0]
    file = tmp_path / "three.json"
    file.write_text(json.dumps(game))
    assert "error[E1012]: sets of payoffs are of two actors, and this game has 3" in parley("payoffs", file, expect=3).stderr
    assert "--tolerance" in parley("payoffs", dilemma, "--tolerance", "-1", expect=2).stderr


def test_a_bound_that_is_missed_and_a_budget_that_is_over_are_labelled(tmp_path, dilemma):
    assert "more than the bound" in parley("payoffs", dilemma, "--bound", "1e-15", expect=4).stdout
    game = json.loads(dilemma.read_text())
    for actor in game["actors"]:
        actor["discount"] = 0.9999
    file = tmp_path / "patient.json"
    file.write_text(json.dumps(game))
    done = parley("payoffs", file, "--time-limit", "0.01", "--quiet", expect=5)
    assert "the time allowed is over: what is printed holds all sustainable payoffs" in " ".join(done.stdout.split())
