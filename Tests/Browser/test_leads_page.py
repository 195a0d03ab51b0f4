"""The Leads page: the Stage column, its filters, the error behind a stage, and why a stage is what it is."""

import re

import pytest
from playwright.sync_api import Page, expect

STAGES = ["Not Started", "Starting", "Running", "Out of Office", "Replied", "Unsubscribed", "Bounced", "Canceled",
          "Completed", "Has Errors"]  # fmt: skip
VANS = "/campaigns/1"
CREDITS = "Can't send emails, no more reword credits to use."
CREDITS_HELP = "Buy credits, or turn Reword with AI off; then resume the lead."


def row(page: Page, name: str):
    return page.locator("tr[data-row]", has=page.get_by_role("link", name=name, exact=True))


def stage(page: Page, name: str):
    return row(page, name).locator("[data-label=Stage] .chip")


def test_all_ten_stages_are_seen(page: Page):
    page.goto(VANS)
    assert set(page.locator("[data-label=Stage] .chip").all_inner_texts()) == set(STAGES)
    bar = page.locator("section[aria-label=Stages] .legend li")
    counts = dict(text.rsplit(None, 1) for text in bar.all_inner_texts())
    shown = page.locator("[data-label=Stage] .chip").all_inner_texts()
    assert counts == {name: str(shown.count(name)) for name in STAGES}


@pytest.mark.parametrize("name", STAGES)
def test_filter_by_stage(page: Page, name):
    page.goto(VANS)
    page.click(f"section[aria-label=Stages] a:has-text('{name}')")
    shown = page.locator("[data-label=Stage] .chip").all_inner_texts()
    assert shown and set(shown) == {name}


def test_filter_by_error_and_search(page: Page):
    page.goto(VANS)
    page.get_by_label("Error", exact=True).select_option("reword_credits_exhausted")
    page.click("button:has-text('Show')")
    expect(page.locator("tr[data-row] .row-link")).to_have_text(["Marta Rossi"])
    page.click("text=Clear filters")
    page.get_by_label("Search leads").fill("anna.")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-row] .row-link")).to_have_text(["Anna Hale"])


@pytest.mark.parametrize("way", ["hover", "focus", "tap"])
def test_error_text_and_help_appear(open_context, session, way):
    page = open_context(session, has_touch=way == "tap").new_page()
    page.goto(VANS)
    chip = stage(page, "Marta Rossi")
    tip = row(page, "Marta Rossi").get_by_role("tooltip", include_hidden=True)
    expect(tip).not_to_be_visible()
    getattr(chip, way)()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(CREDITS)
    expect(tip).to_contain_text(CREDITS_HELP)
    expect(tip).to_be_in_viewport(ratio=1)
    expect(chip).to_have_accessible_description(f"{CREDITS} {CREDITS_HELP}")
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()


def test_hovering_reaches_the_tip_itself(page: Page):
    page.goto(VANS)
    stage(page, "Marta Rossi").hover()
    tip = row(page, "Marta Rossi").get_by_role("tooltip")
    tip.hover()
    expect(tip).to_be_visible()


def test_why_shows_the_chain_with_marked_words(page: Page):
    page.goto(VANS)
    row(page, "Anna Hale").get_by_role("link", name="Why?").click()
    expect(page).to_have_url(re.compile("#why$"))
    events = page.locator("#why .events > li")
    replied = events.filter(has_text="stage became").filter(has_text="Replied").first
    assert len(replied.locator("mark").all_inner_texts()[0]) > 2
    expect(replied.locator("ol.evidence li").first).to_be_visible()
    for quote in replied.locator("ol.evidence q").all_inner_texts():
        assert quote.strip("“”\"") in replied.inner_text()
    replied.locator(".row-link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("RE: Half-empty vans at Hale Moves")
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("name", ["Why?", "Conversation"])
def test_tip_does_not_cover_the_links_below_the_stage(page: Page, name):
    page.goto(VANS)
    stage(page, "Anna Hale").hover()
    expect(row(page, "Anna Hale").get_by_role("tooltip")).to_be_visible()
    row(page, "Anna Hale").get_by_role("link", name=name).click(trial=True, timeout=2_000)
