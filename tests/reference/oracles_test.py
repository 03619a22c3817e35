# SPDX-License-Identifier: Apache-2.0
"""Games with closed forms, written as scenarios: found, certified, refuted, swept, simulated.

The closed forms are computed here from the formulas of the literature that is named beside each.
"""
import json
import math

import pytest
from scipy.optimize import brentq, fsolve

from program import Case, parley, value

HEAD = """
title = "case"
start = 2000-01-01
step = "year"
"""


def actor(key, discount, extra=""):
    return f"[actors.{key}]\npatience = {discount}\n{extra}\n"


# --- War of attrition [HendricksWeissWilson1988], discrete and stationary -------------------------------------------
def attrition(w, l, c, d, tie):
    text = HEAD + 'turns = "together"\nforecast = { steps = 60 }\n' + actor("a", d[0]) + actor("b", d[1])
    text += '[state]\nstatus = { levels = ["on", "over"], start = "on" }\n'
    for i in "ab":
        text += f"[moves.{i}.concede]\nconcession = true\nthen = [\"status = over\"]\n"
    for i, (me, other) in enumerate((("a", "b"), ("b", "a"))):
        both = l[i] if tie == "L" else (w[i] + l[i]) / 2
        text += (f"[payoffs.{me}]\nall = \"if({me}.concede, if({other}.concede, {both}, {l[i]}), "
                 f"if({other}.concede, {w[i]}, -{c[i]}))\"\n")
    return text + "[outcomes.over]\nwhen = \"status == over\"\nends = true\n"


def attrition_mix(w, l, c, d, tie):
    if tie == "L":
        return ((1 - d) * l + c) / (w - d * l + c)
    v = lambda p: p * (w + l) / 2 + (1 - p) * l
    return brentq(lambda p: p * w + (1 - p) * (-c + d * v(p)) - v(p), 1e-12, 1 - 1e-12, xtol=1e-15)


ATTRITION = [
    ([1, 1], [0, 0], [0.1, 0.1], [0.95, 0.95], "L"),
    ([2, 3], [0, 0.5], [0.1, 0.2], [0.95, 0.9], "L"),
    ([1, 1], [0, 0], [0.05, 0.05], [0.9, 0.9], "split"),
    ([4, 4], [1, 1], [0.3, 0.3], [0.8, 0.8], "L"),
]


@pytest.mark.parametrize("case", ATTRITION)
def test_war_of_attrition(tmp_path, case):
    w, l, c, d, tie = case
    it = Case(tmp_path, attrition(*case))
    solved = it.solve()
    found = [it.probability(solved, i, "concede") for i in "ab"]
    mixed = [attrition_mix(w[1], l[1], c[1], d[1], tie), attrition_mix(w[0], l[0], c[0], d[0], tie)]
    pure = [[1, 0], [0, 1]]
    assert any(all(abs(f - e) < 1e-8 for f, e in zip(found, listed)) for listed in [mixed, *pure]), found
    if w[0] == w[1] and c[0] == c[1]:
        assert found == pytest.approx(mixed, abs=1e-8), "the symmetric game's branch is symmetric"
        answer = it.run()
        hold = (1 - mixed[0]) * (1 - mixed[1])
        by_date = answer["runs"][0]["outcomes"][0]["by_date"]
        for t in range(1, 20):
            assert by_date[t] == pytest.approx(1 - hold**t, abs=1e-9)
        assert answer["runs"][0]["sampled"]["largest_deviation"] <= 4


def test_a_moved_probability_is_refuted(tmp_path):
    it = Case(tmp_path, attrition(*ATTRITION[0]))
    profile = tmp_path / "profile.json"
    parley("solve", it.file, "--profile", profile)
    good = parley("certify", it.file, profile, "--json", "--bound", "1e-8")
    assert json.loads(good.stdout)["certificate"]["holds"]
    text = json.loads(profile.read_text())

    def move(strategies):
        for entry in strategies:
            if isinstance(entry, list):
                if entry and all(isinstance(x, (int, float)) for x in entry) and len(entry) == 2:
                    entry[0], entry[1] = entry[0] + 0.05, entry[1] - 0.05
                    return True
                if move(entry):
                    return True
            if isinstance(entry, dict) and any(move([v]) for v in entry.values() if isinstance(v, (list, dict))):
                return True
        return False

    assert move([text])
    profile.write_text(json.dumps(text))
    bad = parley("certify", it.file, profile, "--json", expect=4)
    document = json.loads(bad.stdout)
    assert not document["certificate"]["holds"]
    # The other actor now gains what conceding 0.05 more often is worth to it: 0.05 * (W + c - delta L) with L = 0.
    assert max(a["gain_worst"] for a in document["certificate"]["actors"]) > 0.05
    assert list(document)[-1] == "status"


