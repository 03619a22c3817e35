# SPDX-License-Identifier: Apache-2.0
"""Whose court the ball is in, for priors on both sides of the boundary that theory draws [AbreuGul2000]."""
import json

import pytest

from contract_test import ROOT, parley

WAR = ROOT / "scenarios" / "reputational-attrition" / "reputational-attrition.toml"


def odds_by_theory(own, other):
    """What a side puts on the other's moving first if anybody moves, averaged over its own types: hazards are alike."""
    if own <= other:  # it is the weaker one, and yields at once with probability 1 - own / other
        return own * (1 + other**2) / (2 * other)
    return own + (1 - other / own) * (1 - own) + other / own * (1 - own) ** 2 / 2


@pytest.mark.parametrize("sender, target", [(0.3, 0.3), (0.3, 0.2), (0.24, 0.45)])
def test_each_side_holds_that_the_other_moves_first_where_theory_says_so_and_not_otherwise(sender, target):
    sets = [f"actors.{actor}.types.{kind}={value}" for actor, prior in (("sender", sender), ("target", target))
            for kind, value in (("obstinate", prior), ("rational", 1 - prior))]
    options = [word for each in sets for word in ("--set", each)]
    done = parley("run", WAR, "--json", "--quiet", *options, expect=0)
    run = json.loads(done.stdout)["runs"][0]
    courts = {court["actor"]: court for court in run["private_types"]["ball_in_the_others_court"]}
    for actor, theory in (("sender", odds_by_theory(sender, target)), ("target", odds_by_theory(target, sender))):
        court = courts[actor]
        # Steps of a quarter and a finite precision, and four standard errors.
        assert court["other_first"] == pytest.approx(theory, abs=0.01 + 4 * court["standard_error"]), (actor, theory)
        assert court["holds"] == (theory > 0.5), (actor, theory)
