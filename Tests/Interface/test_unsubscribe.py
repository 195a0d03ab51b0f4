"""The link that List-Unsubscribe names (RFC 8058)."""

import string
import uuid

import pytest
import requests

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
BODIES = {
    "form": {"data": ONE_CLICK},
    "multipart": {"files": {"List-Unsubscribe": (None, "One-Click")}},
    "button": {"data": {}},
}


@pytest.fixture(scope="module")
def campaign(acme):
    return acme.campaign()


def suppressions(acme, address):
    """What stands against an address, read from the file of the database."""
    return acme.program.rows(
        "SELECT reason, removed_at FROM suppressions WHERE workspace_id = ? AND clear_text = ? ORDER BY id",
        acme.id,
        address,
    )


@pytest.mark.parametrize("kind", BODIES)
def test_post_acts_before_it_answers(acme, campaign, kind):
    lead = acme.lead(campaign)
    assert acme.stage(lead) == "running"
    # Neither cookie nor key: mail programs send nothing but this.
    answer = requests.post(lead.link, allow_redirects=False, timeout=10, **BODIES[kind])
    assert suppressions(acme, lead.address) == [("link" if kind == "button" else "one_click", None)]
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    assert acme.stage(lead) == "unsubscribed"
    refused = acme.call(
        "POST",
        "/sends",
        json={
            "message_id": f"{uuid.uuid4()}@acme.example",
            "enrollment": lead.enrollment,
            "mailbox": acme.mailbox,
        },
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "suppressed")


def test_twice_is_once(acme, campaign):
    lead = acme.lead(campaign)
    first = requests.post(lead.link, data=ONE_CLICK, timeout=10)
    before = acme.snapshot()
    second = requests.post(lead.link, data=ONE_CLICK, timeout=10)
    assert (second.status_code, second.content) == (200, first.content)
    assert acme.snapshot() == before


def test_looking_changes_nothing(acme, campaign):
    lead = acme.lead(campaign)
    before = acme.snapshot()
    page = requests.get(lead.link, timeout=10)
    assert page.status_code == 200
    assert f'action="/u/{lead.link.rsplit("/", 1)[1]}"' in page.text
    assert lead.address not in page.text and lead.address not in lead.link
    requests.head(lead.link, timeout=10)
    requests.get(lead.link, params=ONE_CLICK, timeout=10)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert requests.request(method, lead.link, data=ONE_CLICK, timeout=10).status_code in (404, 405)
    assert acme.snapshot() == before


def told(answer):
    """All that somebody could compare, but for the path and what differs with every answer."""
    token = answer.request.path_url.rsplit("/", 1)[1].encode()
    fields = {name: value for name, value in answer.headers.items() if name not in ("X-Request-Id", "Date")}
    return answer.status_code, fields, answer.content.replace(token, b"TOKEN")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_links_look_the_same(acme, campaign, method):
    lead = acme.lead(campaign)
    known = told(requests.request(method, lead.link, data=ONE_CLICK, timeout=10))
    base, token = lead.link.rsplit("/", 1)
    before = acme.snapshot()
    # Of the same length, for the page names its own path.
    for unknown in ("A" * len(token), token[::-1], token[:-4] + "AAAA", "AQ" + token[:-2]):
        answer = requests.request(method, f"{base}/{unknown}", data=ONE_CLICK, timeout=10)
        assert told(answer) == known
    assert acme.snapshot() == before


def test_no_other_character_in_any_place(acme, campaign):
    lead = acme.lead(campaign)
    base, token = lead.link.rsplit("/", 1)
    before = acme.snapshot()
    with requests.Session() as session:
        for place, character in enumerate(token):
            number = ALPHABET.index(character)
            for bit in range(6):
                forged = token[:place] + ALPHABET[number ^ (1 << bit)] + token[place + 1 :]
                assert session.post(f"{base}/{forged}", data=ONE_CLICK, timeout=10).status_code == 200
        for changed in (token[:-1], token + "A", token.swapcase(), " " + token):
            session.post(f"{base}/{changed}", data=ONE_CLICK, timeout=10)
    assert acme.snapshot() == before
    requests.post(lead.link, data=ONE_CLICK, timeout=10)
    assert acme.stage(lead) == "unsubscribed"


def test_the_lead_leaves_every_campaign(acme, campaign):
    address = f"{uuid.uuid4().hex}@sibling.example"
    here, there = acme.lead(campaign, address), acme.lead(acme.campaign(), address)
    assert here.id == there.id
    requests.post(here.link, data=ONE_CLICK, timeout=10)
    assert (acme.stage(here), acme.stage(there)) == ("unsubscribed", "unsubscribed")
    again = acme.call("POST", f"/campaigns/{acme.campaign()}/enrollments", json={"email": address.upper()})
    assert (again.status_code, again.json()["code"]) == (409, "suppressed")


def test_the_same_address_elsewhere_stays(acme, other, campaign):
    """Two customers, one address: an opt-out is from one of them."""
    address = f"{uuid.uuid4().hex}@shared.example"
    ours, theirs = acme.lead(campaign, address), other.lead(other.campaign(), address)
    requests.post(ours.link, data=ONE_CLICK, timeout=10)
    assert (acme.stage(ours), other.stage(theirs)) == ("unsubscribed", "running")
