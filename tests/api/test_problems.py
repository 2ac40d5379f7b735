"""Every refusal is a problem document that says what to do and nothing it should not."""

import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from chalice.test import Client

from chalicelib.adapters.tokens import IssuerUnavailable
from chalicelib.api.problem import KINDS, Code
from chalicelib.api.services import Services
from chalicelib.domain.record import Conflict
from tests.api.conftest import Answer, Api
from tests.api.issuer import Key
from tests.api.world import ZZ1, A
from tests.builders import identity

OWN = {"institution": A}


def problem(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.body["code"], answer.body["status"]) == (status, code, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.body["type"] == f"urn:yuji:problem:{code}"
    assert answer.body["title"].isascii()
    assert not answer.body["detail"].isascii()
    assert answer.body["instance"] == f"urn:yuji:request:{answer.headers['x-correlation-id']}"


def test_an_unknown_address(api: Api) -> None:
    problem(api("GET", "/nothing"), 404, "not_found")
    problem(deep(api, "GET", "a/b/c/d"), 404, "not_found")


def test_a_method_that_an_address_does_not_have(api: Api) -> None:
    """The gateway sends it to the answer for all other addresses; Chalice's own test client to the route itself."""
    found = api("DELETE", "/classes")
    problem(found, 405, "method_not_allowed")
    assert found.headers["allow"] == "GET"
    found = deep(api, "DELETE", "uploads")
    problem(found, 405, "method_not_allowed")
    assert found.headers["allow"] == "GET, POST"


def deep(api: Api, method: str, path: str) -> Answer:
    """As API Gateway calls the function for an address that no route takes."""
    event = {
        "requestContext": {"httpMethod": method, "resourcePath": "/{proxy+}", "requestId": "r-1"},
        "multiValueQueryStringParameters": None,
        "headers": {},
        "pathParameters": {"proxy": path},
        "body": None,
        "stageVariables": None,
    }
    found: dict[str, Any] = api.app(event, None)
    return Answer(found["statusCode"], found["headers"], json.loads(found["body"]))


def test_bodies_that_are_not_json(api: Api) -> None:
    for body in (b"", b"{", b"\xff\xfe", b"[" * 5000):
        problem(api("POST", "/uploads", "institution", body=body, **OWN), 400, "bad_json")


def test_another_content_type(api: Api) -> None:
    found = api("POST", "/uploads", "institution", body=b"kind=x", headers={"Content-Type": "text/plain"}, **OWN)
    problem(found, 415, "unsupported_media_type")


def test_too_large_a_body(api: Api) -> None:
    body = json.dumps({"filename": "x" * 64 * 1024}).encode()
    problem(api("POST", "/uploads", "institution", body=body, **OWN), 413, "too_large")


def test_every_field_at_fault_is_named(api: Api) -> None:
    body = {"kind": "films", "class": "x", "filename": "", "size": 20 * 1024 * 1024 + 1, "extra": 1}
    found = api("POST", "/uploads", "institution", body=body, **OWN)
    problem(found, 422, "invalid")
    errors = {error["pointer"]: error for error in found.body["errors"]}
    assert set(errors) == {"/kind", "/class", "/filename", "/size", "/extra"}
    assert errors["/size"]["detail"] == "不能大于 20971520。"
    assert "applications, rosters" in errors["/kind"]["detail"]


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"from": "2024-02-30"}, {"region": "110100"}, {"colour": 1}],
    ids=str,
)
def test_query_parameters_at_fault_are_named(api: Api, query: dict[str, Any]) -> None:
    found = api("GET", "/classes", "auditor", query=query)
    problem(found, 422, "invalid")
    assert [error["pointer"] for error in found.body["errors"]] == [f"?{name}" for name in query]


def test_a_parameter_twice(api: Api) -> None:
    problem(api("GET", "/classes?limit=1&limit=2", "auditor"), 422, "invalid")


def test_what_was_filled_in_is_never_repeated(api: Api) -> None:
    number = identity(7)
    found = api("POST", "/uploads", "institution", body={"kind": number, "filename": f"{number}.csv"}, **OWN)
    assert number not in json.dumps(found.body)


def failing(services: Services, key: Key, error: Exception) -> Api:
    class Broken:
        def head(self, *_: object) -> None:
            raise error

    return Api(replace(services, classes=Broken()), key)  # type: ignore[arg-type]


def test_a_failure_tells_the_user_nothing_and_the_log_no_number(
    services: Services, key: Key, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken = failing(services, key, RuntimeError(f"secret of {identity(7)}"))
    with caplog.at_level(logging.INFO):
        found = broken("GET", f"/classes/{ZZ1}", "auditor")
    problem(found, 500, "internal")
    logged = (
        caplog.text
        + "".join(capsys.readouterr())
        + json.dumps([record.__dict__ for record in caplog.records], default=str)
    )
    assert "secret" not in logged + json.dumps(found.body)
    assert identity(7) not in logged


def test_a_class_that_keeps_moving(services: Services, key: Key) -> None:
    found = failing(services, key, Conflict(["x"]))("GET", f"/classes/{ZZ1}", "auditor")
    problem(found, 503, "busy")
    assert found.headers["retry-after"] == "1"


def test_an_issuer_that_is_away(services: Services, key: Key) -> None:
    def away(_token: str) -> Any:
        raise IssuerUnavailable

    found = Api(replace(services, authenticate=away), key)("GET", "/classes", "auditor")
    problem(found, 503, "issuer_unavailable")


def test_common_headers(api: Api) -> None:
    for path in ("/health", "/nothing", "/classes"):
        headers = api("GET", path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-correlation-id"]
    assert api("GET", "/policy").headers["cache-control"] == "public, max-age=300"


def test_the_gateways_request_id_is_the_correlation_id(api: Api) -> None:
    assert deep(api, "GET", "x").body["instance"] == "urn:yuji:request:r-1"


def test_every_code_has_its_words() -> None:
    assert set(KINDS) == set(Code)


@pytest.mark.parametrize("name", ["x" * 65, "%E7%8F%AD", "a%20b", "a.b"])
def test_an_id_that_cannot_be_one(api: Api, name: str) -> None:
    problem(api("GET", f"/classes/{name}", "auditor"), 404, "not_found")
    problem(api("GET", f"/policy/rules/{name}"), 404, "not_found")


def test_a_trailing_slash_is_the_same_address(api: Api) -> None:
    with Client(api.app) as client:
        assert client.http.get("/health/").status_code == 200
