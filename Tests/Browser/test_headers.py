"""What every answer says to the browser, and what a form must prove."""

import re

import pytest
from program import request

PATHS = ["/sign-in", "/campaigns", "/opportunities/3", "/messages/6", "/messages/6/html", "/messages/6/raw", "/nowhere",
         "/assets/site.css", "/live", "/healthz"]  # fmt: skip


@pytest.fixture(scope="module")
def cookie(session) -> str:
    return f"{session['name']}={session['value']}"


def directives(policy: str) -> dict[str, str]:
    return dict((part.strip().split(" ", 1) + [""])[:2] for part in policy.split(";"))


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_its_security_fields(service, cookie, path):
    headers = request(service.url + path, Cookie=cookie).headers
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy or policy["script-src"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    if path != "/messages/6/raw":
        assert policy["frame-ancestors"] == ("'self'" if path.endswith("/html") else "'none'")
    if path.startswith(("/campaigns", "/opportunities", "/messages")):
        assert headers["Cache-Control"] == "no-store"


def test_mail_html_is_sandboxed_without_scripts(service, cookie):
    sandbox = directives(request(service.url + "/messages/6/html", Cookie=cookie).headers["Content-Security-Policy"])
    assert sandbox["sandbox"].split() == ["allow-popups", "allow-popups-to-escape-sandbox"]


def test_raw_mail_is_only_saved(service, cookie):
    headers = request(service.url + "/messages/6/raw", Cookie=cookie).headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "application/octet-stream"


def test_session_cookie_is_kept_from_scripts_and_other_sites(service):
    answer = request(service.url + "/sign-in", {"name": "demo", "password": "sluice-demo"})
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(re.split(r"; *", answer.headers["Set-Cookie"]))


def test_behind_tls_the_cookie_is_bound_to_host_and_tls(story, tmp_path):
    service = story.copy(tmp_path).serve(SLUICE_PUBLIC_URL="https://sluice.example")
    answer = request(service.url + "/sign-in", {"name": "demo", "password": "sluice-demo"})
    service.stop()
    assert answer.headers["Set-Cookie"].startswith("__Host-")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/campaigns", "/opportunities/3", "/messages/6/raw", "/settings/users"])
def test_nothing_is_shown_without_a_session(service, path):
    answer = request(service.url + path)
    assert (answer.status, answer.text) == (303, "")
    assert answer.headers["Location"].startswith("/sign-in?next=")


def token(service, cookie) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', request(service.url + "/account", Cookie=cookie).text)[1]


FORGERIES = {
    "no token": ({}, {}),
    "wrong token": ({"csrf": "x" * 43}, {}),
    "another site": ({"csrf": None}, {"Sec_Fetch_Site": "cross-site"}),
    "a subdomain": ({"csrf": None}, {"Sec_Fetch_Site": "same-site"}),
    "another origin": ({"csrf": None}, {"Origin": "http://elsewhere.example"}),
}


@pytest.mark.parametrize("fields, headers", FORGERIES.values(), ids=FORGERIES)
def test_forged_forms_change_nothing(service, cookie, fields, headers):
    # The right token does not save a request from elsewhere.
    form = {name: value or token(service, cookie) for name, value in fields.items()}
    name = "Forged campaign"
    answer = request(
        service.url + "/campaigns", form | {"name": name, "time_zone": "UTC"}, Cookie=cookie, **headers
    )
    assert answer.status == 403
    assert name not in request(service.url + "/campaigns", Cookie=cookie).text


def test_own_forms_are_taken(service, cookie):
    form = {"csrf": token(service, cookie), "name": "Own campaign", "time_zone": "UTC"}
    answer = request(service.url + "/campaigns", form, Cookie=cookie, Origin=service.url, Sec_Fetch_Site="same-origin")
    assert answer.status == 303


def test_browser_refuses_a_form_of_another_origin(service, page):
    """Another port is the same site, so the cookie goes along: the origin has to be looked at."""
    page.route(
        "http://127.0.0.1:9/*",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{service.url}/theme"><button name="theme" value="dark">Go</button></form>',
        ),
    )
    page.goto("http://127.0.0.1:9/trap")
    with page.expect_response("**/theme") as answer:
        page.click("button")
    assert answer.value.status == 403


def test_session_ends_on_sign_out(service, open_context):
    old = service.session()
    page = open_context(old).new_page()
    page.goto("/campaigns")
    page.click("text=Sign out")
    assert page.url.endswith("/sign-in")
    page.goto("/campaigns")
    assert "/sign-in" in page.url
    again = request(service.url + "/campaigns", Cookie=f"{old['name']}={old['value']}")
    assert again.status == 303, "the old cookie is dead on the server too"


@pytest.mark.parametrize("place", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_sign_in_leads_nowhere_else(service, place):
    answer = request(service.url + "/sign-in", {"name": "demo", "password": "sluice-demo", "next": place})
    assert answer.headers["Location"] == "/"
