"""Mail made to harm who reads it: nothing of it runs, and nothing asks a server for anything."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page
from program import MAILBOX, ROOT, STORY_END

CORPUS = ROOT / "fixtures" / "hostile-html"
SETTLE_MS = 25
# What the frame holds of what could run, load or leave; there is none. `base` is ours, for links to open elsewhere.
INSPECT = """() => {
  const findings = [...document.querySelectorAll('script, iframe, frame, object, embed, form, input, button, svg, math,'
    + 'link, template, video, audio, base:not([target=_blank]), base[href]')].map(e => e.outerHTML.slice(0, 120));
  for (const element of document.querySelectorAll('*'))
    for (const {name, value} of Element.prototype.getAttributeNames.call(element)
      .map(name => ({name, value: Element.prototype.getAttribute.call(element, name)})))
      if (/^on|^srcdoc$|^ping$/i.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value)) findings.push(name + '=' + value.slice(0, 80));
  return findings;
}"""


class Beacon:
    """A server that no mail may reach."""

    def __init__(self):
        beacon = self
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                beacon.asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fill(self, html: bytes) -> bytes:
        return html.replace(b"{{BEACON_HOST}}", self.host.encode()).replace(b"{{BEACON}}", b"http://" + self.host.encode())


class Watch:
    """What happened in a context since it was last asked."""

    def __init__(self, context: BrowserContext, own: str):
        self.seen: list[str] = []
        context.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        context.on("console", self.console)
        context.on("weberror", lambda error: self.seen.append(f"script error {error.error}"))
        context.on("request", lambda request: self.request(request.url, own))

    def console(self, message) -> None:
        # Chromium looks for the sign of every document by itself; a sandboxed one may not have it.
        if not message.location["url"].endswith("/favicon.ico"):
            self.seen.append(f"console {message.text[:200]} {message.location['url']}")

    def request(self, url: str, own: str) -> None:
        if not url.startswith((own + "/messages/", own + "/assets/", "data:image/")):
            self.seen.append(f"request {url[:200]}")

    def take(self) -> list[str]:
        taken, self.seen[:] = list(self.seen), []
        return taken


@pytest.fixture(scope="module")
def beacon():
    beacon = Beacon()
    yield beacon
    beacon.server.shutdown()


@pytest.fixture(scope="module")
def messages(service, beacon, tmp_path_factory) -> dict[str, int]:
    """Every file of the corpus as a mail that came in: its number, by the file's name."""
    folder = tmp_path_factory.mktemp("hostile")
    files = sorted(CORPUS.glob("*.html"))
    assert len(files) >= 100, f"{CORPUS} holds too little"
    for file in files:
        head = (
            f"From: Mallory <mallory@hostile.example>\r\nTo: {MAILBOX}\r\nSubject: {file.name}\r\n"
            f"Message-ID: <{file.stem}@hostile.example>\r\nDate: Fri, 20 Nov 2026 14:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        )
        (folder / f"{file.stem}.eml").write_bytes(head.encode() + beacon.fill(file.read_bytes()))
    service.program.run("ingest", str(folder), "--mailbox", MAILBOX, "--received-at", STORY_END, "--at", STORY_END)
    stored = dict(service.program.query("SELECT subject, id FROM messages WHERE sender = 'mallory@hostile.example'"))
    assert sorted(stored) == [file.name for file in files]
    return stored


def open_frame(page: Page, number: int) -> list[str]:
    """The page of the message with the frame in it shown."""
    page.goto(f"/messages/{number}")
    frame = page.locator("iframe")
    if frame.count() == 0:
        return ["the page shows no frame"]
    page.locator("details", has=frame).evaluate("details => { details.open = true; details.scrollIntoView() }")
    inner = frame.element_handle().content_frame()
    inner.wait_for_url(f"**/messages/{number}/html")
    page.wait_for_timeout(SETTLE_MS)
    return inner.evaluate(INSPECT) + ([] if len(page.frames) == 2 else ["more frames"])


def open_alone(page: Page, number: int) -> list[str]:
    page.goto(f"/messages/{number}/html")
    page.wait_for_timeout(SETTLE_MS)
    return page.evaluate(INSPECT) + ([] if page.url.endswith(f"/messages/{number}/html") else [f"went to {page.url}"])


@pytest.mark.parametrize("way", [open_frame, open_alone])
def test_nothing_runs_and_nothing_is_asked_for(open_context, session, service, beacon, messages, way):
    context = open_context(session)
    page = context.new_page()
    watch = Watch(context, service.url)
    findings = {}
    for name, number in messages.items():
        found = way(page, number) + watch.take() + [f"beacon {path}" for path in beacon.asked]
        beacon.asked.clear()
        found += ["another page opened"] if len(context.pages) > 1 else []
        if found:
            findings[name] = found
        for other in context.pages[1:]:
            other.close()
    assert findings == {}


def test_unguarded_the_same_files_do_harm(browser, beacon):
    """The net is not torn: raw, the corpus sets it off."""
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(context, "http://nowhere.invalid")
    harmful = 0
    files = sorted(CORPUS.glob("*.html"))[::10]
    for file in files:
        page.route("http://raw.invalid/", lambda route: route.fulfill(content_type="text/html", body=beacon.fill(file.read_bytes())))
        try:
            page.goto("http://raw.invalid/", wait_until="load")
            page.wait_for_timeout(SETTLE_MS)
        except Exception:  # The document went away by itself.
            pass
        seen = [what for what in watch.take() if what != "request http://raw.invalid/"]
        harmful += bool(seen or beacon.asked)
        beacon.asked.clear()
        page.unroute_all()
    context.close()
    assert harmful >= len(files) / 2
