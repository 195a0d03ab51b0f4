#!/usr/bin/env bash
# Tests of the pages in Chromium: run.sh [ARGUMENTS OF PYTEST]. SLUICE_BIN names the program, CHROMIUM the browser.
set -euo pipefail
tests="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$tests/../.." && pwd)"
venv="$root/.build-browser"

if [ ! -x "$venv/bin/python" ]; then python3 -m venv "$venv"; fi
if ! cmp -s "$tests/requirements.txt" "$venv/installed.txt"; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$tests/requirements.txt"
    cp "$tests/requirements.txt" "$venv/installed.txt"
fi
if [ -z "${SLUICE_BIN:-}" ]; then
    for folder in debug release; do
        if [ -x "$root/.build/$folder/sluice" ]; then SLUICE_BIN="$root/.build/$folder/sluice"; break; fi
    done
fi
: "${SLUICE_BIN:?no program; build it, or name it in SLUICE_BIN}"
export SLUICE_BIN PYTHONDONTWRITEBYTECODE=1
cd "$tests"
exec "$venv/bin/python" -m pytest "$@"
