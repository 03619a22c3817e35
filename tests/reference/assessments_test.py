# SPDX-License-Identifier: Apache-2.0
"""Equilibria of the literature with private types, written down as assessments: certified, refuted when moved, and found.

Every strategy and belief is computed here from the formulas of the literature named beside it.
"""
import itertools
import json
import math

import jsonschema
import pytest
from scipy.optimize import brentq

from program import parley


class Model:
    """A game with private types and an assessment of it, written together: histories are numbered by a key."""

    def __init__(self, discount, priors):
        self.discount, self.priors = discount, priors
        self.nodes, self.histories, self.numbers = [], [], {}

    def node(self, seats=(), joints=(), ends_step=True, stage=0):
        """`joints` in order: (payoffs, successors[, probabilities]); a payoff may be a list by type."""
        entry = {"stage": stage, "ends_step": ends_step, "joint_moves": []}
        if seats:
            entry["seats"] = [dict(seat) for seat in seats]
        for payoffs, successors, *chances in joints:
            joint = {"payoffs": payoffs}
            if successors:
                joint["successors"] = successors
                if chances:
                    joint["probabilities"] = chances[0]
            entry["joint_moves"].append(joint)
        self.nodes.append(entry)
        return len(self.nodes) - 1

    def history(self, key, make):
        """The number of the history called `key`; `make()` gives it where it is new, and may name others."""
        if key not in self.numbers:
            self.numbers[key] = len(self.histories)
            self.histories.append(None)
            self.histories[self.numbers[key]] = make()
        return self.numbers[key]

    def write(self, folder):
        actors = []
        for discount, prior in zip(self.discount, self.priors, strict=True):
            actors.append({"discount": discount})
            if len(prior) > 1:
                actors[-1]["types"] = [{"prior": p} for p in prior]
        game, strategy = folder / "game.json", folder / "assessment.json"
        game.write_text(json.dumps({"schema_version": 1, "kind": "game", "actors": actors, "start": {"nodes": [0]},
                                    "nodes": self.nodes}))
        strategy.write_text(json.dumps({"schema_version": 1, "kind": "assessment", "start": [0],
                                        "histories": self.histories}))
        jsonschema.validate(json.loads(strategy.read_text()), json.loads(parley("schema", "assessment").stdout))
        return game, strategy


def certify(game, strategy, expect, *more):
    document = json.loads(parley("certify", game, strategy, "--json", *more, expect=expect).stdout)
    assert list(document)[-1] == "status"
    return document["certificate"]


def moved(strategy, history, seat, kind, by=0.05):
    """The assessment with one probability moved, and the beliefs that follow from that."""
    text = json.loads(strategy.read_text())
    chances = text["histories"][history]["seats"][seat]["probabilities"][kind]
    high = max(range(len(chances)), key=lambda m: chances[m])
    low = min(range(len(chances)), key=lambda m: (m == high, chances[m]))
    chances[high] -= by
    chances[low] += by
    for one in text["histories"]:
        one.pop("beliefs", None)
    other = strategy.with_name("moved.json")
    other.write_text(json.dumps(text))
    return other


def held_to_the_protocol(folder, model, refute):
    """Certified as written; refuted with one probability moved by .05, by more than rounding."""
    game, strategy = model.write(folder)
    good = certify(game, strategy, 0, "--bound", "1e-8")
    assert good["holds"] and good["belief_error"] < 1e-8 and good["method"] == "exact"
    for history, seat, kind in refute:
        bad = certify(game, moved(strategy, history, seat, kind), 4, "--bound", "1e-8")
        assert not bad["holds"] and max(bad["largest_share"], bad["belief_error"]) > 1e-4
    return game, good


def values(certificate):
    return [kind["value_start"] for kind in certificate["types"]]


