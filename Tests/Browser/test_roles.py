"""What each role is offered, and what it is refused: viewer looks, member works, admin administers."""

import re
import sqlite3

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from program import LOGIN, PASSWORD, Program, request

# The table of rights: who may post where. A digit stands for any id.
OWN = {"/theme", "/sign-out", "/account", "/account/sign-out-others", "/rules/try"}
MEMBER = {
    "/campaigns", "/campaigns/1/leads", "/campaigns/1/import", "/campaigns/1/bulk", "/campaigns/1/settings",
    "/campaigns/1/steps/1", "/do-not-contact", "/mailboxes/1/check", "/messages/1/reclassify",
    "/opportunities/bulk", "/review/1",
    *(f"/opportunities/1/{action}" for action in
      ("reply", "forward", "note", "done", "reopen", "unread", "snooze", "assign", "label", "unlabel")),
    *(f"/enrollments/1/{action}" for action in
      ("start", "cancel", "resume", "pause", "unsubscribe", "mark-replied", "clear-invalid")),
}  # fmt: skip
ADMIN = {
    "/do-not-contact/1/remove", "/enrollments/1/delete", "/settings/users", "/settings/users/1",
    "/settings/users/1/access", "/settings/keys", "/settings/keys/1/revoke", "/settings/webhooks/incoming",
    *(f"/settings/webhooks/incoming/1/{action}" for action in ("key", "remove", "retry")),
    "/settings/webhooks/outgoing", "/settings/webhooks/outgoing/1",
}  # fmt: skip
MAY = {"viewer": OWN, "member": OWN | MEMBER, "admin": OWN | MEMBER | ADMIN}
ADMIN_PAGES = ["/settings/users", "/settings/keys", "/settings/webhooks"]
# One of every page, and leads in each stage that offers something else.
PAGES = [
    "/campaigns", "/campaigns/1", "/campaigns/1?q=nobody", "/campaigns/1/settings",
    *(f"/enrollments/{lead}" for lead in (1, 4, 5, 6, 7, 13, 15, 16)),
    "/opportunities", "/opportunities?view=snoozed", "/opportunities/2", "/messages/6", "/messages/1", "/review",
    "/do-not-contact", "/mailboxes", "/rules?q=bounce", "/reports", "/account",
]  # fmt: skip
# Where forms of a page are posted to, by buttons that can be pressed.
OFFERED = """() => [...document.querySelectorAll('form[method=post]')]
  .filter(form => [...form.elements].some(e => e.matches('button:enabled:not([hidden])')))
  .map(form => new URL(form.getAttribute('action'), location).pathname)"""
