"""The program under test: a database folder of its own, its commands, and its web service."""

import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOGIN, PASSWORD = "demo", "sluice-demo"
MAILBOX = "mia@outreach.northwind.example"
# When the demo story ends. A service that is given this time stands still at it.
STORY_END = "2026-11-20T15:00:00Z"
START_SECONDS = 60


class Program:
    def __init__(self, binary: str, folder: pathlib.Path, keys: str):
        self.binary, self.folder = binary, folder
        self.database = folder / "sluice.sqlite"
        self.environment = {
            "HOME": str(folder), "SLUICE_CACHE": str(ROOT / ".build/lexicons"), "PATH": os.environ["PATH"], "SLUICE_DATABASE": f"sqlite:{self.database}",
            "SLUICE_SEALING_KEYS": keys, "SLUICE_OWN_DOMAINS": "northwind.example",
            "SLUICE_TRUSTED_AUTHSERV": "mx1.outreach.northwind.example,mx1.mail.northwind.example",
        }  # fmt: skip

    def run(self, *arguments: str, text: str = "", **environment: str) -> str:
        """Standard output of one command, which must succeed."""
        done = subprocess.run(
            [self.binary, *arguments], input=text, capture_output=True, text=True, timeout=120, cwd=ROOT,
            env=self.environment | environment,
        )  # fmt: skip
        assert done.returncode == 0, f"sluice {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}"
        return done.stdout

    def copy(self, folder: pathlib.Path) -> "Program":
        folder.mkdir(parents=True, exist_ok=True)
        other = Program(self.binary, folder, self.environment["SLUICE_SEALING_KEYS"])
        with sqlite3.connect(self.database) as source, sqlite3.connect(other.database) as target:
            source.backup(target)
        return other

    def query(self, statement: str, *values) -> list[tuple]:
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def set_submission_server(self, port: int) -> None:
        """`mailbox add` takes none: it is written as the program's own settings have it."""
        with sqlite3.connect(self.database) as connection:
            row = connection.execute("SELECT settings FROM mailboxes WHERE address = ?", [MAILBOX]).fetchone()
            settings = json.loads(row[0])
            settings["smtp"] = {"host": "127.0.0.1", "port": port, "security": "none"}
            connection.execute(
                "UPDATE mailboxes SET settings = ? WHERE address = ?", [json.dumps(settings), MAILBOX]
            )

    def serve(self, *, at: str | None = STORY_END, **environment: str) -> "Service":
        arguments = ["serve", "--roles", "web", "--listen", "127.0.0.1:0", *(["--at", at] if at else [])]
        return Service(self, arguments, r'"message":"listening","port":(\d+)', environment)

    def demo(self) -> "Service":
        return Service(self, ["demo", "--port", "0", "--folder", str(self.folder)], r"http://127\.0\.0\.1:(\d+)/")


class Service:
    """A running web service; `stop` it."""

    def __init__(self, program: Program, arguments: list[str], port: str, environment: dict[str, str] = {}):
        self.program = program
        self.output = program.folder / "output.txt"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [program.binary, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd=ROOT, env=program.environment | environment,
            )  # fmt: skip
        self.url = f"http://127.0.0.1:{self._port(port)}"

    def _port(self, pattern: str) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := re.search(pattern, self.output.read_text()):
                return found[1]
            time.sleep(0.05)
        self.process.kill()
        raise AssertionError(f"sluice did not begin to serve:\n{self.output.read_text()}")

    def stop(self) -> None:
        """The process must still run, and end when it is told to."""
        code = self.process.poll()
        if code is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise AssertionError(f"sluice did not stop:\n{self.output.read_text()}")
        assert code is None and self.process.returncode == 0, (
            f"sluice ended with {self.process.returncode}:\n{self.output.read_text()}"
        )

    def session(self, login: str = LOGIN) -> dict:
        """The cookie of a new session of somebody whose password is `PASSWORD`, as a browser context takes it."""
        answer = request(self.url + "/sign-in", form={"name": login, "password": PASSWORD})
        assert answer.status == 303, f"sign-in answered {answer.status}"
        name, value = re.match(r"([^=]+)=([^;]+)", answer.headers["set-cookie"]).groups()
        return {"name": name, "value": value, "url": self.url}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.text = response.status, response.headers, response.read().decode()


def request(url: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
    """One request outside of a browser; redirections are not followed. `_` in a field's name is `-`."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        return Answer(_opener.open(urllib.request.Request(url, data, fields), timeout=30))
    except urllib.error.HTTPError as error:
        return Answer(error)
