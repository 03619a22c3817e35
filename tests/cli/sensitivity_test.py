# SPDX-License-Identifier: Apache-2.0
"""`parley sensitivity`: the influence of inputs on a value whose influences are known, by each method."""
import contextlib
import json
import sqlite3

import jsonschema
import pytest
import referencing

from contract_test import parley

# V(west) is 3 a + b + 2 c d in every world; e does nothing.
SCENARIO = """
title = "Weighed"
start = 2020-01-01
step = "quarter"
horizon = { steps = 1 }

[actors.west]
patience = { value = 0.9, source = "assumed" }

[state]
mood = { range = [0, 1], start = 0, source = "assumed" }

[parameters]
a = { value = 0.5, range = [0, 1], source = "assumed" }
b = { value = 0.5, range = [0, 1], source = "assumed" }
c = { value = 0.5, range = [0, 1], source = "assumed" }
d = { value = 0.25, range = [0, 1], source = "assumed" }
e = { value = 0.5, range = [0, 1], source = "assumed" }

[moves.west.cheer]
then = ["mood = 1"]

[payoffs.west]
sum = "3 * a + b + 2 * c * d + e * 0"

[outcomes.cheered]
when = "mood == 1"
"""

# Variances: 9/12, 1/12; of 2 c d: by itself c makes 4 * (1/4) / 12 = 1/12, as d; together 4 / 144.
ALL = 9 / 12 + 1 / 12 + 2 / 12 + 4 / 144
FIRST = {"a": 9 / 12 / ALL, "b": 1 / 12 / ALL, "c": 1 / 12 / ALL, "d": 1 / 12 / ALL, "e": 0}
TOTAL = FIRST | {"c": (1 / 12 + 4 / 144) / ALL, "d": (1 / 12 + 4 / 144) / ALL}


def sensitivity(tmp_path, *options, more="", file="a.sweep", expect=0):
    scenario = tmp_path / "weighed.toml"
    scenario.write_text(SCENARIO + more)
    parley("sweep", scenario, *options, "--out", tmp_path / file, "--quiet", expect=expect)
    return told(tmp_path / file)