# --- Threat, bluff and audience cost [Fearon1994; Schultz1999] ------------------------------------------------------
def bluff(resolved, cost, prize, kept, loss, war):
    model = Model([1, 1], [[resolved, 1 - resolved], [1]])
    two = lambda i: [{"actor": i, "moves": 2}]
    model.node(two(0), [([0, kept], []), ([0, 0], [1])], ends_step=False)
    model.node(two(1), [([prize, 0], []), ([0, 0], [2])], ends_step=False, stage=1)
    model.node(two(0), [([list(war), -loss], []), ([-cost, kept], [])], stage=2)
    pi = kept / (kept + loss)
    semi = resolved < pi
    bluffs = resolved * (1 - pi) / ((1 - resolved) * pi) if semi else 1
    resists = prize / (prize + cost) if semi else 0
    after = [pi, 1 - pi] if semi else [resolved, 1 - resolved]
    model.histories = [
        {"node": 0, "seats": [{"actor": 0, "probabilities": [[0, 1], [1 - bluffs, bluffs]]}], "next": [[], [1]]},
        {"node": 1, "beliefs": [after, [1]], "seats": [{"actor": 1, "probabilities": [[1 - resists, resists]]}],
         "next": [[], [2]]},
        {"node": 2, "seats": [{"actor": 0, "probabilities": [[1, 0], [0, 1]]}], "next": [[], []]}]
    return model, bluffs, resists


BLUFFS = [(0.2, 0.5, 1, 1, 1, (-0.3, -1)), (0.6, 0.5, 1, 1, 1, (-0.3, -1)), (0.3, 0.8, 2, 1.5, 0.5, (-0.2, -1.5)),
          (0.1, 0.4, 1.5, 1, 2, (-0.1, -2))]


@pytest.mark.parametrize("case", BLUFFS)
def test_threat_and_bluff(tmp_path, case):
    model, bluffs, resists = bluff(*case)
    refute = [(0, 0, 1), (1, 0, 0), (2, 0, 1)] if resists else [(1, 0, 0), (2, 0, 0)]
    game, good = held_to_the_protocol(tmp_path, model, refute)
    resolved, cost, prize, kept, loss, war = case
    assert values(good)[0] == pytest.approx((1 - resists) * prize + resists * war[0], abs=1e-10)
    found = json.loads(parley("solve", game, "--json", "--precision", 1000, "--belief-points", 1025).stdout)
    chance = {c["type"]: c["moves"][1]["probability"] for c in found["starts"][0]["choices"]}
    assert chance["type 1"] == pytest.approx(bluffs, abs=0.01)
    assert found["certificate"]["method"] == "exact"


# --- The chain store with short-lived entrants [KrepsWilson1982] ----------------------------------------------------
def chain_store_model(b, a, d, markets, strong):
    """Node 3k: the k-th entrant (in, out); 3k + 1: the store (fight, acquiesce); 3k + 2: it was left alone."""
    model = Model([d, 0], [[strong, 1 - strong], [1]])
    for k in range(markets):
        first, after = 3 * k, [3 * k + 3] if k + 1 < markets else []
        model.node([{"actor": 1, "moves": 2}], [([0, 0], [first + 1]), ([a, 0], [first + 2])], ends_step=False)
        model.node([{"actor": 0, "moves": 2, "open_to": [[0, 1], [1]]}], [([-1, b - 1], after), ([0, b], after)],
                   stage=1)
        model.node((), [([0, 0], after)], stage=1)

    def stays_out(n, p):
        threshold = b**n
        return 1 / (a * d) if abs(p - threshold) < 1e-12 else float(p > threshold)

    def fights(n, p):
        if n == 1 or p == 0:
            return 0.0
        threshold = b ** (n - 1)
        return 1.0 if p >= threshold - 1e-12 else (1 - threshold) * p / ((1 - p) * threshold)

    def entrant(k, p):
        n = markets - k
        out = stays_out(n, p)
        key = lambda *parts: (*parts[:2], round(parts[2], 12))
        store = lambda: {
            "node": 3 * k + 1, "beliefs": [[p, 1 - p], [1]],
            "seats": [{"actor": 0, "probabilities": [[1, 0], [fights(n, p), 1 - fights(n, p)]]}],
            "next": [follows(k, max(p, b ** (n - 1)) if p > 0 else 0.0), follows(k, 0.0)]}
        rest = lambda: {"node": 3 * k + 2, "beliefs": [[p, 1 - p], [1]], "next": [follows(k, p)]}
        return {"node": 3 * k, "beliefs": [[p, 1 - p], [1]], "seats": [{"actor": 1, "probabilities": [[1 - out, out]]}],
                "next": [[model.history(key("store", k, p), store)], [model.history(key("rest", k, p), rest)]]}

    def follows(k, p):
        if k + 1 == markets:
            return []
        return [model.history(("entrant", k + 1, round(p, 12)), lambda: entrant(k + 1, p))]

    model.history(("entrant", 0, round(strong, 12)), lambda: entrant(0, strong))
    return model, stays_out(markets, strong)


