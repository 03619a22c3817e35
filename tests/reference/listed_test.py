# SPDX-License-Identifier: Apache-2.0
"""Games whose equilibria are all known: listed by `solve --all`, or met beside the path; and published ones, certified.

The equilibria are computed here from the formulas of the literature that is named beside each, or by recursion and scan.
"""
import itertools
import json
import math

import pytest
from scipy.optimize import brentq

from program import parley


def write_game(folder, discount, nodes):
    """Nodes as (moves by actor, {joint: (payoffs, [(to, chance)])}); an actor with one move has it too."""
    written = []
    for moves, joints in nodes:
        entry = {"seats": [{"actor": i, "moves": m} for i, m in enumerate(moves)], "joint_moves": []}
        for at in itertools.product(*(range(m) for m in moves)):
            payoffs, edges = joints[at]
            joint = {"payoffs": list(payoffs)}
            if edges:
                joint.update(successors=[to for to, _ in edges], probabilities=[p for _, p in edges])
            entry["joint_moves"].append(joint)
        written.append(entry)
    file = folder / "game.json"
    file.write_text(json.dumps({"schema_version": 1, "kind": "game", "actors": [{"discount": d} for d in discount],
                                "start": {"nodes": [0]}, "nodes": written}))
    return file


def list_all(file, expect=0):
    """The equilibria of a game, each as {(node, actor): probabilities} and values at the start, and the completeness."""
    records = [json.loads(line) for line in parley("solve", file, "--all", "--json", expect=expect).stdout.splitlines()]
    found = [record["equilibrium"] for record in records if "equilibrium" in record]
    assert all(e["holds"] and e["largest_share"] <= 1e-9 for e in found)
    return [read(e) for e in found], records[-2]["completeness"]["status"]


def read(solution, actors=None):
    chances = {(c["node"], c["actor"]): [m["probability"] for m in c["moves"]] for c in solution["strategies"]}
    return chances, [a["value_start"] for a in (actors or solution["actors"])]


def near(found, expected, tolerance):
    """Whether two lists of lists of numbers are the same but for their order."""
    left = [list(e) for e in expected]
    for one in found:
        match = [e for e in left if all(abs(a - b) <= tolerance for a, b in zip(one, e, strict=True))]
        if not match:
            return False
        left.remove(match[0])
    return not left


# --- Two by two games: asymmetric matching pennies [Ochs1995] and chicken -------------------------------------------
def bimatrix(folder, a, b):
    return write_game(folder, (0.5, 0.5), [((2, 2), {(i, j): ((a[i][j], b[i][j]), []) for i in (0, 1) for j in (0, 1)})])


def firsts(equilibrium):
    chances, _ = equilibrium
    return [chances[0, "actor 0"][0], chances[0, "actor 1"][0]]


@pytest.mark.parametrize("x", [9, 4, 2, 30])
def test_matching_pennies_have_their_one_equilibrium(tmp_path, x):
    found, completeness = list_all(bimatrix(tmp_path, [[x, 0], [0, 1]], [[0, 1], [1, 0]]))
    assert completeness == "complete"
    assert near(map(firsts, found), [[1 / 2, 1 / (x + 1)]], 1e-10)


CHICKENS = [(0, 7, 2, 6), (0, 5, 1, 3), (-10, 3, -1, 1)]


def chicken(folder, crash, win, lose, meet):
    return bimatrix(folder, [[crash, win], [lose, meet]], [[crash, lose], [win, meet]])


@pytest.mark.parametrize("crash,win,lose,meet", CHICKENS)
def test_chicken_has_two_pure_equilibria_and_one_mixed(tmp_path, crash, win, lose, meet):
    file = chicken(tmp_path, crash, win, lose, meet)
    p = (win - meet) / (win - meet + lose - crash)
    expected = [[1, 0], [0, 1], [p, p]]
    found, completeness = list_all(file)
    assert completeness == "complete" and near(map(firsts, found), expected, 1e-10)
    # The path ends at the mixed one and meets both others beside it.
    document = json.loads(parley("solve", file, "--json").stdout)
    met = [read(document, document["certificate"]["actors"]), *map(read, document["others"])]
    assert near(map(firsts, met), [expected[2], *expected[:2]], 1e-10)