def told(file):
    document = json.loads(parley("sensitivity", file, "--measure", "V(west)", "--json", "--quiet").stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("sensitivity", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    (measure,) = document["measures"]
    return measure, {one["input"].removeprefix("parameters."): one for one in measure["inputs"]}


def test_sobol_indices_are_their_closed_form(tmp_path):
    measure, inputs = sensitivity(tmp_path, "--design", "saltelli", "--worlds", 7 * 1024)
    assert measure["method"] == "Sobol' indices" and measure["groups"] == 1024 and measure["lost"] == 0
    for key, one in inputs.items():
        assert one["first"] == pytest.approx(FIRST[key], abs=0.01) and one["total"] == pytest.approx(TOTAL[key], abs=0.01)
        assert one["first_interval"][0] - 0.01 <= FIRST[key] <= one["first_interval"][1] + 0.01
    assert [one["input"] for one in measure["inputs"]][0] == "parameters.a" and measure["inputs"][-1]["input"] == "parameters.e"


def test_a_group_with_a_world_that_is_not_certified_does_not_count(tmp_path):
    sensitivity(tmp_path, "--design", "saltelli", "--worlds", 7 * 512)
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sweep")) as database, database:
        database.execute("UPDATE worlds SET status = 'not certified' WHERE world % 70 = 3")
    measure, inputs = told(tmp_path / "a.sweep")
    assert measure["lost"] == 52 and measure["groups"] == 512 - 52
    assert inputs["a"]["total"] == pytest.approx(TOTAL["a"], abs=0.03)


def test_worlds_are_made_in_whole_groups_and_can_be_added(tmp_path):
    measure, _ = sensitivity(tmp_path, "--design", "saltelli", "--worlds", 8)
    assert measure["groups"] == 2
    measure, more = sensitivity(tmp_path, "--design", "saltelli", "--worlds", 700, "--resume")
    _, whole = sensitivity(tmp_path, "--design", "saltelli", "--worlds", 700, file="b.sweep")
    assert measure["groups"] == 100 and more == whole


def test_morris_screening_sees_slopes(tmp_path):
    measure, inputs = sensitivity(tmp_path, "--design", "morris", "--worlds", 6 * 100)
    assert measure["method"] == "Morris screening" and measure["groups"] == 100
    for key, slope in (("a", 3), ("b", 1), ("e", 0)):
        assert inputs[key]["mean"] == pytest.approx(slope, abs=1e-6)
        assert inputs[key]["mean_absolute"] == pytest.approx(slope, abs=1e-6)
        assert inputs[key]["deviation"] == pytest.approx(0, abs=1e-6)
    # The slope along c is 2 d, with d one of the four levels.
    assert inputs["c"]["mean"] == pytest.approx(1, abs=0.25)
    assert inputs["c"]["deviation"] == pytest.approx(2 * (5 / 36) ** 0.5, abs=0.12)


def test_one_at_a_time_moves_each_from_end_to_end(tmp_path):
    measure, inputs = sensitivity(tmp_path, "--design", "one-at-a-time")
    assert measure["method"] == "one at a time" and measure["groups"] == 5
    assert measure["written"] == pytest.approx(3 * 0.5 + 0.5 + 2 * 0.5 * 0.25)
    for key, low, high in (("a", 0.75, 3.75), ("b", 1.75, 2.75), ("c", 2, 2.5), ("d", 2, 3), ("e", 2.25, 2.25)):
        assert (inputs[key]["low"], inputs[key]["high"]) == (pytest.approx(low), pytest.approx(high)), key
    text = parley("sensitivity", tmp_path / "a.sweep", "--measure", "V(west)", "--quiet", expect=0).stdout
    assert "as written 2.25" in text and "at its low end" in text and "#" in text
    assert "What inputs do together" in " ".join(text.split())  # where its line ends depends on the file's path


def test_a_sample_gives_ranks_and_what_knowing_an_input_would_end(tmp_path):
    measure, inputs = sensitivity(tmp_path, "--worlds", 2000)
    assert measure["method"] == "rank correlation" and measure["groups"] == 2000
    for key, one in inputs.items():
        assert one["told"] == pytest.approx(FIRST[key], abs=0.035), key  # three standard errors
        assert one["clear"] == (key != "e")
    assert inputs["a"]["rank"] > 0.8 and 0.2 < inputs["b"]["rank"] < 0.4 and abs(inputs["e"]["rank"]) < 0.06


def test_inputs_that_cannot_move_alone_are_refused(tmp_path):
    tied = '\n[[correlations]]\nbetween = ["parameters.a", "parameters.b"]\nrank = 0.5\n'
    scenario = tmp_path / "tied.toml"
    scenario.write_text(SCENARIO + tied)
    for design in ("saltelli", "morris", "one-at-a-time"):
        said = parley("sweep", scenario, "--design", design, "--out", tmp_path / "a.sweep", expect=2).stderr
        assert not (tmp_path / "a.sweep").exists()
        assert "E0905" in said and "moves each input by itself" in said
        parley("sweep", scenario, "--design", design, "--worlds", 30, "--input", "parameters.a", "--input", "parameters.c",
               "--out", tmp_path / f"{design}.sweep", "--quiet", expect=0)


def test_a_measure_that_was_not_swept_is_named(tmp_path):
    sensitivity(tmp_path, "--worlds", 20)
    said = parley("sensitivity", tmp_path / "a.sweep", "--measure", "E(mood at 0 years)", expect=2).stderr
    assert "does not hold E(mood at 0 years)" in said
    assert "E0338" in parley("sensitivity", tmp_path / "a.sweep", "--measure", "V(east)", expect=2).stderr