STORES = [(0.5, 2, 1, 10, 0.1), (0.4, 1.5, 1, 6, 0.05), (0.6, 3, 0.9, 8, 0.1), (0.5, 2, 1, 4, 0.05)]


@pytest.mark.parametrize("case", STORES)
def test_chain_store(tmp_path, case):
    model, _ = chain_store_model(*case)
    mixed = next(k for k, h in enumerate(model.histories)
                 if "seats" in h and h["seats"][0]["actor"] == 0 and 0.06 < h["seats"][0]["probabilities"][1][0] < 0.94)
    _, good = held_to_the_protocol(tmp_path, model, [(mixed, 0, 1)])
    b, a, d, markets, strong = case
    if strong > b**markets:
        # A market each until entry begins, and nothing from there on.
        quiet = sum(1 for n in range(1, markets + 1) if b**n < strong)
        assert values(good)[1] == pytest.approx(sum(a * d**k for k in range(quiet)), abs=1e-9)


# --- Alternating concessions with an obstinate type a side [after AbreuGul2000] -------------------------------------
def alternating(win, lose, discount, obstinate):
    """Total chances of conceding in each period, which keep the other side indifferent."""
    mixing = [0, 0]
    for i in (0, 1):
        j, d = 1 - i, discount[1 - i]
        mixing[i] = lose[j] * (1 - d * d) / (d * (win[j] - d * lose[j]))
    q = mixing
    periods = math.ceil(math.log(obstinate[1]) / math.log(1 - q[1]))
    if (1 - q[0]) ** (periods - 1) >= obstinate[0]:
        total = []
        for k in range(periods):
            total.append(1 - obstinate[0] / (1 - q[0]) ** (periods - 1) if k == 0 else q[0])
            total.append(q[1] if k + 1 < periods else 1 - obstinate[1] / (1 - q[1]) ** (periods - 1))
        return total
    periods = math.ceil(math.log(obstinate[0]) / math.log(1 - q[0]))
    total = [0.0]
    for k in range(periods):
        total.append(1 - obstinate[1] / (1 - q[1]) ** (periods - 1) if k == 0 else q[1])
        total.append(q[0] if k + 1 < periods else 1 - obstinate[0] / (1 - q[0]) ** (periods - 1))
    return total


def alternating_model(win, lose, discount, obstinate):
    model = Model(discount, [[z, 1 - z] for z in obstinate])
    for i in (0, 1):
        pays = [0, 0]
        pays[i], pays[1 - i] = lose[i], win[1 - i]
        model.node([{"actor": i, "moves": 2, "open_to": [[1], [0, 1]]}], [(pays, []), ([0, 0], [1 - i])])
    total = alternating(win, lose, discount, obstinate)
    belief = list(obstinate)  # in the obstinate type
    for n, p in enumerate(total):
        i = n % 2
        now = [[mu, 1 - mu] for mu in belief]
        concedes = min(p / (1 - belief[i]), 1) if belief[i] < 1 else 1
        model.histories.append({"node": i, "beliefs": now, "next": [[], [n + 1]],
                                "seats": [{"actor": i, "probabilities": [[0, 1], [concedes, 1 - concedes]]}]})
        belief[i] = min(belief[i] / (1 - p), 1)
    # All are obstinate, or have made believe so: whoever is not yields at once.
    last = len(total)
    for n in (last, last + 1):
        model.histories.append({"node": n % 2, "beliefs": [[1, 0], [1, 0]], "next": [[], [last if n > last else n + 1]],
                                "seats": [{"actor": n % 2, "probabilities": [[0, 1], [1, 0]]}]})
    return model, total


