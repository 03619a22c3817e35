#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures Parley beside sgamesolver and Gambit on the same games in one go, and writes bench/peers/README.md.
# `bench/peers/run.sh quick` leaves out the sizes at which a peer takes minutes.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools/setup.sh test
cmake --preset bench -DPARLEY_WEB=OFF >/dev/null
cmake --build build/bench --target solve_games parley >/dev/null

# Each peer in an environment of its own: they need different versions of the same libraries.
folder=build/peers
mkdir -p "$folder"
environment() {
  local name="$1"
  [ -x "$folder/$name/bin/python" ] || /usr/bin/python3 -m venv "$folder/$name"
  "$folder/$name/bin/python" -m pip install --quiet --disable-pip-version-check -r "bench/peers/$name.txt"
}
environment gambit
environment sgamesolver
"$folder/sgamesolver/bin/python" -c "import sgamesolver" 2>/dev/null ||
  "$folder/sgamesolver/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps sgamesolver==1.0.2

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
"$folder/sgamesolver/bin/python" bench/peers/compare.py "${1:-all}"
