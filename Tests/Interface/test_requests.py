"""What holds for every operation: idempotency keys, cursors, problem details, methods and media types."""

import concurrent.futures
import threading
import uuid

import pytest
import requests


def problem(answer, status, code):
    """The members that programs may rely on (RFC 9457)."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert (
        {"type", "title", "status", "detail", "code", "request_id"}
        <= set(told)
        <= {"type", "title", "status", "detail", "code", "request_id", "field"}
    )
    assert told["request_id"] == answer.headers["X-Request-Id"]
    return told


# Idempotency keys


def add_campaign(workspace, key, name, caller=None):
    return workspace.call(
        "POST",
        "/campaigns",
        key=caller,
        headers={"Idempotency-Key": key},
        json={"name": name, "time_zone": "UTC"},
    )


def count(acme, name):
    return acme.program.value("SELECT count(*) FROM campaigns WHERE name = ?", name)


def test_same_request_under_one_key_is_done_once(acme):
    key, name = str(uuid.uuid4()), f"once {uuid.uuid4()}"
    first, second = add_campaign(acme, key, name), add_campaign(acme, key, name)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert count(acme, name) == 1


def test_another_request_under_a_used_key(acme):
    key, name = str(uuid.uuid4()), f"other {uuid.uuid4()}"
    add_campaign(acme, key, f"first {uuid.uuid4()}")
    problem(add_campaign(acme, key, name), 422, "idempotency_key_reused")
    assert count(acme, name) == 0


def test_key_of_one_program_is_not_anothers(acme, other):
    key = str(uuid.uuid4())
    names = [f"mine {uuid.uuid4()}" for _ in range(3)]
    second = acme.add_key("write")
    answers = [
        add_campaign(acme, key, names[0]),
        add_campaign(acme, key, names[1], caller=second),
        add_campaign(other, key, names[2]),
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert [count(acme, name) for name in names] == [1, 1, 1]


def test_refused_request_does_not_use_up_its_key(acme):
    key, name = str(uuid.uuid4()), f"taken {uuid.uuid4()}"
    body = {"name": name, "time_zone": "Nowhere/Land"}
    refused = acme.call("POST", "/campaigns", headers={"Idempotency-Key": key}, json=body)
    problem(refused, 422, "unknown_time_zone")
    assert add_campaign(acme, key, name).status_code == 201


def test_two_at_once_under_one_key(acme):
    """Each is done, told the same, or asked to come again; never is it done twice."""
    key, name = str(uuid.uuid4()), f"twin {uuid.uuid4()}"
    together = threading.Barrier(8)

    def run(_):
        together.wait()
        return add_campaign(acme, key, name)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(run, range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    for answer in answers:
        if answer.status_code == 409:
            problem(answer, 409, "idempotency_key_in_use")
    assert count(acme, name) == 1
    assert add_campaign(acme, key, name).headers["Idempotency-Replayed"] == "true"


def test_key_of_a_bad_length(acme):
    problem(add_campaign(acme, "x" * 201, "never"), 400, "bad_idempotency_key")


# Cursors


def test_cursor_brings_everything_once_while_rows_are_added(acme):
    campaign = acme.campaign()
    leads = [{"email": f"lead{number:03}@cursor.example"} for number in range(60)]
    acme.post(f"/campaigns/{campaign}/import", leads=leads)
    before = {lead["email"] for lead in leads}
    found, cursor, added = [], {}, 0
    while True:
        page = acme.get(f"/campaigns/{campaign}/enrollments", limit=7, **cursor)
        assert 0 < len(page["items"]) <= 7
        found += [item["email"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
        if added < 5:
            added += 1
            acme.post(f"/campaigns/{campaign}/enrollments", email=f"added{added}@cursor.example")
    assert len(found) == len(set(found))
    assert before <= set(found)


def test_cursor_of_suppressions(acme):
    before = {f"listed{number}@cursor.example" for number in range(9)}
    for address in sorted(before):
        acme.post("/suppressions", address=address)
    ids, cursor, added = [], {}, 0
    total = acme.program.value("SELECT count(*) FROM suppressions WHERE workspace_id = ? AND removed_at IS NULL", acme.id)
    while True:
        page = acme.get("/suppressions", limit=2, **cursor)
        ids += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
        if added < 3:
            added += 1
            acme.post("/suppressions", address=f"late{added}@cursor.example")
    assert len(ids) == len(set(ids)) == total + added


@pytest.mark.parametrize("cursor", ["x", "!!!", "MQ", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "MS4yLjM"])
def test_cursor_that_is_none_or_anothers(acme, cursor):
    path = f"/campaigns/{acme.ids['campaign']}/enrollments"
    answer = acme.call("GET", path, params={"cursor": cursor, "order": "lead"})
    if answer.status_code != 200:
        problem(answer, 400, "bad_cursor")


# Faults


JSON = {"Content-Type": "application/json"}
MAIL = {"Content-Type": "message/rfc822"}
FAULTS = [
    # method, path, header fields, body, status, code
    ("POST", "/campaigns", JSON, b"{", 400, "bad_json"),
    ("POST", "/campaigns", JSON, b"", 400, "bad_json"),
    ("POST", "/campaigns", JSON, b'{"name": "a\xff"}', 400, "bad_json"),  # no UTF-8 (RFC 8259 §8.1)
    ("POST", "/campaigns", JSON, b"[" * 100_000, 400, "bad_json"),
    ("POST", "/campaigns", JSON, b"{}", 422, "invalid"),
    ("POST", "/campaigns", JSON, b'{"name": 1, "time_zone": "UTC"}', 422, "invalid"),
    ("POST", "/campaigns", JSON, b'{"name": "a", "time_zone": "UTC", "more": 1}', 422, "invalid"),
    ("POST", "/campaigns", {"Content-Type": "text/plain"}, b"{}", 415, "wrong_media_type"),
    ("POST", "/campaigns", {}, b"{}", 415, "wrong_media_type"),
    ("POST", "/classify", JSON, b"{}", 415, "wrong_media_type"),
    ("POST", "/campaigns", JSON, b" " * ((1 << 20) + 1), 413, "too_large"),
    ("PUT", "/campaigns", JSON, b"{}", 405, "method_not_allowed"),
    ("DELETE", "/campaigns", {}, b"", 405, "method_not_allowed"),
    ("GET", "/campaigns/0", {}, b"", 404, "not_found"),
    ("GET", "/campaigns/x", {}, b"", 404, "not_found"),
    ("GET", "/campaigns/99999999999999999999", {}, b"", 404, "not_found"),
    ("GET", "/nothing", {}, b"", 404, "not_found"),
    ("GET", "/suppressions?limit=0", {}, b"", 400, "bad_query_item"),
    ("GET", "/suppressions?limit=201", {}, b"", 400, "bad_query_item"),
    ("GET", "/suppressions?limit=x", {}, b"", 400, "bad_query_item"),
    ("GET", "/suppressions?limit=1&limit=2", {}, b"", 400, "bad_query_item"),
    ("GET", "/leads", {}, b"", 400, "missing_query_item"),
    ("POST", "/messages?mailbox=nobody@example.com", MAIL, b"Subject: a\r\n\r\nb", 404, "unknown_mailbox"),
]


@pytest.mark.parametrize(
    "method, path, fields, body, status, code", FAULTS, ids=[str(number) for number in range(len(FAULTS))]
)
def test_fault(acme, method, path, fields, body, status, code):
    before = acme.snapshot()
    problem(acme.call(method, path, headers=fields, data=body), status, code)
    assert acme.snapshot() == before


def test_field_at_fault_is_named(acme):
    answer = acme.call("POST", "/campaigns", json={"name": "a", "time_zone": 1})
    assert problem(answer, 422, "invalid")["field"] == "/time_zone"
    assert problem(acme.call("GET", "/suppressions?limit=0"), 400, "bad_query_item")["field"] == "limit"


def test_whole_number_with_a_fraction_of_zero(acme):
    """The document says `integer`, and to JSON Schema 7.0 is one (2020-12 Validation §6.1.1)."""
    answer = acme.call(
        "POST", "/campaigns", json={"name": f"whole {uuid.uuid4()}", "out_of_office_days": 7.0}
    )
    assert answer.status_code == 201


def test_methods_that_are_taken_are_named(acme):
    assert acme.call("PUT", "/campaigns").headers["Allow"] == "GET, HEAD, POST"


def test_head_is_get_without_content(acme):
    for path in ("/campaigns", f"/campaigns/{acme.ids['campaign']}", "/openapi.json"):
        head, get = acme.call("HEAD", path), acme.call("GET", path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Type"] == get.headers["Content-Type"]
        assert head.headers["Content-Length"] == str(len(get.content))


def test_chunks_beyond_the_limit(acme):
    """Without a length the octets are counted as they come."""
    chunks = (b" " * 65_536 for _ in range(17))
    try:
        answer = acme.call("POST", "/campaigns", headers=JSON, data=chunks)
    except requests.ConnectionError:  # it need not read what it refuses
        return
    problem(answer, 413, "too_large")


def test_security_fields(acme):
    for path in ("/v1/campaigns", "/sign-in", "/nothing", "/u/x"):
        fields = requests.get(acme.program.base + path, timeout=10).headers
        assert fields["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in fields["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in fields["Content-Security-Policy"]
        assert fields["Cache-Control"] == "no-store"