ALTERNATING = [((0.6, 0.7), (0.3, 0.4), (0.9, 0.85), (0.1, 0.05)), ((0.7, 0.7), (0.3, 0.3), (0.8, 0.8), (0.2, 0.02)),
               ((0.7, 0.6), (0.2, 0.3), (0.95, 0.9), (0.05, 0.15)), ((0.8, 0.6), (0.3, 0.2), (0.9, 0.9), (0.3, 0.01))]


@pytest.mark.parametrize("case", ALTERNATING)
def test_alternating_concessions(tmp_path, case):
    model, total = alternating_model(*case)
    game, good = held_to_the_protocol(tmp_path, model, [(2, 0, 1), (3, 0, 1)])
    win, lose, discount, obstinate = case
    found = json.loads(parley("solve", game, "--json", "--precision", 1000, "--belief-axis", "log",
                              "--belief-points", 161, "--refine", 0, "--bound", 0.1).stdout)
    claimed = [kind["value_claimed"] for kind in found["certificate"]["types"]]
    for mine, exact in zip(claimed, values(good), strict=True):
        assert mine == pytest.approx(exact, abs=0.02)
    first = found["starts"][0]["choices"][1]["moves"]
    assert first[0]["probability"] * (1 - obstinate[0]) == pytest.approx(total[0], abs=0.04)


# --- Screening by offers that improve [FudenbergLevineTirole1985; Hart1989] -----------------------------------------
def screening(high, low, discount, soft, rounds=12):
    """Demands and the odds of the soft type at which the demander goes from one to the next."""
    demands = [low]
    for _ in range(rounds):
        demands.append((1 - discount) * high + discount * demands[-1])

    def worth(n, h):
        if n == 0:
            return low * (1 + h)
        return demands[n] * (h - odds[n - 1]) + discount * worth(n - 1, odds[n - 1])

    odds = [0.0]
    for n in range(1, rounds):
        low_end, step = odds[-1], 1.0
        gap = lambda h, n=n: worth(n, h) - worth(n - 1, h)
        while gap(low_end + step) < 0:
            step *= 2
        odds.append(brentq(gap, low_end, low_end + step, xtol=1e-15, rtol=8.9e-16))
    return demands, odds, worth


def screening_model(high, low, discount, soft):
    demands, odds, worth = screening(high, low, discount, soft)
    start = soft / (1 - soft)
    most = max(n for n in range(len(odds)) if odds[n] <= start)
    demands = demands[: most + 1]
    model = Model([discount, discount], [[1], [soft, 1 - soft]])
    # Node 0 demands; node 1 + k answers demand k: accept or reject.
    model.node([{"actor": 0, "moves": most + 1}], [([0, 0], [1 + k]) for k in range(most + 1)], ends_step=False)
    for p in demands:
        model.node([{"actor": 1, "moves": 2}], [([p, [high - p, low - p]], []), ([0, 0], [0])], stage=1)

    def demand(h):
        n = max(n for n in range(most + 1) if odds[n] <= h + 1e-12)
        chances = [float(k == n) for k in range(most + 1)]
        return {"node": 0, "beliefs": [[1], [h / (1 + h), 1 / (1 + h)]],
                "seats": [{"actor": 0, "probabilities": [chances]}],
                "next": [[model.history(("answer", k, round(h, 12)), lambda k=k: answer(k, h))]
                         for k in range(most + 1)]}

    def answer(k, h):
        # The soft type accepts demand k as often as brings the odds down to where the next demand is k - 1.
        left = odds[k - 1] if k > 0 else 0.0
        accepts = 1.0 if k <= 1 else max(0.0, 1 - left / h) if h > 0 else 0.0
        after = h * (1 - accepts)
        return {"node": 1 + k, "beliefs": [[1], [h / (1 + h), 1 / (1 + h)]],
                "seats": [{"actor": 1, "probabilities": [[accepts, 1 - accepts], [float(k == 0), float(k > 0)]]}],
                "next": [[], [model.history(("demand", round(after, 12)), lambda: demand(after))]]}

    model.history(("demand", round(start, 12)), lambda: demand(start))
    return model, worth(most, start) / (1 + start), demands


