"""Who guesses passwords has to wait, whatever address they claim to have."""

import time

import pytest
from program import request

FREE_TRIES = 5
# The first waits are of a second or two, which a slow try may outlast.
MORE_TRIES = 3


@pytest.fixture
def running(story, tmp_path):
    """A service of its own, whose clock goes on."""
    started = []

    def start(**environment):
        started.append(story.copy(tmp_path).serve(at=None, **environment))
        return started[0]

    yield start
    started[0].stop()


def sign_in(service, name, password="wrong password", client="192.0.2.1"):
    form = {"name": name, "password": password}
    return request(service.url + "/sign-in", form, X_Forwarded_For=client)


def test_wrong_tries_have_to_wait_whoever_they_say_they_are(running):
    service = running()
    for i in range(FREE_TRIES + MORE_TRIES):
        refused = sign_in(service, "demo", client=f"192.0.2.{i}")
        assert refused.status == 403 or i >= FREE_TRIES
        if refused.status == 429:
            break
    assert refused.status == 429
    wait = int(refused.headers["Retry-After"])
    assert wait >= 1
    assert sign_in(service, "demo", "sluice-demo").status == 429, "not even the right password is looked at"
    time.sleep(wait + 1)
    assert sign_in(service, "demo", "sluice-demo").status == 303


def test_forwarded_address_of_a_trusted_proxy_counts(running):
    service = running(SLUICE_TRUSTED_PROXIES="127.0.0.1")
    tries = [sign_in(service, "demo", client=f"192.0.2.{i}").status for i in range(FREE_TRIES + 1)]
    assert set(tries) == {403}
