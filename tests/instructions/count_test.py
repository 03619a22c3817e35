# SPDX-License-Identifier: Apache-2.0
"""The check of instruction counts refuses what it must."""

import subprocess
import sys
import tomllib

import count


def test_more_than_the_margin_is_refused_with_job_figures_and_remedy():
    allowed, sentence = count.verdict("solve", 1_000_000, 1_051_000)
    assert not allowed
    for word in ("solve", "1.00 to 1.05 million", "+5.1%", "--renew"):
        assert word in sentence


def test_the_margin_itself_is_allowed():
    assert count.verdict("solve", 1_000_000, 1_050_000) == (True, "solve: 1.00 to 1.05 million instructions (+5.0%)")


def test_a_gain_is_allowed_and_asks_to_be_kept():
    allowed, sentence = count.verdict("solve", 1_000_000, 900_000)
    assert allowed and "renew" in sentence


def test_a_job_that_grew_fails_the_program(monkeypatch, capsys):
    ceilings = tomllib.loads(count.CEILINGS.read_text())
    for job, before in ceilings.items():
        monkeypatch.setattr(count, "counted", lambda program, name, before=before: before * 2)
        assert count.main(["program", job]) == 1
        assert f"{job}: " in capsys.readouterr().out


def test_a_job_without_a_figure_and_a_program_that_fails_are_refused():
    assert count.main(["program", "nothing"]) == 2
    assert count.counted("/bin/false", "solve") is None


def test_wrong_use_is_told():
    done = subprocess.run([sys.executable, count.__file__], capture_output=True, text=True)
    assert done.returncode == 2 and "--renew" in done.stderr