@pytest.mark.parametrize("game", CHICKENS)
@pytest.mark.parametrize("precision", [0.2, 0.5, 1, 1.5, 2, 4])
def test_all_logit_equilibria_of_chicken_lie_on_the_path_and_the_branches_beside_it(tmp_path, game, precision):
    crash, win, lose, meet = game

    def odds(q):
        return precision * (q * (crash - lose) + (1 - q) * (win - meet))

    def chance(x):
        return 1 / (1 + math.exp(-x))

    # In log odds, where the answers to answers stand still: equilibria close to 0 and 1 are as far apart as others.
    grid = [-60.013 + 0.01 * k for k in range(12002)]
    scan = lambda x: odds(chance(odds(chance(x)))) - x
    fixed = [chance(brentq(scan, a, b, xtol=1e-14)) for a, b in zip(grid, grid[1:]) if scan(a) * scan(b) < 0]
    document = json.loads(parley("solve", chicken(tmp_path, *game), "--precision", precision, "--json").stdout)
    met = [read(document, document["certificate"]["actors"]), *map(read, document["others"])]
    assert near(map(firsts, met), [[p, chance(odds(p))] for p in fixed], 1e-8)


# --- Centipede [McKelveyPalfrey1998]: the limit -----------------------------------------------------------------------
@pytest.mark.parametrize("piles", [[(0.4, 0.1), (0.2, 0.8), (1.6, 0.4), (0.8, 3.2), (6.4, 1.6)],
                                   [(1, 0), (0, 2), (3, 1), (2, 4), (5, 3), (4, 6), (7, 5)]])
def test_the_centipede_is_ended_at_once_in_its_one_subgame_perfect_equilibrium(tmp_path, piles):
    nodes = []
    for k in range(len(piles) - 1):
        moves = (2, 1) if k % 2 == 0 else (1, 2)
        on = ((0, 0), [(k + 1, 1)]) if k + 2 < len(piles) else (piles[-1], [])
        nodes.append((moves, {at: (piles[k], []) if sum(at) == 0 else on
                              for at in itertools.product(*(range(m) for m in moves))}))
    found, completeness = list_all(write_game(tmp_path, (1, 1), nodes))
    assert completeness == "complete" and len(found) == 1
    chances, values = found[0]
    assert all(chances[k, f"actor {k % 2}"] == [1, 0] for k in range(len(nodes)))
    assert values == pytest.approx(piles[0], abs=1e-12)


# --- Alternating prices [MaskinTirole1988] ------------------------------------------------------------------------------
def duopoly(folder, discount):
    """Node 7 m + s: firm m sets a price against the rival's s / 6."""
    price = [k / 6 for k in range(7)]

    def profit(own, other):
        return price[own] * (1 - price[own]) * (1 if own < other else 0.5 if own == other else 0)

    nodes = []
    for m in (0, 1):
        for s in range(7):
            joints = {}
            for a in range(7):
                pays = [profit(a, s), profit(s, a)]
                joints[(a, 0) if m == 0 else (0, a)] = (pays if m == 0 else pays[::-1], [(7 * (1 - m) + a, 1)])
            nodes.append(((7, 1) if m == 0 else (1, 7), joints))
    return write_game(folder, (discount, discount), nodes)


def reactions(kind, d):
    rows = [[0] * 7 for _ in range(7)]
    if kind == "kinked":
        beta = (5 + d) / (5 * d + 9 * d * d)
        for s, a in ((6, 3), (5, 3), (4, 3), (3, 3), (2, 1), (0, 3)):
            rows[s][a] = 1
        rows[1][1], rows[1][3] = beta, 1 - beta
    else:
        m = (3 * d**2 - 1) * (1 + d**2 + d**4) / (8 + 7 * d**2 + 2 * d**4 + 3 * d**6)
        for s, a in ((6, 4), (5, 4), (4, 3), (3, 2), (2, 1), (1, 0)):
            rows[s][a] = 1
        rows[0][0], rows[0][5] = m, 1 - m
    return rows


def write_profile(file, rows):
    nodes = [{"node": 7 * m + s, "seats": [{"actor": i, "probabilities": rows[s] if i == m else [1]} for i in (0, 1)]}
             for m in (0, 1) for s in range(7)]
    file.write_text(json.dumps({"schema_version": 1, "kind": "profile", "nodes": nodes}))


# Edgeworth cycles are equilibria for discounts close to 1 only.
@pytest.mark.parametrize("kind,discount", [("kinked", 0.95), ("kinked", 0.9), ("kinked", 0.99), ("edgeworth", 0.99),
                                           ("edgeworth", 0.995)])
def test_published_price_equilibria_are_certified_and_refuted_when_moved(tmp_path, kind, discount):
    game, profile = duopoly(tmp_path, discount), tmp_path / "profile.json"
    rows = reactions(kind, discount)
    write_profile(profile, rows)
    parley("certify", game, profile, "--bound", "1e-9")
    mixed = 1 if kind == "kinked" else 0
    first, second = (k for k in range(7) if rows[mixed][k] > 0)
    rows[mixed][first] += 0.05
    rows[mixed][second] -= 0.05
    write_profile(profile, rows)
    parley("certify", game, profile, "--bound", "1e-9", expect=4)


