"""Attendance and decisions through the API, on a class that was taught."""

import base64
import json
from dataclasses import replace

import pytest

from chalicelib.adapters.listing import Listing
from chalicelib.api.services import Services
from chalicelib.workflows.reading import ClassReading
from chalicelib.workflows.reading_uploads import UploadReading
from tests import builders
from tests.api.conftest import Api
from tests.api.issuer import Key
from tests.api.world import World
from tests.workflows import course
from tests.workflows.course import CLASS, DAYS, INSTITUTION
from tests.workflows.world import World as CourseWorld

PATH = f"/classes/{CLASS}"
OWN = {"institution": INSTITUTION}
HERE = {"region": "410100"}


@pytest.fixture
def taught(world: World) -> CourseWorld:
    """In the same made-up cloud, in a table of its own."""
    made = CourseWorld()
    course.opened(made)
    return made


@pytest.fixture
def ask(taught: CourseWorld, services: Services, key: Key) -> Api:
    listing = Listing(taught.table)
    changed = replace(
        services,
        classes=ClassReading(taught.classes, taught.evidence, listing),
        uploads=UploadReading(taught.classes, taught.receipts, listing),
        decide=taught.decide,
        now=lambda: taught.now,
    )
    return Api(changed, key)


def test_the_matrix_says_who_was_there_and_why_an_hour_counts(ask: Api, taught: CourseWorld) -> None:
    course.log(taught, "log.csv", builders.checkin_csv(range(1, 19), DAYS[:9]))
    found = ask("GET", f"{PATH}/attendance", "hr_reviewer", **HERE).body
    assert found["as_of"] == "2024-03-20"
    assert found["opening_day"] == {"date": "2024-03-04", "recorded": True, "present": 18, "excused": 0}
    assert found["average"] == 16.2
    assert [(s["id"], s["checked_in"], s["hours"]) for s in found["sessions"]][::9] == [
        ("S01", 18, "4"),
        ("S10", 0, "4"),
    ]
    first, last = found["items"][0], found["items"][-1]
    assert (first["attended"], first["recognised"], first["rate"], first["on_opening_day"]) == ("36", "40", 0.9, True)
    assert (last["attended"], last["rate"], last["on_opening_day"]) == ("0", 0.0, False)
    seen = {"hours": "4", "reason": "checked_in", "device": "FACE-001", "made_up_in": []}
    assert first["cells"]["S01"] == {**seen, "at": "2024-03-04T08:05:00.000+08:00"}
    assert {cell["reason"] for cell in last["cells"].values()} == {"absent", "no_record"}
    assert builders.identity(1) not in str(found)
    assert first["identity_masked"][4:12] == "********"


def test_the_matrix_is_paged_by_person(ask: Api, taught: CourseWorld) -> None:
    course.log(taught, "log.csv", builders.checkin_csv(range(1, 21), DAYS))
    seen: list[str] = []
    cursor = None
    while True:
        query = {"limit": 7, **({"cursor": cursor} if cursor else {})}
        page = ask("GET", f"{PATH}/attendance", "institution", query=query, **OWN).body
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 20


def test_a_log_s_receipt_says_what_has_become_of_its_records(ask: Api, taught: CourseWorld) -> None:
    receipt = course.log(taught, "log.csv", builders.checkin_csv([*range(1, 21), 999], DAYS[:1]))
    found = ask("GET", f"/uploads/{receipt.id}", "institution", **OWN).body
    assert found["log"]["methods"] == {"face": 21}
    assert found["records"] == {"accepted": 20, "unknown_person": 1}
    listed = ask("GET", f"/uploads?class={CLASS}", "institution", **OWN).body["items"]
    assert "records" not in next(item for item in listed if item["id"] == receipt.id)
    withdrawn = {"action": "withdraw_log", "subject": receipt.id, "reason": "记录系伪造"}
    assert ask("POST", f"{PATH}/decisions", "hr_reviewer", body=withdrawn, **HERE).status == 201
    taught.settle()
    assert ask("GET", f"/uploads/{receipt.id}", "institution", **OWN).body["records"] is None


