#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on what CONTRIBUTING.md forbids and a machine can see: names, first lines, lengths, citations, links.

usage: check_style.py [ROOT]
"""

import os
import re
import subprocess
import sys
from pathlib import Path

CPP = {".h", ".cpp"}
CODE = CPP | {".py", ".sh", ".cmake", ".ts", ".tsx", ".js", ".mjs", ".css", ".svelte"}
CODE_NAMES = {"CMakeLists.txt", "Makefile", ".ci/run"}
TEXT = CODE | {".md", ".toml", ".json", ".bib", ".txt", ".html", ".csv", ".nfg"}
TAGGED = CODE - {".svelte"}  # a component has its own comment rules
# Recorded output and wrong input are kept as they are.
AS_IS = re.compile(r"^(tests/(golden|cli/golden|reference)|scenarios/[^/]+/golden)/|/(bad|fixtures)/|package-lock\.json$")

SKIPPED_FOLDERS = {".git", "build", "out", ".venv", "node_modules", "dist", "__pycache__", ".cache", ".pytest_cache"}
FORBIDDEN_WORDS = {"util", "utils", "utility", "utilities", "common", "misc", "helper", "helpers", "core", "manager"}
LONGEST_HEADER = 250
LONGEST_SOURCE = 400

# Written in two parts so that this file does not contain what it looks for.
MACHINE = re.compile(
    "|".join(["/wo" + "rk/", "/fa" + "rm/", "/ro" + r"ot/\w", "/ho" + r"me/\w", "/Us" + r"ers/\w", "[.]lib" + "rary/",
              r"(?i:\bclau" + r"de\b)", "(?i:anthro" + "pic)", "(?i:sub-?ag" + r"ents?\b)", "before" + "-stop"])
)
UNFINISHED = re.compile(r"\b(?:FIX" + r"ME|XX" + r"X)\b|\bTO" + r"DO\b(?!\(#\d+\))")
KEY = re.compile(r"\b[A-Z][A-Za-z]+(?:18|19|20)\d\d[a-z]?\b")
CITATION = re.compile(r"\[(" + KEY.pattern + r"(?:[,;][^\]]*)?)\]")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
REQUIRED_FIELDS = ("author", "title", "year")


def list_files(root):
    """The project's files as paths from the root: what git knows or would add, or every file where there is no git."""
    listing = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        return sorted(name for name in set(listing.stdout.split("\0")) if name and (root / name).is_file())
    files = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        files += [(Path(folder) / name).relative_to(root).as_posix() for name in names]
    return sorted(files)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def suffix_of(file):
    return Path(file).suffix


def is_code(file):
    return suffix_of(file) in CODE or file in CODE_NAMES or Path(file).name in CODE_NAMES


def check_name(file):
    for part in Path(file).parts:
        for word in re.split(r"[._-]", part.lower()):
            if word in FORBIDDEN_WORDS:
                yield f"{file}: '{word}' says nothing; name what it is"


def check_first_line(file, text):
    if not (suffix_of(file) in TAGGED or Path(file).name in CODE_NAMES or file in CODE_NAMES):
        return
    lines = text.splitlines() or [""]
    tag = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
    if not re.fullmatch(r"(//|#|/\*) SPDX-License-Identifier: Apache-2\.0( \*/)?", tag):
        yield f"{file}:1: the first line is the tag 'SPDX-License-Identifier: Apache-2.0' as a comment and nothing else"


def check_text(file, text):
    if "\r" in text:
        yield f"{file}:{line_of(text, text.index(chr(13)))}: a carriage return; lines end in LF"
    if "\t" in text and Path(file).name != "Makefile":
        yield f"{file}:{line_of(text, text.index(chr(9)))}: a tab; indent by spaces"
    if text and not text.endswith("\n"):
        yield f"{file}: no line break at the end"
    for match in MACHINE.finditer(text):
        yield f"{file}:{line_of(text, match.start())}: '{match[0]}' names a place outside the project"


def check_code(file, text):
    for match in UNFINISHED.finditer(text):
        yield f"{file}:{line_of(text, match.start())}: '{match[0]}' without an issue number, as in (#123)"
    if suffix_of(file) == ".h" and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield f"{file}: no '#pragma once'"
    longest = {".h": LONGEST_HEADER, ".py": None, ".cmake": None}.get(suffix_of(file), LONGEST_SOURCE)
    lines = text.count("\n")
    if longest is not None and lines > longest:
        yield f"{file}: {lines} lines, more than {longest}; split it by idea"


def read_bibliography(text):
    """Each entry's key, with its fields as a dict."""
    entries = []
    for match in re.finditer(r"@\w+\{\s*([^,\s]+)\s*,(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        fields = dict(re.findall(r"^\s*(\w+)\s*=\s*[{\"](.*)[}\"]\s*,?\s*$", match[2], re.MULTILINE))
        entries.append((match[1], fields))
    return entries


def check_bibliography(file, text):
    entries = read_bibliography(text)
    if len(entries) != text.count("\n@") + text.startswith("@"):
        yield f"{file}: an entry cannot be read; one field a line, the closing brace on a line of its own"
    keys = [key for key, _ in entries]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{file}: {key} stands twice"
    for key, fields in entries:
        for field in REQUIRED_FIELDS:
            if not fields.get(field, "").strip():
                yield f"{file}: {key} has no {field}"
        if not KEY.fullmatch(key) or fields.get("year", "") not in key:
            yield f"{file}: the key {key} is not the surnames and the year"


def check_citations(file, text, keys):
    for match in CITATION.finditer(text):
        for key in KEY.findall(match[1]):
            if key not in keys:
                yield f"{file}:{line_of(text, match.start())}: [{key}] is not in docs/references.bib"


def check_links(file, text, root):
    shown = re.sub(r"^```.*?^```|`[^`\n]*`", lambda code: "\n" * code[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL)
    for match in LINK.finditer(shown):
        target = match[1].partition("#")[0]
        if target and not re.match(r"[a-z]+:", target) and not ((root / file).parent / target).exists():
            yield f"{file}:{line_of(shown, match.start())}: the link to {match[1]} leads nowhere"


def check(root):
    bibliography = root / "docs/references.bib"
    keys = {key for key, _ in read_bibliography(bibliography.read_text("utf-8"))} if bibliography.exists() else set()
    for file in list_files(root):
        yield from check_name(file)
        if AS_IS.search(file) or not (suffix_of(file) in TEXT or is_code(file)):
            continue
        try:
            text = (root / file).read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            yield f"{file}: not UTF-8"
            continue
        yield from check_first_line(file, text)
        yield from check_text(file, text)
        if is_code(file):
            yield from check_code(file, text)
        if suffix_of(file) == ".bib":
            yield from check_bibliography(file, text)
        if suffix_of(file) in CPP | {".md"}:
            yield from check_citations(file, text, keys)
        if suffix_of(file) == ".md":
            yield from check_links(file, text, root)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    mistakes = list(check(root))
    for mistake in mistakes:
        print(mistake)
    print(f"style: {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
