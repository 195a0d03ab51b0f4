"""Everything that matters, without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect
from program import LOGIN, PASSWORD

FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  return {tag: element.localName, text: (element.innerText || element.value || '').trim(), id: element.id,
          outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
}"""
MAXIMUM_TABS = 80


def focus(page: Page) -> dict:
    return page.evaluate(FOCUS)


def tab_to(page: Page, text: str) -> None:
    """Tabs until something with that text has the focus; each stop on the way shows that it has it."""
    for _ in range(MAXIMUM_TABS):
        page.keyboard.press("Tab")
        stop = focus(page)
        assert stop["tag"] != "body", f"no “{text}” before the end of the page"
        assert stop["outlined"], f"the focus on {stop} is not seen"
        if stop["text"] == text:
            return
    raise AssertionError(f"no “{text}” within {MAXIMUM_TABS} tabs")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_sign_in_and_work_on_a_lead(open_context):
    page = open_context().new_page()
    page.goto("/campaigns/1")
    page.locator("body").focus()
    press(page, "Tab")
    assert focus(page)["text"] == "Skip to content"
    press(page, "Tab")
    page.keyboard.type(LOGIN)
    press(page, "Tab")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/campaigns/1$"))

    press(page, "j", "j", "k", "j")
    assert focus(page)["text"] == "Ben Osei" and focus(page)["outlined"]
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Osei")
    tab_to(page, "Resume")
    press(page, "Enter")
    expect(page.locator(".stage-now .chip")).to_have_text(re.compile("Starting|Running"))


def test_skip_link_leads_past_the_menu(page: Page):
    page.goto("/campaigns/1")
    press(page, "Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    press(page, "Enter")
    expect(page.locator("main")).to_be_focused()
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_bulk_start_by_keys(page: Page):
    page.goto("/campaigns/1?stage=not_started")
    press(page, "j", "x")
    expect(page.get_by_label("Select Pavel Cerny")).to_be_checked()
    tab_to(page, "Start")
    press(page, "Enter")
    expect(page.locator(".lede")).to_have_text("1 to be started, 0 refused.")


def test_slash_searches(page: Page):
    page.goto("/campaigns/1")
    press(page, "/")
    expect(page.get_by_label("Search leads")).to_be_focused()
    # In a field the keys are letters.
    page.keyboard.type("jorge")
    expect(page.get_by_label("Search leads")).to_have_value("jorge")
    press(page, "Enter")
    expect(page.locator("tr[data-row] .row-link")).to_have_text(["Jorge Pinto"])


def test_conversation_by_keys(page: Page):
    page.goto("/opportunities")
    press(page, "j")
    name = focus(page)["text"]
    press(page, "r")
    expect(page.get_by_label("Your answer")).to_be_focused()
    expect(page.locator("#lead-title")).to_have_text(name)
    page.keyboard.type("e r s / ?")
    expect(page.get_by_label("Your answer")).to_have_value("e r s / ?")
    page.locator("main").focus()
    press(page, "s")
    expect(page.get_by_label("Snooze until")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".side-panel")).to_contain_text("Snoozed until")
    press(page, "e")
    expect(page.locator(".side-panel")).to_contain_text("Done;")
    press(page, "r")
    expect(page.get_by_label("Your answer")).to_be_focused()


def test_list_of_conversations_by_keys(page: Page):
    page.goto("/opportunities")
    press(page, "j")
    first = focus(page)["text"]
    press(page, "j")
    second = focus(page)["text"]
    press(page, "e")
    expect(page.locator("p.flash")).to_have_text("1 conversation done.")
    names = page.locator(".inbox .row-link")
    assert second not in names.all_inner_texts() and first in names.all_inner_texts()
    press(page, "j", "s")
    expect(page.locator("p.flash")).to_have_text("1 conversation snoozed.")


def test_shortcuts_can_be_listed_and_switched_off(page: Page):
    page.goto("/campaigns/1")
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    tab_to_box = dialog.get_by_label("Use single-key shortcuts")
    expect(tab_to_box).to_be_focused()
    press(page, "Space", "Escape")
    expect(dialog).not_to_be_visible()
    for _ in range(2):  # They stay off on the next page.
        press(page, "j", "?", "/")
        expect(dialog).not_to_be_visible()
        assert focus(page)["tag"] not in ("a", "input") or focus(page)["text"] != "Anna Hale"
        expect(page.get_by_label("Search leads")).not_to_be_focused()
        page.reload()
    page.get_by_role("button", name="Keyboard shortcuts").press("Enter")
    tab_to_box.press("Space")
    press(page, "Escape", "/")
    expect(page.get_by_label("Search leads")).to_be_focused()


def test_menu_of_a_narrow_window_by_keys(open_context, session):
    page = open_context(session, viewport={"width": 360, "height": 700}).new_page()
    page.goto("/campaigns")
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation).not_to_be_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(navigation).to_be_visible()
    tab_to(page, "Rules")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rules")
