"""No page and no form reaches what is another workspace's, or is open to who may not."""

import re

import pytest
import requests

# Names in braces are ids of the workspace that is attacked.
PAGES = [
    "/campaigns/{campaign}",
    "/campaigns/{campaign}/settings",
    "/enrollments/{enrollment}",
    "/messages/{message}",
    "/messages/{message}/html",
    "/messages/{message}/raw",
    "/opportunities/{opportunity}",
    "/live?campaign={campaign}",
]
LISTS = [
    "/campaigns",
    "/opportunities",
    "/review",
    "/do-not-contact",
    "/do-not-contact?q={suppressed_address}",
    "/mailboxes",
    "/reports",
    "/reports?campaign={campaign}",
    "/rules",
    "/account",
    "/live",
    "/settings/users",
    "/settings/keys",
    "/settings/webhooks",
    "/opportunities?campaign={campaign}",
    "/opportunities?q={lead_address}",
]
MEMBER, ADMIN = "member", "admin"
FORMS = [
    (MEMBER, "/campaigns/{campaign}/leads", {"email": "new@example.com"}),
    (MEMBER, "/campaigns/{campaign}/import", {}),
    (MEMBER, "/campaigns/{campaign}/bulk", {"action": "cancel", "id": "{enrollment}"}),
    (MEMBER, "/campaigns/{campaign}/bulk", {"action": "cancel", "scope": "filter"}),
    (MEMBER, "/campaigns/{campaign}/settings", {"out_of_office_days": "7", "reply_elsewhere": "cancel"}),
    (MEMBER, "/campaigns/{campaign}/steps/{step}", {"action": "pause"}),
    *[
        (MEMBER, "/enrollments/{enrollment}/" + action, {"until": "2030-01-01", "reason": "asked"})
        for action in (
            "start",
            "cancel",
            "resume",
            "pause",
            "unsubscribe",
            "mark-replied",
            "clear-invalid",
            "delete",
        )
    ],
    *[
        (
            MEMBER,
            "/opportunities/{opportunity}/" + action,
            {"until": "2030-01-01", "label": "hot", "assignee": "", "text": "Hello", "note": "Hello"},
        )
        for action in ("reply", "note", "done", "reopen", "unread", "snooze", "assign", "label", "unlabel")
    ],
    (MEMBER, "/opportunities/{opportunity}/forward", {"to": "tom@example.org", "note": "Hello"}),
    (MEMBER, "/messages/{message}/reclassify", {"kind": "unsubscribe", "confirm": "yes"}),
    (MEMBER, "/mailboxes/{mailbox}/check", {}),
    (MEMBER, "/review/{review}", {"decision": "dismiss"}),
    (ADMIN, "/do-not-contact/{suppression}/remove", {"reason": "asked", "consent": "by telephone"}),
    (ADMIN, "/settings/users/{user}", {"role": "viewer"}),
    (ADMIN, "/settings/users/{user}/access", {"access": "disable"}),
    (ADMIN, "/settings/keys/{key}/revoke", {}),
    (ADMIN, "/settings/webhooks/incoming/{source}/key", {"api_key": "re_1"}),
    (ADMIN, "/settings/webhooks/incoming/{source}/retry", {}),
    (ADMIN, "/settings/webhooks/incoming/{source}/remove", {}),
    (ADMIN, "/settings/webhooks/outgoing/{endpoint}", {"action": "disable"}),
    (ADMIN, "/settings/webhooks/outgoing/{endpoint}", {"action": "rotate"}),
    (
        ADMIN,
        "/settings/webhooks/outgoing/{endpoint}",
        {"action": "change", "url": "https://hooks.example/", "event": "*"},
    ),
    (ADMIN, "/settings/webhooks/outgoing/{endpoint}", {"action": "remove"}),
]
# Forms without an id in their path: answered, and without effect on what they name.
IDS_IN_BODY = [
    ("/opportunities/bulk", {"action": "done", "id": "{opportunity}"}),
    ("/opportunities/bulk", {"action": "reclassify", "kind": "unsubscribe", "id": "{opportunity}"}),
    (
        "/opportunities/bulk",
        {
            "action": "reclassify",
            "kind": "unsubscribe",
            "confirm": "yes",
            "id": "{opportunity}",
            "seen": "{opportunity}.{message}",
        },
    ),
    ("/campaigns/{own_campaign}/bulk", {"action": "cancel", "id": "{enrollment}"}),
    ("/campaigns/{own_campaign}/steps/{step}", {"action": "pause"}),
    ("/review/{own_review}", {"decision": "attach", "enrollment": "{enrollment}"}),
    ("/settings/webhooks/incoming", {"provider": "postmark", "password": "p", "mailbox": "{mailbox}"}),
]


@pytest.fixture(scope="module")
def people(acme):
    return {"viewer": acme.sign_in("viewer"), "member": acme.sign_in("member"), "admin": acme.admin}


@pytest.fixture(scope="module")
def stranger(other):
    """An admin of the other workspace."""
    return other.admin


