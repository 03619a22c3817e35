#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes over what the tests produce as the new goldens.

A golden test that finds a difference writes what it got to `golden_actual/PATH` in the folder it runs in, inside the
build folder; PATH is that of the golden below tests/golden. Run the tests, read the differences, then:

    tools/promote_goldens.py build/release            # take over everything
    tools/promote_goldens.py build/release E0203      # only goldens whose path holds one of these words
    tools/promote_goldens.py --dry-run build/release  # only show

The files taken over are removed from the build folder. Review the diff before committing it.
"""

import argparse
import shutil
from pathlib import Path

GOLDENS = Path(__file__).resolve().parent.parent / "tests" / "golden"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="the build folder in which the tests ran")
    parser.add_argument("words", nargs="*", help="only goldens whose path holds one of these")
    parser.add_argument("--dry-run", action="store_true", help="show, change nothing")
    options = parser.parse_args()

    promoted = 0
    for folder in sorted(options.build.rglob("golden_actual")):
        for actual in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = actual.relative_to(folder)
            if options.words and not any(word in str(name) for word in options.words):
                continue
            promoted += 1
            print(f"tests/golden/{name}")
            if options.dry_run:
                continue
            (GOLDENS / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(actual, GOLDENS / name)
    print(f"{promoted} {'golden' if promoted == 1 else 'goldens'} {'to promote' if options.dry_run else 'promoted'}")


if __name__ == "__main__":
    main()
