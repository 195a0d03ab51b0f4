"""Every page can be seen, named, reached and left by everybody."""

import pathlib

import pytest
from pages import PAGES
from playwright.sync_api import Page

CHECKS = (pathlib.Path(__file__).parent / "accessibility.js").read_text()
# Of the browser's accessibility tree: what somebody can operate, and the regions they jump to.
CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "Date", "slider",
            "listbox", "menuitem", "tab", "switch", "DisclosureTriangle", "meter", "dialog", "table", "image"}  # fmt: skip
FOCUSABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]')]
  .filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true}))
  .filter(e => e.type !== 'radio' || e.checked || !document.querySelector(`input[name="${e.name}"]:checked`))
  .map((e, i) => (e.dataset.stop = i, e.outerHTML.slice(0, 100)))"""
# The number of the element in focus, null for none, and whether one sees that it has the focus.
STOP = """() => { const e = document.activeElement, s = getComputedStyle(e);
  return [e === document.body ? null : Number(e.dataset.stop ?? -1), e.localName === 'iframe'
    || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; }"""
# Menu and dialog are open: the page behind them is out of reach, or the first stop is not its first.
NO_WALK = {"shortcuts", "menu"}


def unnamed(page: Page) -> list[str]:
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = [(node["role"]["value"], node["name"]["value"].strip()) for node in tree if not node["ignored"]]
    regions = [name for role, name in nodes if role == "navigation"]
    return [f"{role} without a name" for role, name in nodes if role in CONTROLS and not name] + [
        f"navigation {name!r} twice" for name in set(regions) if regions.count(name) > 1
    ]


def walk(page: Page) -> list[str]:
    """Tabs from the first stop until the focus leaves the page."""
    stops = page.evaluate(FOCUSABLE)
    page.locator(".skip").focus()
    reached, seen = [0], {0}
    # A date has a stop for each of its parts.
    for _ in range(4 * len(stops) + 10):
        page.keyboard.press("Tab")
        stop, is_outlined = page.evaluate(STOP)
        if stop is None:
            break
        if stop != reached[-1]:
            reached.append(stop)
        if is_outlined:
            seen.add(stop)
    else:
        return [f"the focus does not come out again: {reached[-5:]}"]
    order = [] if reached == sorted(reached) else ["the focus jumps"]
    missed = [f"not reached: {stops[i]}" for i in range(len(stops)) if i not in reached]
    return order + missed + [f"focus not seen: {stops[i]}" for i in reached if i not in seen]


@pytest.mark.parametrize("name", list(PAGES))
def test_page_is_fit_for_everybody(open_context, session, name):
    page = open_context(session, color_scheme="light", reduced_motion="reduce").new_page()
    PAGES[name](page)
    findings = [] if name in NO_WALK else walk(page)
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    findings += unnamed(page)
    findings += [f"light: {finding}" for finding in page.evaluate(CHECKS)]
    page.emulate_media(color_scheme="dark")
    findings += [f"dark: {finding}" for finding in page.evaluate(CHECKS) if "contrast" in finding]
    page.set_viewport_size({"width": 320, "height": 640})
    findings += [f"narrow: {finding}" for finding in page.evaluate(CHECKS)]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert findings + ([f"{width} px wide in a window of 320"] if width > 320 else []) == []


def test_theme_is_kept_and_overrides_the_system(open_context, session):
    page = open_context(session, color_scheme="light").new_page()
    page.goto("/campaigns")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != light
