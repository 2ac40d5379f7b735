"""POST and GET /classes/{id}/inspections."""

from datetime import date

import pytest

from chalicelib.adapters import keys
from chalicelib.domain.ledger import LedgerEntry
from tests.api.conftest import Api
from tests.api.world import ZZ, ZZ2, World

PATH = f"/classes/{ZZ2}/inspections"
VISIT = {
    "kind": "opening",
    "date": "2024-03-01",
    "place": "一号教室",
    "present": 19,
    "attendance": "应到20人",
    "teachers": "1名",
    "materials": "齐全",
    "session": "S01",
    "headcount": 18,
    "inspector": "检查人",
    "remarks": "一人联系电话13812345678无人接听",
}


def test_a_check_is_recorded_once_with_its_ledger(api: Api, world: World) -> None:
    first, again = (api("POST", PATH, "hr_reviewer", body=VISIT, region=ZZ, sub="wang") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    assert {name: first.body[name] for name in VISIT} == {**VISIT, "remarks": "一人联系电话138****5678无人接听"}
    assert (first.body["actor"], first.body["at"][:10]) == ("wang", "2024-03-01")
    other = api("POST", PATH, "hr_reviewer", body=VISIT, region=ZZ, sub="li")
    assert other.body["id"] != first.body["id"]
    listed = api("GET", PATH, "hr_reviewer", region=ZZ).body["items"]
    assert {each["id"] for each in listed} >= {first.body["id"], other.body["id"]}
    items = world.table.query(keys.ledger(keys.klass(ZZ2)))
    entries = [LedgerEntry.model_validate_json(item["body"]) for item in items]
    recorded = [entry for entry in entries if entry.data.get("inspection") == first.body["id"]]
    assert [(e.event, e.actor, e.data["headcount"]) for e in recorded] == [("inspected", "wang", 18)]


def test_what_is_left_out_is_today_and_the_caller(api: Api) -> None:
    answer = api("POST", PATH, "province", body={"kind": "training"}, sub="zhang", name="张示例")
    assert (answer.body["date"], answer.body["inspector"], answer.body["present"]) == ("2024-03-01", "张示例", None)


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"date": "2024-03-02"}, "/date"),
        ({"session": "S99"}, "/session"),
        ({"session": None}, ""),
        ({"present": "19"}, "/present"),
        ({"present": 19.5}, "/present"),
        ({"headcount": -1}, "/headcount"),
        ({"kind": "surprise"}, "/kind"),
        ({"weather": "晴"}, "/weather"),
        ({"remarks": "x" * 1001}, "/remarks"),
    ],
)
def test_what_no_check_can_say(api: Api, changed: dict[str, object], pointer: str) -> None:
    answer = api("POST", PATH, "hr_reviewer", body={**VISIT, **changed}, region=ZZ)
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert [each["pointer"] for each in answer.body["errors"]] == [pointer]


def test_they_are_listed_by_date_page_by_page(api: Api) -> None:
    for day in (date(2024, 2, 20), date(2024, 2, 19)):
        api("POST", PATH, "hr_reviewer", body={**VISIT, "date": day.isoformat()}, region=ZZ)
    days, query = [], {"limit": 1}
    while True:
        page = api("GET", PATH, "hr_reviewer", region=ZZ, query=query).body
        days += [each["date"] for each in page["items"]]
        if page["next"] is None:
            break
        query = {"limit": 1, "cursor": page["next"]}
    assert days == sorted(days)
    assert days[:2] == ["2024-02-19", "2024-02-20"]
