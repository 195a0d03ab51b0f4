"""From signing in to stages: what somebody who runs campaigns does."""

import re

from playwright.sync_api import Page, expect
from program import LOGIN, PASSWORD, Program

VANS = "/campaigns/1"


def row(page: Page, name: str):
    return page.locator("tr[data-row]", has=page.get_by_role("link", name=name, exact=True))


def stage(page: Page, name: str):
    return row(page, name).locator("[data-label=Stage] .chip")


def open_lead(page: Page, name: str, campaign: str = VANS) -> None:
    page.goto(campaign)
    page.get_by_role("link", name=name, exact=True).click()


def stage_now(page: Page):
    return page.locator(".stage-now .chip")


def test_demo_opens_onto_its_pages(binary, browser, tmp_path):
    demo = Program(binary, tmp_path, "").demo()
    page = browser.new_page(base_url=demo.url)
    page.goto("/")
    page.fill("#name", LOGIN)
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    expect(page).to_have_title("Campaigns · Sluice")
    page.click("text=Half-empty vans")
    expect(page.locator("table.list tbody tr")).to_have_count(18)
    page.close()
    demo.stop()


def test_sign_in_refuses_a_wrong_password_and_goes_where_one_wanted(open_context):
    page = open_context().new_page()
    page.goto(f"{VANS}/settings")
    expect(page).to_have_url(re.compile("/sign-in"))
    page.fill("#name", LOGIN)
    page.fill("#password", "not the password")
    page.click("button.primary")
    expect(page.get_by_role("alert")).to_have_text("That name and password do not belong together. Try again.")
    page.fill("#name", LOGIN)
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    expect(page).to_have_url(re.compile(f"{VANS}/settings$"))


