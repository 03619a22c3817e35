#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on any include that the ```layers and ```heavy blocks of ARCHITECTURE.md do not allow.

usage: check_layers.py [ROOT]
"""

import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
SOURCE_SUFFIXES = {".h", ".hpp", ".cpp", ".cc", ".inc"}
CONSUMERS = ("apps", "tests", "bench")  # what stands above the library


def read_block(text, name):
    """The rows `key: word word` of the fenced block `name`, as a dict in the order of the text."""
    block = re.search(rf"^```{name}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    if block is None:
        raise SystemExit(f"ARCHITECTURE.md: no ```{name} block")
    rows = {}
    for line in block[1].splitlines():
        key, colon, words = line.partition(":")
        if colon:
            rows[key.strip()] = words.split()
    if not rows:
        raise SystemExit(f"ARCHITECTURE.md: the ```{name} block is empty")
    return rows


def check_order(layers, root):
    """A row needs only rows above it, so the folders cannot form a cycle; rows and folders are the same set."""
    seen = set()
    for folder, needs in layers.items():
        for need in needs:
            if need.partition("/")[0] not in seen:
                yield f"ARCHITECTURE.md: {folder} needs {need}, which is not a row above it"
        seen.add(folder)
    folders = {path.name for path in (root / "src/parley").iterdir() if path.is_dir()}
    for folder in sorted(folders - seen):
        yield f"src/parley/{folder}: not a row of the layers block"
    for folder in sorted(seen - folders):
        yield f"ARCHITECTURE.md: the row {folder} has no folder src/parley/{folder}"


def read_includes(root):
    """For each C++ file, as a path from the root: its includes as (line, is quoted, what stands inside)."""
    includes = {}
    for top in ("src/parley", *CONSUMERS):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in SOURCE_SUFFIXES:
                text = path.read_text(encoding="utf-8")
                includes[path.relative_to(root).as_posix()] = [
                    (text.count("\n", 0, match.start()) + 1, match[1] is not None, match[1] or match[2])
                    for match in INCLUDE.finditer(text)
                ]
    return includes


def check_include(file, quoted, target, layers):
    """What is wrong with this include as a step between folders, or None."""
    in_library = file.startswith("src/parley/")
    if not target.startswith("parley/"):
        if quoted and in_library:
            return f'"{target}": write the whole path from src/, as in "parley/base/check.h"'
        if quoted and ".." in target.split("/"):
            return f'"{target}": do not climb out of the folder; include the public header'
        return None
    own = file.split("/")[2] if in_library else None
    folder, _, header = target.removeprefix("parley/").partition("/")
    if folder == own:
        return None
    if "/" in header:
        return f"{target}: only the headers directly in {folder}/ are public"
    if own is None:
        return None
    needs = layers.get(own, [])
    if folder not in needs and f"{folder}/{header}" not in needs:
        return f"{own} must not include {target}: the layers block has '{own}: {' '.join(needs)}'"
    return None


def check_heavy(file, target, heavy):
    """What is wrong with this include of a slow third-party header, or None."""
    for prefix, places in heavy.items():
        if target.startswith(prefix) and not any(fnmatchcase(file, place) for place in places):
            return f"{target}: a slow header; ARCHITECTURE.md allows it in {' '.join(places)} only"
    return None


def find_cycles(includes):
    """Headers that include each other in a circle; each circle once."""
    graph = {
        file: [f"src/{target}" for _, _, target in rows if f"src/{target}" in includes]
        for file, rows in includes.items()
    }
    done = set()

    def walk(file, path):
        if file in path:
            yield path[path.index(file):] + [file]
        elif file not in done:
            for target in graph[file]:
                yield from walk(target, path + [file])
            done.add(file)

    for file in graph:
        for cycle in walk(file, []):
            yield "a circle of includes: " + " -> ".join(cycle)


def check(root):
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    layers = read_block(text, "layers")
    heavy = read_block(text, "heavy")
    includes = read_includes(root)
    yield from check_order(layers, root)
    for file, rows in includes.items():
        for line, quoted, target in rows:
            for mistake in (check_include(file, quoted, target, layers), check_heavy(file, target, heavy)):
                if mistake:
                    yield f"{file}:{line}: {mistake}"
    yield from find_cycles(includes)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    mistakes = list(check(root))
    for mistake in mistakes:
        print(mistake)
    print(f"layers: {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
