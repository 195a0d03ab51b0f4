"""A message is forwarded through a real mail server: whole, once, and without a word about the lead."""

import pytest
from playwright.sync_api import Page, expect
from program import MAILBOX, Service

ANNA = 3
ANSWERED = "UODMP192MBM5ACP69RGTDMCZGX@UBSFG8.EURP192.PROD.OUTLOOK.example"
TO, NOTE = "tom@northwind.example", "Tom, can you take her?\n\nMia"


@pytest.fixture(autouse=True)
def empty(sink):
    sink.mails.clear()
    sink.envelopes.clear()
    sink.refusal = None


def forward(page: Page, to: str, note: str) -> None:
    page.goto(f"/opportunities/{ANNA}")
    page.click("summary:has-text('Forward')")
    page.get_by_label("Forward to").fill(to)
    page.get_by_label("Note above it").fill(note)
    press(page)


def press(page: Page) -> None:
    page.locator("#forward-section button.primary").click()


def test_forward_arrives_with_the_original(page: Page, sink):
    forward(page, f"{TO}, eva@northwind.example", NOTE)
    expect(page.locator("p.flash")).to_have_text("Sent.")
    assert sink.envelopes == [(MAILBOX, [TO, "eva@northwind.example"])]
    mail = sink.mails[0]
    assert mail["Subject"] == "Fwd: Half-empty vans at Hale Moves"
    assert mail["In-Reply-To"] is None
    assert mail["References"].split()[-1] == f"<{ANSWERED}>"
    text, original = mail.iter_parts()
    lines = text.get_content().splitlines()
    assert "\n".join(lines).startswith(NOTE)
    head = lines[lines.index("---------- Forwarded message ----------") + 1 :]
    assert [line.split(":")[0] for line in head[:4]] == ["From", "Date", "Subject", "To"]
    assert "anna.hale@halemoves.example" in head[0]
    assert any(line.startswith("> ") for line in head)
    assert original.get_content_type() == "message/rfc822"
    assert original.get_content_disposition() == "attachment"
    assert original.get_content()["Message-ID"] == f"<{ANSWERED}>"

    ours = page.locator(".mails > li.ours").last
    expect(ours).to_contain_text("Tom, can you take her?")
    expect(ours.locator(".label")).to_have_text("forwarded")
    expect(ours.locator(".mail-head")).to_contain_text(f"to {TO}, eva@northwind.example")
    expect(page.locator(".side-panel .chip").first).to_have_text("Replied")
    page.click("summary:has-text('History')")
    expect(page.locator(".history")).to_contain_text("forwarded")
    expect(page.locator("#reply-section")).to_contain_text("anna.hale@halemoves.example")


def test_refusal_keeps_what_was_typed(page: Page, sink):
    sink.refusal = "550 5.7.1 not from here"
    forward(page, TO, NOTE)
    expect(page.locator("#forward-error")).to_contain_text("It was not sent (SMTP 550)")
    expect(page.get_by_label("Forward to")).to_have_value(TO)
    expect(page.get_by_label("Note above it")).to_have_value(NOTE)
    assert sink.mails == []
    sink.refusal = None
    press(page)
    expect(page.locator("p.flash")).to_have_text("Sent.")
    assert len(sink.mails) == 1


@pytest.mark.parametrize("to", ["nobody", "a@b.example c@d.example", "a@b.example, c@"])
def test_what_is_no_address_is_told_and_kept(page: Page, sink, to):
    forward(page, to, NOTE)
    expect(page.locator("#forward-error")).to_contain_text("not an address")
    expect(page.get_by_label("Forward to")).to_have_value(to)
    expect(page.get_by_label("Forward to")).to_have_attribute("aria-invalid", "true")
    assert sink.mails == []


def test_the_same_form_sent_twice_sends_once(page: Page, sink):
    page.goto(f"/opportunities/{ANNA}")
    form = dict(page.locator("#forward-section form").evaluate("form => [...new FormData(form)]")) | {"to": TO}
    for _ in range(2):
        answer = page.request.post(f"/opportunities/{ANNA}/forward", form=form)
        assert answer.ok and "Sent." in answer.text()
    assert len(sink.mails) == 1


def test_a_program_forwards_once_for_each_key(page: Page, service: Service, sink):
    key = service.program.run("admin", "key", "add", "forwards", "--scope", "write").strip()
    for _ in range(2):
        answer = page.request.post(
            f"/v1/opportunities/{ANNA}/forward",
            headers={"Authorization": f"Bearer {key}", "Idempotency-Key": "one"},
            data={"to": [TO], "note": "From a program.", "sender_name": "Mia"},
        )
        assert answer.status == 200 and answer.json()["state"] == "sent"
    assert sink.envelopes == [(MAILBOX, [TO])]
