"""One program with two workspaces for all tests that leave it standing; each of the others starts its own."""

import os

import pytest

from program import BINARY, Program
from workspace import Workspace


def pytest_configure():
    if not os.access(BINARY, os.X_OK):
        pytest.exit(f"SLUICE_BIN={BINARY!r}: no program; start these tests with run.sh", returncode=2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        for program in Program.running:
            report.sections.append((f"standard error of the program at {program.base}", program.tail()))
    return report


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("shared"))
    # Before it starts: one that is made later is served only seconds after.
    program.workspaces = {name: Workspace(program, name) for name in ("acme", "other", "scratch")}
    with program:
        yield program


@pytest.fixture(scope="session")
def acme(program):
    """The workspace that most tests work in, and that no other may reach; `ids` names one of everything."""
    workspace = program.workspaces["acme"]
    workspace.ids = workspace.fill()
    return workspace


@pytest.fixture(scope="session")
def other(program):
    workspace = program.workspaces["other"]
    workspace.ids = workspace.fill()
    return workspace