# --- Volunteer's dilemma over time [BlissNalebuff1984] --------------------------------------------------------------
@pytest.mark.parametrize("n,b,k,c,d", [(3, 1, 0.4, 0.1, 0.9), (2, 1, 0.4, 0.1, 0.9), (4, 2, 0.5, 0.2, 0.8)])
def test_volunteer(tmp_path, n, b, k, c, d):
    names = "pqrs"[:n]
    text = HEAD + 'turns = "together"\n' + "".join(actor(i, d) for i in names)
    text += '[state]\nstatus = { levels = ["on", "over"], start = "on" }\n'
    anyone = " or ".join(f"{i}.step_in" for i in names)
    for i in names:
        text += f"[moves.{i}.step_in]\nconcession = true\nthen = [\"status = over\"]\npays = {{ {i} = -{k} }}\n"
        text += f"[payoffs.{i}]\nall = \"if({anyone}, {b}, -{c})\"\n"
    text += "[outcomes.over]\nwhen = \"status == over\"\nends = true\n"
    it = Case(tmp_path, text)
    solved = it.solve()
    p = 1 - (k / (b + c - d * (b - k))) ** (1 / (n - 1))
    for i in names:
        assert it.probability(solved, i, "step_in") == pytest.approx(p, abs=1e-10)
        assert value(solved, i) == pytest.approx(b - k, abs=1e-9)


# --- Logit quantal responses of 2x2 games [McKelveyPalfrey1995; Ochs1995] -------------------------------------------
QRE = [
    ([[9, 0], [0, 1]], [[0, 1], [1, 0]], 0.5), ([[9, 0], [0, 1]], [[0, 1], [1, 0]], 3),
    ([[4, 0], [0, 1]], [[0, 1], [1, 0]], 1), ([[0, 7], [2, 6]], [[0, 2], [7, 6]], 0.2),
    ([[0, 7], [2, 6]], [[0, 2], [7, 6]], 1), ([[3, 1], [0, 2]], [[2, 0], [1, 4]], 2),
]


@pytest.mark.parametrize("a,b,precision", QRE)
def test_logit_quantal_response(tmp_path, a, b, precision):
    text = HEAD + 'turns = "together"\nhorizon = { steps = 1 }\n'
    text += "".join(actor(i, 1, f"precision = {precision}\nmay_wait = false") for i in ("row", "col"))
    text += "[state]\nx = { range = [0, 1], start = 0 }\n"
    for i in ("row", "col"):
        text += f"[moves.{i}.one]\n[moves.{i}.two]\n"
    for i, m in (("row", a), ("col", b)):
        text += (f"[payoffs.{i}]\nall = \"if(row.one, if(col.one, {m[0][0]}, {m[0][1]}), "
                 f"if(col.one, {m[1][0]}, {m[1][1]}))\"\n")
    it = Case(tmp_path, text)
    solved = it.solve()
    logit = lambda x: 1 / (1 + math.exp(-x))

    def residual(y, at):
        p, q = y
        row = (q * a[0][0] + (1 - q) * a[0][1]) - (q * a[1][0] + (1 - q) * a[1][1])
        col = (p * b[0][0] + (1 - p) * b[1][0]) - (p * b[0][1] + (1 - p) * b[1][1])
        return [p - logit(at * row), q - logit(at * col)]

    y = [0.5, 0.5]
    for k in range(1, 401):
        y = fsolve(residual, y, args=(precision * k / 400,), xtol=1.5e-12)
    assert it.probability(solved, "row", "one") == pytest.approx(y[0], abs=1e-8)
    assert it.probability(solved, "col", "one") == pytest.approx(y[1], abs=1e-8)


