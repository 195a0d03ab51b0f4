"""Forwarding from a card whose mailbox cannot send: refused in words, and nothing is lost. (What does leave is tried in
a browser, with a mail server.)"""

import html

import pytest

from test_requests import problem

TO = "tom@example.org"


@pytest.fixture(scope="module")
def member(acme):
    return acme.sign_in("member")


def forward(acme, **body):
    return acme.call("POST", f"/opportunities/{acme.ids['opportunity']}/forward", json=body)


def mails(acme):
    return acme.program.value("SELECT count(*) FROM outgoing_mails WHERE workspace_id = ?", acme.id)


def test_a_mailbox_that_is_not_connected(acme):
    problem(forward(acme, to=[TO], note="Yours?"), 422, "mailbox_not_connected")
    assert mails(acme) == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"to": TO},
        {"to": [TO] * 51},
        {"to": [TO], "cc": [TO]},
        {"to": [TO], "message": 0},
        {"to": [TO], "note": None},
    ],
)
def test_a_body_that_does_not_fit(acme, body):
    assert forward(acme, **body).status_code == 422
    assert mails(acme) == 0


def test_a_message_that_is_not_on_the_card(acme):
    problem(forward(acme, to=[TO], message=999_999_999), 422, "nothing_to_answer")


def test_the_page_offers_no_form_where_none_can_be_sent(acme, member):
    page = member.get(f"/opportunities/{acme.ids['opportunity']}")
    assert "/forward" not in page.text


def test_what_was_typed_is_kept_when_it_is_refused(acme, member):
    answer = member.post(f"/opportunities/{acme.ids['opportunity']}/forward", to=TO, note="Yours?")
    assert answer.status_code == 422
    assert "is not connected" in html.unescape(answer.text)
    assert f'name="to" value="{TO}"' in answer.text
    assert ">Yours?</textarea>" in answer.text
    assert mails(acme) == 0
