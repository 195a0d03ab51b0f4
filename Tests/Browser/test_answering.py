"""An answer leaves through a real mail server, and says nothing about the lead."""

import re
from email.utils import parsedate_to_datetime

import pytest
from playwright.sync_api import Page, expect
from program import MAILBOX, Service
from smtp_sink import PASSWORD, USER

ANNA = 3
ANSWERED = "UODMP192MBM5ACP69RGTDMCZGX@UBSFG8.EURP192.PROD.OUTLOOK.example"
TEXT = "Dear Anna,\n\nTuesday at ten is fine – see you then.\n.\nMia"


@pytest.fixture(autouse=True)
def empty(sink):
    sink.mails.clear()
    sink.envelopes.clear()
    sink.refusal = None


def send(page: Page, text: str) -> None:
    page.goto(f"/opportunities/{ANNA}")
    page.get_by_label("Your answer").fill(text)
    page.get_by_role("button", name="Send reply").click()


def test_reply_arrives_in_the_thread(page: Page, sink):
    send(page, TEXT)
    expect(page.locator("p.flash")).to_have_text("Sent.")
    assert sink.logins[-1] == (USER, PASSWORD)
    assert sink.envelopes == [(MAILBOX, ["anna.hale@halemoves.example"])]
    mail = sink.mails[0]
    assert str(mail["From"]) == f"Mia Lund <{MAILBOX}>"
    assert mail["To"].addresses[0].addr_spec == "anna.hale@halemoves.example"
    assert mail["Subject"] == "Re: Half-empty vans at Hale Moves"
    assert mail["In-Reply-To"] == f"<{ANSWERED}>"
    assert mail["References"].split()[-1] == f"<{ANSWERED}>"
    assert len(mail["References"].split()) > 1, "the mail that she answered comes before"
    assert re.fullmatch(r"<[0-9a-f]{32,}@outreach\.northwind\.example>", mail["Message-ID"])
    assert parsedate_to_datetime(mail["Date"]).isoformat() == "2026-11-20T15:00:00+00:00"
    assert mail["Auto-Submitted"] is None and mail["List-Unsubscribe"] is None
    assert mail.get_body().get_content().replace("\r\n", "\n").rstrip("\n").startswith(TEXT)


def test_stage_stays_and_the_answer_is_shown(page: Page, sink):
    send(page, "Of course.")
    expect(page.locator(".mails > li.ours").last).to_contain_text("Of course.")
    expect(page.locator(".mails > li.ours .label").last).to_have_text("our answer")
    expect(page.locator(".side-panel .chip").first).to_have_text("Replied")
    page.goto("/campaigns/1")
    stage = page.locator("tr[data-row]", has_text="anna.hale@halemoves.example").locator(".chip")
    expect(stage).to_have_text("Replied")
    assert len(sink.mails) == 1


def test_refusal_keeps_the_text_for_another_try(page: Page, sink):
    sink.refusal = "550 5.7.1 not from here"
    send(page, TEXT)
    field = page.get_by_label("Your answer")
    expect(field).to_have_value(TEXT)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#reply-error")).to_contain_text("It was not sent (SMTP 550)")
    assert sink.mails == []
    sink.refusal = None
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator("p.flash")).to_have_text("Sent.")
    assert len(sink.mails) == 1


def test_the_same_form_sent_twice_sends_once(page: Page, sink):
    page.goto(f"/opportunities/{ANNA}")
    form = dict(page.locator("#reply-section form").evaluate("form => [...new FormData(form)]")) | {"text": "Once."}
    for _ in range(2):
        answer = page.request.post(f"/opportunities/{ANNA}/reply", form=form)
        assert answer.ok and "Sent." in answer.text()
    assert len(sink.mails) == 1
    page.goto(f"/opportunities/{ANNA}")
    expect(page.locator(".mails > li.ours", has_text="Once.")).to_have_count(1)


def test_impatient_double_click_sends_once(page: Page, sink):
    page.goto(f"/opportunities/{ANNA}")
    page.get_by_label("Your answer").fill("Twice clicked.")
    page.get_by_role("button", name="Send reply").dblclick()
    # The second click may come while the first is under way, and is told so.
    expect(page.locator("p.flash")).to_have_text(re.compile(r"^(Sent\.|This mail is being sent already\.)$"))
    for _ in range(100):
        if sink.mails:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)
    assert len(sink.mails) == 1


def test_done_after_sending(page: Page, sink):
    page.goto(f"/opportunities/{ANNA}")
    page.get_by_label("Your answer").fill("Done and dusted.")
    page.get_by_label("Mark as done after sending").check()
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator(".side-panel")).to_contain_text("Done;")


def test_a_draft_survives_a_reload(page: Page):
    page.goto(f"/opportunities/{ANNA}")
    page.get_by_label("Your answer").press_sequentially("Half a thou")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Half a thou")


def test_the_command_line_answers_once_for_each_key(service: Service, sink):
    for _ in range(2):
        told = service.program.run(
            "opportunity", "reply", str(ANNA), "--sender-name", "Mia Lund", "--key", "one", text="From the shell – yes.\n"
        )  # fmt: skip
        assert told == f"opportunity {ANNA}: sent to anna.hale@halemoves.example\n"
    assert sink.envelopes == [(MAILBOX, ["anna.hale@halemoves.example"])]
    assert sink.mails[0].get_body().get_content().startswith("From the shell – yes.")
