# SPDX-License-Identifier: Apache-2.0
"""The program as its users see it: streams, exit codes, options, files, and the scenarios it ships with."""
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import time

import jsonschema
import pytest
import referencing

PARLEY = os.environ.get("PARLEY", "build/release/apps/cli/parley")
ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*/*.toml"))
TEXTBOOK = ROOT / "scenarios" / "war-of-attrition" / "war-of-attrition.toml"
FOUNDING = ROOT / "scenarios" / "after-hanoi" / "after-hanoi.toml"


def parley(*arguments, expect=None, **options):
    done = subprocess.run([PARLEY, *map(str, arguments)], capture_output=True, text=True, timeout=600,
                          errors="replace", **options)
    if expect is not None:
        assert done.returncode == expect, (arguments, done.returncode, done.stdout[-1500:], done.stderr[-3000:])
    return done


@pytest.fixture
def starter(tmp_path):
    file = tmp_path / "starter.toml"
    parley("new", file, expect=0)
    return file


# --- Streams and exit codes -----------------------------------------------------------------------------------------
def test_help_goes_to_stdout_and_names_every_command():
    done = parley("--help", expect=0)
    for command in "run check show solve certify payoffs simulate compare compile schema explain new".split():
        assert re.search(rf"^\s+{command}\s", done.stdout, re.M), command
    assert done.stderr == ""


@pytest.mark.parametrize("arguments,said", [
    ((), "no command"),
    (("rnu", "x.toml"), "did you mean `run`"),
    (("run",), "file is required"),
    (("run", str(TEXTBOOK), "--bound", "-1"), "--bound"),
    (("run", str(TEXTBOOK), "--policy", "east_frim"), "east_firm"),
    (("run", str(TEXTBOOK), "--nonsense"), "--nonsense"),
    (("schema", "answr"), "answer"),
    (("explain", "E9999"), "E9999"),
    (("solve", "game.txt"), "no scenario and no game"),
])
def test_usage_mistakes_exit_2_and_say_what_to_do(arguments, said):
    done = parley(*arguments, expect=2)
    assert done.stdout == ""
    assert said in done.stderr


def test_a_missing_file_exits_6():
    done = parley("run", "no/such/file.toml", expect=6)
    assert "no such file" in done.stderr and "E0801" in done.stderr
    assert done.stdout == ""


def test_a_folder_is_no_file_and_the_file_in_it_is_named():
    done = parley("run", ROOT / "scenarios" / "chicken", expect=6)
    assert "chicken.toml" in done.stderr


def test_an_invalid_scenario_exits_3_with_all_its_mistakes(starter):
    text = starter.read_text().replace("levels =", "lvels =", 1).replace("actor = \"east\"", "actor = \"esat\"", 1)
    starter.write_text(text)
    done = parley("check", starter, expect=3)
    assert done.stdout == ""
    assert "levels" in done.stderr and "east" in done.stderr
    document = json.loads(parley("--json", "check", starter, expect=3).stdout)
    assert list(document)[-1] == "status" and document["status"]["exit_code"] == 3
    assert len([d for d in document["diagnostics"] if d["severity"] == "error"]) >= 2
    assert all({"line", "column"} <= set(d["begin"]) for d in document["diagnostics"])


def test_json_anywhere_on_the_line(starter):
    first = parley("--json", "check", starter, expect=0).stdout
    assert parley("check", "--json", starter, expect=0).stdout == first
    assert parley("check", starter, "--json", expect=0).stdout == first


def test_the_answer_keeps_its_published_schema(starter):
    schema = json.loads(parley("schema", "answer", expect=0).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(parley("run", starter, "--json", expect=0).stdout)
    jsonschema.validate(document, schema)
    assert list(document)[-1] == "status" and document["schema_version"] == 1
    assert document["seed"] == 1 and "--seed 1" in document["command"]


def test_games_and_profiles_keep_their_schemas(tmp_path, starter):
    game = tmp_path / "game.json"
    game.write_text(parley("compile", starter, expect=0).stdout)
    profile = tmp_path / "profile.json"
    parley("solve", game, "--profile", profile, expect=0)
    for name, file in (("game", game), ("profile", profile)):
        jsonschema.validate(json.loads(file.read_text()), json.loads(parley("schema", name, expect=0).stdout))
    # The same game as a scenario and as a file of its own has the same answer.
    parley("certify", game, profile, expect=0)
    parley("certify", starter, profile, expect=0)


def typed_example(tmp_path):
    """The example of private types in the guide, without its sweep, which solves it eleven times."""
    page = (ROOT / "docs" / "guide" / "language.md").read_text()
    example = next(block for block in re.findall(r"```toml\n(.*?)```", page, re.S) if "types = " in block)
    file = tmp_path / "typed.toml"
    file.write_text(re.sub(r"\[sweeps\..*?(?=\n\[|\Z)", "", example, flags=re.S)
                    + '\n[policies.firm]\nactor = "us"\nnever = ["ease"]\n')
    return file


def test_private_types_are_compiled_and_shown(tmp_path):
    file = typed_example(tmp_path)
    game = json.loads(parley("compile", file, expect=0).stdout)
    jsonschema.validate(game, json.loads(parley("schema", "game", expect=0).stdout))
    assert [[kind["name"] for kind in actor["types"]] for actor in game["actors"]] == [
        ["hard", "flexible"],
        ["resolute", "flexible"],
    ]
    parley("check", file, expect=0)
    parley("show", file, expect=0)


def test_private_types_are_run_and_keep_the_published_schema(tmp_path):
    file = typed_example(tmp_path)
    document = json.loads(parley("run", file, "--json", "--paths", 2000, "--belief-points", 17, expect=0).stdout)
    jsonschema.validate(document, json.loads(parley("schema", "answer", expect=0).stdout))
    for run in document["runs"]:
        told = run["private_types"]
        assert told["certificate"]["holds"]
        # Exact where all histories were followed, as where one side always waits.
        method = "exact" if told["certificate"]["histories"] > 0 else "estimated"
        assert run["certificate"]["method"] == told["certificate"]["method"] == method
        assert run["sampled"]["largest_deviation"] <= 4
        assert run["first_concession"]["by"] == [] or run["first_concession"]["by"][0]["standard_error"]
        for belief in told["beliefs"]:
            assert all(0 <= mean <= 1 for mean in belief["mean"])
        for kind in told["concessions"]:
            assert kind["first"] + kind["other_first"] + kind["none"] == pytest.approx(1)
    assert [run["private_types"]["certificate"]["method"] for run in document["runs"]] == ["estimated", "exact"]
    firm = document["runs"][1]["private_types"]["concessions"]
    assert all(kind["first"] == 0 for kind in firm if kind["actor"] == "us")


def test_private_types_print_their_tables(tmp_path):
    text = parley("run", typed_example(tmp_path), "--paths", 500, "--belief-points", 9, "--bound", "0.05", expect=0).stdout
    for heading in ("Whose court the ball is in", "Beliefs over time (estimated)", "Certificate (estimated, off the grid)",
                    "on-grid gap is not a certificate", "Grids of beliefs", "No movement by"):
        assert heading in " ".join(text.split()), heading


def test_typed_scenarios_and_typed_games_are_solved_alike(tmp_path):
    file = typed_example(tmp_path)
    game = tmp_path / "typed.json"
    game.write_text(parley("compile", file, expect=0).stdout)
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("typed", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    validator = jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources))
    documents = [json.loads(parley("solve", f, "--json", "--belief-points", 17, expect=0).stdout) for f in (file, game)]
    for document in documents:
        validator.validate(document)
        assert list(document)[-1] == "status"
        document.pop("command")
    assert documents[0] == documents[1]


def test_a_typed_solution_that_misses_its_bound_exits_4(tmp_path):
    file = typed_example(tmp_path)
    done = parley("solve", file, "--bound", "1e-9", "--refine", 0, "--belief-points", 9, expect=4)
    assert "guarantee not reached" in done.stdout and "no more refinements were asked for" in done.stdout


def test_paths_of_profiles_are_not_verified_with_private_types(tmp_path):
    done = parley("solve", typed_example(tmp_path), "--verify", expect=2)
    assert "--verify" in done.stderr and done.stdout == ""


def test_play_of_too_many_histories_is_not_written(tmp_path):
    profile = tmp_path / "p.json"
    done = parley("solve", typed_example(tmp_path), "--belief-points", 9, "--bound", "0.05", "--profile", profile, expect=2)
    assert "more than 100000 histories" in done.stderr and "Certificate" in done.stdout and not profile.exists()


def test_a_profile_is_no_assessment(tmp_path):
    profile = tmp_path / "p.json"
    parley("solve", TEXTBOOK, "--profile", profile, expect=0)
    done = parley("certify", typed_example(tmp_path), profile, expect=3)
    assert "E0514" in done.stderr and '"assessment"' in done.stderr and done.stdout == ""


@pytest.mark.parametrize("option", ["--all", "--trace"])
def test_what_lists_or_traces_knows_no_types(tmp_path, option):
    assert "E0605" in parley("solve", typed_example(tmp_path), option, expect=3).stderr


def test_a_grid_of_beliefs_that_is_too_large_or_too_slow_is_refused_with_advice(tmp_path):
    file = typed_example(tmp_path)
    done = parley("solve", file, "--belief-points", 20000, "--memory", 1, expect=2)
    assert "E0606" in done.stderr and "fewer points" in done.stderr and done.stdout == ""
    done = parley("solve", file, "--belief-points", 2000, "--time-limit", 1, expect=2)
    assert "E0607" in done.stderr and "more time" in done.stderr and done.stdout == ""


def test_a_typed_solution_that_is_interrupted_keeps_its_last_whole_grid(tmp_path):
    file = typed_example(tmp_path)
    command = [PARLEY, "solve", file, "--belief-points", "9", "--bound", "1e-12", "--quiet", "--refine"]
    # As long as four grids take: the fifth, of four times as many points, is under way then.
    begun = time.monotonic()
    subprocess.run([*command, "3"], capture_output=True, check=False)
    process = subprocess.Popen([*command, "20"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5 * (time.monotonic() - begun))
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "interrupted: the answer is of the last grid that was solved and certified" in out
    assert "Certificate (estimated, off the grid)" in out


def test_a_missed_bound_exits_4_and_is_printed_as_such(tmp_path):
    profile = tmp_path / "profile.json"
    parley("solve", TEXTBOOK, "--profile", profile, expect=0)
    done = parley("certify", TEXTBOOK, profile, "--bound", "1e-300", expect=None)
    assert done.returncode in (0, 4)
    if done.returncode == 4:
        assert "guarantee not reached" in done.stdout


def test_a_time_limit_exits_5_and_an_interrupt_130():
    done = parley("run", FOUNDING, "--time-limit", "0.05", "--quiet", expect=5)
    assert "budget" in done.stdout
    process = subprocess.Popen([PARLEY, "run", FOUNDING, "--threads", "1", "--quiet"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode == 130


def test_too_little_memory_names_the_variables(starter):
    done = parley("check", FOUNDING, "--memory", "0.001", expect=3)
    assert "E0401" in done.stderr and "warheads" in done.stderr


def test_a_closed_pipe_is_no_crash(starter):
    done = subprocess.run(f"'{PARLEY}' run '{starter}' | head -c 10", shell=True, capture_output=True)
    assert done.returncode == 0


def test_files_are_written_whole_or_not_at_all(tmp_path, starter):
    target = tmp_path / "folder"
    target.mkdir()
    assert "E0802" in parley("run", starter, "--page", target, expect=6).stderr
    assert list(target.iterdir()) == [] and not list(tmp_path.glob("*.part"))
    old = starter.read_text()
    assert "E0803" in parley("new", starter, expect=6).stderr
    assert starter.read_text() == old


# --- Results --------------------------------------------------------------------------------------------------------
def test_the_starter_runs_as_it_is(starter):
    done = parley("run", starter, expect=0)
    assert done.stdout.startswith("A border standoff")
    assert "Certified" in done.stdout and done.stderr == ""


def test_the_same_bytes_for_one_and_two_threads_and_again(starter):
    one = parley("run", starter, "--json", "--threads", 1, expect=0).stdout
    assert parley("run", starter, "--json", "--threads", 2, expect=0).stdout == one
    assert parley("run", starter, "--json", "--threads", 2, expect=0).stdout == one


def test_the_page_holds_the_json_to_the_byte(tmp_path, starter):
    page, document = tmp_path / "page.html", tmp_path / "answer.json"
    printed = parley("run", starter, "--json", "--page", page, "--json-file", document, expect=0).stdout
    assert document.read_text() == printed
    inside = re.search(r'<script type="application/json" id="parley-answer">(.*?)</script>', page.read_text(), re.S)
    assert inside.group(1).replace("\\u003c", "<") == printed


def test_set_replaces_a_value_and_is_part_of_the_command(starter):
    document = json.loads(parley("run", starter, "--json", "--set", "parameters.cost=0.9", expect=0).stdout)
    cost = next(n for n in document["scenario"]["numbers"] if n["path"] == "parameters.cost")
    assert cost["value"] == 0.9 and cost["source"] == "assumed"
    assert "--set parameters.cost=0.9" in document["command"]
    assert "cost" in parley("run", starter, "--set", "parameters.csot=0.9", expect=2).stderr


def test_show_names_every_number_with_its_source(starter):
    text = parley("show", starter, expect=0).stdout
    for key in ("cost", "prize", "raise", "patience of east"):
        assert re.search(rf"{key} = .*Source: assumed|{key} = (.|\n)*?Source: assumed", text), key
    assert "a concession" in text and "Brings more troops." in text


def test_compare_shows_differences(starter):
    text = parley("compare", starter, expect=0).stdout
    assert "Stand firm" in text and "(+" in text


def test_simulate_agrees_with_the_forecast(starter):
    document = json.loads(parley("simulate", starter, "--json", "--paths", 20000, "--seed", 7, expect=0).stdout)
    assert document["largest_deviation"] <= 4 and document["seed"] == 7
    assert all(n["standard_error"] > 0 for n in document["numbers"])


def test_every_code_that_is_printed_can_be_explained():
    table = set()
    for file in (ROOT / "src").rglob("*.cpp"):
        table |= set(re.findall(r'\{"([EW]\d{4})",', file.read_text()))
    for code in sorted(table):
        assert parley("explain", code.lower(), expect=0).stdout.startswith(code)


def test_the_examples_of_the_readme_print_what_it_says():
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
    assert blocks
    for block in blocks:
        command, *lines = block.splitlines()
        assert command.startswith("$ parley ")
        printed = parley(*command.split()[2:], cwd=ROOT, expect=0).stdout.splitlines()
        at = 0
        for line in lines:
            if line == "...":
                continue
            assert line in printed[at:], line
            at = printed.index(line, at) + 1


# --- Games of others ------------------------------------------------------------------------------------------------
def test_a_gambit_game_is_solved(tmp_path):
    file = tmp_path / "pennies.nfg"
    file.write_text('NFG 1 R "Matching pennies" { "Row" "Column" } { 2 2 }\n\n2 0 0 1 0 1 1 0\n')
    document = json.loads(parley("solve", file, "--json", "--bound", "1e-12", expect=0).stdout)
    row = document["strategies"][0]["moves"]
    assert sum(m["probability"] for m in row) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "NFG 1 R", 'NFG 1 R "x" { "a" "b" } { 2 2 } 1 2 3', "{", "[1, 2]", "NFG 1 R nan",
                                  'NFG 1 R "x" { "a" "b" } { 1000000000 1000000000 } 1'])
@pytest.mark.parametrize("kind", ["nfg", "json"])
def test_a_damaged_game_is_explained(tmp_path, kind, text):
    file = tmp_path / f"game.{kind}"
    file.write_text(text)
    assert re.search(r"error\[E05\d\d\]", parley("solve", file, expect=3).stderr)


GAME = {"schema_version": 1, "kind": "game", "actors": [{"discount": 0.9}, {"discount": 0.9}], "start": {"nodes": [0]},
        "nodes": [{"seats": [{"actor": 0, "moves": 2}, {"actor": 1, "moves": 1}],
                   "joint_moves": [{"payoffs": [1, 0], "successors": [0, 0], "probabilities": [0.5, 0.5]},
                                   {"payoffs": [0, 1]}]}]}
# A field to a line, so that places can be told.
GAME_TEXT = json.dumps(GAME, indent=1)
NFG_HEAD = 'NFG 1 R "t" { "a" "b" } '


# By the file's name: its text, and the code, place, cause and remedy that are told.
BAD_INPUT = {
    "sum.json": (GAME_TEXT.replace("0.5\n", "0.4\n"), "E0502", "18:3", "sum to 0.9, not 1", "sum to 1"),
    "negative.json": (GAME_TEXT.replace("0.5,", "-0.5,").replace("0.5\n", "1.5\n"), "E0503", "40:11", "-0.5 is not a probability", "0 to 1"),
    "nan.json": (GAME_TEXT.replace("0.5\n", "NaN\n"), "E0511", "41:7", "not JSON", "correct the text"),
    "null.json": (GAME_TEXT.replace("0.5\n", "null\n"), "E0512", "41:10", "should be a number", "give a number"),
    "joints.json": (GAME_TEXT.replace('"moves": 1', '"moves": 2'), "E0506", "26:16", "only 2 joint moves", "each combination"),
    "payoffs.json": (GAME_TEXT.replace("      1,\n      0\n", "      1\n"), "E0515", "31:17", "1 payoffs where the game has 2",
     "one payoff a term"),
    "nowhere.json": (GAME_TEXT.replace("0,\n      0\n", "0,\n      7\n"), "E0505", "37:8", "there is no node 7", "1 nodes"),
    "nan.nfg": (NFG_HEAD + "{ 2 2 }\n\n1 0 0 1\n0 nan 1 0\n", "E0521", "4:3", "this is nan", "give a payoff"),
    "short.nfg": (NFG_HEAD + "{ 2 2 }\n\n1 0 0 1\n0 1 1\n", "E0521", "5:1", "the file ends here", "give a payoff"),
    "quote.nfg": ('NFG 1 R "t { "a" "b" } { 2 2 }\n', "E0521", "1:15", "this is a", "opening brace"),
    "sizes.nfg": (NFG_HEAD + "{ 2 2 2 }\n1 0 0 1 0 1 1 0\n", "E0522", "1:25", "3 players where 2", "each player its strategies"),
    "long.nfg": (NFG_HEAD + "{ 1 1 }\n1 0\n0 1\n", "E0521", "3:1", "the file should end", "remove what follows"),
    "million.nfg": (NFG_HEAD + "{ 1000 500 }\n" + "1 0\n" * 999999 + "1 x\n", "E0521", "500002:1", "the file should end",
     "remove what follows"),
    "million.json": (GAME_TEXT[:-1].rstrip() + ",\n" + "\n" * 1000000 + '"extra": 3}\n', "E0513", "1000053:7", "not a field",
     "remove it"),
    "million.toml": ('title = "x"\n' + "# nothing\n" * 1000000, "E0109", "1:1", "more than 1000000", "right file"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_told_with_place_cause_and_remedy(tmp_path, name):
    text, code, place, cause, remedy = BAD_INPUT[name]
    file = tmp_path / name
    file.write_text(text)
    begin = time.monotonic()
    done = parley("solve", file, expect=3)
    assert time.monotonic() - begin < 5
    assert done.stdout == "" and f"error[{code}]" in done.stderr
    assert f"{file}:{place}\n" in done.stderr, done.stderr
    assert cause in done.stderr and remedy in done.stderr.split("help: ")[1], done.stderr
    document = json.loads(parley("solve", file, "--json", expect=3).stdout)
    assert document["status"]["exit_code"] == 3 and document["diagnostics"][0]["code"] == code


def test_a_bad_profile_is_told_with_place_cause_and_remedy(tmp_path):
    game, profile = tmp_path / "game.json", tmp_path / "profile.json"
    game.write_text(GAME_TEXT)
    seats = [{"actor": 0, "probabilities": [0.7, 0.7]}, {"actor": 1, "probabilities": [1]}]
    profile.write_text(json.dumps({"schema_version": 1, "kind": "profile", "nodes": [{"node": 0, "seats": seats}]}))
    done = parley("certify", game, profile, expect=3)
    assert "error[E0502]" in done.stderr and f"{profile}:1:" in done.stderr
    assert "sum to 1.4, not 1" in done.stderr and "make them sum to 1" in done.stderr


COORDINATION = 'NFG 1 R "Coordination" { "Row" "Column" } { 2 2 }\n\n2 1 0 0 0 0 1 3\n'


def listed(text):
    """The records of a list: the document that they are the members of, with its equilibria, and their order."""
    document, order = {"equilibria": []}, []
    for line in text.splitlines():
        record = json.loads(line)
        order += list(record)
        if "equilibrium" in record:
            document["equilibria"].append(record["equilibrium"])
        else:
            document.update(record)
    return document, order


def test_all_equilibria_are_listed_with_their_certificates(tmp_path):
    file = tmp_path / "coordination.nfg"
    file.write_text(COORDINATION)
    document, order = listed(parley("solve", file, "--all", "--json", expect=0).stdout)
    assert document["kind"] == "equilibria" and "--all" in document["command"]
    assert order[-2:] == ["completeness", "status"] and document["schema_version"] == 1
    assert [e["number"] for e in document["equilibria"]] == [0, 1, 2]
    assert document["completeness"]["status"] == "complete" and document["completeness"]["found"] == 3
    values = [[a["value_start"] for a in e["actors"]] for e in document["equilibria"]]
    assert values == [pytest.approx(v) for v in ([2, 1], [1, 3], [2 / 3, 3 / 4])]
    assert [e["mixing_nodes"] for e in document["equilibria"]] == [0, 0, 1]
    assert all(e["holds"] and e["largest_share"] < 1e-12 for e in document["equilibria"])
    row = document["equilibria"][2]["strategies"][0]["moves"]
    assert [m["probability"] for m in row] == pytest.approx([3 / 4, 1 / 4])
    text = parley("solve", file, "--all", expect=0).stdout
    assert "Completeness: complete" in text and "  2: value of Row 0.6666666667" in text


def test_a_list_that_is_cut_short_or_may_lack_some_exits_4_and_says_so(tmp_path):
    file = tmp_path / "coordination.nfg"
    file.write_text(COORDINATION)
    short, _ = listed(parley("solve", file, "--all", "--most", 2, "--json", expect=4).stdout)
    assert short["completeness"]["status"] == "truncated" and len(short["equilibria"]) == 2
    assert "truncated" in parley("solve", file, "--all", "--most", 2, expect=4).stdout
    tied = tmp_path / "tied.nfg"
    tied.write_text('NFG 1 R "Tied" { "Row" "Column" } { 2 2 }\n\n1 1 1 1 1 1 1 1\n')
    unknown = listed(parley("solve", tied, "--all", "--json", expect=4).stdout)[0]["completeness"]
    assert unknown["status"] == "cannot know" and unknown["doubtful_node"] == "node 0" and unknown["doubt"]


def test_all_equilibria_of_a_cycle_are_refused_with_two_of_its_nodes():
    done = parley("solve", TEXTBOOK, "--all", expect=2)
    assert done.stdout == "" and "E0604" in done.stderr
    assert re.search(r"from node \d+ to node \d+ and back", done.stderr)


def test_all_equilibria_of_a_scenario_are_the_same_bytes_for_one_and_two_threads():
    chicken = ROOT / "scenarios" / "chicken" / "chicken.toml"
    one = parley("solve", chicken, "--all", "--json", "--threads", 1, expect=0).stdout
    assert parley("solve", chicken, "--all", "--json", "--threads", 2, expect=0).stdout == one
    assert listed(one)[0]["completeness"]["found"] == 3


def chain_of_coordination(tmp_path, length):
    """A game file of `length` coordination games in a row: 3 to that power equilibria."""
    payoffs = [[2, 1], [0, 0], [0, 0], [1, 3]]
    nodes = [{"seats": [{"actor": 0, "moves": 2}, {"actor": 1, "moves": 2}],
              "joint_moves": [{"payoffs": p, **({"successors": [n + 1]} if n + 1 < length else {})} for p in payoffs]}
             for n in range(length)]
    file = tmp_path / "chain.json"
    file.write_text(json.dumps({"schema_version": 1, "kind": "game", "actors": [{"discount": 0.9}, {"discount": 0.9}],
                                "start": {"nodes": [0]}, "nodes": nodes}))
    return file


@pytest.mark.parametrize("json_too", [False, True])
def test_equilibria_are_printed_as_they_are_found_and_an_interrupted_list_stays_valid(tmp_path, json_too):
    file = chain_of_coordination(tmp_path, 40)
    arguments = ["solve", file, "--all", "--most", 1000000000] + (["--json"] if json_too else [])
    running = subprocess.Popen([PARLEY, *map(str, arguments)], stdout=subprocess.PIPE, text=True)
    lines = []
    while not any("equilibrium" in line or line.startswith("  3:") for line in lines):
        lines.append(running.stdout.readline())
    assert running.poll() is None, "the first are printed long before the last"
    running.send_signal(signal.SIGINT)
    rest = running.stdout.read()
    assert running.wait(timeout=60) == 130
    text = "".join(lines) + rest
    if not json_too:
        assert "Completeness: interrupted" in text and "Status: interrupted (exit 130)" in text
        return
    document, order = listed(text)
    assert order[-1] == "status" and document["status"]["exit_code"] == 130
    assert document["completeness"]["status"] == "interrupted"
    assert document["completeness"]["found"] == len(document["equilibria"]) > 0
    assert all(e["holds"] for e in document["equilibria"])


def test_a_list_out_of_time_exits_5_and_what_was_printed_stays_valid(tmp_path):
    file = chain_of_coordination(tmp_path, 40)
    done = parley("solve", file, "--all", "--most", 1000000000, "--json", "--time-limit", 0.3, expect=5)
    document, order = listed(done.stdout)
    assert order[-1] == "status" and document["status"]["exit_code"] == 5
    assert document["completeness"]["status"] == "out of time"
    assert document["completeness"]["found"] == len(document["equilibria"])


CHICKEN = 'NFG 1 R "Chicken" { "Row" "Col" } { 2 2 }\n\n0 0 2 7 7 2 6 6\n'


def solution_schema():
    """The schema of solutions and the one that it refers to."""
    schema, answer = (json.loads(parley("schema", which, expect=0).stdout) for which in ("solution", "answer"))
    jsonschema.Draft202012Validator.check_schema(schema)
    resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in (schema, answer)]
    return jsonschema.Draft202012Validator(schema, registry=referencing.Registry().with_resources(resources))


@pytest.mark.parametrize("options", [(), ("--precision", "2"), ("--precision", "0.5"), ("--verify",)])
def test_equilibria_beside_the_path_are_certified_and_reported(tmp_path, options):
    file = tmp_path / "chicken.nfg"
    file.write_text(CHICKEN)
    document = json.loads(parley("solve", file, "--json", *options, expect=0).stdout)
    solution_schema().validate(document)
    assert list(document)[-1] == "status"
    own, others = document["strategies"], document["others"]
    assert own[0]["moves"][0]["probability"] == pytest.approx(own[1]["moves"][0]["probability"], abs=1e-9)
    if "0.5" in options:
        assert others == [] and document["solution"]["crossings"] == 0
        return
    assert document["solution"]["crossings"] == 1 and document["branches"]["followed"] == len(others) == 2
    assert document["solution"]["ladder"]["first_try"] == 1
    assert document["solution"]["verification"]["agree"] == (1 if options == ("--verify",) else 0)
    for other in others:
        assert other["met"] == "branch" and other["precision"] == pytest.approx(1.37, abs=0.01)
        assert other["holds"] and other["largest_share"] <= 1e-12 and other["largest_residual"] <= 1e-9
    values = sorted([a["value_start"] for a in other["actors"]] for other in others)
    if not options:
        assert values == [pytest.approx([2, 7]), pytest.approx([7, 2])]
    text = " ".join(parley("solve", file, *options, expect=0).stdout.split())
    assert "Other equilibria met beside the path; there may be more" in text and "branch at precision 1.37" in text
    assert "bifurcations passed: 1" in text and "solved: 1 on first try" in text
    assert ("verified by shorter steps: 1 of 1 agree" in text) == ("--verify" in options)


def test_solving_sets_out_from_a_profile(tmp_path):
    file, profile, other = tmp_path / "chicken.nfg", tmp_path / "profile.json", tmp_path / "other.nfg"
    file.write_text(CHICKEN)
    parley("solve", file, "--profile", profile, expect=0)
    text = " ".join(parley("solve", file, "--start", profile, expect=0).stdout.split())
    assert "(0 steps)" in text and "solved: 1 on kept" in text and f"--start {profile}" in text
    document = json.loads(parley("solve", file, "--start", profile, "--json", expect=0).stdout)
    solution_schema().validate(document)
    assert document["solution"]["ladder"]["kept"] == 1
    for option in ("--verify", "--trace", "--all"):
        assert "--start" in parley("solve", file, "--start", profile, option, expect=2).stderr
    assert "E" in parley("solve", file, "--start", tmp_path / "none.json", expect=6).stderr
    other.write_text(profile.read_text().replace('"probabilities"', '"chances"'))
    assert "chances" in parley("solve", file, "--start", other, expect=3).stderr


def test_verify_does_not_go_with_a_trace_or_a_list(tmp_path):
    file = tmp_path / "chicken.nfg"
    file.write_text(CHICKEN)
    for other in ("--trace", "--all"):
        assert "--verify" in parley("solve", file, "--verify", other, expect=2).stderr


@pytest.mark.parametrize("arguments,said", [
    (("--most", "5"), "--all"),
    (("--all", "--most", "0"), "--most"),
    (("--all", "--profile", "strategies.json"), "--profile"),
    (("--all", "--precision", "3"), "E0603"),
])
def test_options_that_do_not_go_with_a_list_are_refused(tmp_path, arguments, said):
    file = tmp_path / "coordination.nfg"
    file.write_text(COORDINATION)
    assert said in parley("solve", file, *arguments, expect=2).stderr


# --- The shipped scenarios ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("file", SCENARIOS, ids=lambda f: f.stem)
def test_a_shipped_scenario_has_no_errors_and_no_warnings(file):
    done = parley("check", file, expect=0)
    assert "0 warnings" in done.stdout


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda f: f.stem)
def test_a_shipped_scenario_is_certified_and_sampled_within_four_standard_errors(file):
    document = json.loads(parley("run", file, "--json", "--quiet", expect=0).stdout)
    jsonschema.validate(document, json.loads((ROOT / "schema" / "answer.schema.json").read_text()))
    for run in document["runs"]:
        assert run["certificate"]["holds"], run["name"]
        assert run["sampled"]["largest_deviation"] <= 4, run["name"]
        for outcome in run["outcomes"]:
            assert all(-1e-12 <= p <= 1 + 1e-12 for p in outcome["by_date"])
        for value in run["values"]:
            actor = next(a for a in run["certificate"]["actors"] if a["actor"] == value["actor"])
            # Bounds, or standard errors of two estimates.
            errors = 4 if value["method"] == "estimated" else 1
            within = errors * (value["error"] + actor["value_error"]) + 1e-9
            assert value["total"] == pytest.approx(actor["value_start"], abs=within)
            assert sum(term["value"] for term in value["terms"]) == pytest.approx(value["total"], abs=1e-9)


def solved_start(name, *options, expect=0):
    file = ROOT / "scenarios" / name / f"{name}.toml"
    document = json.loads(parley("solve", file, "--json", "--quiet", *options, expect=expect).stdout)
    values = {(t["actor"], t["type"]): t for t in document["certificate"]["types"]}
    chances = {(c["actor"], c["type"], m["move"]): m["probability"]
               for start in document["starts"] for c in start["choices"] for m in c["moves"]}
    return document, values, chances


def test_the_bluff_has_its_closed_form():
    document, values, chances = solved_start("bluff")
    # The price of the highest precision that is tried, 300: errors of about 1 / 300 of the payoffs, and their effect.
    assert chances["challenger", "unresolved", "threaten"] == pytest.approx(0.25, abs=0.005)
    assert values["challenger", "resolved"]["value_played"] == pytest.approx(0.1333, abs=0.01)
    assert values["challenger", "unresolved"]["value_played"] == pytest.approx(0, abs=0.005)
    rounds = document["solution"]["rounds"]
    assert rounds[0]["on_grid_gap"] < 1e-3 and rounds[0]["claim_error_share"] > 0.2
    assert rounds[-1]["claim_error_share"] < 0.01


def test_a_perfect_gap_on_the_grid_is_no_certificate():
    document, values, chances = solved_start("bluff", "--refine", 0, expect=4)
    assert document["certificate"]["on_grid_gap_not_a_certificate"] < 1e-3
    assert values["challenger", "unresolved"]["gain"] > 0.1
    assert document["status"]["name"] == "guarantee not reached"


def test_the_chain_store_has_its_closed_form():
    _, values, chances = solved_start("chain-store")
    assert values["store", "weak"]["value_played"] == pytest.approx(14, abs=0.02)
    assert chances["entrant", None, "enter"] < 1e-6


def test_the_reputational_war_is_near_its_closed_form():
    file = ROOT / "scenarios" / "reputational-attrition" / "reputational-attrition.toml"
    run = json.loads(parley("run", file, "--json", "--quiet", expect=0).stdout)["runs"][0]
    first = {by["actors"][0]: sum(by["in_step"]) for by in run["first_concession"]["by"]}
    # Steps of a quarter, of which a hazard of .125 a year takes .03, and sampling.
    assert first["sender"] == pytest.approx(0.455, abs=0.03) and first["target"] == pytest.approx(0.455, abs=0.03)
    assert run["first_concession"]["none"] == pytest.approx(0.09, abs=0.015)
    assert all(court["holds"] for court in run["private_types"]["ball_in_the_others_court"])


def outcomes_by_the_end(name):
    file = ROOT / "scenarios" / name / f"{name}.toml"
    run = json.loads(parley("run", file, "--json", "--quiet", expect=0).stdout)["runs"][0]
    return run, {outcome["key"]: outcome["by_date"][-1] for outcome in run["outcomes"]}


def test_screening_has_its_closed_form():
    _, values, chances = solved_start("screening", "--belief-points", 2049)
    # Demands .001 to .004 below those of the closed form, so the soft type is left with that much more.
    assert values["demander", None]["value_played"] == pytest.approx(0.4825, abs=0.004)
    assert values["target", "soft"]["value_played"] == pytest.approx(0.3584, abs=0.004)
    # With the demands of the file the same recursion gives .4796, and a soft target 1 - .638.
    assert values["demander", None]["value_played"] == pytest.approx(0.4796, abs=0.001)
    assert values["target", "soft"]["value_played"] == pytest.approx(0.362, abs=0.001)
    assert chances["demander", None, "demand(0.638)"] > 0.999


def screening_value(tmp_path, spacing, precision):
    text = (ROOT / "scenarios" / "screening" / "screening.toml").read_text()
    text = re.sub(r"amount = \{[^}]*\}", f"amount = {{ range = [0, 1], by = {spacing} }}", text)
    file = tmp_path / "screening.toml"
    file.write_text(text)
    document = json.loads(parley("solve", file, "--json", "--quiet", "--refine", 0, "--belief-points", 513,
                                 "--precision", precision, expect=0).stdout)
    assert document["certificate"]["holds"]
    return next(t["value_played"] for t in document["certificate"]["types"] if t["actor"] == "demander")


def test_evenly_spaced_demands_come_to_the_closed_form_as_spacing_and_noise_vanish(tmp_path):
    coarse, fine = screening_value(tmp_path, 0.04, 3000), screening_value(tmp_path, 0.01, 3000)
    noisy = screening_value(tmp_path, 0.01, 300)
    # What a spacing adds up to over the steps is at most spacing / (1 - .8).
    assert coarse == pytest.approx(0.4825, abs=0.2) and fine == pytest.approx(0.4825, abs=0.05)
    assert coarse < noisy < fine < 0.4825 + 0.001


def test_the_threat_of_sanctions_has_its_closed_form():
    document, values, chances = solved_start("sanctions-threat")
    # The price of a precision of 100: errors of about a hundredth of what is demanded, and their effect.
    assert chances["sender", "firm", "threaten"] > 0.99
    assert chances["sender", "bluffing", "threaten"] == pytest.approx(2 / 3, abs=0.03)
    assert values["sender", "firm"]["value_played"] == pytest.approx(0.125, abs=0.02)
    assert values["sender", "bluffing"]["value_played"] == pytest.approx(0, abs=0.02)
    assert values["target", "weak"]["value_played"] == pytest.approx(0, abs=0.02)
    assert values["target", "tough"]["value_played"] == pytest.approx(0.375, abs=0.02)
    _, sampled = outcomes_by_the_end("sanctions-threat")
    assert sampled["status_quo"] == pytest.approx(0.25, abs=0.03)
    assert sampled["conceded"] == pytest.approx(0.28125, abs=0.03)
    assert sampled["imposed"] == pytest.approx(0.15625, abs=0.03)
    assert sampled["backed_down"] == pytest.approx(0.3125, abs=0.03)


def test_the_crisis_with_audience_costs_is_near_its_closed_form():
    run, sampled = outcomes_by_the_end("audience-costs")
    # First order in the step, a fifth of the unit of time, in which hazards are .1 and .2.
    assert sampled["war"] == pytest.approx(0.26795, abs=0.015)
    assert sampled["autocracy_quits"] == pytest.approx(0.6009, abs=0.04)
    assert sampled["democracy_quits"] == pytest.approx(0.1311, abs=0.04)
    # Nobody backs down after t*, 18.3 months from the start.
    late = sum(sum(by["in_step"][20:]) for by in run["first_concession"]["by"])
    assert late < 0.002


TAPLO = ROOT / ".venv" / "bin" / "taplo"


def lint(file, schema):
    return subprocess.run([TAPLO, "lint", "--schema", f"file://{schema}", file], capture_output=True, text=True).returncode


def test_an_editor_accepts_the_scenarios_and_rejects_a_misspelt_key(tmp_path, starter):
    schema = tmp_path / "schema.json"
    schema.write_text(parley("schema", expect=0).stdout)
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.read_text()))
    for file in [*SCENARIOS, starter]:
        assert lint(file, schema) == 0, file
        damaged = tmp_path / "damaged.toml"
        damaged.write_text(file.read_text().replace("concession =", "concesion =", 1).replace("title =", "tilte =", 1))
        assert lint(damaged, schema) != 0, file


def test_damaged_scenarios_answer_or_explain():
    """Tokens are deleted, swapped and misspelt; the reader's own test damages thousands, this one goes further: compile."""
    draw = random.Random(20190509)
    files = [f for f in SCENARIOS if f.stat().st_size < 60000]
    for round_ in range(400):
        file = draw.choice(files)
        tokens = re.split(r"(\s+)", file.read_text())
        for _ in range(draw.randint(1, 3)):
            k = draw.randrange(len(tokens))
            kind = draw.randrange(3)
            if kind == 0:
                tokens[k] = ""
            elif kind == 1:
                other = draw.randrange(len(tokens))
                tokens[k], tokens[other] = tokens[other], tokens[k]
            elif tokens[k].strip():
                at = draw.randrange(len(tokens[k]))
                tokens[k] = tokens[k][:at] + draw.choice("abz09.=\"'[]{}-+*/()") + tokens[k][at + 1:]
        done = parley("check", "/dev/stdin", "--time-limit", "5", "--memory", "0.5", "--quiet", input="".join(tokens))
        assert done.returncode in (0, 3, 5), (round_, file, done.returncode, done.stderr[-2000:])
        assert done.returncode == 0 or "error" in done.stderr


GOLDENS = sorted((ROOT / "tests" / "golden" / "compile").glob("*.toml"))


@pytest.mark.parametrize("file", GOLDENS, ids=lambda f: f.stem)
def test_what_shows_only_when_compiling_is_told_as_agreed(file):
    done = parley("check", file.relative_to(ROOT), "--memory", "0.05", "--quiet", cwd=ROOT, expect=None)
    expected = file.with_suffix(".expected")
    if os.environ.get("PARLEY_PROMOTE"):
        expected.write_text(done.stderr)
    assert done.stderr == expected.read_text()
    assert file.stem[:5] in done.stderr


def test_every_code_of_compile_has_a_golden():
    codes = re.findall(r'\{"([EW]04\d\d)",', (ROOT / "src/parley/compile/codes.cpp").read_text())
    told = {f.stem[:5] for f in GOLDENS}
    # E0411 depends on the clock: see the time limit's test.
    assert set(codes) - told == {"E0411"}
