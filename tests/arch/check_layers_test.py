# SPDX-License-Identifier: Apache-2.0
"""Each rule of tools/check_layers.py, broken once: a check that cannot fail is worth nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[2] / "tools/check_layers.py"

ARCHITECTURE = """
```layers
base:
numeric: base
game:    base
certify: base numeric/sum.h game
```
```heavy
slow/: src/parley/numeric/detail/*.cpp
```
"""

SOUND = {
    "ARCHITECTURE.md": ARCHITECTURE,
    "src/parley/base/check.h": "#include <vector>\n",
    "src/parley/numeric/sum.h": '#include "parley/base/check.h"\n',
    "src/parley/numeric/linear.h": "",
    "src/parley/numeric/detail/linear.cpp": '#include "parley/numeric/detail/dense.h"\n#include <slow/all>\n',
    "src/parley/numeric/detail/dense.h": "",
    "src/parley/game/game.h": '#include "parley/base/check.h"\n',
    "src/parley/certify/certify.cpp": '#include "parley/numeric/sum.h"\n#include "parley/game/game.h"\n',
    "apps/cli/main.cpp": '#include "parley/certify/certify.h"\n#include "arguments.h"\n',
}


def run(tree, changes):
    for name, text in {**SOUND, **changes}.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return subprocess.run([sys.executable, CHECK, tree], capture_output=True, text=True, check=False)


def test_accepts_a_sound_tree(tmp_path):
    result = run(tmp_path, {})
    assert result.stdout == "layers: 0 mistakes\n"
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"src/parley/game/game.h": '#include "parley/numeric/sum.h"\n'}, "game must not include parley/numeric/sum.h"),
        ({"src/parley/base/check.h": '#  include <parley/game/game.h>\n'}, "base must not include parley/game/game.h"),
        ({"src/parley/certify/a_test.cpp": '\n#include "parley/numeric/linear.h"\n'},
         "src/parley/certify/a_test.cpp:2: certify must not include parley/numeric/linear.h"),
        ({"src/parley/certify/a.cpp": '#include "parley/game/detail/x.h"\n'}, "only the headers directly in game/"),
        ({"apps/cli/main.cpp": '#include "parley/game/detail/x.h"\n'}, "only the headers directly in game/"),
        ({"tests/golden/a.cpp": '#include "parley/solve/logit/path.h"\n'}, "only the headers directly in solve/"),
        ({"apps/cli/main.cpp": '#include "../../src/parley/game/game.h"\n'}, "do not climb out"),
        ({"src/parley/game/a.cpp": '#include "game.h"\n'}, "write the whole path"),
        ({"src/parley/game/a.cpp": "#include <slow/all>\n"}, "slow/all: a slow header"),
        ({"apps/cli/main.cpp": '#include "slow/all"\n'}, "slow/all: a slow header"),
        ({"src/parley/game/game.h": '#include "parley/game/ids.h"\n',
          "src/parley/game/ids.h": '#include "parley/game/game.h"\n'}, "a circle of includes"),
        ({"src/parley/game/game.h": '#include "parley/game/game.h"\n'}, "a circle of includes"),
        ({"src/parley/deals/deals.h": ""}, "src/parley/deals: not a row"),
        ({"ARCHITECTURE.md": ARCHITECTURE.replace("certify:", "learn: base\ncertify:")}, "the row learn has no folder"),
        ({"ARCHITECTURE.md": ARCHITECTURE.replace("numeric: base", "numeric: base game")}, "not a row above it"),
        ({"ARCHITECTURE.md": ARCHITECTURE.replace("layers", "layer")}, "no ```layers block"),
        ({"ARCHITECTURE.md": "```layers\n```\n"}, "block is empty"),
        ({"ARCHITECTURE.md": ARCHITECTURE.replace("heavy", "weight")}, "no ```heavy block"),
    ],
)
def test_finds(tmp_path, changes, message):
    result = run(tmp_path, changes)
    assert message in result.stdout + result.stderr
    assert result.returncode == 1
