# SPDX-License-Identifier: Apache-2.0
"""`parley compare FILE.sweep`: policies on the same worlds, against numbers taken from the file itself."""
import contextlib
import json
import math
import sqlite3
import statistics

import jsonschema
import pytest
import referencing

from contract_test import ROOT, parley

CHICKEN = ROOT / "scenarios" / "chicken" / "chicken.toml"


@pytest.fixture
def swept(tmp_path):
    file = tmp_path / "chicken.sweep"
    parley("sweep", CHICKEN, "--worlds", 200, "--out", file, "--quiet", expect=0)
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        return file, [dict(row) for row in database.execute("SELECT * FROM worlds")]


def compared(file, expect=0):
    document = json.loads(parley("compare", file, "--json", "--quiet", expect=expect).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("comparison", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    return document


def test_differences_are_those_of_the_rows(swept):
    file, rows = swept
    document = compared(file)
    assert document["differences"] and document["certified"] == 200
    for one in document["differences"]:
        with_policy = one["measure"][:-1] + f" | {one['policy']})"
        differences = [row[with_policy] - row[one["measure"]] for row in rows]
        assert one["mean"] == pytest.approx(statistics.fmean(differences), abs=1e-9)
        assert one["standard_error"] == pytest.approx(statistics.stdev(differences) / math.sqrt(200), abs=1e-9)
        assert one["median"] == pytest.approx(statistics.median(differences), abs=1e-9)
        assert one["higher"] == sum(d > 1e-9 for d in differences) and one["lower"] == sum(d < -1e-9 for d in differences)


def test_regret_is_what_the_best_would_have_given(swept):
    file, rows = swept
    document = compared(file)
    assert {one["actor"] for one in document["regrets"]} == {"east", "west"}
    for actor in document["regrets"]:
        columns = {one["policy"]: f"V({actor['actor']}" + (f" | {one['policy']})" if one["policy"] else ")")
                   for one in actor["policies"]}
        for one in actor["policies"]:
            regrets = [max(row[c] for c in columns.values()) - row[columns[one["policy"]]] for row in rows]
            assert one["mean"] == pytest.approx(statistics.fmean(regrets), abs=1e-6)
            assert one["highest"] == pytest.approx(max(regrets)) and regrets[one["world"]] == pytest.approx(max(regrets))
            assert one["best"] == sum(regret < 1e-6 for regret in regrets)
        means = [one["mean"] for one in actor["policies"]]
        assert means == sorted(means)


def test_the_text_says_who_regrets_what(swept):
    words = " ".join(parley("compare", swept[0], "--quiet", expect=0).stdout.split())
    for said in ("is regretted least on average", "the same 200 certified worlds", "Regret of", "less no commitment",
                 "higher", f"parley compare {swept[0]}"):
        assert said in words, said


def test_a_sweep_without_policies_has_nothing_to_compare(tmp_path):
    scenario, file = tmp_path / "a.toml", tmp_path / "a.sweep"
    scenario.write_text(CHICKEN.read_text().split("[policies.")[0])
    parley("sweep", scenario, "--worlds", 5, "--out", file, "--quiet", expect=0)
    assert "no policies" in parley("compare", file, expect=2).stderr