@pytest.mark.parametrize("discount", [0.95, 0.9, 0.8, 0.5])
def test_the_price_game_is_solved_and_its_cycle_is_not_listed(tmp_path, discount):
    game = duopoly(tmp_path, discount)
    parley("solve", game, "--bound", "1e-9")
    assert "E0604" in parley("solve", game, "--all", expect=2).stderr


# --- Zero-sum games that absorb [Gillette1957; BlackwellFerguson1968; BewleyKohlberg1976] ------------------------------
def absorbing(folder, entries, lam):
    """Entries (worth, ends) by joint move; payoffs normalised by lam = 1 - discount, nodes 1 and 2 pay 1 and 0 for ever."""
    joints = {at: ((lam * x, -lam * x), [((1 if x == 1 else 2) if ends else 0, 1)]) for at, (x, ends) in entries.items()}
    stays = [((1, 1), {(0, 0): ((lam * x, -lam * x), [(n, 1)])}) for n, x in ((1, 1), (2, 0))]
    return write_game(folder, (1 - lam, 1 - lam), [((2, 2), joints), *stays])


@pytest.mark.parametrize("lam", [0.5, 0.1, 0.05, 0.01, 0.001])
def test_the_big_match_and_the_square_root_game_have_one_equilibrium(tmp_path, lam):
    file = absorbing(tmp_path, {(0, 0): (1, True), (0, 1): (0, True), (1, 0): (0, False), (1, 1): (1, False)}, lam)
    found, completeness = list_all(file)
    assert completeness == "complete"
    assert near(map(firsts, found), [[lam / (1 + lam), 1 / 2]], 1e-8)
    assert found[0][1] == pytest.approx([1 / 2, -1 / 2], abs=1e-8)
    file = absorbing(tmp_path, {(0, 0): (0, False), (0, 1): (1, True), (1, 0): (1, True), (1, 1): (0, True)}, lam)
    v = 1 / (1 + math.sqrt(lam))
    found, completeness = list_all(file)
    assert completeness == "complete"
    assert near(map(firsts, found), [[1 / (2 - (1 - lam) * v)] * 2], 1e-8)
    assert found[0][1] == pytest.approx([v, -v], abs=1e-8)


# --- An arms race on a ladder [IskhakovRustSchjerning2016] -------------------------------------------------------------
class Race:
    """Sides (i, j) below the top of a ladder; both may pay to climb a rung with some chance."""

    def __init__(self, length, win, lose, tie, discount, cost, success):
        self.length, self.win, self.lose, self.tie = length, win, lose, tie
        self.discount, self.cost, self.success = discount, cost, success
        self.live = [(i, j) for i in range(length) for j in range(length)]

    def end(self, at, k):
        if at[0] == at[1]:
            return self.tie
        return self.win if at[k] == self.length else -self.lose

    def steps(self, at, joint):
        """Where a joint move leads, with what chance."""
        p = [s * m for s, m in zip(self.success, joint)]
        for up in itertools.product((0, 1), repeat=2):
            chance = math.prod(x if u else 1 - x for x, u in zip(p, up))
            if chance > 0:
                yield (at[0] + up[0], at[1] + up[1]), chance

    def write(self, folder):
        place = {at: n for n, at in enumerate(self.live)}
        nodes = []
        for at in self.live:
            joints = {}
            for joint in itertools.product((0, 1), repeat=2):
                pays, edges, over = [-c * m for c, m in zip(self.cost, joint)], [], 0
                for to, chance in self.steps(at, joint):
                    if to in place:
                        edges.append((place[to], chance))
                        continue
                    over += chance
                    pays = [x + self.discount * chance * self.end(to, k) for k, x in enumerate(pays)]
                joints[joint] = (pays, edges + ([(len(self.live), over)] if over else []))
            nodes.append(((2, 2), joints))
        return write_game(folder, (self.discount,) * 2, nodes + [((1, 1), {(0, 0): ((0, 0), [])})])

    def stage(self, at, values):
        """Every equilibrium (chances to climb, values) of one node: pure by trial, mixed by scan and bisection."""
        flow, stay = {}, {}
        for joint in itertools.product((0, 1), repeat=2):
            for k in (0, 1):
                flow[joint, k], stay[joint, k] = -self.cost[k] * joint[k], 0
                for to, chance in self.steps(at, joint):
                    if to == at:
                        stay[joint, k] += self.discount * chance
                    else:
                        flow[joint, k] += self.discount * chance * (
                            values[to][k] if to in values else self.end(to, k))

        def worth(k, own, other):
            """Flow and stay of player k's own move against the other's chance to climb."""
            joints = [(own, o) if k == 0 else (o, own) for o in (0, 1)]
            return [sum(w * table[j, k] for w, j in zip((1 - other, other), joints)) for table in (flow, stay)]

        def lead(k, other):
            w, s = worth(k, 0, other)
            v = w / (1 - s)
            w, s = worth(k, 1, other)
            return w + s * v - v

        found = []
        for a in itertools.product((0, 1), repeat=2):
            if all((lead(k, a[1 - k]) >= 0) == (a[k] == 1) for k in (0, 1)):
                v = [worth(k, a[k], a[1 - k]) for k in (0, 1)]
                found.append((a, tuple(w / (1 - s) for w, s in v)))
        grid = [1e-9 + k * (1 - 2e-9) / 2000 for k in range(2001)]
        mixes = [[brentq(lambda q: lead(k, q), x, y, xtol=1e-15) for x, y in zip(grid, grid[1:])
                  if lead(k, x) * lead(k, y) < 0] for k in (0, 1)]
        for q, p in itertools.product(*mixes):
            v = [worth(k, 0, o) for k, o in ((0, q), (1, p))]
            found.append(((p, q), tuple(w / (1 - s) for w, s in v)))
        return found

    def equilibria(self):
        """Chances to climb at every live node and the values at the start, of every equilibrium, by recursion."""
        order = sorted(self.live, key=lambda at: -sum(at))

        def walk(k, values, chances):
            if k == len(order):
                yield [x for at in self.live for x in chances[at]] + list(values[0, 0])
                return
            for mix, value in self.stage(order[k], values):
                yield from walk(k + 1, {**values, order[k]: value}, {**chances, order[k]: mix})

        return list(walk(0, {}, {}))


