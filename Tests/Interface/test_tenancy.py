"""No workspace reaches what is another's, by any operation for programs."""

import json
import pathlib
import re

import pytest
import requests

CASES = json.loads(pathlib.Path(__file__).with_name("tenancy.json").read_text())
NAMES = [f"{number}-{case['name']}" for number, case in enumerate(CASES)]
NOBODY = 999_999_999


@pytest.fixture(scope="module")
def scopes(program):
    """The scope of each operation, by its name."""
    document = requests.get(f"{program.base}/v1/openapi.json", timeout=10).json()
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    return {
        found["operationId"]: re.search(r"Scope: `(\w+)`", found["description"])[1] for found in operations
    }


def filled(value, names):
    """`{lead}` as a whole text becomes the id, a number; within a text it is inserted."""
    if isinstance(value, dict):
        return {key: filled(member, names) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(member, names) for member in value]
    if not isinstance(value, str) or "\r\n" in value:
        return value
    whole = re.fullmatch(r"\{(\w+)\}", value)
    return names[whole[1]] if whole else re.sub(r"\{(\w+)\}", lambda found: str(names[found[1]]), value)


def send(workspace, case, names, key=None):
    body = filled(case.get("body"), names)
    content = body if isinstance(body, str) else json.dumps(body) if body is not None else None
    headers = {"Content-Type": case["type"]} if "type" in case else {}
    return workspace.call(
        case["method"],
        filled(case["path"], names),
        key=key,
        headers=headers,
        data=content,
        params={name: filled(value, names) for name, value in case.get("query", {}).items()},
    )


def names(attacked, own):
    return attacked | {f"own_{name}": value for name, value in own.items()}


def test_every_operation_is_tried(scopes):
    assert {case["name"] for case in CASES} == set(scopes)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_another_workspace_is_out_of_reach(acme, other, case):
    before = acme.snapshot()
    answer = send(other, case, names(acme.ids, other.ids))
    assert answer.status_code == case["foreign"]
    assert acme.snapshot() == before
    assert acme.name not in answer.text.replace(acme.ids["lead_address"], "")
    if "note" in case and "not_found" in case["note"]:
        assert [(result["done"], result["code"]) for result in answer.json()["results"]] == [
            (False, "not_found")
        ]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["foreign"] == 404], ids=lambda case: case["name"]
)
def test_what_is_anothers_looks_like_what_is_not(acme, other, case):
    def told(attacked):
        answer = send(other, case, names(attacked, other.ids)).json()
        return {name: value for name, value in answer.items() if name != "request_id"}

    nothing = {name: f"nobody@{name}.example" if "address" in name else NOBODY for name in acme.ids}
    assert told(acme.ids) == told(nothing)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_without_a_key(acme, case):
    for key in ("slk_" + "A" * 43, acme.key[:-1]):
        answer = send(acme, case, names(acme.ids, acme.ids), key=key)
        assert answer.status_code == 401
        assert answer.json()["code"] == "unauthorized"
    path = filled(case["path"], names(acme.ids, acme.ids))
    bare = requests.request(case["method"], f"{acme.program.base}/v1{path}", timeout=10)
    assert (bare.status_code, bare.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.fixture(scope="module")
def narrow_keys(acme):
    """Keys that lack one scope, by that scope."""
    every = ("read", "write", "ingest", "erase")
    return {lacking: acme.add_key(*(scope for scope in every if scope != lacking)) for lacking in every}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_key_without_the_scope(acme, scopes, narrow_keys, case):
    before = acme.snapshot()
    answer = send(acme, case, names(acme.ids, acme.ids), key=narrow_keys[scopes[case["name"]]])
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert acme.snapshot() == before


def test_a_revoked_key(acme):
    key = acme.add_key("read")
    assert acme.call("GET", "/campaigns", key=key).status_code == 200
    acme.program.run(
        "admin", "key", "revoke", acme.program.value("SELECT max(id) FROM access_keys"), workspace="acme"
    )
    assert acme.call("GET", "/campaigns", key=key).status_code == 401
