#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `tools/format.sh` formats the project's C++ files; `tools/format.sh --check [FILE...]` fails where one would change.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
mode=(-i)
if [ "${1:-}" = --check ]; then
  mode=(--dry-run -Werror)
  shift
fi
files=("$@")
if [ "${#files[@]}" = 0 ]; then
  cd "$root"
  # A file that was deleted but not yet taken out of the index is listed all the same.
  while IFS= read -r -d '' file; do
    if [ -f "$file" ]; then files+=("$file"); fi
  done < <(git ls-files -z --cached --others --exclude-standard '*.h' '*.cpp')
fi
if [ "${#files[@]}" = 0 ]; then
  echo "format: no C++ file found" >&2
  exit 1
fi
# Debian 12's version decides: others break lines elsewhere.
clang-format-14 --style="file:$root/.clang-format" "${mode[@]}" "${files[@]}"
echo "format: ${#files[@]} files"
