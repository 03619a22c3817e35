# SPDX-License-Identifier: Apache-2.0
"""`parley sweep`, `merge` and `export`: designs, files that survive anything, and the same bytes however they came about."""
import contextlib
import csv
import hashlib
import io
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import time

import jsonschema
import pytest
import referencing

from contract_test import PARLEY, ROOT, parley

CHICKEN = ROOT / "scenarios" / "chicken" / "chicken.toml"
ATTRITION = ROOT / "scenarios" / "war-of-attrition" / "war-of-attrition.toml"
BLUFF = ROOT / "scenarios" / "bluff" / "bluff.toml"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sweep(*arguments, expect=0):
    document = json.loads(parley("sweep", *arguments, "--json", "--quiet", expect=expect).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("sweep", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    assert list(document)[-1] == "status"
    return document


def rows(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM worlds ORDER BY world")]


def test_each_world_is_what_a_run_with_its_inputs_says(tmp_path):
    file = tmp_path / "a.sweep"
    document = sweep(ATTRITION, "--worlds", 12, "--out", file)
    assert document["worlds"] == document["certified"] == 12 and document["design"] == "latin-hypercube"
    inputs = [one["input"] for one in document["inputs"]]
    for row in random.Random(1).sample(rows(file), 3):
        assert row["status"] == "certified" and row["reason"] == "" and row["share"] < 1e-6
        sets = [word for path in inputs for word in ("--set", f"{path}={row[path]!r}")]
        run = json.loads(parley("run", ATTRITION, *sets, "--json", "--quiet", "--paths", 0, expect=0).stdout)
        first = run["runs"][0]
        for outcome in first["outcomes"]:
            column = next(name for name in row if name.startswith(f"P({outcome['key']} within") and "|" not in name)
            assert row[column] == pytest.approx(outcome["by_date"][-1], abs=1e-12)
        for value in first["values"]:
            assert row[f"V({value['actor']})"] == pytest.approx(value["total"], abs=1e-9)


def test_the_same_bytes_for_any_threads_and_however_often_it_was_stopped(tmp_path):
    whole, other, more = (tmp_path / name for name in ("whole.sweep", "other.sweep", "more.sweep"))
    options = (ATTRITION, "--design", "sobol")
    sweep(*options, "--worlds", 60, "--out", whole, "--threads", 1)
    sweep(*options, "--worlds", 60, "--out", other, "--threads", 2)
    assert digest(whole) == digest(other)
    sweep(*options, "--worlds", 25, "--out", more)
    assert sweep(*options, "--worlds", 60, "--out", more, "--resume")["done"] == 60
    assert digest(whole) == digest(more)
    # Asked for fewer, or for no number, it has what it has.
    assert sweep(*options, "--worlds", 5, "--out", more, "--resume")["done"] == 60
    assert sweep(*options, "--out", more, "--resume")["done"] == 60
    assert digest(whole) == digest(more)


def test_a_latin_hypercube_is_topped_up_by_another_one(tmp_path):
    file = tmp_path / "a.sweep"
    options = ("--design", "latin-hypercube", "--out", file, "--input", "parameters.cost")
    sweep(ATTRITION, *options, "--worlds", 10)
    sweep(ATTRITION, *options, "--worlds", 30, "--resume")
    costs = [row["parameters.cost"] for row in rows(file)]
    document = sweep(ATTRITION, *options, "--resume")
    low, high = document["inputs"][0]["low"], document["inputs"][0]["high"]
    for part in (costs[:10], costs[10:]):
        assert sorted(int((cost - low) / (high - low) * len(part)) for cost in part) == list(range(len(part)))


def test_shards_make_the_whole(tmp_path):
    whole, out = tmp_path / "whole.sweep", tmp_path / "out.sweep"
    shards = [tmp_path / f"{k}.sweep" for k in (1, 2, 3)]
    options = ("--worlds", 31, "--design", "monte-carlo")
    sweep(ATTRITION, *options, "--out", whole)
    for k, shard in enumerate(shards, 1):
        assert sweep(ATTRITION, *options, "--out", shard, "--shard", f"{k}/3")["done"] == (11, 10, 10)[k - 1]
    # With a part missing it says so, and can be gone on with.
    assert parley("merge", *shards[:2], "--out", out, "--quiet", expect=4).stdout.count("21 of 31 worlds are done")
    assert sweep(ATTRITION, *options, "--out", out, "--resume")["done"] == 31
    assert digest(out) == digest(whole)
    out.unlink()
    parley("merge", *shards, "--out", out, "--quiet", expect=0)
    assert digest(out) == digest(whole)
    sweep(ATTRITION, *options, "--out", tmp_path / "b.sweep", "--seed", 2)
    said = parley("merge", shards[0], tmp_path / "b.sweep", "--out", tmp_path / "c.sweep", expect=6).stderr
    assert "E0805" in said and "of the seed 2, not 1" in said and not (tmp_path / "c.sweep").exists()


def killed_after(seconds, how, *arguments):
    running = subprocess.Popen([PARLEY, "sweep", *map(str, arguments), "--quiet"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    running.send_signal(how)
    return running.wait()


def test_fifty_kills_lose_nothing(tmp_path):
    whole, file = tmp_path / "whole.sweep", tmp_path / "file.sweep"
    options = (BLUFF, "--worlds", 40, "--paths", 200)
    began = time.monotonic()
    sweep(*options, "--out", whole)
    taken = time.monotonic() - began
    chance = random.Random(7)
    done, kills = 0, 0
    while kills < 50:
        how = chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM))
        code = killed_after(chance.uniform(0, taken / 12), how, *options, "--out", file, "--resume")
        kills += 1
        if not file.exists():
            continue
        now = len(rows(file))
        assert now >= done, "a world that was stored is gone"
        done = now
        if code == 0:
            assert digest(file) == digest(whole)
            file.unlink()
            done = 0
    sweep(*options, "--out", file, "--resume")
    assert digest(file) == digest(whole)
    assert [name for name in os.listdir(tmp_path) if name.startswith("file.sweep-")] == []


def test_interrupted_and_out_of_time_it_says_how_far_it_came(tmp_path):
    file = tmp_path / "file.sweep"
    options = (BLUFF, "--worlds", 4000, "--out", file)
    document = sweep(*options, "--time-limit", 2, expect=5)
    assert 0 < document["done"] < 4000 and "--resume" in document["status"]["message"]
    assert killed_after(1.5, signal.SIGINT, *options, "--resume") == 130
    assert len(rows(file)) > document["done"]


def test_a_full_disk_leaves_what_was_stored(tmp_path):
    file = tmp_path / "file.sweep"
    limit = 200_000

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    options = ("sweep", ATTRITION, "--worlds", 3000, "--out", file, "--quiet")
    said = parley(*options, preexec_fn=limited, expect=6).stderr
    assert "E0802" in said and "--resume" in said
    stored = len(rows(file))
    assert 0 < stored < 3000
    sweep(*options[1:-1], "--resume")
    assert len(rows(file)) == 3000


def test_while_another_program_reads_it_the_file_is_not_replaced(tmp_path):
    whole, file = tmp_path / "whole.sweep", tmp_path / "file.sweep"
    options = (BLUFF, "--worlds", 40, "--paths", 200)
    sweep(*options, "--out", whole)
    running = subprocess.Popen([PARLEY, "sweep", *map(str, options), "--out", file, "--quiet"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while not file.exists():
        time.sleep(0.01)
    with contextlib.closing(sqlite3.connect(file)) as reader:
        reader.execute("SELECT count(*) FROM worlds").fetchone()
        said = running.communicate()[1]
        assert running.returncode == 6 and "another program" in said, said
    sweep(*options, "--out", file, "--resume")
    assert digest(file) == digest(whole)


def test_a_factorial_design_has_every_combination(tmp_path):
    file = tmp_path / "a.sweep"
    document = sweep(CHICKEN, "--design", "factorial", "--levels", 3, "--out", file)
    count = 3 ** len(document["inputs"])
    assert document["worlds"] == count
    paths = [one["input"] for one in document["inputs"]]
    assert len({tuple(row[path] for path in paths) for row in rows(file)}) == count
    for one in document["inputs"]:
        assert {row[one["input"]] for row in rows(file)} == {one["low"], (one["low"] + one["high"]) / 2, one["high"]}


def test_a_table_is_swept_row_by_row_and_may_move_any_number(tmp_path):
    table, file = tmp_path / "worlds.csv", tmp_path / "a.sweep"
    table.write_text("parameters.cost,actors.east.patience\n0.2,0.8\n0.3,0.95\n")
    document = sweep(ATTRITION, "--table", table, "--out", file)
    assert document["design"] == "table" and document["worlds"] == 2
    assert [(row["parameters.cost"], row["actors.east.patience"]) for row in rows(file)] == [(0.2, 0.8), (0.3, 0.95)]
    for text, said in (("parameters.csot\n0.2\n", "did you mean `parameters.cost`"), ("parameters.cost\n", "followed by no row"),
                       ("parameters.cost\n0.2,3\n", "has 2 fields"), ("parameters.cost\nmuch\n", "no number in the column")):
        table.write_text(text)
        done = parley("sweep", ATTRITION, "--table", table, "--out", tmp_path / "b.sweep")
        assert done.returncode in (2, 6) and said in done.stderr and not (tmp_path / "b.sweep").exists()


def test_what_does_not_fit_is_refused_and_the_file_left_alone(tmp_path):
    file = tmp_path / "a.sweep"
    sweep(ATTRITION, "--worlds", 5, "--out", file)
    before = digest(file)
    for options, code, said in (
            ((), 6, "exists already"), (("--resume", "--seed", 2), 6, "of the seed 1, not 2"),
            (("--resume", "--set", "parameters.cost=0.5"), 6, "of other --set"),
            (("--resume", "--design", "monte-carlo"), 6, "of the design latin-hypercube"),
            (("--resume", "--input", "parameters.cost"), 6, "of other inputs"),
            (("--resume", "--bound", "1e-7"), 6, "settings of the solver"),
            (("--resume", "--measure", "P(nobody concedes within 1 year)"), 6, "of other measures"),
            (("--input", "parameters.csot"), 2, "did you mean `parameters.cost`"),
            (("--shard", "4/3"), 2, "no part of a sweep"), (("--design", "grid"), 2, "--design"),
            (("--measure", "P(lfet)"), 2, "there is no outcome")):
        done = parley("sweep", ATTRITION, "--out", file, *options)
        assert done.returncode == code, (options, done.stderr)
        assert said in done.stderr, (options, done.stderr)
        assert digest(file) == before
    other = tmp_path / "b.sweep"
    other.write_text("not a database")
    assert "E0804" in parley("sweep", ATTRITION, "--out", other, "--resume", expect=6).stderr
    assert other.read_text() == "not a database"
    with contextlib.closing(sqlite3.connect(tmp_path / "c.sweep")) as database, database:
        database.execute("CREATE TABLE t (x)")
    assert "another program" in parley("sweep", ATTRITION, "--out", tmp_path / "c.sweep", "--resume", expect=6).stderr
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE about SET value = '9.9' WHERE key = 'version'")
    assert "of version 9.9" in parley("sweep", ATTRITION, "--out", file, "--resume", expect=6).stderr


def test_constraints_and_correlations_shape_what_is_drawn(tmp_path):
    text = ATTRITION.read_text()
    scenario, file = tmp_path / "case.toml", tmp_path / "a.sweep"
    scenario.write_text(text + '\n[constraints]\nlow = "cost < 0.3"\n')
    document = sweep(scenario, "--worlds", 50, "--out", file)
    assert document["rejected"] > 0 and all(row["parameters.cost"] < 0.3 for row in rows(file))
    scenario.write_text(text + '\n[constraints]\nnone = "cost < 0"\n')
    said = parley("sweep", scenario, "--out", tmp_path / "b.sweep", expect=3).stderr
    assert not (tmp_path / "b.sweep").exists()
    assert "E0905" in said and "next to no world meets the constraints" in said and "cost < 0" in said


def test_a_dry_run_solves_one_world_and_writes_nothing(tmp_path):
    done = parley("sweep", ATTRITION, "--worlds", 1000, "--dry-run", "--quiet", expect=0, cwd=tmp_path)
    assert "1000 worlds" in done.stdout and "disk" in done.stdout and list(tmp_path.iterdir()) == []
    document = json.loads(parley("sweep", ATTRITION, "--dry-run", "--json", "--quiet", expect=0, cwd=tmp_path).stdout)
    assert document["kind"] == "sweep estimate" and document["worlds"] == 200


def test_what_is_not_certified_counts_for_nothing(tmp_path):
    file = tmp_path / "a.sweep"
    document = sweep(BLUFF, "--worlds", 4, "--paths", 200, "--refine", 0, "--belief-points", 3, "--out", file, expect=4)
    assert document["certified"] < 4 and document["not_certified"][0]["reason"]
    assert all(one["worlds"] == document["certified"] for one in document["measures"])


def test_the_export_is_the_table(tmp_path):
    file, out = tmp_path / "a.sweep", tmp_path / "a.csv"
    sweep(ATTRITION, "--worlds", 5, "--out", file)
    parley("export", file, "--out", out, expect=0)
    told = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
    assert parley("export", file, expect=0).stdout.splitlines() == out.read_text().splitlines()
    for row, exported in zip(rows(file), told, strict=True):
        assert list(row) == list(exported)
        for name, value in row.items():
            assert exported[name] == ("" if value is None else value) or float(exported[name]) == value
