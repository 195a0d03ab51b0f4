"""The inbox of replies: reading, sorting, and correcting what Sluice made of a message."""

import re

import pytest
from playwright.sync_api import Page, expect

ANNA, BEN, CARLA, FARID, QUINN, KLARA = 3, 2, 6, 4, 7, 11


def row(page: Page, name: str):
    return page.locator(".inbox tbody tr", has=page.get_by_role("link", name=name, exact=True))


def names(page: Page) -> set[str]:
    return set(page.locator(".inbox .row-link").all_inner_texts())


def expect_names(page: Page, *names: str) -> None:
    expect(page.locator(".inbox .row-link")).to_have_text(list(names))


def flash(page: Page):
    return page.locator("p.flash")


def test_opening_a_conversation_reads_it(page: Page):
    page.goto("/opportunities?view=unread")
    assert "Anna Hale" in names(page)
    row(page, "Anna Hale").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("RE: Half-empty vans at Hale Moves")
    expect(page.locator(".mails > li mark").first).to_be_visible()
    page.goto("/opportunities?view=unread")
    assert "Anna Hale" not in names(page)
    page.goto(f"/opportunities/{ANNA}")
    page.get_by_role("button", name="Mark unread").click()
    expect(page).to_have_url(re.compile("/opportunities$"))
    expect(row(page, "Anna Hale")).to_have_class(re.compile("unread"))


def test_label_note_assignment_and_history(page: Page):
    page.goto(f"/opportunities/{BEN}")
    page.get_by_label("Label", exact=True).fill("<i>Hot</i>")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".labels button")).to_contain_text("<i>Hot</i>")
    page.get_by_label("New note, for us only").fill("Call him <script>alert(1)</script>\nat noon")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note")).to_contain_text("Call him <script>alert(1)</script>")
    page.get_by_label("Assigned to").select_option("demo")
    page.get_by_role("button", name="Assign").click()
    expect(page.locator(".side-panel")).to_contain_text("assigned to demo")
    page.click("summary:has-text('History')")
    expect(page.locator(".history")).to_contain_text("by demo")

    page.goto("/opportunities?view=mine")
    assert names(page) == {"Ben Osei"}
    expect(row(page, "Ben Osei").locator(".label")).to_have_text("<i>Hot</i>")
    page.locator("#by-label").select_option("<i>Hot</i>")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("label="))
    expect_names(page, "Ben Osei")

    page.goto(f"/opportunities/{BEN}")
    page.locator(".labels button").click()
    expect(page.locator(".labels")).to_have_count(0)


def test_snooze_and_done_leave_the_list_and_come_back(page: Page):
    page.goto(f"/opportunities/{CARLA}")
    page.get_by_label("Snooze until").fill("2026-12-24")
    page.get_by_role("button", name="Snooze").click()
    expect(page.locator(".side-panel")).to_contain_text("Snoozed until Thu 24 Dec")
    page.goto("/opportunities")
    assert "Carla Stein" not in names(page)
    page.goto("/opportunities?view=snoozed")
    expect(row(page, "Carla Stein")).to_contain_text("back Thu 24 Dec")

    page.goto(f"/opportunities/{CARLA}")
    page.get_by_role("button", name="Done", exact=True).click()
    page.goto("/opportunities?view=done")
    assert "Carla Stein" in names(page)
    page.goto(f"/opportunities/{CARLA}")
    page.get_by_role("button", name="Reopen").click()
    page.goto("/opportunities")
    assert "Carla Stein" in names(page)


@pytest.mark.parametrize("date", ["2026-11-20", "2036-01-01", "tomorrow"])
def test_snooze_refuses_other_days(page: Page, date):
    page.goto(f"/opportunities/{CARLA}")
    page.eval_on_selector("#snooze", "(field, date) => { field.type = 'text'; field.value = date }", date)
    page.eval_on_selector("#snooze", "field => field.form.noValidate = true")
    page.get_by_role("button", name="Snooze").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(".side-panel")).not_to_contain_text("Snoozed")


def test_search_and_filters(page: Page):
    page.goto("/opportunities?view=all")
    page.get_by_label("Search conversations").fill("novak")
    page.keyboard.press("Enter")
    expect_names(page, "Klara Novak")
    page.get_by_label("Search conversations").fill("no such words anywhere")
    page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_have_text("No conversation fits this filter.")
    page.click("text=Clear filters")
    expect(page.locator("#q")).to_have_value("")
    page.locator("#by-category").select_option("unsubscribe")
    page.get_by_role("button", name="Show").click()
    expect_names(page, "Ben Osei", "Quinn Avery", "Farid Khan")