# What takes a value or a press and belongs to no form that sends it, or only to one that searches.
LOOSE = """() => [...document.querySelectorAll('main :is(input, select, textarea, button)')]
  .filter(e => !e.matches(':disabled, [type=hidden], .chip, form *'))
  .map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def service(story: Program, tmp_path_factory):
    """The story with somebody of each role, who sign in by the name of it."""
    program = story.copy(tmp_path_factory.mktemp("service"))
    for role in ("viewer", "member"):
        program.run("admin", "user", "add", role, "--role", role, SLUICE_PASSWORD=PASSWORD)
    service = program.serve()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def sessions(service) -> dict[str, dict]:
    return {role: service.session(LOGIN if role == "admin" else role) for role in MAY}


@pytest.fixture
def page_of(open_context, sessions):
    return lambda role, **options: open_context(sessions[role], **options).new_page()


def route(path: str) -> str:
    return re.sub(r"/\d+", "/1", path)


def offered(page: Page, path: str) -> set[str]:
    page.goto(path)
    return {route(action) for action in page.evaluate(OFFERED)}


def token(context: BrowserContext) -> str:
    page = context.new_page()
    page.goto("/account")
    return page.locator("input[name=csrf]").first.get_attribute("value")


def rows(program: Program) -> list[str]:
    """All that the database holds."""
    with sqlite3.connect(program.database, timeout=10) as connection:
        return list(connection.iterdump())


def expect_refusal(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Not allowed")
    expect(page.locator("main")).to_contain_text("role")
    expect(page.locator("main").get_by_role("link")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_page_offers_each_role_what_it_may_do(page_of, path):
    everything = offered(page_of("admin"), path)
    assert everything <= MAY["admin"], "a form that the table of rights does not know"
    for role in ("viewer", "member"):
        page = page_of(role)
        assert offered(page, path) == everything & MAY[role]
        assert page.evaluate(LOOSE) == []


def test_table_of_rights_is_met_on_the_pages(page_of):
    page = page_of("admin")
    seen = set().union(*(offered(page, path) for path in PAGES + ADMIN_PAGES))
    # What only a key, an endpoint, a label or a conversation that is done would offer.
    absent = {action for action in MAY["admin"] if re.search("1/(revoke|unlabel|reopen)|coming/1|outgoing/1", action)}
    assert seen == MAY["admin"] - absent


@pytest.mark.parametrize("role", ["viewer", "member"])
def test_post_past_the_pages_is_refused_in_words_and_changes_nothing(service, open_context, sessions, role):
    csrf = token(open_context(sessions[role]))
    cookie = f"{sessions[role]['name']}={sessions[role]['value']}"
    # Deleting a lead is refused by the action, which shows its page and the reason.
    refused = MAY["admin"] - MAY[role] - ({"/enrollments/1/delete"} if role == "member" else set())
    before = rows(service.program)
    for path in sorted(refused):
        form = {"csrf": csrf, "confirm": "yes", "action": "remove", "reason": "because", "role": "admin"}
        answer = request(service.url + path, form, Cookie=cookie)
        assert answer.status == 403, path
        assert "<h1>Not allowed</h1>" in answer.text and "role" in answer.text, path
    assert rows(service.program) == before


@pytest.mark.parametrize("role", ["viewer", "member"])
@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_pages_of_admins_are_refused_in_words(page_of, role, path):
    page = page_of(role)
    assert page.goto(path).status == 403
    expect_refusal(page)
    page.locator("main").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opportunities")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Settings")).to_have_count(0)
    page.goto("/settings")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_viewer_reads_without_leaving_a_trace(page_of, service):
    page = page_of("viewer")
    before = rows(service.program)
    for path in PAGES:
        page.goto(path)
    page.goto("/opportunities?view=unread")
    link = page.get_by_role("link", name="Klara Novak")
    expect(page.locator("tr.unread", has=link)).to_have_count(1)
    link.click()
    expect(page.locator(".mails .mail-text").first).to_be_visible()
    for key in ("e", "s", "r", "x"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Half-empty vans at Novak Foods")
    page.goto("/opportunities")
    for key in ("j", "x", "e", "s"):
        page.keyboard.press(key)
    expect(page.locator("p.flash")).to_have_count(0)
    assert rows(service.program) == before


def test_viewer_sees_settings_of_a_campaign_that_cannot_be_changed(page_of):
    page = page_of("viewer")
    page.goto("/campaigns/1/settings")
    days = page.get_by_label("Out-of-office pause")
    expect(days).to_be_visible()
    expect(days).to_be_disabled()
    expect(page.locator("main")).to_contain_text("Viewers see these settings; members change them.")


def test_viewer_tries_a_message(page_of, service):
    page = page_of("viewer")
    before = rows(service.program)
    page.goto("/rules")
    page.get_by_label("Paste a message").fill("Please remove me from your list.")
    page.get_by_role("button", name="See what it is").click()
    expect(page.locator("#result .verdict-kind")).to_contain_text("Asks to be removed")
    assert rows(service.program) == before


def test_member_works_with_leads(page_of):
    page = page_of("member")
    page.goto("/campaigns/1?stage=running")
    page.get_by_label("Select Sofia Berg").check()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".lede")).to_have_text("1 canceled, 0 refused.")
    page.goto("/campaigns/1")
    expect(page.get_by_role("button", name="Unsubscribe…")).to_be_visible()
    expect(page.get_by_role("button", name="Delete…")).to_have_count(0)
    page.get_by_role("link", name="Marta Rossi", exact=True).click()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".stage-now .chip")).to_have_text("Canceled")
    expect(page.locator(".events > li").first).to_contain_text("By member")


def test_member_works_with_conversations(page_of):
    page = page_of("member")
    page.goto("/opportunities/3")
    page.get_by_label("Label", exact=True).fill("warm")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".labels button")).to_contain_text("warm")
    page.get_by_label("New note, for us only").fill("Call her.")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note")).to_contain_text("member")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".side-panel")).to_contain_text("Done;")


def test_member_adds_to_the_do_not_contact_list_and_takes_nothing_off(page_of):
    page = page_of("member")
    page.goto("/do-not-contact")
    page.locator("#who").fill("stop@looms.example")
    page.get_by_role("button", name="Add entry").click()
    expect(page.locator("tr[data-row]", has_text="stop@looms.example")).to_have_count(1)
    expect(page.get_by_text("Remove", exact=False)).to_have_count(0)


def test_member_cannot_delete_leads_past_the_pages(page_of, service):
    page = page_of("member")
    csrf = token(page.context)
    before = rows(service.program)
    for path in ("/enrollments/2/delete", "/campaigns/1/bulk"):
        form = {"csrf": csrf, "confirm": "yes", "action": "delete", "id": "2", "reason": "because"}
        answer = page.request.post(path, form=form)
        assert "does not allow" in answer.text(), path
    assert rows(service.program) == before


def test_member_cannot_take_an_opt_out_back(page_of, service):
    page = page_of("member")
    page.goto("/do-not-contact?q=farid%40khanprinting.example")
    page.get_by_role("link", name="evidence").click()
    before = rows(service.program)
    page.get_by_label("It is", exact=True).select_option("reply")
    page.get_by_role("button", name="Review the change").click()
    expect(page.get_by_role("alert")).to_contain_text("does not allow")
    assert rows(service.program) == before


def test_change_of_role_counts_at_the_next_click(page_of, service):
    admin, member = page_of("admin"), page_of("member")
    person = admin.locator("tr[data-row]", has=admin.locator(".sub", has_text="member"))

    def choose(role: str) -> None:
        admin.goto("/settings/users")
        person.get_by_role("combobox").select_option(role)
        person.get_by_role("button", name="Change").click()
        expect(admin.locator("p.flash")).to_have_text("member: changed.")

    member.goto("/opportunities/4")
    choose("viewer")
    member.get_by_role("button", name="Done", exact=True).click()
    expect_refusal(member)
    choose("member")
    member.goto("/opportunities/4")
    member.get_by_role("button", name="Done", exact=True).click()
    expect(member.locator(".side-panel")).to_contain_text("Done;")
    admin.goto("/settings/users")
    person.get_by_role("button", name="Disable").click()
    member.goto("/opportunities/4")
    expect(member).to_have_url(re.compile("/sign-in"))
    assert request(service.url + "/sign-in", {"name": "member", "password": PASSWORD}).status == 403
