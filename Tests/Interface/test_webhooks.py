"""Providers' notifications: proven on the octets as they came, on disk at the answer, then worked on."""

import json
import socket
import time
import uuid

import pytest
import requests

import signatures as sign
from program import eventually
from providers import PROVIDERS, Provider, graph
from workspace import iso8601

EACH = pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.name)
LIMIT = 40 << 20


def add_source(workspace, slug, **proof):
    """The URL and the id of a new endpoint, made on the page as an admin makes it."""
    answer = workspace.admin.post("/settings/webhooks/incoming", provider=slug, **proof)
    assert answer.status_code == 303, answer.text
    number, endpoint = workspace.program.rows(
        "SELECT id, endpoint FROM webhook_sources ORDER BY id DESC LIMIT 1"
    )[0]
    return f"{workspace.program.base}/hooks/{slug}/{endpoint}", number


@pytest.fixture(scope="module")
def sources(acme):
    return {provider.name: add_source(acme, provider.slug, **provider.proof) for provider in PROVIDERS}


@pytest.fixture(scope="module")
def campaign(acme):
    return acme.campaign()


@pytest.fixture(scope="module")
def genuine(acme, campaign, sources):
    """One genuine request of each provider, sent: lead, request, answer, and whether it was kept by then."""
    found = {}
    for provider in PROVIDERS:
        lead = acme.lead(campaign)
        url, source = sources[provider.name]
        fields, body = provider.request(url, provider.content(lead, acme.mailbox))
        answer = requests.post(url, headers=fields, data=body, timeout=10)
        found[provider.name] = lead, fields, body, answer, kept(acme, source, body)
    return found


def rows(acme, source):
    return acme.program.rows(
        "SELECT request_key, body, state, error FROM webhook_requests WHERE source_id = ?", source
    )


def kept(acme, source, body):
    """True where this one request is on disk: as it came, or worked on, which leaves its key."""
    found = rows(acme, source)
    return len(found) == 1 and (found[0][1] == body or found[0][2] == "done")


def worked_on(acme, source):
    """All that waited for this source is done."""
    query = "SELECT count(*) FROM webhook_requests WHERE source_id = ? AND state = 'waiting'"
    return eventually(lambda: acme.program.value(query, source) == 0)


def post(url, fields, body, **more):
    return requests.post(url, headers=fields, data=body, timeout=20, **more)


@EACH
def test_genuine_request_is_stored_and_acts(acme, genuine, sources, provider):
    lead, _, _, answer, was_kept = genuine[provider.name]
    assert (answer.status_code, was_kept) == (provider.stored, True)
    assert worked_on(acme, sources[provider.name][1])
    if provider.stage:
        assert eventually(lambda: acme.stage(lead) == provider.stage), acme.stage(lead)
        assert [row[2:] for row in rows(acme, sources[provider.name][1])] == [("done", None)]


@EACH
def test_the_same_request_again_changes_nothing(acme, genuine, sources, provider):
    lead, fields, body, *_ = genuine[provider.name]
    url, source = sources[provider.name]
    assert worked_on(acme, source)
    if provider.stage:
        eventually(lambda: acme.stage(lead) == provider.stage)
    before = acme.snapshot()
    assert post(url, fields, body).status_code == provider.stored
    assert acme.snapshot() == before


def refused(acme, source, answer, status):
    assert answer.status_code == status
    assert rows(acme, source) == []


@pytest.fixture
def fresh(acme, campaign, request):
    """A new endpoint, and a genuine request for it that was not sent."""
    provider: Provider = request.getfixturevalue("provider")
    url, source = add_source(acme, provider.slug, **provider.proof)
    return url, source, provider.content(acme.lead(campaign), acme.mailbox)


@EACH
def test_wrong_key(acme, fresh, provider):
    url, source, content = fresh
    if provider.forged:
        fields, body = provider.forged(url, content)
    else:
        fields, body = provider.request(url, content)
        wrong = sign.base64_text(f"{sign.USER}:wrong".encode())
        fields = {
            name: {"Authorization": f"Basic {wrong}"}.get(name, value).replace(sign.PASSWORD, "wrong")
            for name, value in fields.items()
        }
        body = body.replace(sign.PASSWORD.encode(), b"wrong")
        if provider.name == "postal-sha1":
            fields["X-Postal-Signature"] = sign.base64_text(b"\1" * 256)
    refused(acme, source, post(url, fields, body), provider.refused)


@EACH
def test_without_its_proof(acme, fresh, provider):
    url, source, content = fresh
    fields, body = provider.request(url, content)
    bare = {"Content-Type": fields["Content-Type"]}
    for secret in (sign.PASSWORD, "signature"):
        body = body.replace(f'"{secret}"'.encode(), b'"none"').replace(secret.encode() + b"=", b"none=")
    answer = post(url, bare, body)
    assert answer.status_code in {400, 401, provider.refused}
    assert rows(acme, source) == []


