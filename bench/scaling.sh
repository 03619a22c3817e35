#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures how solving and certifying grow with a game's nodes, on two threads, and writes bench/scaling.md.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh test
cmake --preset bench -DPARLEY_WEB=OFF >/dev/null
cmake --build build/bench --target scaling >/dev/null
{
  cat bench/scaling_head.md
  build/bench/bench/scaling 2
  cat bench/scaling_tail.md
} >build/scaling.md
mv build/scaling.md bench/scaling.md
