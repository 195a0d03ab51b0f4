"""The program under test, as an operator runs it: a folder, a database, a free port."""

import base64
import contextlib
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import time

BINARY = os.environ.get("SLUICE_BIN", "")
LEXICONS = pathlib.Path(__file__).resolve().parents[2] / ".build/lexicons"
# What changes by itself, whether or not anybody asks for something.
WORK_TABLES = {"leases", "mailbox_polls", "webhook_deliveries"}
WORK_COLUMNS = {
    "access_keys": {"last_used_at"},
    "outbox": {"attempts", "next_at", "delivered_at", "error"},
    "webhook_endpoints": {"paused_until", "changed_at"},
}


def eventually(found, within=10.0, pause=0.05):
    """The first true answer of `found()`; its last one when the time (seconds) is over."""
    end = time.monotonic() + within
    while not (answer := found()) and time.monotonic() < end:
        time.sleep(pause)
    return answer


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Program:
    """`sluice serve` on loopback. `base` is its address without a slash at the end."""

    running = []

    def __init__(self, folder: pathlib.Path, roles="web,work", has_public_url=True, **environment):
        self.folder, self.roles, self.has_public_url = folder, roles, has_public_url
        self.database = folder / "sluice.db"
        self.errors = folder / "stderr.jsonl"
        self.process, self.base, self._selects = None, "", {}
        # Nothing of the caller's own settings may decide here.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SLUICE_")}
        self.environment = (
            inherited
            | {
                "SLUICE_SEALING_KEYS": base64.b64encode(os.urandom(32)).decode(),
                "HOME": str(folder),
                "SLUICE_CACHE": str(LEXICONS),
            }
            | environment
        )

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        start, port = len(self.log()), free_port()
        self.base = f"http://127.0.0.1:{port}"
        told = {"SLUICE_PUBLIC_URL": self.base} if self.has_public_url else {}
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--listen", f"127.0.0.1:{port}", "--roles", self.roles, *self._database],
                cwd=self.folder,
                env=self.environment | told,
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
            )
        Program.running.append(self)

        def is_listening():
            assert self.process.poll() is None, f"has ended:\n{self.tail()}"
            return any(line["message"] == "listening" for line in self.log()[start:])

        assert eventually(is_listening, within=60), f"does not listen:\n{self.tail()}"

    def stop(self, number=signal.SIGTERM, within=15.0):
        """Seconds it took to end."""
        if self.process is None:
            return 0.0
        start = time.monotonic()
        self.process.send_signal(number)
        try:
            self.process.wait(within)
        finally:
            self.process.kill()
            self.process.wait()
            self.process = None
            Program.running.remove(self)
        return time.monotonic() - start

    def run(self, *arguments, workspace=None, **environment) -> str:
        """The standard output of another command on the same database."""
        chosen = ["--workspace", workspace] if workspace else []
        return subprocess.run(
            [BINARY, *map(str, arguments), *self._database, *chosen],
            env=self.environment | environment,
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout.strip()

    @property
    def _database(self):
        return ["--database", f"sqlite:{self.database}"]

    def log(self) -> list[dict]:
        """Every whole line of standard error."""
        if not self.errors.exists():
            return []
        return [
            json.loads(line) for line in self.errors.read_text().splitlines(keepends=True) if line[-1] == "\n"
        ]

    def tail(self, count=30) -> str:
        return "\n".join(self.errors.read_text().splitlines()[-count:])

    def rows(self, query: str, *values) -> list[tuple]:
        """What is on disk now, by way of a connection of our own."""
        with contextlib.closing(self._open("ro")) as connection:
            return connection.execute(query, values).fetchall()

    def owned_rows(self, workspace: int) -> dict[str, list]:
        """All rows of a workspace by table, in their order, without what only the workers write."""
        with contextlib.closing(self._open("ro")) as connection:
            if not self._selects:
                for (table,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                ).fetchall():
                    columns = {row[1] for row in connection.execute(f"PRAGMA table_info('{table}')")}
                    if "workspace_id" in columns and table not in WORK_TABLES:
                        kept = ", ".join(sorted(columns - WORK_COLUMNS.get(table, set())))
                        self._selects[table] = (
                            f"SELECT {kept} FROM {table} WHERE workspace_id = ? ORDER BY rowid"
                        )
            return {
                table: connection.execute(text, [workspace]).fetchall()
                for table, text in self._selects.items()
            }

    def value(self, query: str, *values):
        return self.rows(query, *values)[0][0]

    def change(self, query: str, *values):
        """Makes a state that the interface does not let anybody make."""
        with contextlib.closing(self._open("rw")) as connection, connection:
            connection.execute(query, values)

    def _open(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.database}?mode={mode}", uri=True, timeout=10)
