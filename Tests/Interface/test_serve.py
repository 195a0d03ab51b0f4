"""The process: health, metrics, log, and how it ends."""

import concurrent.futures
import re
import socket
import time

import pytest
import requests

import signatures as sign
from program import Program, eventually
from providers import SVIX
from test_webhooks import add_source
from workspace import PASSWORD, Workspace

TOKEN = "metrics-token-1234567890"
SAMPLE = re.compile(
    r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{([a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
    r'(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*")*)\})? (NaN|[+-]Inf|[-+0-9.eE]+)'
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A program with a token for its metrics."""
    program = Program(tmp_path_factory.mktemp("guarded"), has_public_url=False, SLUICE_METRICS_TOKEN=TOKEN)
    program.workspaces = [Workspace(program, "acme"), Workspace(program, "other")]
    with program:
        for workspace in program.workspaces:
            workspace.admin = workspace.sign_in()
        yield program


def test_health(program):
    for path, text in (("/healthz", "ok\n"), ("/readyz", "ready\n")):
        answer = requests.get(program.base + path, timeout=10)
        assert (answer.status_code, answer.text) == (200, text)
        assert requests.head(program.base + path, timeout=10).status_code == 200


def metrics(program, **fields):
    return requests.get(f"{program.base}/metrics", headers=fields, timeout=10)


def samples(text):
    """Name, labels and value of each line (exposition format 0.0.4)."""
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            assert line.split()[3] in ("counter", "gauge", "histogram", "summary", "untyped")
        else:
            found = SAMPLE.fullmatch(line)
            assert found, line
            yield found[1], dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', found[2] or "")), float(found[3])


def test_metrics_can_be_read(program, acme, other):
    answer = metrics(program)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer.text.endswith("\n")
    found = list(samples(answer.text))
    lines = [(name, tuple(labels.items())) for name, labels, _ in found]
    assert len(lines) == len(set(lines))
    count = sum(
        value
        for name, labels, value in found
        if name == "sluice_http_requests_total"
        and labels["route"] == "/v1/campaigns"
        and labels["method"] == "POST"
    )
    assert count >= 2
    assert acme.name not in answer.text
    buckets = [
        value
        for name, labels, value in found
        if name == "sluice_http_request_seconds_bucket" and labels["route"] == "/v1/campaigns"
    ]
    assert buckets == sorted(buckets) and buckets[-1] >= count


def test_lines_of_one_metric_stand_together(program, acme, other):
    """The format wants all of one metric as one group."""
    order = []
    for name, _, _ in samples(metrics(program).text):
        family = re.sub(r"_(bucket|sum|count)$", "", name)
        if not order or order[-1] != family:
            order.append(family)
    assert len(order) == len(set(order))


def test_metrics_are_for_who_has_the_token(guarded):
    assert metrics(guarded).status_code == 403
    assert metrics(guarded, Authorization="Bearer wrong").status_code == 403
    assert metrics(guarded, Authorization=f"Bearer {guarded.workspaces[0].key}").status_code == 403
    assert metrics(guarded, Authorization=f"Bearer {TOKEN}").status_code == 200


@pytest.fixture(scope="module")
def spoken(guarded):
    """Words that must not be logged, said in every place where a request may have them; and the log after."""
    acme = guarded.workspaces[0]
    lead = acme.lead(acme.campaign())
    url, _ = add_source(acme, "resend", **SVIX)
    fields, body = sign.svix(url, {"type": "Zanzibar", "data": {}})
    person = acme.admin
    answers = [
        acme.call("GET", "/leads", params={"email": lead.address}),
        acme.call("GET", "/leads", params={"email": "Zanzibar"}),
        acme.call("GET", "/campaigns", key="slk_Zanzibar"),
        acme.call("POST", "/campaigns", json={"name": "Zanzibar", "time_zone": "Zanzibar"}),
        acme.call("GET", "/Zanzibar"),
        requests.get(lead.link, timeout=10),
        requests.post(lead.link, timeout=10),
        requests.post(lead.link + "Zanzibar", timeout=10),
        requests.post(url, json={"Zanzibar": 1}, timeout=10),
        requests.post(url, headers=fields, data=body, timeout=10),
        requests.post(
            f"{guarded.base}/sign-in", data={"name": "Zanzibar", "password": "Zanzibar"}, timeout=10
        ),
        person.get("/opportunities?q=Zanzibar"),
        person.get("/do-not-contact?q=zanzibar@example.com"),
        metrics(guarded, Authorization=f"Bearer {TOKEN}"),
    ]
    cookie = person.session.cookies["sluice-session"]
    secrets = [
        acme.key,
        lead.address,
        lead.link.rsplit("/", 1)[1],
        url.rsplit("/", 1)[1],
        person.login,
        person.csrf,
        cookie,
        PASSWORD,
        TOKEN,
        SVIX["signing_key"],
        guarded.environment["SLUICE_SEALING_KEYS"],
        "zanzibar",
        "Sounds good",
    ]
    return answers, secrets


def test_log_names_each_request(guarded, spoken):
    answers, _ = spoken
    wanted = {answer.headers["X-Request-Id"]: answer.status_code for answer in answers}
    assert len(wanted) == len(answers)

    def logged():
        lines = {line["request_id"]: line for line in guarded.log() if line["message"] == "request"}
        return wanted.keys() <= lines.keys() and lines

    lines = eventually(logged)
    assert lines
    for name, status in wanted.items():
        assert lines[name]["status"] == status
        assert {"level", "message", "time", "method", "route", "status", "ms", "request_id"} <= set(
            lines[name]
        )


def test_log_holds_no_secret_and_nobodys_words(guarded, spoken):
    _, secrets = spoken
    text = guarded.errors.read_text().lower()
    assert [secret for secret in secrets if secret.lower() in text] == []


def test_log_says_the_day(guarded):
    for line in guarded.log():
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)", line["time"])


def test_addresses_that_we_give_out_have_the_host_that_was_asked(guarded):
    add_source(guarded.workspaces[0], "resend", **SVIX)
    admin = guarded.workspaces[0].admin
    # The client keeps its cookies by host.
    cookie = "; ".join(f"{name}={value}" for name, value in admin.session.cookies.items())
    page = admin.get("/settings/webhooks", headers={"Host": "sluice.example:8443", "Cookie": cookie})
    assert "http://sluice.example:8443/hooks/resend/" in page.text


def test_told_to_stop_it_answers_what_it_has_in_hand(tmp_path):
    program = Program(tmp_path)
    acme = Workspace(program, "acme")
    body = b'{"name": "In hand", "time_zone": "UTC"}'
    head = (
        f"POST /v1/campaigns HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {acme.key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with program, concurrent.futures.ThreadPoolExecutor(1) as pool:
        place = ("127.0.0.1", int(program.base.rsplit(":", 1)[1]))
        with requests.Session() as idle, socket.create_connection(place, timeout=10) as busy:
            assert idle.get(f"{program.base}/healthz", timeout=10).status_code == 200  # and stays connected
            busy.sendall(head + body[:10])
            time.sleep(0.3)
            stopping = pool.submit(program.stop)
            time.sleep(0.7)
            with pytest.raises(OSError):
                socket.create_connection(place, timeout=2).close()
            busy.sendall(body[10:])
            answer = busy.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 201 ")
            assert stopping.result(20) < 10
    assert program.value("SELECT count(*) FROM campaigns WHERE name = 'In hand'") == 1
    assert program.log()[-1]["message"] == "stopped"
