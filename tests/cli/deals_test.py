# SPDX-License-Identifier: Apache-2.0
"""`parley deals`: which terms are signed and kept, as text and as JSON, and its mistakes."""
import json
import pathlib

import jsonschema
import pytest
import referencing

from contract_test import FOUNDING, ROOT, TEXTBOOK, parley

SCENARIO = (pathlib.Path(__file__).parent / "shared.toml").read_text()


@pytest.fixture
def shared(tmp_path):
    file = tmp_path / "shared.toml"
    file.write_text(SCENARIO)
    return file


def document(*arguments, expect=0):
    return json.loads(parley("deals", *arguments, "--json", "--quiet", expect=expect).stdout)


def held_to_schema(found):
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("deals", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(found)


def test_each_combination_has_its_verdict(shared):
    found = document(shared)
    held_to_schema(found)
    # Staying is worth share / (1 - 1/2); taking pays 3 once. Without the deal east takes at once, and west has nothing.
    assert [one["verdict"] for one in found["deals"]] == ["broken", "holds", "holds", "refused"]
    assert [one["sides"][1]["slack"] for one in found["deals"]] == pytest.approx([2 - 3, 3.2 - 3, 4 - 3, 10 - 3])
    assert found["deals"][0]["first_breach"]["move"] == "east.take"
    assert found["deals"][3]["refused_by"] == ["west"]
    assert found["frontier"] == [1, 2] and found["nearest"] is None
    assert list(found)[-1] == "status"


def test_a_single_deal_has_its_sheet(shared):
    found = document(shared, "--term", "share=1.6")
    held_to_schema(found)
    (deal,) = found["deals"]
    assert deal["sheet"]["in_force"] == [1, 1, 1, 1, 1]
    (breach,) = deal["sheet"]["breaches"]
    assert breach["gain"] == pytest.approx(-0.2) and breach["replayed"] == pytest.approx(-0.2)
    text = parley("deals", shared, "--term", "share=1.6", expect=0).stdout
    assert "share 1.6 a year: holds" in text and "Slack over time" in text


def test_that_none_holds_is_an_answer_with_the_nearest(shared):
    found = document(shared, "--set", "deal.terms.share.values=[0.5,1]")
    assert found["nearest"] == 1 and found["status"]["exit_code"] == 0
    assert "No deal with these terms holds" in parley("deals", shared, "--set", "deal.terms.share.values=[0.5,1]").stdout


def test_tipping_values_and_robustness_are_part_of_the_document(tmp_path):
    file = tmp_path / "shared.toml"
    file.write_text(SCENARIO.replace('pays = { east = "3" }', 'pays = { east = "loot" }').replace(
        "[moves.east.take]", "[parameters]\nloot = { value = 3, range = [1, 5], source = \"assumed\" }\n\n[moves.east.take]"))
    found = document(file, "--term", "share=1", "--tipping", "--worlds", "20")
    held_to_schema(found)
    (tip,) = found["tipping"]["inputs"]
    assert tip["status"] == "tips" and tip["tips_at"] == pytest.approx(2, abs=0.04)
    assert found["robustness"]["deals"][0]["holds"] == 5
    text = parley("deals", file, "--tipping", "--worlds", "20", expect=0).stdout
    assert "tips at" in text and "the most robust first" in text
    assert "parameters.loot" in parley("deals", file, "--tipping", "--input", "parameters.lot", expect=2).stderr


@pytest.mark.parametrize("arguments,code,said", [
    (["--term", "shore=1"], 2, "did you mean `share`"),
    (["--term", "share=7"], 2, "its choices are 1, 1.6, 2, 5"),
    (["--set", "deal.only_when=\"share > 1\"", "--term", "share=1"], 3, "E1004"),
    (["--set", "actors.east.precision=2"], 3, "E1003"),
    (["--most", "0"], 2, "--most"),
])
def test_mistakes_say_what_to_do(shared, arguments, code, said):
    done = parley("deals", shared, *arguments, expect=code)
    assert done.stdout == "" and said in done.stderr


def test_a_scenario_without_a_deal_is_refused():
    assert "E1001" in parley("deals", TEXTBOOK, expect=3).stderr


def test_a_budget_leaves_what_there_is_labelled():
    done = parley("deals", FOUNDING, "--time-limit", "0.5", "--quiet")
    assert done.returncode == 5


def test_threads_change_no_byte(shared):
    one, four = (parley("deals", shared, "--json", "--threads", n, expect=0).stdout for n in (1, 4))
    assert one == four


def test_the_founding_case_ships_deals_of_which_some_hold():
    fixed = [word for term in ("inspections=0.6", "snapback=yes", "aid=0", "relief_to=lifted", "timing=at_once")
             for word in ("--term", term)]
    found = document(FOUNDING, *fixed)
    verdicts = {one["verdict"] for one in found["deals"]}
    assert "holds" in verdicts and "broken" in verdicts
    held = [one for one in found["deals"] if one["verdict"] == "holds"]
    assert all(one["certificate_share"] <= found["bound"] for one in held)


def test_play_without_the_deal_is_what_run_gives():
    found = document(ROOT / "scenarios" / "iran-2013" / "iran-2013.toml", "--term", "bond=0", "--term", "cap=0",
                     "--term", "inspections=0.6", "--term", "snapback=yes", "--term", "aid=0", "--term",
                     "relief_to=lifted", "--term", "timing=at_once")
    solved = json.loads(parley("solve", ROOT / "scenarios" / "iran-2013" / "iran-2013.toml", "--json").stdout)
    values = {one["actor"]: one["value"] for one in found["without"]["values"]}
    assert values == pytest.approx({one["actor"]: one["value_start"] for one in solved["certificate"]["actors"]}, rel=1e-9)


def test_a_journal_goes_on_where_it_was_stopped(tmp_path):
    scenario = ROOT / "scenarios" / "iran-2013" / "iran-2013.toml"
    file = tmp_path / "iran.deals"
    fixed = ("--term", "aid=0", "--term", "snapback=yes")
    whole = parley("deals", scenario, *fixed, "--json", "--quiet", expect=0).stdout
    stored = parley("deals", scenario, *fixed, "--json", "--quiet", "--journal", file, expect=0).stdout
    assert stored == whole
    lines = file.read_bytes().splitlines(keepends=True)
    assert len(lines) == 1 + len(json.loads(whole)["deals"])
    # Cut off in the middle of a line, as by a kill.
    file.write_bytes(b"".join(lines[:40]) + lines[40][:30])
    assert parley("deals", scenario, *fixed, "--json", "--quiet", "--journal", file, "--threads", 1).stdout == whole
    assert len(file.read_bytes().splitlines()) == len(lines)


def test_a_journal_of_something_else_is_left_alone(shared, tmp_path):
    file = tmp_path / "shared.deals"
    parley("deals", shared, "--journal", file, "--quiet", expect=0)
    stored = file.read_bytes()
    for arguments in (("--set", "deal.terms.share.values=[1,3]"), ("--bound", "1e-5")):
        assert "E1005" in parley("deals", shared, *arguments, "--journal", file, expect=6).stderr
    assert file.read_bytes() == stored
    file.write_text("{}\nnothing\n")
    assert "E1005" in parley("deals", shared, "--journal", file, expect=6).stderr
    assert "E1006" in parley("deals", shared, "--journal", tmp_path / "no" / "a.deals", expect=6).stderr