@pytest.mark.parametrize("provider", [one for one in PROVIDERS if one.covers_body], ids=lambda one: one.name)
def test_changed_octet(acme, fresh, provider):
    url, source, content = fresh
    fields, body = provider.request(url, content)
    for place in (0, len(body) // 2, len(body) - 1):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        answer = post(url, fields, changed)
        assert answer.status_code in (400, 401)
    refused(acme, source, post(url, fields, body + b" "), provider.refused)


@pytest.mark.parametrize(
    "provider",
    [one for one in PROVIDERS if one.covers_body and one.slug != "mandrill"],
    ids=lambda one: one.name,
)
def test_json_written_anew(acme, fresh, provider):
    url, source, content = fresh
    fields, body = provider.request(url, content)
    anew = json.dumps(json.loads(body), separators=(",", ":")).encode()
    refused(acme, source, post(url, fields, anew), provider.refused)


@pytest.mark.parametrize(
    "provider", [one for one in PROVIDERS if one.slug == "mailgun"], ids=lambda one: one.name
)
def test_token_that_was_not_signed(acme, fresh, provider):
    url, source, content = fresh
    fields, body = provider.request(url, content)
    changed = json.loads(body)
    changed["signature"]["token"] = uuid.uuid4().hex
    refused(acme, source, post(url, fields, json.dumps(changed).encode()), 406)


@EACH
def test_no_secret_set(acme, fresh, provider):
    """Off until its secret is set; the provider shall come again."""
    url, source, content = fresh
    acme.program.change("UPDATE webhook_sources SET settings = '' WHERE id = ?", source)
    fields, body = provider.request(url, content)
    refused(acme, source, post(url, fields, body), provider.unset)


@EACH
def test_page_wants_the_secret(acme, provider):
    count = acme.program.value("SELECT count(*) FROM webhook_sources")
    assert acme.admin.post("/settings/webhooks/incoming", provider=provider.slug).status_code == 422
    assert acme.program.value("SELECT count(*) FROM webhook_sources") == count


@EACH
def test_unknown_endpoint(acme, sources, provider):
    url, _ = sources[provider.name]
    base, endpoint = url.rsplit("/", 1)
    elsewhere = "brevo" if provider.slug != "brevo" else "mailjet"
    unknown = [
        f"{base}/{endpoint[::-1]}",
        f"{base}/{endpoint[:-1]}",
        url.replace(f"/{provider.slug}/", f"/{elsewhere}/"),
        url.replace(f"/{provider.slug}/", "/nobody/"),
    ]
    fields, body = provider.request(url, {})
    assert [post(place, fields, body).status_code for place in unknown] == [404] * 4


@EACH
def test_removed_endpoint(acme, fresh, provider):
    url, source, content = fresh
    acme.admin.post(f"/settings/webhooks/incoming/{source}/remove")
    fields, body = provider.request(url, content)
    refused(acme, source, post(url, fields, body), 404)


@pytest.mark.parametrize(
    "provider", [one for one in PROVIDERS if one.name == "sendgrid"], ids=lambda one: one.name
)
def test_event_in_the_second_of_its_send(acme, campaign, sources, provider):
    """Most providers cut their times to seconds, and some refuse an address at once."""
    lead = acme.lead(campaign, sent_at=f"{iso8601(time.time())[:-1]}.999Z")
    fields, body = provider.request(sources["sendgrid"][0], provider.content(lead, acme.mailbox))
    assert post(sources["sendgrid"][0], fields, body).status_code == 200
    assert worked_on(acme, sources["sendgrid"][1])
    assert acme.stage(lead) == "bounced"


def test_graph_wakes_the_poll_of_its_mailbox(acme):
    program = acme.program
    password = program.folder / "password"
    password.write_text("secret")
    program.run(
        "mailbox",
        "add",
        "news@acme.example",
        "--host",
        "imap.acme.example",
        "--password-file",
        password,
        workspace="acme",
    )
    mailbox = program.value("SELECT id FROM mailboxes WHERE address = 'news@acme.example'")
    later = 2_000_000_000_000_000
    program.change("UPDATE mailbox_polls SET next_at = ? WHERE mailbox_id = ?", later, mailbox)
    url, source = add_source(acme, "graph", client_state=sign.PASSWORD, mailbox=mailbox)
    assert post(url, *sign.plain(url, graph(None, None))).status_code == 202
    assert worked_on(acme, source)
    assert program.value("SELECT next_at FROM mailbox_polls WHERE mailbox_id = ?", mailbox) < later


UNKNOWN = {
    "sendgrid": [{"event": "teleported", "email": "a@b.example"}],
    "mailgun": {"event": "teleported", "id": "1"},
    "postmark": {"RecordType": "Teleport", "ID": 1},
    "resend": {"type": "email.teleported", "data": {}},
    "sparkpost": [{"msys": {"message_event": {"type": "teleported"}}}],
    "brevo": {"event": "teleported"},
    "mailjet": [{"event": "teleported"}],
    "mandrill": [{"event": "teleported", "_id": "1"}],
    "postal": {"event": "MessageTeleported", "uuid": "1", "payload": {}},
}


@pytest.mark.parametrize(
    "provider", [one for one in PROVIDERS if one.name in UNKNOWN], ids=lambda one: one.name
)
def test_unknown_event_is_kept(acme, fresh, provider):
    url, source, _ = fresh
    fields, body = provider.request(url, UNKNOWN[provider.name])
    assert post(url, fields, body).status_code == 200
    assert kept(acme, source, body)
    assert worked_on(acme, source)
    assert len(rows(acme, source)) == 1


# Before the body is read


def speak(base, head, *pieces, pause=0.0, within=20.0):
    """Status of the answer to a request that is written by hand, and the seconds until it came."""
    host, port = base.removeprefix("http://").split(":")
    start = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=within) as connection:
        connection.sendall(head.encode())
        connection.settimeout(pause or within)
        answer = b""
        for piece in (*pieces, b""):
            try:
                if piece:
                    connection.sendall(piece)
                else:
                    connection.settimeout(within)
                answer = connection.recv(4096)
                break
            except TimeoutError:
                continue
        return int(answer.split()[1]), time.monotonic() - start


