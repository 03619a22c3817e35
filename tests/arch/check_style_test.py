# SPDX-License-Identifier: Apache-2.0
"""Each rule of tools/check_style.py, broken once: a check that cannot fail is worth nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[2] / "tools/check_style.py"
TAG = "// SPDX-License-Identifier: Apache-2.0\n"
HEADER = TAG + "#pragma once\n"
ENTRY = "@article{Tarjan1972,\n  author = {Tarjan, Robert},\n  title = {Depth},\n  year = {1972},\n}\n"

SOUND = {
    "src/parley/base/check.h": HEADER + "// The order of [Tarjan1972, sec. 3].\n",
    "tools/make.py": "#!/usr/bin/env python3\n# SPDX-License-Identifier: Apache-2.0\n# TO" + "DO(#12): one more.\n",
    "docs/references.bib": ENTRY,
    "docs/guide.md": "See [the source](../src/parley/base/check.h#L2), [a page](https://example.org) and `[x](y)`.\n",
    "scenarios/a/golden/text.txt": "kept\tas it is",
    "Makefile": "# SPDX-License-Identifier: Apache-2.0\nrun:\n\ttrue\n",
}


def run(tree, changes):
    for name, text in {**SOUND, **changes}.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return subprocess.run([sys.executable, CHECK, tree], capture_output=True, text=True, check=False)


def test_accepts_a_sound_tree(tmp_path):
    result = run(tmp_path, {})
    assert result.stdout == "style: 0 mistakes\n"
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"src/a.cpp": "int a;\n"}, "src/a.cpp:1: the first line is the tag"),
        ({"src/a.cpp": "// Someone's, 2020\n" + TAG}, "src/a.cpp:1: the first line is the tag"),
        ({"src/a.cpp": TAG.replace("\n", " and more\n")}, "src/a.cpp:1: the first line is the tag"),
        ({"tools/a.sh": "#!/bin/sh\necho\n"}, "tools/a.sh:1: the first line is the tag"),
        ({"src/CMakeLists.txt": ""}, "src/CMakeLists.txt:1: the first line is the tag"),
        ({"src/parley/utils/a.h": HEADER}, "'utils' says nothing"),
        ({"src/string_helpers.h": HEADER}, "'helpers' says nothing"),
        ({"docs/Common.md": "a\n"}, "'common' says nothing"),
        ({"src/a.h": TAG}, "src/a.h: no '#pragma once'"),
        ({"src/a.cpp": TAG + "// TO" + "DO: later\n"}, "src/a.cpp:2: 'TO" + "DO' without an issue number"),
        ({"src/a.cpp": TAG + "// FIX" + "ME(#1)\n"}, "without an issue number"),
        ({"src/a.cpp": TAG + "\n" * 400}, "src/a.cpp: 401 lines, more than 400"),
        ({"src/a.h": HEADER + "\n" * 249}, "src/a.h: 251 lines, more than 250"),
        ({"src/a.cpp": TAG + "\tint a;\n"}, "src/a.cpp:2: a tab"),
        ({"docs/a.md": "a\r\n"}, "docs/a.md:1: a carriage return"),
        ({"docs/a.md": "a"}, "docs/a.md: no line break at the end"),
        ({"docs/a.md": b"\xff\n"}, "docs/a.md: not UTF-8"),
        ({"docs/a.md": "see /ho" + "me/me/file\n"}, "names a place outside the project"),
        ({"src/a.cpp": TAG + "// [Nobody1999]\n"}, "src/a.cpp:2: [Nobody1999] is not in docs/references.bib"),
        ({"docs/a.md": "[Tarjan1972; Nobody1999, eq. 3]\n"}, "[Nobody1999] is not in docs/references.bib"),
        ({"docs/a.md": "[there](nowhere.md)\n"}, "docs/a.md:1: the link to nowhere.md leads nowhere"),
        ({"docs/references.bib": ENTRY.replace("  year = {1972},\n", "")}, "Tarjan1972 has no year"),
        ({"docs/references.bib": ENTRY.replace("{Depth}", "{}")}, "Tarjan1972 has no title"),
        ({"docs/references.bib": ENTRY.replace("{1972}", "{1973}")}, "is not the surnames and the year"),
        ({"docs/references.bib": ENTRY + ENTRY}, "Tarjan1972 stands twice"),
        ({"docs/references.bib": ENTRY + "@book{Pratt1973}\n"}, "an entry cannot be read"),
    ],
)
def test_finds(tmp_path, changes, message):
    result = run(tmp_path, changes)
    assert message in result.stdout
    assert result.returncode == 1


def test_leaves_out_what_git_ignores(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    result = run(tmp_path, {".gitignore": "/made/\n", "made/a.h": "no tag\n"})
    assert result.stdout == "style: 0 mistakes\n"
