"""Another class for many conversations: shown first, then done one by one."""

import html
import re

import pytest

from workspace import reply


@pytest.fixture(scope="module")
def people(acme):
    return {"viewer": acme.sign_in("viewer"), "member": acme.sign_in("member"), "admin": acme.admin}


@pytest.fixture
def answered(acme):
    """Two leads who answered, the second one with a wish to be left alone; each with card and message."""
    campaign = acme.campaign()
    leads = []
    for text in ("What does it cost?", "Please remove me from your list."):
        # Before the day that `reply` writes.
        lead = acme.lead(campaign, sent_at="2026-03-02T08:00:00Z")
        lead.message = acme.deliver(reply(lead.address, acme.mailbox, lead.message_id, text))["message"]
        leads.append(lead)
    cards = acme.get("/opportunities", campaign=campaign)["items"]
    for lead in leads:
        lead.card = next(card["id"] for card in cards if card["email"] == lead.address)
    assert [acme.stage(lead) for lead in leads] == ["replied", "unsubscribed"]
    return leads


def post(person, kind, leads, **fields):
    return person.post(
        "/opportunities/bulk", action="reclassify", kind=kind, id=[lead.card for lead in leads], **fields
    )


def apply(person, kind, leads, **fields):
    seen = [f"{lead.card}.{lead.message}" for lead in leads]
    return post(person, kind, leads, confirm="yes", seen=seen, **fields)


def results(answer):
    """What the page says of each conversation, tags left out."""
    assert answer.status_code == 200
    body = re.search(r"<tbody>(.*)</tbody>", answer.text, re.S)[1]
    rows = re.findall(r"<tr.*?</tr>", body, re.S)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def test_preview_says_what_it_undoes_and_changes_nothing(acme, people, answered):
    before = acme.snapshot()
    answer = post(people["admin"], "reply.meeting", answered)
    assert answer.status_code == 200
    text = " ".join(html.unescape(answer.text).split())
    assert "goes from Unsubscribed to Replied" in text
    assert "Do Not Contact entries whose only evidence was this message are withdrawn." in text
    assert "No stage changes" in text
    assert re.search(r'<textarea[^>]* name="reason"[^>]* required', answer.text)
    for lead in answered:
        assert f'name="seen" value="{lead.card}.{lead.message}"' in answer.text
    assert acme.snapshot() == before


def test_one_that_is_refused_keeps_no_other_back(acme, people, answered):
    """Only an admin takes an opt-out back."""
    told = results(apply(people["member"], "reply.meeting", answered, reason="misread"))
    assert len(told) == 2
    assert re.search(r"\bDone\b", told[0])
    assert re.search(r"\bRefused\b.*\bforbidden\b", told[1])
    assert [acme.stage(lead) for lead in answered] == ["replied", "unsubscribed"]
    categories = [acme.get(f"/opportunities/{lead.card}")["category"] for lead in answered]
    assert categories == ["meeting", "unsubscribe"]


def test_an_admin_without_a_reason_takes_no_opt_out_back(acme, people, answered):
    told = results(apply(people["admin"], "reply.meeting", answered))
    assert "Done" in told[0] and "reason_required" in told[1]
    assert acme.stage(answered[1]) == "unsubscribed"


def test_an_admin_with_a_reason_does(acme, people, answered):
    told = results(apply(people["admin"], "reply.meeting", answered, reason="misread"))
    assert all("Done" in row for row in told)
    assert [acme.stage(lead) for lead in answered] == ["replied", "replied"]


def test_what_came_after_the_preview_is_not_changed_unseen(acme, people, answered):
    first = answered[0]
    newer = acme.deliver(reply(first.address, acme.mailbox, first.message_id, "And another thing."))
    assert newer["message"] != first.message
    told = results(apply(people["member"], "unsubscribe", [first]))
    assert "precondition_not_met" in told[0]
    assert acme.stage(first) == "replied"


def test_another_workspaces_card_is_refused_by_itself(acme, other, people, answered):
    first = answered[0]
    names = other.ids
    told = results(
        people["member"].post(
            "/opportunities/bulk",
            action="reclassify",
            kind="reply.referral",
            confirm="yes",
            id=[first.card, names["opportunity"]],
            seen=[f"{first.card}.{first.message}", f"{names['opportunity']}.{names['message']}"],
        )
    )
    assert sorted("not_found" in row for row in told) == [False, True]
    assert not any(names["lead_address"] in row for row in told)
    assert acme.get(f"/opportunities/{first.card}")["category"] == "referral"


@pytest.mark.parametrize("kind", ["", "nonsense", "delay", "reply."])
def test_what_is_no_class(acme, people, answered, kind):
    before = acme.snapshot()
    assert apply(people["member"], kind, answered).status_code == 303
    assert acme.snapshot() == before


def test_who_may_not(acme, people, other, answered):
    before = acme.snapshot()
    assert apply(people["viewer"], "unsubscribe", answered).status_code == 403
    assert apply(people["admin"], "unsubscribe", answered, csrf=other.admin.csrf).status_code == 403
    assert acme.snapshot() == before
