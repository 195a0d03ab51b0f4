"""The pages work in a browser that runs no script."""

import re

import pytest
from playwright.sync_api import Page, expect
from program import LOGIN, PASSWORD


@pytest.fixture
def plain(open_context, session) -> Page:
    return open_context(session, java_script_enabled=False).new_page()


def test_sign_in_and_out(open_context):
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/opportunities")
    page.fill("#name", LOGIN)
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    expect(page).to_have_url(re.compile("/opportunities$"))
    page.click("text=Sign out")
    expect(page).to_have_url(re.compile("/sign-in$"))


def test_campaign_with_a_lead_that_is_started(plain: Page):
    plain.goto("/campaigns")
    plain.get_by_label("Name").fill("Plain")
    plain.click("text=Create campaign")
    plain.click("summary:has-text('Add a lead')")
    plain.get_by_label("Email address").fill("plain@looms.example")
    plain.click("button:has-text('Add lead')")
    row = plain.locator("tr[data-row]", has_text="plain@looms.example")
    row.get_by_role("checkbox").check()
    plain.get_by_role("button", name="Start", exact=True).click()
    expect(plain.locator(".lede")).to_have_text("1 to be started, 0 refused.")


def test_error_is_seen_and_stage_explained(plain: Page):
    plain.goto("/campaigns/1?stage=has_errors")
    row = plain.locator("tr[data-row]", has_text="Marta Rossi")
    expect(row.locator(".sub").last).to_contain_text("Can't send emails, no more reword credits to use.")
    row.locator(".chip").focus()
    expect(row.get_by_role("tooltip")).to_contain_text("Buy credits")
    row.get_by_role("link", name="Why?").press("Enter")
    expect(plain.locator(".notice-error")).to_contain_text("Buy credits")
    plain.get_by_role("button", name="Cancel").click()
    expect(plain.locator(".stage-now .chip")).to_have_text("Canceled")


def test_bulk_unsubscribe_with_confirmation(plain: Page):
    plain.goto("/campaigns/1?stage=running")
    plain.get_by_label("Select Sofia Berg").check()
    plain.click("button:has-text('Unsubscribe…')")
    plain.click("button.danger")
    expect(plain.locator("tr[data-row] .chip")).to_have_text("Unsubscribed")


def test_conversation_is_answered_labelled_and_done(plain: Page, sink):
    before = len(sink.mails)
    plain.goto("/opportunities")
    plain.get_by_role("link", name="Klara Novak").click()
    plain.get_by_label("Your answer").fill("Without a script.")
    plain.get_by_role("button", name="Send reply").click()
    expect(plain.locator("p.flash")).to_have_text("Sent.")
    assert len(sink.mails) == before + 1
    plain.get_by_label("Label", exact=True).fill("plain")
    plain.get_by_role("button", name="Add", exact=True).click()
    plain.get_by_label("Snooze until").fill("2026-12-24")
    plain.get_by_role("button", name="Snooze").click()
    expect(plain.locator(".side-panel")).to_contain_text("Snoozed until Thu 24 Dec")
    plain.get_by_role("button", name="Done", exact=True).click()
    expect(plain.locator(".side-panel")).to_contain_text("Done;")
    expect(plain.get_by_text("Keyboard shortcuts")).not_to_be_visible()


def test_reclassify(plain: Page):
    plain.goto("/messages/6")
    plain.get_by_label("It is", exact=True).select_option("reply.meeting")
    plain.get_by_role("button", name="Review the change").click()
    plain.get_by_role("button", name="Reclassify").click()
    expect(plain.locator(".verdict-kind")).to_contain_text("meeting")


def test_theme_and_rule_trial(plain: Page):
    plain.goto("/rules")
    plain.get_by_role("button", name="Dark").click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
    expect(plain).to_have_url(re.compile("/rules$"))
    plain.get_by_label("Paste a message").fill("Please remove me from your list.")
    plain.get_by_role("button", name="See what it is").click()
    expect(plain.locator("#result .verdict-kind")).to_contain_text("Asks to be removed")
    expect(plain.locator("#result mark").first).to_be_visible()
