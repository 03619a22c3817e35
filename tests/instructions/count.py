# SPDX-License-Identifier: Apache-2.0
"""count.py PROGRAM JOB: fails where the job of `instruction_jobs` takes more instructions than ceilings.toml allows.
count.py PROGRAM --renew: counts all jobs and writes their figures there.

Exit codes: 1 more than allowed; 2 wrong use; 3 not counted."""

import pathlib
import re
import subprocess
import sys
import tomllib

CEILINGS = pathlib.Path(__file__).with_name("ceilings.toml")
# Of the count when the figure was written: a change of this much is worth a look, one of less may be the compiler's.
MARGIN = 0.05


def counted(program, job):
    """Instructions of the job as valgrind runs it, or None with what went wrong on stderr."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no",
               "--toggle-collect=parley_counted_work", program, job]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        print("valgrind is not installed: run tools/setup.sh test", file=sys.stderr)
        return None
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or found is None or int(found[1]) == 0:
        print(f"{job} was not counted (exit code {done.returncode}):\n{done.stderr}", file=sys.stderr)
        return None
    return int(found[1])


def verdict(job, before, now):
    """Whether the count may stand, and a sentence about it."""
    change = f"{job}: {before / 1e6:.2f} to {now / 1e6:.2f} million instructions ({now / before - 1:+.1%})"
    renew = "`.venv/bin/python tests/instructions/count.py build/release/tests/instructions/instruction_jobs --renew`"
    if now > before * (1 + MARGIN):
        where = "`valgrind --tool=callgrind` and callgrind_annotate on both versions show where"
        return False, (f"{change}, more than the {MARGIN:.0%} allowed. {where}. Take the cause away; or, where the work is "
                       f"worth it, say so in the commit and renew the figures with {renew}")
    if now < before * (1 - MARGIN):
        return True, f"{change}. Keep the gain: renew the figures with {renew}"
    return True, change


def renew(program):
    text = CEILINGS.read_text()
    for job in tomllib.loads(text):
        now = counted(program, job)
        if now is None:
            return 3
        text = re.sub(rf"(?m)^{job} = [\d_]+$", f"{job} = {now:_}", text)
        print(f"{job} = {now:_}")
    CEILINGS.write_text(text)
    return 0


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    program, job = arguments
    if job == "--renew":
        return renew(program)
    before = tomllib.loads(CEILINGS.read_text()).get(job)
    if before is None:
        print(f"{CEILINGS} has no job '{job}'", file=sys.stderr)
        return 2
    now = counted(program, job)
    if now is None:
        return 3
    allowed, sentence = verdict(job, before, now)
    print(sentence)
    return 0 if allowed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