def test_new_campaign_with_leads_one_by_one_and_from_a_file(page: Page, service):
    page.goto("/campaigns")
    page.get_by_label("Name").fill("Winter routes")
    page.get_by_label("Time zone").fill("Europe/Nowhere")
    page.click("text=Create campaign")
    expect(page.get_by_label("Time zone")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Name")).to_have_value("Winter routes")
    page.get_by_label("Time zone").fill("Europe/Berlin")
    page.click("text=Create campaign")
    expect(page.get_by_role("heading", level=1)).to_have_text("Winter routes")
    place = page.url

    page.click("summary:has-text('Add a lead')")
    page.get_by_label("Email address").fill("ada@looms.example")
    page.locator("#lead-name").fill("Ada <b>Loom</b>")
    page.click("button:has-text('Add lead')")
    expect(page.get_by_role("status").first).to_have_text("ada@looms.example added.")
    expect(stage(page, "Ada <b>Loom</b>")).to_have_text("Not Started")

    page.click("summary:has-text('Import a file')")
    lines = ["email,name,company", "grace@looms.example,Grace,Looms", "not an address,Nobody,",
             "farid@khanprinting.example,Farid,", "grace@looms.example,Grace again,"]  # fmt: skip
    page.set_input_files(
        "#lead-file", {"name": "leads.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    )
    page.click("button:has-text('Import')")
    expect(page.locator(".lede")).to_have_text("1 lead added, 3 refused.")
    refused = page.locator("tr[data-row]")
    expect(refused).to_have_count(3)
    expect(refused.nth(0)).to_contain_text("Line 3")
    expect(refused.nth(1)).to_contain_text("Do Not Contact")
    page.click("text=Back to Winter routes")

    page.get_by_label("Select all leads on this page").check()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".lede")).to_have_text("2 to be started, 0 refused.")
    results = page.locator("td[data-label=Result]")
    expect(results).to_have_text([re.compile("Begins at the next run")] * 2)
    page.goto(place)
    expect(page.locator("[data-label=Stage] .sub", has_text="queued")).to_have_count(2)

    service.program.run("campaign", "step", "add", "Winter routes", "--at", "2026-11-20T15:00:00Z")
    for minutes in ("01", "20", "40"):
        service.program.run("work", "--at", f"2026-11-20T15:{minutes}:00Z")
    page.goto(place)
    expect(page.locator("[data-label=Stage] .chip")).to_have_text(["Running", "Running"])


def test_resume_and_cancel(page: Page):
    open_lead(page, "Elena Prieto")
    expect(stage_now(page)).to_have_text("Out of Office")
    page.click("button:has-text('Resume now')")
    expect(page.get_by_role("status").first).to_contain_text("Stage:")
    expect(stage_now(page)).to_have_text(re.compile("Starting|Running"))
    page.click("button:has-text('Cancel')")
    expect(stage_now(page)).to_have_text("Canceled")
    expect(page.locator("#why .events > li").first).to_contain_text("By demo")


def test_bulk_asks_before_it_unsubscribes_and_says_what_became_of_each(page: Page):
    page.goto(VANS)
    page.get_by_label("Select Sofia Berg").check()
    page.get_by_label("Select Irene Walsh").check()
    page.click("button:has-text('Unsubscribe…')")
    expect(page.get_by_role("heading", level=1)).to_have_text("Unsubscribe 2 leads?")
    page.click("text=Keep as it is")
    expect(stage(page, "Sofia Berg")).to_have_text("Running")

    page.get_by_label("Select Sofia Berg").check()
    page.get_by_label("Select Irene Walsh").check()
    page.click("button:has-text('Unsubscribe…')")
    page.get_by_label("Reason").fill("asked by telephone")
    page.click("button.danger")
    expect(row(page, "Sofia Berg")).to_contain_text("Was Running.")
    expect(row(page, "Irene Walsh")).to_contain_text("Nothing to change.")
    expect(row(page, "Sofia Berg").locator(".chip")).to_have_text("Unsubscribed")
    page.click("a.button")
    expect(stage(page, "Sofia Berg")).to_have_text("Unsubscribed")


def test_do_not_contact_shows_the_entry_and_lets_nobody_back_in(page: Page):
    page.goto("/do-not-contact")
    page.get_by_label("Address or domain").first.fill("farid@khanprinting.example")
    page.click("button:has-text('Show')")
    entry = page.locator("tr[data-row]")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("farid@khanprinting.example")
    entry.get_by_role("link", name="evidence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Re: Half-empty vans at Khan Printing")

    open_lead(page, "Farid Khan")
    expect(stage_now(page)).to_have_text("Unsubscribed")
    expect(page.get_by_role("button", name="Resume")).to_have_count(0)
    page.goto(VANS)
    page.get_by_label("Select Farid Khan").check()
    page.click("button:has-text('Resume')")
    page.click("button.primary")
    expect(row(page, "Farid Khan").locator(".refused")).to_have_text("Refused")
    expect(row(page, "Farid Khan").locator(".chip")).to_have_text("Unsubscribed")


def test_removal_needs_reason_and_consent(page: Page):
    def remove(reason: str, consent: str):
        page.goto("/do-not-contact?q=farid%40khanprinting.example")
        page.click("summary:has-text('Remove')")
        page.locator("[name=reason]:visible").last.fill(reason)
        page.get_by_label("Evidence of new consent").fill(consent)
        # The browser asks for both; the server has to ask too.
        page.eval_on_selector(".row-form form", "form => form.noValidate = true")
        page.click("button:has-text('Remove entry')")

    for reason, consent in [("", ""), ("came back", ""), ("", "his letter of 19 November")]:
        remove(reason, consent)
        expect(page.get_by_role("alert")).to_be_visible()
        page.goto("/do-not-contact?q=farid%40khanprinting.example")
        expect(page.locator("tr[data-row] .muted", has_text="Removed")).to_have_count(0)
    remove("came back", "his letter of 19 November")
    expect(page.get_by_role("status").first).to_contain_text("Entry removed.")
    page.goto("/do-not-contact?q=farid%40khanprinting.example")
    expect(page.locator("tr[data-row]")).to_contain_text("by demo: came back")
    open_lead(page, "Farid Khan")
    expect(stage_now(page)).to_have_text("Unsubscribed")
