"""What we tell others: Standard Webhooks 1.0.0."""

import base64
import hashlib
import hmac
import json
import re
import time

import pytest

from program import Program, eventually
from receiver import Receiver, certificate
from workspace import Workspace


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def local(tmp_path_factory, pem):
    """A workspace of a program that may tell receivers on this machine."""
    program = Program(tmp_path_factory.mktemp("local"), SLUICE_LOCAL_WEBHOOKS="1", SLUICE_CA_FILE=str(pem))
    workspace = Workspace(program, "local")
    with program:
        workspace.admin = workspace.sign_in()
        workspace.cards = workspace.campaign()
        yield workspace


@pytest.fixture
def receiver(pem):
    with Receiver(pem) as receiver:
        yield receiver


def add_endpoint(workspace, url, *topics):
    """The id and the secret of a new endpoint, made on the page; the secret is shown this once."""
    page = workspace.admin.post(
        "/settings/webhooks/outgoing", url=url, event=topics or ["lead.stage_changed"]
    )
    assert page.status_code == 200, re.findall(r'id="url-error">([^<]*)', page.text)
    secret = re.search(r'value="(whsec_[^"]+)"', page.text)[1]
    assert secret not in workspace.admin.get("/settings/webhooks").text
    return workspace.program.value("SELECT max(id) FROM webhook_endpoints"), secret


def cancel(workspace):
    """A lead whose stage an action just changed."""
    lead = workspace.lead(workspace.cards)
    workspace.post(f"/enrollments/{lead.enrollment}/actions", action="cancel")
    return lead


def of(receiver, lead, to="canceled"):
    """The requests that tell the new stage of a lead."""
    found = []
    for fields, body in list(receiver.requests):
        data = json.loads(body)["data"]
        if (data["enrollment"], data["to"]) == (str(lead.enrollment), to):
            found.append((fields, body))
    return found


def assert_signed(secret, fields, body):
    name, moment = fields["webhook-id"], fields["webhook-timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert 24 <= len(key) <= 64
    code = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    assert "v1," + base64.b64encode(code).decode() in fields["webhook-signature"].split(" ")
    assert abs(time.time() - int(moment)) < 60
    assert "." not in name


def test_stage_change_is_told(local, receiver):
    _, secret = add_endpoint(local, receiver.url)
    lead = cancel(local)
    assert eventually(lambda: of(receiver, lead)), receiver.requests
    fields, body = of(receiver, lead)[0]
    assert_signed(secret, fields, body)
    assert fields["Content-Type"] == "application/json"
    told = json.loads(body)
    assert set(told) == {"type", "timestamp", "data"}
    assert told["type"] == "lead.stage_changed"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told["timestamp"])
    assert told["data"]["from"] == "running" and told["data"]["event_id"]
    assert len(body) < 20_000


def test_refused_event_comes_again_under_the_same_id(local, receiver):
    _, secret = add_endpoint(local, receiver.url)
    receiver.statuses = [500, 302]
    lead = cancel(local)
    both = eventually(lambda: len(of(receiver, lead)) >= 2 and of(receiver, lead), within=20)
    assert both, receiver.requests
    for fields, body in both:
        assert_signed(secret, fields, body)
    assert (both[0][0]["webhook-id"], both[0][1]) == (both[1][0]["webhook-id"], both[1][1])