SCREENINGS = [(1, 0.3, 0.8, 0.8), (1, 0.5, 0.9, 0.7), (1, 0.4, 0.7, 0.75), (2, 0.5, 0.85, 0.6)]


@pytest.mark.parametrize("case", SCREENINGS)
def test_screening(tmp_path, case):
    model, demander, demands = screening_model(*case)
    soft_answers = next(k for k, h in enumerate(model.histories) if h["node"] == len(demands))
    _, good = held_to_the_protocol(tmp_path, model, [(soft_answers, 0, 0)])
    # Types mix between histories that the demander weighs by what it believes of them: its own value is the mean.
    assert values(good)[0] == pytest.approx(demander, abs=1e-9)
    assert values(good)[1] == pytest.approx(case[0] - demands[-1], abs=1e-9)
    assert values(good)[2] == pytest.approx(0, abs=1e-12)


# --- Risk and return: an offer under a private cost of war [Fearon1995] ---------------------------------------------
def ultimatum(p, most, own, kinds, offers):
    costs = [most * (k + 0.5) / kinds for k in range(kinds)]
    model = Model([1, 1], [[1], [1 / kinds] * kinds])
    model.node([{"actor": 0, "moves": len(offers)}], [([0, 0], [1 + k]) for k in range(len(offers))], ends_step=False)
    for x in offers:
        model.node([{"actor": 1, "moves": 2}], [([1 - x, x], []), ([1 - p - own, [p - c for c in costs]], [])], stage=1)
    takes = lambda x: [x >= p - c - 1e-12 for c in costs]
    worth = lambda x: sum((1 - x) if yes else (1 - p - own) for yes in takes(x)) / kinds
    best = max(range(len(offers)), key=lambda k: worth(offers[k]))
    model.histories.append({"node": 0, "seats": [{"actor": 0, "probabilities": [[float(k == best) for k in
                            range(len(offers))]]}], "next": [[1 + k] for k in range(len(offers))]})
    for k, x in enumerate(offers):
        model.histories.append({"node": 1 + k, "next": [[], []], "seats": [
            {"actor": 1, "probabilities": [[float(yes), float(not yes)] for yes in takes(x)]}]})
    return model, worth(offers[best]), offers[best], 1 - sum(takes(offers[best])) / kinds


ULTIMATA = [(0.5, 0.4, 0.1, 10), (0.6, 0.5, 0.2, 20), (0.7, 0.3, 0.05, 15)]


@pytest.mark.parametrize("case", ULTIMATA)
def test_risk_and_return(tmp_path, case):
    p, most, own, kinds = case
    step = most / kinds / 2
    offers = [p - most + step * k for k in range(2 * kinds + 1)]
    model, worth, offer, war = ultimatum(p, most, own, kinds, offers)
    _, good = held_to_the_protocol(tmp_path, model, [(0, 0, 0), (1, 0, 0)])
    assert values(good)[0] == pytest.approx(worth, abs=1e-12)
    assert war == pytest.approx((most - own) / (2 * most), abs=1 / kinds)
    assert offer == pytest.approx(p - (most - own) / 2, abs=most / kinds)


# --- Beliefs that do not follow, and files that do not fit ----------------------------------------------------------
def test_beliefs_against_bayes_rule_are_told(tmp_path):
    model, *_ = bluff(*BLUFFS[0])
    model.histories[1]["beliefs"] = [[0.6, 0.4], [1]]
    game, strategy = model.write(tmp_path)
    bad = certify(game, strategy, 4)
    assert bad["belief_error"] == pytest.approx(0.1) and bad["belief_history"] == 1
    text = parley("certify", game, strategy, expect=4).stdout
    assert "Bayes' rule by 1.0e-01 at most, at history 1" in " ".join(text.split())