# --- Centipede by agent logit [McKelveyPalfrey1998] -----------------------------------------------------------------
@pytest.mark.parametrize("precision", [0.5, 1, 3, 10])
def test_centipede(tmp_path, precision):
    piles = [(0.4, 0.1), (0.2, 0.8), (1.6, 0.4), (0.8, 3.2), (6.4, 1.6)]
    text = HEAD + "horizon = { steps = 4 }\nturns = \"together\"\n"
    text += "".join(actor(i, 1, f"precision = {precision}\nmay_wait = false") for i in ("one", "two"))
    text += '[state]\nnode = { range = [1, 5], start = 1 }\nstatus = { levels = ["on", "taken"], start = "on" }\n'
    for i, odd in (("one", "node == 1 or node == 3"), ("two", "node == 2 or node == 4")):
        text += f"[moves.{i}.take]\nwhen = \"{odd}\"\nthen = [\"status = taken\"]\n"
        text += f"[moves.{i}.pass_on]\nwhen = \"{odd}\"\nthen = [\"node += 1\"]\n"
    for k, i in enumerate(("one", "two")):
        taken = str(piles[3][k])
        for n in (2, 1, 0):
            taken = f"if(node == {n + 1}, {piles[n][k]}, {taken})"
        text += f"[payoffs.{i}]\npile = \"if(status == taken, {taken}, if(node == 5, {piles[4][k]}, 0))\"\n"
    text += "[outcomes.taken]\nwhen = \"status == taken\"\nends = true\n"
    it = Case(tmp_path, text)
    solved = it.solve()
    expected, chances = list(piles[4]), []
    for n in (3, 2, 1, 0):
        mover = n % 2
        p = 1 / (1 + math.exp(-precision * (piles[n][mover] - expected[mover])))
        expected = [p * piles[n][i] + (1 - p) * expected[i] for i in (0, 1)]
        chances.insert(0, p)
    for n, p in enumerate(chances):
        found = it.probability(solved, ("one", "two")[n % 2], "take", f"node {n + 1},")
        assert found == pytest.approx(p, abs=1e-10)
    assert value(solved, "one") == pytest.approx(expected[0], abs=1e-10)


# --- Discounted zero-sum games with closed forms [Shapley1953; Gillette1957; BewleyKohlberg1976] --------------------
def absorbing(entries, lam):
    """A 2x2 game: (payoff, ends) by (row, column), normalised by lam; the column player pays."""
    text = HEAD + 'turns = "together"\n' + "".join(actor(i, 1 - lam, "may_wait = false") for i in ("row", "col"))
    text += '[state]\nstatus = { levels = ["on", "at 0", "at 1"], start = "on" }\n'
    text += "[moves.row.top]\n[moves.row.bottom]\n[moves.col.left]\n[moves.col.right]\n"
    pays = "0"
    for (r, c), (x, ends) in entries.items():
        when = f"row.{r} and col.{c}"
        pays = f"if({when}, {x * lam}, {pays})"
        if ends:
            text += f"[[rules]]\nwhen = \"status == on and {when}\"\nthen = [\"status = 'at {x}'\"]\n"
    text += f"[payoffs.row]\nall = \"{pays}\"\n[payoffs.col]\nall = \"-({pays})\"\n"
    for x in (0, 1):
        text += f"[outcomes.at_{x}]\nwhen = \"status == 'at {x}'\"\nends = true\n"
        text += f"flow = {{ row = {x * lam}, col = {-x * lam} }}\n"
    return text


@pytest.mark.parametrize("lam", [0.1, 0.01, 0.05])
def test_big_match(tmp_path, lam):
    entries = {("top", "left"): (1, True), ("top", "right"): (0, True),
               ("bottom", "left"): (0, False), ("bottom", "right"): (1, False)}
    it = Case(tmp_path, absorbing(entries, lam))
    solved = it.solve()
    assert value(solved, "row") == pytest.approx(0.5, abs=1e-8)
    assert it.probability(solved, "row", "top") == pytest.approx(lam / (1 + lam), abs=1e-8)
    assert it.probability(solved, "col", "left") == pytest.approx(0.5, abs=1e-8)


@pytest.mark.parametrize("lam", [0.1, 0.01])
def test_square_root_game(tmp_path, lam):
    entries = {("top", "left"): (0, False), ("top", "right"): (1, True),
               ("bottom", "left"): (1, True), ("bottom", "right"): (0, True)}
    it = Case(tmp_path, absorbing(entries, lam))
    assert value(it.solve(), "row") == pytest.approx(1 / (1 + math.sqrt(lam)), abs=1e-8)


