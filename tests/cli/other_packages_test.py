# SPDX-License-Identifier: Apache-2.0
"""The same worlds through SALib and EMA Workbench: the same indices, the same effects, the same region, the same numbers."""
import csv
import io
import json
import sqlite3
import warnings

import numpy
import pytest

from claims_test import SCENARIO as CLAIMED
from contract_test import parley
from sensitivity_test import SCENARIO as WEIGHED

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from ema_workbench import load_results
    from ema_workbench.analysis import prim
    from SALib.analyze import morris, sobol

INPUTS = ["a", "b", "c", "d", "e"]
PROBLEM = {"num_vars": 5, "names": INPUTS, "bounds": [[0, 1]] * 5}


def swept(tmp_path, text, *options):
    scenario, file = tmp_path / "case.toml", tmp_path / "case.sweep"
    scenario.write_text(text)
    parley("sweep", scenario, *options, "--out", file, "--quiet", expect=0)
    return file


def rows(file):
    return list(csv.DictReader(io.StringIO(parley("export", file, expect=0).stdout)))


def influences(file):
    document = json.loads(parley("sensitivity", file, "--measure", "V(west)", "--json", "--quiet", expect=0).stdout)
    return {one["input"].removeprefix("parameters."): one for one in document["measures"][0]["inputs"]}


def test_salib_has_the_same_sobol_indices(tmp_path):
    file = swept(tmp_path, WEIGHED, "--design", "saltelli", "--worlds", 7 * 256)
    groups = numpy.array([float(row["V(west)"]) for row in rows(file)]).reshape(256, 7)
    # A group here is A, B and A with each input from B; there A, A with each input from B, B.
    there = sobol.analyze(PROBLEM, groups[:, [0, 2, 3, 4, 5, 6, 1]].ravel(), calc_second_order=False, seed=1)
    here = influences(file)
    for k, key in enumerate(INPUTS):
        assert here[key]["first"] == pytest.approx(there["S1"][k], abs=1e-9)
        assert here[key]["total"] == pytest.approx(there["ST"][k], abs=1e-9)
        # Both resample groups; SALib's half-width is of a normal distribution.
        low, high = here[key]["total_interval"]
        assert high - low == pytest.approx(2 * there["ST_conf"][k], rel=0.35, abs=1e-3)


def test_salib_has_the_same_morris_effects(tmp_path):
    file = swept(tmp_path, WEIGHED, "--design", "morris", "--worlds", 6 * 40)
    worlds = rows(file)
    points = numpy.array([[float(row[f"parameters.{key}"]) for key in INPUTS] for row in worlds])
    values = numpy.array([float(row["V(west)"]) for row in worlds])
    there = morris.analyze(PROBLEM, points, values, num_levels=4, seed=1)
    here = influences(file)
    for k, key in enumerate(INPUTS):
        assert here[key]["mean"] == pytest.approx(there["mu"][k], abs=1e-9)
        assert here[key]["mean_absolute"] == pytest.approx(there["mu_star"][k], abs=1e-9)
        assert here[key]["deviation"] == pytest.approx(there["sigma"][k], abs=1e-9)


def test_ema_workbench_reads_the_worlds_and_finds_the_same_region(tmp_path):
    file = swept(tmp_path, CLAIMED, "--worlds", 400)
    archive = tmp_path / "worlds.tar.gz"
    parley("export", file, "--format", "ema", "--out", archive, expect=0)
    first = archive.read_bytes()
    parley("export", file, "--format", "ema", "--out", archive, expect=0)
    assert archive.read_bytes() == first, "the same worlds are the same bytes"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        experiments, outcomes = load_results(str(archive))
    worlds = rows(file)
    free = (experiments["policy"] == "no commitment").to_numpy()
    assert list(experiments["scenario"][free]) == [int(row["world"]) for row in worlds]
    leaves = outcomes["P(left within 1 quarter)"][free]
    assert list(leaves) == pytest.approx([float(row["P(left within 1 quarter)"]) for row in worlds])
    assert list(outcomes["P(left within 1 quarter)"][~free]) == pytest.approx(
        [float(row["P(left within 1 quarter | firm)"]) for row in worlds])

    inputs = experiments[free][["parameters.cost", "parameters.idle", "parameters.open"]].reset_index(drop=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box = prim.Prim(inputs, leaves >= 0.5, threshold=0.8).find_box()
    there = box.box_lims[box.peeling_trajectory["density"].to_numpy().argmax()]
    claim = json.loads(parley("claims", file, "--json", "--quiet").stdout)["claims"][0]
    here = {one["input"]: one for one in claim["region"]["limits"]}
    # A peel takes 5% of the worlds that are left: the two agree to within one.
    assert here["parameters.cost"]["above"] == pytest.approx(there["parameters.cost"][0], abs=0.05)
    assert here["parameters.cost"]["above"] == pytest.approx(0.7, abs=0.05)
    assert "parameters.open" in here and there["parameters.open"][0] > 0
    assert "parameters.idle" not in here


def test_a_world_without_a_certificate_has_no_numbers(tmp_path):
    file = swept(tmp_path, CLAIMED, "--worlds", 20)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE worlds SET status = 'not certified', reason = 'for the test' WHERE world = 3")
    archive = tmp_path / "worlds.tar.gz"
    parley("export", file, "--format", "ema", "--out", archive, expect=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        experiments, outcomes = load_results(str(archive))
    lost = (experiments["scenario"] == 3).to_numpy()
    assert all(numpy.isnan(values[lost]).all() and len(values) == len(lost) for values in outcomes.values())


def test_an_archive_is_not_for_a_terminal(tmp_path):
    file = swept(tmp_path, CLAIMED, "--worlds", 5)
    assert "--out" in parley("export", file, "--format", "ema", expect=2).stderr
