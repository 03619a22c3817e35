# SPDX-License-Identifier: Apache-2.0
"""`parley diff`: which assumptions make two scenarios disagree, on values that are known."""
import json

import jsonschema
import pytest
import referencing

from contract_test import ROOT, parley
from sensitivity_test import SCENARIO

CHICKEN = ROOT / "scenarios" / "chicken" / "chicken.toml"
CLAIM = """
[claims.large]
says = "It is worth more than 3 to west."
test = "V(west) > 3"
"""


def diff(*arguments, expect=0):
    document = json.loads(parley("diff", *arguments, "--json", "--quiet", expect=expect).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("disagreement", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources)).validate(document)
    return document


@pytest.fixture
def pair(tmp_path):
    """V(west) is 3 a + b + 2 c d: with a .5, c .5, d .25 in one file, and a .9, c 1, d .75 in the other."""
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(SCENARIO + CLAIM)
    two.write_text((SCENARIO + CLAIM).replace("a = { value = 0.5", "a = { value = 0.9")
                   .replace("c = { value = 0.5", "c = { value = 1").replace("d = { value = 0.25", "d = { value = 0.75"))
    return one, two


def test_each_assumption_has_its_weight_and_the_rest_is_what_they_do_together(pair):
    document = diff(*pair)
    assert [one["assumption"] for one in document["assumptions"]] == ["parameters.a", "parameters.c", "parameters.d"]
    assert document["form"] == [] and document["solved"] == 8 and document["not_certified"] == 0
    (measure,) = document["measures"]
    assert measure["measure"] == "V(west)"
    assert (measure["first"], measure["second"]) == (pytest.approx(2.25), pytest.approx(4.7))
    # c by itself: into the first 2 * .5 * .25, out of the second 2 * .5 * .75; d: 2 * .5 * .5 and 2 * .5 * 1.
    expected = {"parameters.a": (1.2, 1.2), "parameters.d": (0.5, 1.0), "parameters.c": (0.25, 0.75)}
    assert [one["assumption"] for one in measure["effects"]] == list(expected)
    for one in measure["effects"]:
        into, out = expected[one["assumption"]]
        assert one["into_first"] == pytest.approx(into) and one["out_of_second"] == pytest.approx(out)
        assert one["weight"] == pytest.approx((into + out) / 2)
    # Two assumptions that interact in pairs only leave nothing over.
    assert measure["only_together"] == pytest.approx(0, abs=1e-9)


def test_a_claim_is_turned_by_what_turns_it_alone(pair):
    (claim,) = diff(*pair)["claims"]
    assert claim["first"] is False and claim["second"] is True
    assert claim["turned_in_first_by"] == ["parameters.a"] and claim["turned_in_second_by"] == []
    words = " ".join(parley("diff", *pair, "--quiet", expect=0).stdout.split())
    for said in ("differ in 3 assumptions", "Turned in", "by parameters.a", "by no assumption alone", "what they do only together"):
        assert said in words, said


def test_what_is_no_number_is_one_assumption(tmp_path):
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(SCENARIO)
    two.write_text(SCENARIO.replace("2 * c * d", "4 * c * d").replace("b = { value = 0.5", "b = { value = 1")
                   .replace("start = 0, source", "start = { uniform = [0, 1] }, source"))
    document = diff(one, two, "--measure", "V(west)")
    assert document["form"] == ["payoffs"]
    effects = {one["assumption"]: one["weight"] for one in document["measures"][0]["effects"]}
    assert effects == {"parameters.b": pytest.approx(0.5), "form": pytest.approx(0.25),
                       "state.mood.start": pytest.approx(0, abs=1e-12)}


def test_without_claims_the_usual_measures_are_told(tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(CHICKEN.read_text().replace("value = 2\n", "value = 3\n", 1))
    document = diff(CHICKEN, other)
    assert {one["measure"] for one in document["measures"]} >= {"V(east)", "V(west)", "P(collision within 1 day)"}
    assert document["claims"] == []


def test_what_cannot_be_compared_is_said(pair, tmp_path):
    assert "differ in nothing" in parley("diff", pair[0], pair[0], expect=2).stderr
    assert "E0338" in parley("diff", *pair, "--measure", "V(east)", expect=2).stderr
    assert parley("diff", pair[0], expect=2).stderr
    assert "E0801" in parley("diff", pair[0], tmp_path / "none.toml", expect=6).stderr
