#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy over the sources of the library and the program, or over the given ones. Needs a build of preset check.
set -euo pipefail
cd "$(dirname "$0")/.."
build="${PARLEY_BUILD:-build/release}"
if [ ! -f "$build/compile_commands.json" ]; then
  echo "tidy: no $build/compile_commands.json; run 'cmake --preset check' first" >&2
  exit 2
fi
# Tests are left out: the macros of GoogleTest are most of what is found there, and half of the time.
pattern='/(src/parley|apps)/(?!.*_test\.cpp$).*\.cpp$'
if [ "$#" -gt 0 ]; then pattern="/($(IFS='|'; echo "$*"))\$"; fi
# g++ knows warnings that clang does not, and clang-tidy would pass -Werror on to them.
run-clang-tidy-14 -p "$build" -j "$(nproc)" -quiet -extra-arg=-Wno-unknown-warning-option -extra-arg=-Wno-error \
  "$pattern" 2> >(grep -v -E '^[0-9]+ warnings? generated|^Suppressed|^Use -' >&2 || true)
