import base64
import os
import pathlib

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import smtp_sink
from program import LOGIN, MAILBOX, PASSWORD, STORY_END, Program, Service

# One process for all sandboxed frames: quicker, and what they may do is the same.
ARGUMENTS = ["--no-sandbox", "--disable-features=IsolateSandboxedIframes"]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# The machine may be busy with other work.
WAIT_MS = 20_000
expect.set_options(timeout=WAIT_MS // 2)

# A wish that neither DKIM nor SPF speaks for: a person has to decide it.
UNPROVEN = """From: Ben Osei <ben.osei@oseifruit.example>
To: Mia Lund <mia@outreach.northwind.example>
Subject: Re: Half-empty vans at Osei Fruit
Date: Fri, 20 Nov 2026 14:59:00 +0000
Message-ID: <unproven@oseifruit.example>
Content-Type: text/plain; charset=utf-8

Please remove me from your mailing list.
"""


def pytest_addoption(parser):
    parser.addoption("--shots", metavar="FOLDER", help="take a screenshot of every page into this folder")


@pytest.fixture(scope="session")
def binary() -> str:
    path = os.environ.get("SLUICE_BIN", "")
    assert os.access(path, os.X_OK), "SLUICE_BIN names no program; start the tests with run.sh"
    return os.path.abspath(path)


@pytest.fixture(scope="session")
def sink():
    sink = smtp_sink.Sink()
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def story(binary: str, sink, tmp_path_factory) -> Program:
    """The demo story told, somebody who may sign in, a mailbox that can send, and a question for review."""
    folder = tmp_path_factory.mktemp("story")
    program = Program(binary, folder, base64.b64encode(os.urandom(32)).decode())
    program.run("demo", "--no-serve", "--folder", str(folder))
    program.run("admin", "user", "add", LOGIN, "--name", "Mia Lund", "--role", "admin", SLUICE_PASSWORD=PASSWORD)
    program.run(
        "mailbox", "add", MAILBOX, "--host", "127.0.0.1", "--port", "1143", "--security", "none",
        "--password-file", "-", text=smtp_sink.PASSWORD,
    )  # fmt: skip
    program.set_submission_server(sink.port)
    unproven = folder / "unproven.eml"
    unproven.write_text(UNPROVEN)
    program.run("ingest", str(unproven), "--mailbox", MAILBOX, "--received-at", STORY_END, "--at", STORY_END)
    return program


@pytest.fixture(scope="module")
def service(story: Program, tmp_path_factory):
    """The story served to one test file: what its tests change, no other file sees."""
    service = story.copy(tmp_path_factory.mktemp("service")).serve()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def session(service: Service) -> dict:
    return service.session()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser, service: Service):
    """Opens contexts that know the service's address, and closes them after the test."""
    opened: list[BrowserContext] = []

    def open(session: dict | None = None, **options) -> BrowserContext:
        context = browser.new_context(base_url=service.url, **options)
        context.set_default_timeout(WAIT_MS)
        if session:
            context.add_cookies([session])
        opened.append(context)
        return context

    yield open
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context, session: dict) -> Page:
    """A page of somebody signed in. A fault in the script of a page fails the test."""
    page = open_context(session).new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert not faults, faults


@pytest.fixture(scope="session")
def shots(request) -> pathlib.Path:
    folder = request.config.getoption("--shots")
    if not folder:
        pytest.skip("no --shots FOLDER")
    path = pathlib.Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    return path