def filled(fields, names):
    return {name: value.format(**names) for name, value in fields.items()}


@pytest.mark.parametrize("path", PAGES)
def test_page_of_another_workspace(acme, stranger, people, path):
    path = path.format(**acme.ids)
    assert people["viewer"].get(path).status_code == 200
    answer = stranger.get(path)
    assert answer.status_code == 404
    assert acme.name not in answer.text


@pytest.mark.parametrize("path", LISTS)
def test_list_shows_only_ones_own(acme, stranger, people, path):
    path = path.format(**acme.ids)
    assert people["admin"].get(path).status_code == 200
    answer = stranger.get(path)
    assert answer.status_code in (200, 404)
    assert acme.name not in answer.text.replace(acme.ids["suppressed_address"], "").replace(
        acme.ids["lead_address"], ""
    )


@pytest.mark.parametrize("right, path, fields", FORMS)
def test_form_of_another_workspace_changes_nothing(acme, stranger, right, path, fields):
    before = acme.snapshot()
    answer = stranger.post(path.format(**acme.ids), **filled(fields, acme.ids))
    assert acme.snapshot() == before
    assert acme.name not in answer.text


@pytest.mark.parametrize("right, path, fields", FORMS)
def test_form_of_another_workspace_is_not_found(acme, stranger, right, path, fields):
    answer = stranger.post(path.format(**acme.ids), **filled(fields, acme.ids))
    assert answer.status_code == 404


def test_nobody_is_assigned_who_is_another_workspaces(acme, other):
    card = other.ids["opportunity"]
    for person, assigned in ((other.admin.login, other.admin.login), (acme.admin.login, other.admin.login)):
        other.admin.post(f"/opportunities/{card}/assign", assignee=person)
        assert other.program.value("SELECT assignee FROM opportunities WHERE id = ?", card) == assigned


@pytest.mark.parametrize("path, fields", IDS_IN_BODY)
def test_ids_of_another_workspace_in_a_form(acme, other, stranger, path, fields):
    names = acme.ids | {f"own_{name}": value for name, value in other.ids.items()}
    before = acme.snapshot()
    answer = stranger.post(path.format(**names), **filled(fields, names))
    assert answer.status_code < 500
    assert acme.snapshot() == before
    assert acme.name not in answer.text


@pytest.mark.parametrize("right, path, fields", FORMS)
def test_form_needs_the_role(acme, people, right, path, fields):
    before = acme.snapshot()
    for role in ("viewer", "member") if right == ADMIN else ("viewer",):
        assert people[role].post(path.format(**acme.ids), **filled(fields, acme.ids)).status_code == 403
    assert acme.snapshot() == before


@pytest.mark.parametrize("right, path, fields", FORMS)
def test_form_needs_a_session_and_its_own_token(acme, people, stranger, right, path, fields):
    path, fields = path.format(**acme.ids), filled(fields, acme.ids)
    before = acme.snapshot()
    bare = requests.post(acme.program.base + path, data=fields, allow_redirects=False, timeout=10)
    assert (bare.status_code, bare.headers["Location"].split("?")[0]) == (303, "/sign-in")
    assert people["admin"].post(path, csrf=stranger.csrf, **fields).status_code == 403
    elsewhere = people["admin"].session.post(
        acme.program.base + path,
        data={"csrf": people["admin"].csrf} | fields,
        allow_redirects=False,
        timeout=10,
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert elsewhere.status_code == 403
    assert acme.snapshot() == before


@pytest.mark.parametrize("path", PAGES + LISTS)
def test_page_needs_a_session(acme, path):
    path = path.format(**acme.ids)
    answer = requests.get(acme.program.base + path, allow_redirects=False, timeout=10)
    assert answer.status_code == (401 if path.startswith("/live") else 303)
    assert acme.name not in answer.text


def test_every_address_that_the_pages_name_is_in_these_tables(acme, people):
    """What links and forms lead to, found by following them, ids left out."""

    def shape(path):
        return re.sub(r"/\d+(?=/|$)", "/N", path.split("?")[0])

    tables = PAGES + LISTS + [path for _, path, _ in FORMS] + [path for path, _ in IDS_IN_BODY]
    listed = {shape(re.sub(r"\{\w+\}", "1", path)) for path in tables}
    # Of the person's own session, or makes something new.
    listed |= {"/", "/theme", "/sign-out", "/account/sign-out-others", "/rules/try", "/settings"}
    waiting, seen = ["/campaigns"], set()
    while waiting:
        path = waiting.pop()
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        page = people["admin"].get(path)
        if not page.headers.get("Content-Type", "").startswith("text/html"):
            continue
        waiting += [
            link for link in re.findall(r'href="(/[^"#]*)"', page.text) if not link.startswith("/assets/")
        ]
        seen |= {shape(action) for action in re.findall(r'\baction="(/[^"#]*)', page.text)}
    assert len(seen) > 30
    assert seen - listed == set()
