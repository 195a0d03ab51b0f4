"""kill -9 while notifications come in: what was answered is there, once."""

import concurrent.futures
import signal
import threading

import requests

import signatures as sign
from program import Program
from providers import SVIX
from test_webhooks import add_source
from workspace import Workspace

COUNT, THREADS, KILL_AFTER = 2_000, 4, 600


def send(session, url, name):
    """True when it was answered that it is stored."""
    event = {
        "type": "email.bounced",
        "data": {"email_id": name, "to": [f"{name}@nobody.example"], "bounce": {}},
    }
    fields, body = sign.svix(url, event, name=name)
    try:
        return session.post(url, headers=fields, data=body, timeout=10).status_code == 200
    except requests.RequestException:
        return False


def test_nothing_answered_is_lost(tmp_path):
    program = Program(tmp_path, roles="web")
    acme = Workspace(program, "acme")
    names = [f"msg_{number:04}" for number in range(COUNT)]
    stored, enough = set(), threading.Event()

    def run(url, mine):
        with requests.Session() as session:
            for name in mine:
                if send(session, url, name):
                    stored.add(name)
                elif enough.is_set():
                    return
                if len(stored) >= KILL_AFTER:
                    enough.set()

    def kept():
        return program.rows("SELECT request_key FROM webhook_requests ORDER BY request_key")

    with program, concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        acme.admin = acme.sign_in()
        url, source = add_source(acme, "resend", **SVIX)
        threads = [pool.submit(run, url, names[number::THREADS]) for number in range(THREADS)]
        assert enough.wait(60)
        program.stop(signal.SIGKILL)
        concurrent.futures.wait(threads)
        assert KILL_AFTER <= len(stored) < COUNT

        program.start()
        assert program.value("PRAGMA integrity_check") == "ok"
        rows = [name for (name,) in kept()]
        assert len(rows) == len(set(rows))
        assert stored <= set(rows)

        # The provider comes again with all that it got no answer to, and with some that it did.
        url = f"{program.base}/hooks/{url.split('/hooks/')[1]}"
        again = [name for name in names if name not in stored] + sorted(stored)[:100]
        answers = pool.map(
            lambda mine: [send(requests, url, name) for name in mine],
            [again[number::THREADS] for number in range(THREADS)],
        )
        assert all(answer for part in answers for answer in part)
        assert [name for (name,) in kept()] == names
    program.run("admin", "verify", workspace="acme")
