# SPDX-License-Identifier: Apache-2.0
"""`parley spillover`: what is seen of an actor on one front does to the others, as text and as JSON."""
import json

import jsonschema
import pytest
import referencing

from contract_test import ROOT, parley

MARKETS = ROOT / "scenarios" / "two-markets" / "two-markets.toml"
FRONTS = ROOT / "scenarios" / "two-fronts" / "two-fronts.toml"


def spillover(*arguments, expect=0):
    document = json.loads(parley("spillover", *arguments, "--json", "--quiet", expect=expect).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("spillover", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    assert list(document)[-1] == "status"
    return document


def test_two_markets_are_told_as_their_closed_form_is():
    document = spillover(MARKETS, "--actor", "store")
    north, south = (front["moved_by"][-1]["chance"] for front in document["fronts"])
    for chance, linked, cut in ((north, 0.8, 0.9), (south, 0.85, 0.9)):
        # The finite precision, and four standard errors.
        assert chance["linked"] == pytest.approx(linked, abs=0.026) and chance["cut"] == pytest.approx(cut, abs=0.022)
        assert chance["difference"] == pytest.approx(linked - cut, abs=0.01 + 4 * chance["standard_error"])
    text = parley("spillover", MARKETS, "--actor", "store", "--quiet", expect=0).stdout
    words = " ".join(text.split())
    for said in ("On the front with Southern entrant, what is seen of Chain store elsewhere makes movement less likely",
                 "the chance of a concession by 2001-01-01 is 85% with it, 89% without", "difference (19 in 20)",
                 "nobody there sees what Chain store does on the others", "no evidence of it",
                 f"parley spillover {MARKETS} --seed 1 --actor store"):
        assert said in words, said


def test_a_store_of_which_all_is_known_spills_nothing_over():
    document = spillover(MARKETS, "--actor", "store", "--set", "actors.store.types.strong=0", "--set",
                         "actors.store.types.weak=1")
    assert all(abs(front["moved_by"][-1]["chance"]["difference"]) < 1e-3 for front in document["fronts"])


def test_the_two_fronts_of_the_founding_case_move_each_other():
    document = spillover(FRONTS, "--actor", "us")
    assert document["left_out"] == ["us.ease_both"] and document["certified_linked"]
    iran = next(front for front in document["fronts"] if front["others"] == ["iran"])
    relief = next(o["chance"] for o in iran["outcomes"] if o["outcome"] == "iran_relief")
    # Watched from Korea, the United States yields less to Iran; far outside four standard errors.
    assert relief["difference"] < -4 * relief["standard_error"] and relief["linked"] > 0.1


def test_what_cannot_be_compared_is_refused_with_what_would_be():
    said = parley("spillover", MARKETS, "--actor", "stor", expect=2).stderr
    assert "there is no actor stor" in said and "did you mean `store`?" in said
    assert "--actor" in parley("spillover", MARKETS, expect=2).stderr
    said = parley("spillover", FRONTS, "--actor", "iran", expect=2).stderr
    assert "has one front" in said and "[moves.us.ease_korea]" in said and "of its own" in said
    said = parley("spillover", ROOT / "scenarios" / "chicken" / "chicken.toml", "--actor", "east", expect=2).stderr
    assert "hides nothing" in said and "no other to spill over to" in said


def test_a_bound_that_is_missed_is_said_first():
    done = parley("spillover", MARKETS, "--actor", "store", "--refine", 0, "--quiet", expect=4)
    assert "NOT CERTIFIED" in done.stdout and "guarantee not reached" in done.stdout
    assert spillover(MARKETS, "--actor", "store", "--refine", 0, expect=4)["status"]["exit_code"] == 4


def test_time_that_runs_out_leaves_nothing_to_compare():
    document = spillover(FRONTS, "--actor", "us", "--time-limit", 2, expect=5)
    assert document["fronts"] == [] and document["status"]["exit_code"] == 5
