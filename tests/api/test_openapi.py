"""The description is valid, complete, and what the API serves; every other test here holds the answers to it."""

from openapi_spec_validator import validate

from chalicelib.api.access import ROUTES
from chalicelib.api.answers import ApplicationAnswer, ReceiptAnswer
from chalicelib.domain.training_class import Application
from chalicelib.domain.upload import Receipt
from tests.api.conftest import Api
from tests.api.world import ZZ1, ZZ2, A, World


def test_it_is_valid_openapi(api: Api) -> None:
    validate(api("GET", "/openapi.json").body)


def test_it_has_every_route_and_no_other(api: Api) -> None:
    paths = api("GET", "/openapi.json").body["paths"]
    described = {(method.upper(), path) for path, operations in paths.items() for method in operations}
    assert described == {(route.method, route.path) for route in ROUTES}
    registered = {(m, path) for path, methods in api.app.routes.items() for m in methods if "proxy" not in path}
    assert registered == described


def test_open_routes_need_no_token_and_say_so(api: Api) -> None:
    paths = api("GET", "/openapi.json").body["paths"]
    opened = {path for path, operations in paths.items() for each in operations.values() if each["security"] == []}
    assert opened == {"/policy", "/policy/rules/{rule_id}", "/health", "/openapi.json"}


def test_query_parameters_bear_their_public_names(api: Api) -> None:
    parameters = api("GET", "/openapi.json").body["paths"]["/classes"]["get"]["parameters"]
    assert {each["name"] for each in parameters} == {
        "limit", "cursor", "region", "status", "institution", "rule", "from", "to",
    }  # fmt: skip


def test_no_field_of_a_form_or_receipt_is_forgotten() -> None:
    elsewhere = {"institution_name", "institution", "opening", "trade", "occupation", "region", "account_hash"}
    assert set(ApplicationAnswer.model_fields) == set(Application.model_fields) - elsewhere | {"sessions", "teachers"}
    assert set(ReceiptAnswer.model_fields) == set(Receipt.model_fields)


def test_a_class_in_full(api: Api, world: World) -> None:
    found = api("GET", f"/classes/{ZZ1}", "institution", institution=A).body
    assert (found["region_name"], found["opening"], found["trainees"]["eligible"]) == ("郑州", "2024-03-04", 20)
    assert found["uploads"] == {"application": world.receipts["zz1"].id, "roster": world.receipts["zz1"].id}
    assert found["application"]["account_masked"] == "****0001"
    assert found["stamps"]["policy"].startswith(api("GET", "/health").body["policy"])
    assert api("GET", f"/classes/{ZZ2}", "auditor").body["findings"]["violated"]["OPN-05"] == 1


def test_an_institution_in_full(api: Api) -> None:
    found = api("GET", f"/institutions/{A}", "auditor").body
    assert (len(found["entries"]), sum(found["classes"].values()), found["blacklist"]) == (2, 2, [])
    from tests.builders import credit_code

    listed = api("GET", f"/institutions/{credit_code(4)}", "auditor").body
    assert (listed["entries"], listed["blacklist"][0]["serious"]) == ([], True)
    assert api("GET", f"/institutions/{credit_code(5)}", "auditor").status == 404


def test_a_rule_explained(api: Api) -> None:
    rule = api("GET", "/policy/rules/OPN-05").body
    assert (rule["id"], [each["name"] for each in rule["parameters"]]) == ("OPN-05", ["opening.practice_share_min"])
    assert rule["policy"] == api("GET", "/health").body["policy"]
