# SPDX-License-Identifier: Apache-2.0
"""`parley explain SCENARIO`: why somebody waits or acts at one place, in words, as JSON and on the page."""
import json
import re

import jsonschema
import pytest
import referencing

from contract_test import FOUNDING, ROOT, TEXTBOOK, parley

BLUFF = ROOT / "scenarios" / "bluff" / "bluff.toml"
STORE = ROOT / "scenarios" / "chain-store" / "chain-store.toml"


def explained(*arguments, expect=0):
    document = json.loads(parley("explain", *arguments, "--json", expect=expect).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("explanation", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    assert list(document)[-1] == "status"
    return document


def move(choice, name):
    return next(m for m in choice["moves"] if m["move"] == name)


def test_a_bluff_is_explained_as_its_closed_form_is():
    document = explained(BLUFF)
    resolved, unresolved = document["choices"]
    assert [c["telling"] for c in (resolved, unresolved)] == ["mixing", "mixing"]
    for choice in (resolved, unresolved):
        for m in choice["moves"]:
            assert sum(t["value"] for t in m["terms"]) == pytest.approx(m["value"], abs=1e-9)
            assert sum(t["reveals"] for t in m["terms"]) == pytest.approx(m["reveals"]["value"], abs=1e-9)
    # The certificate allows a hundredth of the payoff range, 2.
    assert move(resolved, "threaten")["value"] == pytest.approx(2 / 15, abs=0.02)
    assert move(resolved, "threaten")["reveals"]["value"] == pytest.approx(2 / 15 + 0.3, abs=0.02)
    assert move(unresolved, "threaten")["value"] == pytest.approx(0, abs=0.02)
    assert move(unresolved, "threaten")["reveals"]["value"] == pytest.approx(0.5, abs=0.02)
    tip = document["tipping"][1]["inputs"][0]
    assert tip["input"] == "actors.challenger.types.resolved" and tip["status"] == "tips"
    assert sorted([tip["tip"]["holds_at"], tip["tip"]["tips_at"]]) == pytest.approx([1 / 3, 1 / 3], abs=0.02)
    assert document["tipping"][0]["inputs"][0]["status"] == "holds"
    assert document["inputs_without_range"] == 6


def test_the_text_says_who_does_what_and_why():
    text = " ".join(parley("explain", BLUFF, "--quiet", expect=0).stdout.split())
    for said in ("Challenger, if resolved, makes the move threaten (100%)", "if unresolved, mixes: stay_quiet 75%, threaten",
                 "semi-separating", "being all but surely taken for resolved", "The smallest change of one input that tips",
                 "Each move of challenger resolved", "for what it reveals", "To reproduce parley explain"):
        assert said in text, said


def test_a_place_is_told_by_state_date_and_beliefs():
    document = explained(BLUFF, "--at", "stage == threat and P(challenger is resolved) = .9", "--input", "none")
    assert [c["actor"] for c in document["choices"]] == ["target"]
    assert move(document["choices"][0], "concede")["probability"] > 0.99
    assert document["beliefs"][0] == {"actor": "challenger", "type": "resolved", "chance": 0.9}
    assert document["tipping"] == []
    # Told which it is, the target resists the unresolved: a tenth of the time it has 1 more than by conceding.
    assert document["worth"]["knowing"][0]["change"] == pytest.approx(0.1, abs=0.02)
    later = explained(STORE, "--at", "market == entered", "--at", "date 2004-06-01", "--input", "none")
    assert later["places"][0] == {"where": "market entered, let_in nobody", "step": 4, "date": "2004-01-01"}


def test_without_types_the_same_is_told_but_for_what_is_private():
    document = explained(TEXTBOOK, "--actor", "east", "--input", "parameters.cost")
    assert document["worth"] is None and document["private_types"] is None
    (choice,) = document["choices"]
    assert choice["type"] is None and all(m["reveals"] is None for m in choice["moves"])
    assert all(sum(t["value"] for t in m["terms"]) == pytest.approx(m["value"], abs=1e-9) for m in choice["moves"])
    assert [i["input"] for i in document["tipping"][0]["inputs"]] == ["parameters.cost"]


def test_codes_are_explained_as_before():
    for code in ("E0203", "e0203", "E0902", "E0903", "E0904"):
        assert code.upper() in parley("explain", code, expect=0).stdout
    assert "E9999" in parley("explain", "E9999", expect=2).stderr
    assert "no such file" in parley("explain", "none.toml", expect=6).stderr


@pytest.mark.parametrize("file,arguments,said", [
    (BLUFF, ("--at", "stage == war"), "E0903"),
    (BLUFF, ("--at", "stage == peace"), "E02"),
    (BLUFF, ("--at", "stage == threat", "--actor", "challenger"), "there chooses target"),
    (BLUFF, ("--actor", "targte"), "target"),
    (BLUFF, ("--at", "P(challenger is resloved) = .4"), "resolved"),
    (BLUFF, ("--at", "P(challenger is resolved) = 2"), "from 0 to 1"),
    (BLUFF, ("--input", "parameters.gain"), "actors.challenger.types.resolved"),
    (BLUFF, ("--at", "date 1999-01-01"), "2000-01-01"),
    (STORE, ("--at", "let_in == let_in"), "E0904"),
    (FOUNDING, (), "say which: warheads is one of 30, 45, 60"),
])
def test_places_that_do_not_exist_or_are_several_exit_2_and_say_what_to_do(file, arguments, said):
    done = parley("explain", file, *arguments, expect=2)
    assert done.stdout == "" and said in done.stderr


def test_the_same_bytes_for_one_and_two_threads():
    one = parley("explain", BLUFF, "--json", "--threads", 1, expect=0).stdout
    assert parley("explain", BLUFF, "--json", "--threads", 2, expect=0).stdout == one


def test_out_of_time_it_says_so_and_gives_no_numbers_that_mean_nothing():
    document = explained(BLUFF, "--time-limit", 0.01, expect=5)
    assert document["choices"] == [] and document["tipping"] == []
    assert any("stopped" in p for p in document["paragraphs"])


def test_the_page_holds_the_document(tmp_path):
    page = tmp_path / "why.html"
    parley("explain", BLUFF, "--input", "none", "--page", page, expect=0)
    found = re.search(r'<script type="application/json" id="parley-answer">(.*?)</script>', page.read_text(), re.S)
    assert json.loads(found[1])["kind"] == "explanation"
