"""Every page of the service, by name: how a browser that is signed in gets there."""

from collections.abc import Callable

from playwright.sync_api import Page


def at(path: str) -> Callable[[Page], None]:
    return lambda page: page.goto(path)


def signed_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in?next=/campaigns/1")


def wrong_password(page: Page) -> None:
    signed_out(page)
    page.eval_on_selector("form", "form => form.noValidate = true")
    page.click("button.primary")
    page.wait_for_selector("[role=alert]")


def bulk(action: str, heading: str) -> Callable[[Page], None]:
    def open(page: Page) -> None:
        page.goto("/campaigns/1?stage=unsubscribed")
        for box in page.locator("input[name=id]").all():
            box.check()
        page.locator(f"button[name=action][value={action}]").click()
        page.wait_for_selector(f"h1:has-text('{heading}')")

    return open


def reclassification(page: Page) -> None:
    page.goto("/messages/6")
    page.locator("#kind").select_option("unsubscribe")
    page.click("text=Review the change")
    page.wait_for_selector(".effects")


def many_reclassified(page: Page) -> None:
    page.goto("/opportunities?view=all")
    for box in page.locator("input[name=id]").all()[:3]:
        box.check()
    page.locator("#bulk-kind").select_option("reply.question")
    page.click("text=Review the change")
    page.wait_for_selector(".effects")


def rule_trial(page: Page) -> None:
    page.goto("/rules?q=remove")
    page.locator("#text").fill("Please remove me from your list. I am not interested.")
    page.click("text=See what it is")
    page.wait_for_selector("#result")


def new_key(page: Page) -> None:
    page.goto("/settings/keys")
    page.locator("#key-name").fill("Reader")
    page.locator("[name=scope][value=read]").check()
    page.click("text=Make key")
    page.wait_for_selector("#secret")


def refused_reply(page: Page) -> None:
    page.goto("/opportunities/3")
    page.eval_on_selector("#reply-section form", "form => form.noValidate = true")
    page.click("text=Send reply")
    page.wait_for_selector("#reply-error")


def refused_forward(page: Page) -> None:
    page.goto("/opportunities/3")
    page.click("summary:has-text('Forward')")
    page.locator("#forward-to").fill("nobody")
    page.locator("#forward-section button.primary").click()
    page.wait_for_selector("#forward-error")


def open_menu(page: Page) -> None:
    page.goto("/campaigns")
    if page.locator(".menu-button").is_visible():
        page.click(".menu-button")


def shortcuts(page: Page) -> None:
    page.goto("/campaigns")
    page.click("text=Keyboard shortcuts")


def tip(page: Page) -> None:
    page.goto("/campaigns/1?stage=has_errors")
    page.locator("tbody .chip").first.focus()


PAGES: dict[str, Callable[[Page], None]] = {
    "sign-in": signed_out,
    "sign-in-refused": wrong_password,
    "unsubscribe": at("/u/unknown-token"),
    "campaigns": at("/campaigns"),
    "leads": at("/campaigns/1"),
    "leads-with-errors": tip,
    "leads-none": at("/campaigns/1?q=nobody"),
    "campaign-settings": at("/campaigns/1/settings"),
    "lead-replied": at("/enrollments/1"),
    "lead-with-error": at("/enrollments/13"),
    "lead-bounced": at("/enrollments/7"),
    "lead-unsubscribed": at("/enrollments/6"),
    "bulk-confirmation": bulk("unsubscribe", "Unsubscribe"),
    "bulk-result": bulk("cancel", "Cancel"),
    "opportunities": at("/opportunities"),
    "opportunities-none": at("/opportunities?view=snoozed"),
    "conversation": at("/opportunities/3"),
    "conversation-refused-reply": refused_reply,
    "conversation-refused-forward": refused_forward,
    "message": at("/messages/6"),
    "message-bounce": at("/messages/1"),
    "reclassification": reclassification,
    "many-reclassified": many_reclassified,
    "review": at("/review"),
    "do-not-contact": at("/do-not-contact"),
    "mailboxes": at("/mailboxes"),
    "rules": at("/rules?q=remove"),
    "rule-trial": rule_trial,
    "reports": at("/reports"),
    "users": at("/settings/users"),
    "keys": new_key,
    "webhooks": at("/settings/webhooks"),
    "account": at("/account"),
    "not-found": at("/campaigns/9999"),
    "menu": open_menu,
    "shortcuts": shortcuts,
}