RACES = [
    (Race(2, 10, 4, 0, 0.9, (0.5, 0.5), (0.3, 0.3)), 1),
    (Race(3, 8, 6, -1, 0.9, (0.8, 0.5), (0.3, 0.25)), 1),
    (Race(3, 6, 6, -1, 0.9, (1, 1), (0.3, 0.3)), 3),
    (Race(3, 6, 6, -1, 0.9, (1, 1.05), (0.3, 0.3)), 3),
    (Race(4, 7, 5, -1, 0.95, (1.1, 1.1), (0.4, 0.4)), None),
    (Race(2, 3, 3, -2, 0.8, (0.9, 0.8), (0.5, 0.5)), None),
]


@pytest.mark.parametrize("race,count", RACES)
def test_every_equilibrium_of_a_race_is_listed(tmp_path, race, count):
    expected = race.equilibria()
    if count is not None:
        assert len(expected) == count
    found, completeness = list_all(race.write(tmp_path))
    assert completeness == "complete"
    rows = [[chances[n, f"actor {k}"][1] for n in range(len(race.live)) for k in (0, 1)] + values
            for chances, values in found]
    assert near(rows, expected, 1e-9)


# --- Somebody must yield [BlissNalebuff1984] ----------------------------------------------------------------------------
def volunteers(folder, n, b, k, c, d):
    joints = {}
    for at in itertools.product((0, 1), repeat=n):
        joints[at] = ([b - k * (m == 0) for m in at], []) if 0 in at else ([-c] * n, [(0, 1)])
    return write_game(folder, (d,) * n, [((2,) * n, joints)])


@pytest.mark.parametrize("b,k,c,d", [(1, 0.4, 0.1, 0.9), (2, 0.5, 0.2, 0.8), (1, 0.7, 0.3, 0.95)])
def test_volunteers_have_an_equilibrium_for_each_set_of_those_who_may_yield(tmp_path, b, k, c, d):
    # Where m of them yield with the same chance p each and the others never do: (1 - p)^(m - 1) = k / (b + c - d (b - k)).
    q = k / (b + c - d * (b - k))

    def expected(n):
        for m in range(1, n + 1):
            p = 1 if m == 1 else 1 - q ** (1 / (m - 1))
            for who in itertools.combinations(range(n), m):
                yield [p if i in who else 0 for i in range(n)]

    for n in (2, 3):
        found, completeness = list_all(volunteers(tmp_path, n, b, k, c, d), expect=0 if n == 2 else 4)
        assert completeness == ("complete" if n == 2 else "cannot know")
        assert near([[chances[0, f"actor {i}"][0] for i in range(n)] for chances, _ in found], expected(n), 1e-8)