def test_a_solution_is_written_as_an_assessment_and_certified_again(tmp_path):
    model, *_ = bluff(*BLUFFS[0])
    game, strategy = model.write(tmp_path)
    found = json.loads(parley("solve", game, "--json", "--precision", 300, "--profile", strategy).stdout)
    jsonschema.validate(json.loads(strategy.read_text()), json.loads(parley("schema", "assessment").stdout))
    again = certify(game, strategy, 0, "--bound", "0.01")
    for mine, exact in zip(found["certificate"]["types"], again["types"], strict=True):
        assert mine["value_played"] == pytest.approx(exact["value_start"], abs=1e-12)
        assert mine["gain_worst"] == pytest.approx(exact["gain_worst"], abs=1e-12)
    # As logit choice of the precision it was solved at it holds but for what interpolation gets wrong.
    parley("solve", game, "--precision", 5, "--belief-points", 2049, "--profile", strategy)
    assert 0 < certify(game, strategy, 0, "--bound", "1e-3", "--precision", 5)["largest_residual"] < 1e-3


MISTAKES = [
    (lambda a: a.pop("start"), "E0512"),
    (lambda a: a.update(kind="profile"), "E0514"),
    (lambda a: a.update(histories=[]), "E0519"),
    (lambda a: a["histories"][0].update(node=7), "E0515"),
    (lambda a: a["histories"][0].update(node=1), "E0519"),
    (lambda a: a["histories"][0]["seats"][0]["probabilities"].pop(), "E0519"),
    (lambda a: a["histories"][0]["seats"][0]["probabilities"][0].append(0), "E0519"),
    (lambda a: a["histories"][0]["seats"][0]["probabilities"][0].__setitem__(0, 0.5), "E0502"),
    (lambda a: a["histories"][0]["seats"][0]["probabilities"][0].__setitem__(0, -1), "E0503"),
    (lambda a: a["histories"][0]["seats"].append({"actor": 1, "probabilities": [[1]]}), "E0519"),
    (lambda a: a["histories"][0]["seats"][0].update(actor=1), "E0519"),
    (lambda a: a["histories"][0]["next"].pop(), "E0519"),
    (lambda a: a["histories"][0]["next"][1].append(1), "E0519"),
    (lambda a: a["histories"][0].update(next=[[], [2]]), "E0519"),
    (lambda a: a["histories"][0].update(next=[[], [9]]), "E0515"),
    (lambda a: a["histories"][1].update(beliefs=[[1]]), "E0519"),
    (lambda a: a["histories"][1].update(beliefs=[[0.5, 0.4], [1]]), "E0502"),
    (lambda a: a["histories"].append({"node": 2, "seats": a["histories"][2]["seats"], "next": [[], []]}), "E0519"),
    (lambda a: a["histories"][0].update(extra=1), "E0513"),
]


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_an_assessment_that_does_not_fit_is_refused_with_its_place(tmp_path, number):
    change, code = MISTAKES[number]
    model, *_ = bluff(*BLUFFS[0])
    game, strategy = model.write(tmp_path)
    text = json.loads(strategy.read_text())
    change(text)
    strategy.write_text(json.dumps(text, indent=1))
    done = parley("certify", game, strategy, expect=3)
    assert done.stdout == "" and f"error[{code}]" in done.stderr and "assessment.json:" in done.stderr


def test_closed_moves_are_refused(tmp_path):
    model, _ = chain_store_model(*STORES[3])
    for history in model.histories:
        if history["node"] == 1:
            history["seats"][0]["probabilities"][0] = [0, 1]
    game, strategy = model.write(tmp_path)
    assert "not open to type 0" in parley("certify", game, strategy, expect=3).stderr


# --- The sanctions threat, with several equilibria [LewisSchultz2003] -----------------------------------------------
SHOCKS = (-1, 1)


