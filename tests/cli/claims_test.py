# SPDX-License-Identifier: Apache-2.0
"""`parley claims`: where each claim holds, on a scenario of which that is known, as text and as JSON."""
import contextlib
import json
import pathlib
import re
import shlex
import sqlite3

import jsonschema
import pytest
import referencing

from contract_test import parley

SCENARIO = (pathlib.Path(__file__).parent / "claimed.toml").read_text()


def claims(file, *arguments, expect=0):
    document = json.loads(parley("claims", file, *arguments, "--json", "--quiet", expect=expect).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("claims", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    assert list(document)[-1] == "status"
    return {one["claim"]: one for one in document["claims"]}


@pytest.fixture
def swept(tmp_path):
    scenario, file = tmp_path / "claimed.toml", tmp_path / "claimed.sweep"
    scenario.write_text(SCENARIO)
    parley("sweep", scenario, "--worlds", 800, "--design", "sobol", "--out", file, "--quiet", expect=0)
    return scenario, file


def test_the_share_the_region_and_the_tree_are_those_of_the_rule(swept):
    told = claims(swept[1])["leaves"]
    # 0.3 of the costs and three quarters of the openings.
    assert told["verdict"] == "depends" and told["method"] == "estimated" and told["unknown"] == 0
    assert told["share_low"] < 0.225 < told["share_high"] and told["holds"] / told["worlds"] == pytest.approx(0.225, abs=0.01)
    limits = {one["input"]: one for one in told["region"]["limits"]}
    assert set(limits) == {"parameters.cost", "parameters.open"}
    assert limits["parameters.cost"]["above"] == pytest.approx(0.7, abs=0.02) and limits["parameters.cost"]["below"] is None
    assert 0 < limits["parameters.open"]["above"] < 1
    assert told["region"]["fit"]["density"] > 0.95 and told["region"]["fit"]["coverage"] > 0.95
    assert told["region"]["out_of_sample"]["density"] > 0.9 and told["region"]["out_of_sample"]["coverage"] > 0.85
    curve = told["region"]["trade_off"]
    assert curve[0]["worlds"] == told["worlds"] and curve[0]["coverage"] == 1
    assert {node["input"] for node in told["tree"]} - {None} == {"parameters.cost", "parameters.open"}
    leaves = [node for node in told["tree"] if node["input"] is None]
    assert sum(node["worlds"] for node in leaves) == told["worlds"] and all(node["holds"] in (0, node["worlds"]) for node in leaves)


def test_what_is_worth_learning_is_what_decides(swept):
    told = claims(swept[1])["leaves"]
    share = {one["input"]: one["share"] for one in told["worth_learning"]}
    # Of p (1 - p), p = 0.225: knowing the cost leaves 0.3 of 0.75 * 0.25, knowing the opening 0.75 of 0.3 * 0.7.
    assert share["parameters.cost"] == pytest.approx(1 - 0.3 * 0.75 * 0.25 / (0.225 * 0.775), abs=0.05)
    assert share["parameters.open"] == pytest.approx(1 - 0.75 * 0.3 * 0.7 / (0.225 * 0.775), abs=0.05)
    assert share.get("parameters.idle", 0) < 0.02
    assert told["worth_learning"][0]["input"] == "parameters.cost"


def test_the_nearest_world_on_the_other_side_can_be_run(swept):
    scenario, file = swept
    told = claims(file)["leaves"]
    other = told["other_side"]
    assert told["as_written"] is False and other["differs_most"][0] in ("parameters.cost", "parameters.idle")
    words = shlex.split(other["command"])
    assert words[:4] == ["parley", "run", "claimed.toml", "--world"] and words[4] == f"{file}:{other['world']}"
    run = json.loads(parley("run", scenario, *words[3:], "--json", "--quiet", expect=0).stdout)
    assert run["runs"][0]["outcomes"][0]["by_date"][-1] >= 0.5
    # No other world that holds is nearer.
    with contextlib.closing(sqlite3.connect(file)) as database:
        rows = database.execute('SELECT world, "parameters.cost", "parameters.open", "parameters.idle", '
                                '"P(left within 1 quarter)" FROM worlds').fetchall()
    wide = [max(row[k] for row in rows) - min(row[k] for row in rows) for k in (1, 2, 3)]
    away = {row[0]: sum(abs(row[k] - here) / wide[k - 1] for k, here in ((1, 0.5), (2, 1), (3, 0.5))) / 3
            for row in rows if row[4] >= 0.5}
    assert other["world"] == min(away, key=away.get) and other["distance"] == pytest.approx(away[other["world"]])


def test_what_is_so_by_construction_is_no_finding(swept):
    told = claims(swept[1])
    for key, verdict, word in (("stays_when_bound", "fails", "false"), ("binding_costs", "holds", "true")):
        assert told[key]["verdict"] == verdict and told[key]["by_construction"]
        assert told[key]["other_side"] is None and told[key]["region"] is None and told[key]["worth_learning"] == []
        assert f"it is {word} by construction" in told[key]["sentence"]
    assert not told["leaves"]["by_construction"]


def test_few_worlds_are_inconclusive_and_more_are_not(tmp_path):
    scenario, file = tmp_path / "claimed.toml", tmp_path / "claimed.sweep"
    scenario.write_text(SCENARIO)
    parley("sweep", scenario, "--worlds", 8, "--design", "sobol", "--out", file, "--quiet", expect=0)
    told = claims(file, expect=4)
    assert told["leaves"]["verdict"] == "inconclusive" and told["leaves"]["region"] is None
    parley("sweep", scenario, "--worlds", 100, "--design", "sobol", "--out", file, "--resume", "--quiet", expect=0)
    assert claims(file)["leaves"]["verdict"] == "depends"


def test_worlds_without_a_certificate_count_for_neither_side(swept, tmp_path):
    file = swept[1]
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE worlds SET status = 'failed', reason = 'E0000: made up' WHERE world >= 600")
    told = claims(file, expect=4)["leaves"]
    assert told["unknown"] == 200 and told["worlds"] == 600
    assert told["share_low"] < 0.17 and told["share_high"] > 0.4 and told["verdict"] == "depends"
    assert "200 more have no certificate" in told["sentence"]
    assert claims(file, expect=4)["binding_costs"]["verdict"] == "inconclusive"


def test_a_grid_of_worlds_is_all_there_is(tmp_path):
    scenario, file = tmp_path / "claimed.toml", tmp_path / "claimed.sweep"
    scenario.write_text(SCENARIO)
    parley("sweep", scenario, "--design", "factorial", "--levels", 101, "--input", "parameters.cost", "--out", file,
           "--quiet", expect=0)
    told = claims(file)["leaves"]
    # The flip lies between two neighbours: at 0.7 itself both moves are as good, and each is made half of the time.
    assert told["method"] == "exact" and told["share_low"] == told["share_high"] == pytest.approx(31 / 101)
    assert told["region"]["limits"][0]["above"] == pytest.approx(0.695, abs=0.006)


def test_the_text_can_be_understood_without_knowing_the_method(swept):
    text = parley("claims", swept[1], "--quiet", expect=0).stdout
    words = re.sub(r"\s+", " ", text)
    for said in ("leaves (an adviser): West leaves", "Depends: it holds in", "of all that might be drawn",
                 "Where: it holds mostly where cost is above", "open is above", "Worth learning first: cost",
                 "in the scenario as written it fails; the nearest world in which it holds is world",
                 "parley run claimed.toml --world ", "true by construction in what was drawn",
                 "if cost is at most"):
        assert said in words, said
    assert re.search(r"cost +\S+ +\|\.+#+\| +1\n", text)
    assert "PRIM" not in text


def test_noise_has_no_region_and_nothing_worth_learning(tmp_path):
    scenario, file = tmp_path / "noise.toml", tmp_path / "noise.sweep"
    # Whether it holds turns on the fifth digit of an input, which no region of it can tell.
    scenario.write_text(SCENARIO.replace('cost = "-if(side == in, cost, 0)"',
                                         'cost = "-if(side == in, 1.4 * (10000 * cost - floor(10000 * cost)), 0)"')
                        .replace('"0" = 0.25, "1" = 0.75', '"1" = 1'))
    clear = 0
    for seed in range(1, 9):
        parley("sweep", scenario, "--worlds", 300, "--design", "monte-carlo", "--seed", seed, "--out", file, "--quiet",
               expect=0)
        told = claims(file)["leaves"]
        assert told["verdict"] == "depends" and not told["region"]["borne_out"] and len(told["tree"]) == 1
        clear += sum(one["clear"] for one in told["worth_learning"])
        words = " ".join(parley("claims", file, "--quiet", expect=0).stdout.split())
        assert "no region of the inputs is borne out" in words
        assert ("no input by itself tells clearly more" in words) != any(one["clear"] for one in told["worth_learning"])
        file.unlink()
    assert clear <= 1, "one case in a hundred may seem to tell something"


def test_a_world_that_is_not_there_cannot_be_run(swept):
    scenario, file = swept
    for world, code, said in ((f"{file}:900", 2, "has no world 900"), (f"{file}", 2, "names no world"), ("a.sweep:1", 6, "E0804")):
        assert said in parley("run", scenario, "--world", world, expect=code).stderr


def test_a_sweep_that_does_not_measure_a_claim_says_so(swept):
    with contextlib.closing(sqlite3.connect(swept[1])) as database, database:
        database.execute("UPDATE measures SET measure = 'P(left within 1 quarter | firm)' WHERE measure = 'P(left within 1 quarter)'")
    told = claims(swept[1], expect=4)
    assert told["leaves"]["missing"] == "P(left within 1 quarter)" and "Not tested" in told["leaves"]["sentence"]


def test_what_is_no_sweep_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(SCENARIO)
    assert "E0804" in parley("claims", tmp_path / "a.toml", expect=6).stderr
    assert "E0804" in parley("claims", tmp_path / "none.sweep", expect=6).stderr