# --- Bargaining on a grid [Rubinstein1982] --------------------------------------------------------------------------
@pytest.mark.parametrize("d1,d2,n", [(0.9, 0.9, 100), (0.5, 0.5, 10), (0.95, 0.8, 200)])
def test_rubinstein(tmp_path, d1, d2, n):
    text = HEAD + 'turns = [["p1", "p2"], ["p1", "p2"]]\n'
    text += actor("p1", d1, "may_wait = false") + actor("p2", d2, "may_wait = false")
    text += (f"[state]\nproposer = {{ levels = [\"one\", \"two\"], start = \"one\" }}\n"
             f"stage = {{ levels = [\"quiet\", \"offered\", \"agreed\"], start = \"quiet\" }}\n"
             f"offer = {{ range = [0, {n}], start = 0 }}\n")
    for i, me, other in (("p1", "one", "two"), ("p2", "two", "one")):
        text += (f"[moves.{i}.give]\nwhen = \"stage == quiet and proposer == {me}\"\n"
                 f"choose = {{ share = {{ range = [0, {n}], by = 1 }} }}\n"
                 f"then = [\"offer = share\", \"stage = offered\"]\n"
                 f"[moves.{i}.accept]\nwhen = \"stage == offered and proposer == {other}\"\nthen = [\"stage = agreed\"]\n"
                 f"[moves.{i}.reject]\nwhen = \"stage == offered and proposer == {other}\"\n"
                 f"then = [\"stage = quiet\", \"offer = 0\", \"proposer = {me}\"]\n")
    for i, me in (("p1", "one"), ("p2", "two")):
        text += (f"[payoffs.{i}]\npie = \"if(stage == agreed, if(proposer == {me}, 1 - offer / {n}, offer / {n}), 0)\"\n")
    text += "[outcomes.agreed]\nwhen = \"stage == agreed\"\nends = true\n"
    it = Case(tmp_path, text)
    v1 = (1 - d2) / (1 - d1 * d2)
    assert abs(value(it.solve(), "p1") - v1) <= 1 / n / (1 - d1 * d2) + 1e-12


# --- Preventive war [Fearon1995; Powell2006] and a hazard of arming [BasCoe2012] ------------------------------------
GRID = 100


def crisis(p1, p2, ca, cb, d, rule):
    """A offers or attacks, B accepts or fights; the balance shifts from p1 to p2 by `rule`."""
    text = HEAD + 'turns = [["a"], ["b"]]\n' + actor("a", d, "may_wait = false") + actor("b", d, "may_wait = false")
    text += (f"[state]\nbalance = {{ levels = [\"old\", \"new\"], start = \"old\" }}\n"
             f"offer = {{ range = [0, {GRID}], start = 0 }}\n"
             f"talk = {{ levels = [\"quiet\", \"offered\"], start = \"quiet\" }}\n"
             f"war = {{ levels = [\"no\", \"yes\"], start = \"no\" }}\n")
    text += (f"[moves.a.attack]\nthen = [\"war = yes\"]\n"
             f"[moves.a.give]\nchoose = {{ share = {{ range = [0, {GRID}] }} }}\n"
             f"then = [\"offer = share\", \"talk = offered\"]\n"
             f"[moves.b.accept]\nwhen = \"talk == offered\"\nthen = [\"talk = quiet\"]\n"
             f"[moves.b.fight]\nwhen = \"talk == offered\"\nthen = [\"war = yes\"]\n")
    text += rule + "[[rules]]\nsays = \"Offers are for one period\"\nthen = [\"offer = 0\"]\n"
    wins = f"if(balance == new, {p2}, {p1})"
    war_a, war_b = f"(1 - ({wins}) - {ca})", f"(({wins}) - {cb})"
    text += (f"[payoffs.a]\npie = \"{1 - d} * if(war == yes, {war_a}, 1 - offer / {GRID})\"\n"
             f"[payoffs.b]\npie = \"{1 - d} * if(war == yes, {war_b}, offer / {GRID})\"\n"
             f"[outcomes.fought]\nwhen = \"war == yes\"\nends = true\n"
             f"flow = {{ a = \"{1 - d} * {war_a}\", b = \"{1 - d} * {war_b}\" }}\n")
    return text


SHIFT_SURELY = "[[rules]]\nwhen = \"war == no\"\nthen = [\"balance = new\"]\n"


@pytest.mark.parametrize("p1,p2,ca,cb,d", [(0.2, 0.7, 0.1, 0.1, 0.9), (0.2, 0.4, 0.1, 0.1, 0.9),
                                           (0.4, 0.6, 0.05, 0.05, 0.8)])
def test_power_shift(tmp_path, p1, p2, ca, cb, d):
    answer = Case(tmp_path, crisis(p1, p2, ca, cb, d, SHIFT_SURELY)).run()
    war = next(o for o in answer["runs"][0]["outcomes"] if o["key"] == "fought")["by_date"][1]
    x1 = max(0, (p1 - cb - d * (p2 - cb)) / (1 - d))
    peace = (1 - d) * (1 - x1) + d * (1 - p2 + cb)
    assert war == pytest.approx(1 if 1 - p1 - ca > peace else 0, abs=1e-9)
    found = next(v for v in answer["runs"][0]["values"] if v["actor"] == "a")["total"]
    # An offer on the grid misses the continuous one by at most a grid step in every period.
    assert abs(found - max(peace, 1 - p1 - ca)) <= 1 / GRID + 1e-9


