# SPDX-License-Identifier: Apache-2.0
"""The clang tools do what their configuration seems to say: a misspelt name there selects nothing, silently."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMITTED = Path(__file__).with_name("clang_tidy_checks.txt")
TAG = "// SPDX-License-Identifier: Apache-2.0\n"


def effective_checks(config):
    listing = subprocess.run(["clang-tidy-14", "--list-checks", f"--config-file={config}"],
                             cwd=ROOT, capture_output=True, text=True, check=False)
    return [line.strip() for line in listing.stdout.splitlines() if line.startswith("    ")]


def test_clang_tidy_runs_the_committed_checks():
    committed = [line for line in COMMITTED.read_text().splitlines() if not line.startswith("#")]
    assert effective_checks(ROOT / ".clang-tidy") == committed
    assert len(committed) > 100


def test_a_misspelt_check_changes_the_list(tmp_path):
    config = tmp_path / "config"
    config.write_text((ROOT / ".clang-tidy").read_text().replace("bugprone-*", "bugprne-*"))
    checks = effective_checks(config)
    assert checks
    assert not any(check.startswith("bugprone-") for check in checks)


def run_format(path):
    return subprocess.run([ROOT / "tools/format.sh", "--check", path], capture_output=True, text=True, check=False)


def test_format_check_finds_a_misplaced_space(tmp_path):
    path = tmp_path / "a.cpp"
    path.write_text(TAG + "int  a ;\n")
    assert run_format(path).returncode != 0
    path.write_text(TAG + "int a;\n")
    assert run_format(path).returncode == 0


def test_tidy_fails_on_a_finding(tmp_path):
    (tmp_path / "src/parley").mkdir(parents=True)
    path = tmp_path / "src/parley/a.cpp"
    path.write_text(TAG + "#include <utility>\n#include <vector>\n"
                    "unsigned long f(std::vector<int> v) { auto w = std::move(v); return v.size() + w.size(); }\n")
    (tmp_path / "compile_commands.json").write_text(
        f'[{{"directory": "{tmp_path}", "file": "{path}", "command": "c++ -std=c++20 -Werror -Wno-restrict -c {path}"}}]')
    (tmp_path / ".clang-tidy").symlink_to(ROOT / ".clang-tidy")
    result = subprocess.run([ROOT / "tools/tidy.sh"], env={"PARLEY_BUILD": str(tmp_path), "PATH": "/usr/bin:/bin"},
                            capture_output=True, text=True, check=False)
    assert "bugprone-use-after-move" in result.stdout
    assert result.returncode != 0
