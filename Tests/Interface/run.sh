#!/bin/sh
# run.sh [--slow] [pytest arguments]: tests of the HTTP interface against the program itself.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv="$root/.build-interface"

if [ -z "${SLUICE_BIN:-}" ]; then
    for kind in debug release; do
        SLUICE_BIN="$root/.build/$kind/sluice"
        [ -x "$SLUICE_BIN" ] && break
    done
fi
[ -x "$SLUICE_BIN" ] || { echo "$SLUICE_BIN: no program; run 'swift build' or set SLUICE_BIN" >&2; exit 2; }

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi

selection="not slow"
if [ "${1:-}" = --slow ]; then selection=""; shift; fi
export SLUICE_BIN PYTHONDONTWRITEBYTECODE=1
cd "$here"
exec "$venv/bin/python" -m pytest -m "$selection" "$@"