def head(url, length):
    host, path = url.removeprefix("http://").split("/", 1)
    return f"POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n"


@EACH
def test_body_that_is_too_long(acme, fresh, provider):
    """Known by its length, not waited for. Where a 4xx is final, 5xx leaves time to raise the limit."""
    url, source, _ = fresh
    status, seconds = speak(acme.program.base, head(url, LIMIT + 1))
    assert status == (503 if provider.slug == "sendgrid-inbound" else 413)
    assert seconds < 5
    assert rows(acme, source) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "provider", [one for one in PROVIDERS if one.name == "resend"], ids=lambda one: one.name
)
def test_body_that_comes_one_octet_a_second(acme, fresh, provider):
    url, source, _ = fresh
    status, seconds = speak(acme.program.base, head(url, 1_000), *[b"x"] * 60, pause=1.0)
    assert status == 503
    assert 28 <= seconds <= 36
    assert rows(acme, source) == []


# Other ways of knocking


def test_only_post(acme, sources):
    assert requests.head(sources["mandrill"][0], timeout=10).status_code == 200  # asks whether we are there
    answer = requests.head(sources["resend"][0], timeout=10)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert requests.get(sources["resend"][0], timeout=10).status_code in (404, 405)


def test_ping_of_a_new_sparkpost_webhook(acme, sources):
    url, source = sources["sparkpost"]
    count = len(rows(acme, source))
    assert post(url, *sign.header_field(url, [{"msys": {}}])).status_code == 200
    assert len(rows(acme, source)) == count


def test_graph_gets_its_token_back(acme, sources):
    answer = requests.post(sources["graph"][0], params={"validationToken": "a <b> token"}, timeout=10)
    assert (answer.status_code, answer.text) == (200, "a &lt;b&gt; token")
    assert answer.headers["Content-Type"].startswith("text/plain")


def envelope(**more):
    return {
        "Type": "Notification",
        "MessageId": str(uuid.uuid4()),
        "TopicArn": "arn:aws:sns:eu-west-1:1:bounces",
        "Message": "{}",
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "SignatureVersion": "2",
        "Signature": sign.base64_text(b"x" * 256),
        "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
    } | more


AMAZON = [
    # What stands in the envelope, and the answer: a 4xx is final with SNS.
    ({"Type": "Unknown"}, 400),
    ({"TopicArn": "arn:aws:sns:eu-west-1:2:anybodys"}, 403),
    ({"Timestamp": "2020-01-01T00:00:00.000Z"}, 403),
    (
        {
            "SigningCertURL": "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem"
        },
        403,
    ),
    ({"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"}, 403),
    ({"SigningCertURL": "https://127.0.0.1/SimpleNotificationService-1.pem"}, 403),
]


@pytest.mark.parametrize("changes, status", AMAZON)
def test_amazon_is_refused(acme, changes, status):
    url, source = add_source(acme, "ses", topics="arn:aws:sns:eu-west-1:1:bounces")
    refused(acme, source, post(url, *sign.plain(url, envelope(**changes))), status)


@pytest.mark.parametrize("token", [None, "none", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.", "x" * 10_000])
def test_google_is_refused(acme, token):
    url, source = add_source(acme, "gmail", service_account="push@project.iam.gserviceaccount.com")
    fields, body = sign.plain(url, {"message": {"data": "e30", "messageId": "1"}})
    if token:
        fields["Authorization"] = f"Bearer {token}"
    refused(acme, source, post(url, fields, body), 400)