def logistic(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def sanctions_play(war_target, precision, resists):
    """What all types of the challenger and the target do if the target is thought to resist with this chance."""
    challenges, stands = [], []
    for war, down in itertools.product(SHOCKS, SHOCKS):
        fights, backs = -1.9 + war, -1.2 + down
        stands.append(logistic(precision * (fights - backs)))
        challenges.append(logistic(precision * (1 - resists + resists * (stands[-1] * fights
                                                                         + (1 - stands[-1]) * backs))))
    firm = sum(c * s for c, s in zip(challenges, stands, strict=True)) / sum(challenges)
    resisting = [logistic(precision * (firm * (war_target + e) + 1 - firm)) for e in SHOCKS]
    return challenges, stands, resisting


def sanctions_equilibria(war_target, precision):
    excess = lambda r: sum(sanctions_play(war_target, precision, r)[2]) / 2 - r
    grid = [k / 4000 for k in range(4001)]
    return [brentq(excess, a, b, xtol=1e-15) for a, b in itertools.pairwise(grid) if excess(a) * excess(b) < 0]


def sanctions(war_target, precision, resists):
    """Actor 0 keeps the status quo or challenges, 1 concedes or resists, 0 stands firm or backs down."""
    model = Model([1, 1], [[0.25] * 4, [0.5] * 2])
    challenges, stands, resisting = sanctions_play(war_target, precision, resists)
    pairs = list(itertools.product(SHOCKS, SHOCKS))
    two = lambda i: [{"actor": i, "moves": 2}]
    model.node(two(0), [([0, 0], []), ([0, 0], [1])], ends_step=False)
    model.node(two(1), [([1, 0], []), ([0, 0], [2])], ends_step=False, stage=1)
    model.node(two(0), [([[-1.9 + w for w, _ in pairs], [war_target + e for e in SHOCKS]], []),
                        ([[-1.2 + d for _, d in pairs], 1], [])], stage=2)
    lotteries = lambda chances: [[1 - c, c] for c in chances]
    model.histories = [
        {"node": 0, "seats": [{"actor": 0, "probabilities": lotteries(challenges)}], "next": [[], [1]]},
        {"node": 1, "seats": [{"actor": 1, "probabilities": lotteries(resisting)}], "next": [[], [2]]},
        {"node": 2, "seats": [{"actor": 0, "probabilities": [[s, 1 - s] for s in stands]}], "next": [[], []]}]
    return model


@pytest.mark.parametrize("war_target,precision", [(-4.5, 5), (-3.5, 5), (-3.5, 8)])
def test_sanctions_threat_with_three_equilibria(tmp_path, war_target, precision):
    exact = sanctions_equilibria(war_target, precision)
    assert len(exact) == 3
    for resists in exact:
        game, strategy = sanctions(war_target, precision, resists).write(tmp_path)
        good = certify(game, strategy, 0, "--bound", "1e-8", "--precision", precision)
        assert good["holds"] and good["belief_error"] < 1e-12
        bad = certify(game, moved(strategy, 1, 0, 0), 4, "--bound", "1e-8", "--precision", precision)
        assert bad["largest_residual"] > 0.01
    found = json.loads(parley("solve", game, "--json", "--precision", precision, "--belief-points", 257,
                              "--bound", 0.02).stdout)
    starts = [found["starts"][0], *found["others"]]
    assert all(other["certificate"]["holds"] for other in found["others"])
    # What a start says is how often each type challenges; each equilibrium has its own chances.
    chances = [[choice["moves"][1]["probability"] for choice in start["choices"]] for start in starts]
    expected = [sanctions_play(war_target, precision, resists)[0] for resists in exact]
    for one in chances:
        assert min(max(abs(a - b) for a, b in zip(one, e, strict=True)) for e in expected) < 0.05
    assert len(chances) == 3


# --- A deal under noisy verification: an alarm suspends it [after GreenPorter1984] ----------------------------------
def noisy_deal(gain, false_alarm, alarm, discount, periods, complies):
    """Node 0 is the deal, in which actor 0 complies or cheats unseen; then so many periods of suspension."""
    model = Model([discount, discount], [[1], [1]])
    now = 1 - discount
    seen = lambda chance: ([0, 1], [1 - chance, chance]) if periods else ([0], [1])
    model.node([{"actor": 0, "moves": 2, "hidden": True}],
               [([now, 0], *seen(false_alarm)), ([now * (1 + gain), 0], *seen(alarm))])
    for k in range(periods):
        model.node((), [([0, 0], [(k + 2) % (periods + 1)])])
    follows = [[0, 1], [0, 1]] if periods else [[0], [0]]
    model.histories = [{"node": 0, "seats": [{"actor": 0, "probabilities": [[float(complies), float(not complies)]]}],
                        "next": follows}]
    model.histories += [{"node": k + 1, "next": [[(k + 2) % (periods + 1)]]} for k in range(periods)]
    return model


DEALS = [(0.5, 0.05, 0.5, 0.95), (0.8, 0.02, 0.6, 0.9), (0.3, 0.1, 0.4, 0.97)]


@pytest.mark.parametrize("case", DEALS)
def test_shortest_suspension_that_deters(tmp_path, case):
    gain, false_alarm, alarm, discount = case
    # The share of a discounted future that must be at stake, and the fewest periods that put it there.
    needed = (1 - discount) * gain / (discount * (alarm - false_alarm - false_alarm * gain))
    periods = math.ceil(math.log(1 - needed) / math.log(discount))
    kept, good = held_to_the_protocol(tmp_path, noisy_deal(*case, periods, True), [(0, 0, 0)])
    worth = (1 - discount) / (1 - discount + discount * false_alarm * (1 - discount**periods))
    assert values(good)[0] == pytest.approx(worth, abs=1e-10)
    found = json.loads(parley("solve", kept, "--json").stdout)
    assert found["strategies"][0]["moves"][0]["probability"] == pytest.approx(1, abs=1e-9)
    # A period less does not deter: complying is refuted and cheating is not.
    game, strategy = noisy_deal(*case, periods - 1, True).write(tmp_path)
    assert not certify(game, strategy, 4, "--bound", "1e-8")["holds"]
    game, strategy = noisy_deal(*case, periods - 1, False).write(tmp_path)
    assert certify(game, strategy, 0, "--bound", "1e-8")["holds"]


def test_no_suspension_deters_where_alarms_say_too_little(tmp_path):
    gain, false_alarm, alarm, discount = 2.5, 0.1, 0.3, 0.95
    for periods in (1, 5, 50):
        game, strategy = noisy_deal(gain, false_alarm, alarm, discount, periods, True).write(tmp_path)
        assert not certify(game, strategy, 4, "--bound", "1e-8")["holds"]


# --- Reputations in continuous time as the limit of ever shorter turns [AbreuGul2000, prop. 1] ----------------------
def continuous_time(share, rate, obstinate):
    """Hazards of concession, the atom at the start, and values of those who are not obstinate."""
    hazard = [rate[1 - i] * (1 - share[i]) / (sum(share) - 1) for i in (0, 1)]
    end = min(-math.log(obstinate[i]) / hazard[i] for i in (0, 1))
    atom = [max(0.0, 1 - obstinate[i] * math.exp(hazard[i] * end)) for i in (0, 1)]
    return hazard, atom, [atom[1 - i] * share[i] + (1 - atom[1 - i]) * (1 - share[1 - i]) for i in (0, 1)]


# Where one side is far weaker than the other the atom is within a thousandth too; where it is small, turns add half a
# turn's hazard to it.
@pytest.mark.parametrize("share,rate,obstinate,atom_tolerance", [
    ((0.6, 0.7), (0.1, 0.2), (0.1, 0.05), 1e-3), ((0.6, 0.6), (0.1, 0.1), (0.06, 0.1), 5e-3),
    ((0.6, 0.6), (0.1, 0.1), (0.05, 0.05), 5e-3)])
def test_short_turns_come_near_continuous_time(tmp_path, share, rate, obstinate, atom_tolerance):
    hazard, atom, worth = continuous_time(share, rate, obstinate)
    off = []
    for turn in (0.2, 0.05, 0.01):
        discount = [math.exp(-r * turn) for r in rate]
        model, total = alternating_model(share, (1 - share[1], 1 - share[0]), discount, obstinate)
        good = certify(*model.write(tmp_path), 0, "--bound", "1e-8")
        got = [values(good)[1], values(good)[3]]
        off.append(max(abs(a - b) for a, b in zip(got, worth, strict=True)))
        # Each side has every other turn.
        rates = [total[2] / (2 * turn), total[3] / (2 * turn)]
    assert off[2] < off[1] < off[0] and off[2] < 1e-3
    assert max(abs(t - a) for t, a in zip(total[:2], atom, strict=True)) < atom_tolerance
    assert rates == pytest.approx(hazard, rel=0.01)