def test_replay_comes_under_the_same_id(local, receiver):
    endpoint, _ = add_endpoint(local, receiver.url)
    lead = cancel(local)
    assert eventually(lambda: of(receiver, lead)), receiver.requests
    event = json.loads(of(receiver, lead)[0][1])["data"]["event_id"]
    assert local.post(f"/webhook-endpoints/{endpoint}/replay", event=event) == {"events": 1}
    assert eventually(lambda: len(of(receiver, lead)) == 2), receiver.requests
    hour = {"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
    assert local.post(f"/webhook-endpoints/{endpoint}/replay", **hour)["events"] >= 1
    assert eventually(lambda: len(of(receiver, lead)) == 3), receiver.requests
    assert len({fields["webhook-id"] for fields, _ in of(receiver, lead)}) == 1
    unknown = local.call("POST", f"/webhook-endpoints/{endpoint}/replay", json={"event": "no-such-event"})
    assert unknown.status_code == 404


def test_both_secrets_sign_after_a_rotation(local, receiver):
    endpoint, old = add_endpoint(local, receiver.url)
    path = f"/webhook-endpoints/{endpoint}/rotate-secret"
    once = {"Idempotency-Key": f"rotate-{endpoint}"}
    answer = local.call("POST", path, json={"overlap_seconds": 3_600}, headers=once)
    assert answer.status_code == 200, answer.text
    new = answer.json()["secret"]
    assert new.startswith("whsec_") and new != old
    # The secret is kept nowhere to be told again, and the repeated request makes no other one.
    again = local.call("POST", path, json={"overlap_seconds": 3_600}, headers=once)
    assert (again.status_code, again.json()) == (200, {"secret": None})
    assert local.program.rows("SELECT 1 FROM idempotent_answers WHERE body LIKE ?", f"%{new}%") == []
    lead = cancel(local)
    assert eventually(lambda: of(receiver, lead)), receiver.requests
    for secret in (new, old):
        assert_signed(secret, *of(receiver, lead)[0])
    # Without an overlap the one before is done with at once.
    page = local.admin.post(f"/settings/webhooks/outgoing/{endpoint}", action="rotate")
    third = re.search(r'value="(whsec_[^"]+)"', page.text)[1]
    fourth = local.post(path, overlap_seconds=0)["secret"]
    lead = cancel(local)
    assert eventually(lambda: of(receiver, lead)), receiver.requests
    fields, body = of(receiver, lead)[0]
    assert_signed(fourth, fields, body)
    assert len({new, old, third, fourth}) == 4 and len(fields["webhook-signature"].split(" ")) == 1
    assert local.call("POST", path, json={"overlap_seconds": -1}).status_code == 422


def test_change_keeps_the_secret(local, receiver):
    endpoint, secret = add_endpoint(local, "https://127.0.0.1:9/", "lead.unsubscribed")
    form = f"/settings/webhooks/outgoing/{endpoint}"
    refused = local.admin.post(form, action="change", url="ftp://hooks.example/", event="*")
    assert refused.status_code == 422 and f'id="url-error-{endpoint}"' in refused.text
    local.admin.post(form, action="change", url=receiver.url, event="lead.stage_changed")
    lead = cancel(local)
    assert eventually(lambda: of(receiver, lead)), receiver.requests
    assert_signed(secret, *of(receiver, lead)[0])


def test_gone_disables(local, receiver):
    endpoint, _ = add_endpoint(local, receiver.url)
    receiver.statuses = [410] * 50
    cancel(local)
    query = "SELECT state, reason FROM webhook_endpoints WHERE id = ?"
    assert eventually(lambda: local.program.rows(query, endpoint) == [("disabled", "gone")])
    count = len(receiver.requests)
    lead = cancel(local)
    time.sleep(1.5)
    assert of(receiver, lead) == [] and len(receiver.requests) == count
    assert "Disabled" in local.admin.get("/settings/webhooks").text
    # What happened meanwhile needs a replay; what happens from now on is told again.
    receiver.statuses = []
    local.admin.post(f"/settings/webhooks/outgoing/{endpoint}", action="enable")
    lead = cancel(local)
    assert eventually(lambda: of(receiver, lead))


def test_only_the_chosen_topics(local, pem, receiver):
    add_endpoint(local, receiver.url, "lead.unsubscribed")
    with Receiver(pem) as every:
        add_endpoint(local, every.url, "*")
        lead = cancel(local)
        assert eventually(lambda: of(every, lead))
    assert of(receiver, lead) == []


def test_plain_http_on_this_machine(local):
    with Receiver() as receiver:
        add_endpoint(local, receiver.url)


def test_this_machine_is_refused_without_the_variable(acme, pem):
    """Where the address is looked at: when it is connected to."""
    with Receiver(pem) as receiver:
        endpoint, _ = add_endpoint(acme, receiver.url)
        lead = acme.lead(acme.campaign())
        acme.post(f"/enrollments/{lead.enrollment}/actions", action="cancel")
        query = "SELECT status, error FROM webhook_deliveries WHERE endpoint_id = ? AND error IS NOT NULL"
        found = eventually(lambda: acme.program.rows(query, endpoint))
        assert found and found[0][0] is None
        assert "address" in found[0][1]
        assert receiver.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "https://user:secret@hooks.example/",
        "ftp://hooks.example/",
        "https://",
        "javascript:1",
        "https://hooks.example/#here",
        "https://hooks.example/a b",
        "https://" + "a" * 2_050 + ".example/",
    ],
)
def test_address_that_is_refused(acme, url):
    count = acme.program.value("SELECT count(*) FROM webhook_endpoints")
    assert acme.admin.post("/settings/webhooks/outgoing", url=url, event="*").status_code == 422
    assert acme.program.value("SELECT count(*) FROM webhook_endpoints") == count