def test_the_flip_to_preventive_war_is_found_by_a_sweep(tmp_path):
    p1, ca, cb, d = 0.2, 0.1, 0.1, 0.9
    text = crisis(p1, "late", ca, cb, d, SHIFT_SURELY)
    values = [0.36 + 0.0125 * k for k in range(13)]
    text += (f"[parameters]\nlate = 0.4\n[sweeps.shift]\nparameter = \"late\"\nvalues = {values}\n"
             f"outcome = \"fought\"\n")
    line = Case(tmp_path, text).run()["sweeps"][0]["lines"][0]
    threshold = (p1 + ca) / d + cb
    assert len(line["crossings"]) == 1
    crossing = line["crossings"][0]
    # One grid step of the offer moves the threshold by d / GRID at most.
    assert crossing["low"] - 2 / GRID <= threshold <= crossing["high"] + 2 / GRID


@pytest.mark.parametrize("eps", [0.0, 0.1, 0.15, 0.3])
def test_arming_hazard(tmp_path, eps):
    p1, p2, ca, cb, d = 0.2, 0.7, 0.1, 0.1, 0.9
    rule = f"[[rules]]\nwhen = \"war == no\"\nchance = {eps}\nthen = [\"balance = new\"]\n"
    answer = Case(tmp_path, crisis(p1, p2, ca, cb, d, rule)).run()
    war = next(o for o in answer["runs"][0]["outcomes"] if o["key"] == "fought")["by_date"][1]
    xu = max(0, ((1 - d * (1 - eps)) * (p1 - cb) - d * eps * (p2 - cb)) / (1 - d))
    peace = ((1 - d) * (1 - xu) + d * eps * (1 - p2 + cb)) / (1 - d * (1 - eps))
    eps_star = (1 - d) * (p1 + ca) / (d * (p2 - cb - p1 - ca))
    assert (war > 0.5) == (eps > eps_star)
    found = next(v for v in answer["runs"][0]["values"] if v["actor"] == "a")["total"]
    assert abs(found - max(peace, 1 - p1 - ca)) <= 1 / GRID / (1 - d * (1 - eps)) + 1e-9


# --- An arms race on a ladder [IskhakovRustSchjerning2016] ----------------------------------------------------------
def race(length, w, loss, tie, d, c, s):
    text = HEAD + 'turns = "together"\n' + actor("one", d) + actor("two", d)
    text += f"[state]\ni = {{ range = [0, {length}], start = 0 }}\nj = {{ range = [0, {length}], start = 0 }}\n"
    for k, (me, mine) in enumerate((("one", "i"), ("two", "j"))):
        text += (f"[moves.{me}.invest]\nchance = {s[k]}\nthen = [\"{mine} += 1\"]\npays = {{ {me} = -{c[k]} }}\n")
    text += (f"[payoffs.one]\nnone = 0\n[payoffs.two]\nnone = 0\n[outcomes.over]\nwhen = \"i == {length} or j == {length}\"\n"
             f"ends = true\npays = {{ one = \"if(i == {length}, if(j == {length}, {tie}, {w}), -{loss})\", "
             f"two = \"if(j == {length}, if(i == {length}, {tie}, {w}), -{loss})\" }}\n")
    return text


def test_directional_race(tmp_path):
    # Unique everywhere; the value from backward recursion over i + j, both investing in all states.
    length, w, loss, tie, d, c, s = 2, 10, 4, 0, 0.9, 0.5, 0.3

    def end(i, j):
        return tie if i == length and j == length else w if i == length else -loss

    v = {}
    for total in range(2 * (length - 1), -1, -1):
        for i in range(length):
            j = total - i
            if not 0 <= j < length:
                continue
            nxt = lambda a, b: end(a, b) if length in (a, b) else v[a, b]
            go = -c + d * (s * (1 - s) * (nxt(i + 1, j) + nxt(i, j + 1)) + s * s * nxt(i + 1, j + 1))
            v[i, j] = go / (1 - d * (1 - s) ** 2)
    it = Case(tmp_path, race(length, w, loss, tie, d, [c, c], [s, s]))
    solved = it.solve()
    assert value(solved, "one") == pytest.approx(v[0, 0], abs=1e-9)
    assert value(solved, "two") == pytest.approx(v[0, 0], abs=1e-9)
    assert it.probability(solved, "one", "invest", "i 0, j 0") == 1