def test_many_at_once(page: Page):
    page.goto("/opportunities")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(flash(page)).to_have_text("Select at least one conversation.")
    for name in ("Farid Khan", "Quinn Avery"):
        page.get_by_label(f"Select {name}").check()
    page.locator("#bulk-label").fill("opt-outs")
    page.get_by_role("button", name="Add label").click()
    expect(flash(page)).to_have_text("2 conversations labelled opt-outs.")
    for name in ("Farid Khan", "Quinn Avery"):
        expect(row(page, name).locator(".label")).to_have_text("opt-outs")
        page.get_by_label(f"Select {name}").check()
    page.get_by_role("button", name="Done", exact=True).click()
    expect(flash(page)).to_have_text("2 conversations done.")
    assert not {"Farid Khan", "Quinn Avery"} & names(page)


def reclassify(page: Page, message: str, kind: str):
    page.goto(message)
    page.get_by_label("It is", exact=True).select_option(kind)
    page.get_by_role("button", name="Review the change").click()


def stages(page: Page) -> dict[str, str]:
    """Of the lead of Anna's conversation, by campaign."""
    page.goto(f"/opportunities/{ANNA}")
    lines = page.locator("section[aria-labelledby=lead-title] p:has(.chip)")
    return {line.locator("a").inner_text(): line.locator(".chip").inner_text().strip() for line in lines.all()}


def test_reclassify_as_an_opt_out_and_back(page: Page):
    before = stages(page)
    assert before == {"Half-empty vans": "Replied", "Driver rota": "Canceled"}
    page.get_by_role("link", name="Why, and raw message").first.click()
    message = page.url

    reclassify(page, message, "unsubscribe")
    effects = page.locator(".effects")
    expect(effects).to_contain_text("goes from Replied to Unsubscribed in Half-empty vans.")
    assert stages(page) == before, "the confirmation page changes nothing"

    reclassify(page, message, "unsubscribe")
    page.get_by_label(re.compile("Reason")).fill("she means: never again")
    page.get_by_role("button", name="Reclassify").click()
    expect(flash(page)).to_have_text(re.compile(r"Reclassified\. \d stages? changed\."))
    expect(page.locator(".verdict-kind")).to_contain_text(re.compile("removed|opt-out|unsubscribe", re.I))
    assert stages(page)["Half-empty vans"] == "Unsubscribed"
    page.goto("/do-not-contact?q=anna.hale%40halemoves.example")
    expect(page.locator("tr[data-row]")).to_have_count(1)

    reclassify(page, message, "reply.interested")
    expect(effects).to_contain_text("goes from Unsubscribed to Replied in Half-empty vans.")
    expect(effects).to_contain_text("Do Not Contact entries whose only evidence was this message are withdrawn.")
    page.get_by_label("Reason").fill("misread")
    page.get_by_role("button", name="Reclassify").click()
    expect(flash(page)).to_contain_text("Reclassified.")
    assert stages(page) == before
    page.goto("/do-not-contact?q=anna.hale%40halemoves.example")
    expect(page.locator("main")).to_contain_text(re.compile("not on the list|Removed"))


def test_many_are_reclassified_after_a_look(page: Page):
    def choose():
        page.goto("/opportunities?view=all")
        for name in ("Carla Stein", "Klara Novak"):
            page.get_by_label(f"Select {name}").check()
        page.get_by_label("Reclassify as").select_option("reply.meeting")
        page.get_by_role("button", name="Review the change").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Reclassify 2 conversations as “A reply: a meeting”?")

    choose()
    effects = page.locator(".effects li")
    expect(effects).to_have_count(2)
    for name in ("Carla Stein", "Klara Novak"):
        expect(effects.filter(has_text=name)).to_contain_text("was read as")
    page.get_by_role("link", name="Keep as it is").click()
    expect(page).to_have_url(re.compile(r"/opportunities\?view=all$"))
    expect(row(page, "Carla Stein").locator("[data-label=Category]")).not_to_contain_text("meeting")

    choose()
    page.get_by_label(re.compile("Reason")).fill("both want to meet")
    page.get_by_role("button", name="Reclassify 2 conversations").click()
    expect(page.locator(".lede")).to_have_text("2 reclassified, 0 refused.")
    expect(page.locator("tr[data-row]")).to_have_count(2)
    page.get_by_role("link", name="Back to Opportunities").click()
    for name in ("Carla Stein", "Klara Novak"):
        expect(row(page, name).locator("[data-label=Category]")).to_contain_text("meeting")


def test_taking_an_opt_out_back_needs_a_reason(page: Page):
    page.goto(f"/opportunities/{FARID}")
    page.get_by_role("link", name="Why, and raw message").first.click()
    reclassify(page, page.url, "reply")
    page.eval_on_selector("main form", "form => form.noValidate = true")
    page.get_by_role("button", name="Reclassify").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/do-not-contact?q=farid%40khanprinting.example")
    expect(page.locator("tr[data-row]")).to_have_count(1)


def test_review_decides(page: Page):
    page.goto("/review")
    question = page.locator("li[data-row]", has_text="Osei Fruit")
    expect(question.get_by_role("heading")).to_have_text("The sender is not proven")
    question.get_by_role("button", name="Unsubscribe").click()
    expect(flash(page)).to_contain_text("On the Do Not Contact list")
    page.goto("/review")
    expect(page.locator(".empty")).to_have_text("Nothing to review.")