def test_a_decision_is_recorded_once_with_its_reason_in_the_ledger(ask: Api, taught: CourseWorld) -> None:
    body = {"action": "cancel", "date": "2024-03-18", "reason": "机构申请撤销，电话13800000000"}
    first = ask("POST", f"{PATH}/decisions", "hr_reviewer", body=body, **HERE)
    again = ask("POST", f"{PATH}/decisions", "hr_reviewer", body=body, **HERE)
    assert first.status == again.status == 201
    assert first.body == again.body
    assert first.body["reason"] == "机构申请撤销，电话138****0000"
    taught.settle()
    assert (taught.head(CLASS).status, str(taught.verdict(CLASS).cancelled_on)) == ("cancelled", "2024-03-18")
    entries = [entry for entry in taught.ledger(CLASS) if entry.event == "decided"]
    assert [(entry.actor, entry.data["action"]) for entry in entries] == [("li", "approve"), ("wang", "cancel")]
    listed = ask("GET", f"{PATH}/decisions", "auditor").body["items"]
    assert [(each["action"], each["actor"]) for each in listed] == [("approve", "li"), ("cancel", "wang")]
    # Cancelled once, there is nothing left to cancel.
    late = ask("POST", f"{PATH}/decisions", "hr_reviewer", body={**body, "date": "2024-03-19"}, **HERE)
    assert (late.status, late.body["code"]) == (409, "status_conflict")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"date": "2024-03-21"}, "/date", "date_in_future"),
        ({"subject": "S01"}, "/subject", "subject"),
        ({"action": "withdraw_log"}, "/subject", "subject"),
        ({"action": "withdraw_log", "subject": "S01"}, "/subject", "subject_unknown"),
        ({"action": "accept_recording", "subject": "S99"}, "/subject", "subject_unknown"),
        ({"action": "forget"}, "/action", "enum"),
        ({"reason": "短"}, "/reason", "string_too_short"),
    ],
)
def test_what_cannot_be_decided(ask: Api, change: dict[str, str], pointer: str, code: str) -> None:
    body = {"action": "cancel", "date": "2024-03-20", "reason": "测试用的理由", **change}
    found = ask("POST", f"{PATH}/decisions", "province", body=body)
    assert found.status == 422
    assert [(error["pointer"], error["code"]) for error in found.body["errors"]] == [(pointer, code)]


def test_today_is_the_date_of_a_decision_without_one(ask: Api) -> None:
    body = {"action": "accept_recording", "subject": "S01", "reason": "逐帧看过，属实"}
    found = ask("POST", f"{PATH}/decisions", "hr_reviewer", body=body, **HERE)
    assert (found.status, found.body["date"], found.body["subject"]) == (201, "2024-03-20", "S01")


def test_an_approval_needs_a_screened_class(ask: Api, taught: CourseWorld) -> None:
    body = {"action": "approve", "reason": "材料齐全，同意开班"}
    found = ask("POST", f"{PATH}/decisions", "province", body=body)
    assert (found.status, found.body["code"]) == (409, "status_conflict")


def test_before_there_is_anything_to_tell_the_matrix_is_empty(api: Api) -> None:
    found = api("GET", "/classes/ZZ-2024-001/attendance", "province").body
    assert (found["as_of"], found["items"], found["average"]) == (None, [], None)
    assert len(found["sessions"]) == 10


@pytest.mark.parametrize("file", ["3_attlog.dat", "log.csv", "events.jsonl.gz"])
def test_a_form_for_a_log_takes_more_than_one_for_a_workbook(api: Api, file: str) -> None:
    body = {"kind": "checkins", "class": "ZZ-2024-001", "filename": file, "size": 150 * 2**20}
    form = api("POST", "/uploads", "institution", body=body, **OWN)
    assert form.status == 201
    policy = json.loads(base64.b64decode(form.body["fields"]["policy"]))
    assert ["content-length-range", 0, 200 * 2**20] in policy["conditions"]
    refused = api("POST", "/uploads", "institution", body={**body, "size": 200 * 2**20 + 1}, **OWN)
    assert [error["pointer"] for error in refused.body["errors"]] == ["/size"]


def test_a_log_is_no_program(api: Api) -> None:
    body = {"kind": "checkins", "class": "ZZ-2024-001", "filename": "log.exe"}
    refused = api("POST", "/uploads", "institution", body=body, **OWN)
    assert [error["code"] for error in refused.body["errors"]] == ["format_unsupported"]
