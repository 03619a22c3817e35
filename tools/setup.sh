#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs every system package, the Python environment and the page's packages that Parley builds and tests with.
# `tools/setup.sh run` installs what the program needs, `tools/setup.sh test` the rest too.
# Where nothing is missing it does nothing and asks no network.
# Exit codes: 2 wrong use, 3 not Debian, 4 no right to install, 5 an installation failed.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }
fail() {
  local code="$1"
  shift
  say "$@"
  exit "$code"
}

scope="${1:-run}"
case "$scope" in
  run | test) ;;
  *) fail 2 "no such scope '$scope'; say 'run' or 'test'" ;;
esac

packages=(
  g++ make cmake ninja-build git ca-certificates pkg-config
  libeigen3-dev libtbb-dev librandom123-dev libfmt-dev libtomlplusplus-dev
  nlohmann-json3-dev libcli11-dev libexpected-dev robin-map-dev libboost-dev libsqlite3-dev libarchive-dev
  nodejs
)
if [ "$scope" = test ]; then
  packages+=(
    libgtest-dev libgmock-dev libbenchmark-dev librapidcheck-dev
    clang clang-format clang-tidy libclang-rt-14-dev valgrind
    python3 python3-venv chromium
  )
fi
# A Node.js from elsewhere brings its own npm and refuses Debian's; Debian's own does not.
if ! command -v npm >/dev/null 2>&1; then packages+=(npm); fi

command -v dpkg-query >/dev/null 2>&1 ||
  fail 3 "this is not Debian; build on Debian 12, or install the likes of these and run cmake: ${packages[*]}"

installed="$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null || true)"
missing=()
for package in "${packages[@]}"; do
  grep -qxF "$package installed" <<<"$installed" || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  elevate=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail 4 "as root, run: apt-get install --no-install-recommends ${missing[*]}"
    elevate=(sudo)
  fi
  say "installing ${missing[*]}"
  apt=("${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update || fail 5 "the package lists could not be read; is there a network?"
  log="$(mktemp)"
  if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail 5 "these Debian 12 packages could not be installed: ${missing[*]} (the end of apt-get's log is above; all of it: $log)"
  fi
  rm -f "$log"
fi

# Each of these is made again only when the file that defines it has changed.
same() { [ -f "$2" ] && cmp -s "$1" "$2"; }

if [ -f web/package-lock.json ] && ! same web/package-lock.json web/node_modules/.parley-lock; then
  say "installing the page's packages"
  (cd web && npm ci --no-audit --no-fund --loglevel=error >/dev/null) ||
    fail 5 "npm could not install what web/package-lock.json lists; is there a network?"
  cp web/package-lock.json web/node_modules/.parley-lock
fi

if [ "$scope" = test ] && ! same tools/requirements.txt .venv/.parley-requirements; then
  say "making the Python environment"
  # Debian's Python by its path: another one may come first in PATH.
  /usr/bin/python3 -m venv .venv || fail 5 "the Python environment .venv could not be made"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r tools/requirements.txt ||
    fail 5 "pip could not install what tools/requirements.txt lists; is there a network?"
  cp tools/requirements.txt .venv/.parley-requirements
fi
