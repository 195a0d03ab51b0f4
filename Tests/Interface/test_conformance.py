"""Schemathesis 4 against the document that the service hands out: no 5xx, no answer that it does not name.

`conformance_hooks.py` says what a schema cannot.
"""

import os
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent
SEED = 20260302
SECONDS = 30


def test_answers_as_its_document_says(program, tmp_path):
    """In a workspace that is filled with nonsense."""
    scratch = program.workspaces["scratch"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "conformance_hooks", "PYTHONPATH": str(FOLDER)}
    run = subprocess.run(
        [
            pathlib.Path(sys.executable).with_name("schemathesis"),
            "--config-file",
            FOLDER / "schemathesis.toml",
            "run",
            f"{program.base}/v1/openapi.json",
            "--header",
            f"Authorization: Bearer {scratch.key}",
            "--max-time",
            str(SECONDS),
            "--seed",
            str(SEED),
            "--generation-database",
            "none",
            "--request-timeout",
            "10",
            "--continue-on-failure",
            "--no-color",
        ],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS + 60,
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
    assert int(re.search(r"(\d+) generated", run.stdout)[1]) > 300
