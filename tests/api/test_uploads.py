"""Forms to upload with: what they allow, and what is refused before a form is made."""

import base64
import json
from datetime import datetime
from typing import Any

import pytest

from tests.api.conftest import NOW, Api
from tests.api.world import BUCKET, ZZ1, A, World
from tests.builders import identity

ROSTER = {"kind": "rosters", "class": ZZ1, "filename": "人员名册.xlsx"}


def ask(api: Api, **changed: Any) -> Any:
    return api("POST", "/uploads", "institution", institution=A, body={**ROSTER, **changed})


@pytest.mark.parametrize(
    ("filename", "kind", "beginning"),
    [
        ("名册.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/"),
        ("a.CSV", "text/csv", "text/"),
    ],
)
def test_a_form_is_good_for_one_file_of_its_kind(api: Api, filename: str, kind: str, beginning: str) -> None:
    form = ask(api, filename=filename).body
    key = f"rosters/{A}/{ZZ1}/{filename}"
    policy = json.loads(base64.b64decode(form["fields"]["policy"]))
    assert {"bucket": BUCKET} in policy["conditions"]
    assert {"key": key} in policy["conditions"]
    assert ["content-length-range", 0, 20 * 1024 * 1024] in policy["conditions"]
    assert ["starts-with", "$Content-Type", beginning] in policy["conditions"]
    assert (form["key"], form["fields"]["key"], form["fields"]["Content-Type"]) == (key, key, kind)
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert datetime.fromisoformat(form["expires"]).timestamp() - NOW.timestamp() == 900
    assert form["expires"].endswith("+08:00")


def test_a_class_nobody_has_yet_is_free(api: Api) -> None:
    assert ask(api, **{"class": "ZZ-2024-777"}).status == 201


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"filename": f"张三{identity(1)}.xlsx"}, "/filename"),
        ({"filename": "13812345678.csv"}, "/filename"),
        ({"filename": "a/b.xlsx"}, "/filename"),
        ({"filename": "a\\b.xlsx"}, "/filename"),
        ({"filename": "${filename}.xlsx"}, "/filename"),
        ({"filename": " a.xlsx"}, "/filename"),
        ({"filename": "a\n.xlsx"}, "/filename"),
        ({"filename": "a.pdf"}, "/filename"),
        ({"filename": "xlsx"}, "/filename"),
        ({"filename": "x" * 121}, "/filename"),
        ({"class": identity(1)[:17] + "1"}, "/class"),
        ({"class": "../x"}, "/class"),
        ({"size": 20 * 1024 * 1024 + 1}, "/size"),
        ({"table": "directory"}, ""),
        ({"kind": "registry"}, ""),
    ],
    ids=[f"mistake-{n}" for n in range(15)],
)
def test_what_no_form_is_made_for(api: Api, changed: dict[str, Any], pointer: str) -> None:
    answer = ask(api, **changed)
    assert answer.status == 422
    (error,) = answer.body["errors"]
    assert error["pointer"] == pointer
    assert not error["detail"].isascii()
    assert identity(1) not in json.dumps(answer.body)


@pytest.mark.parametrize("filename", ["2024年3月名册第12345期.xlsx", "1234567890123.csv", "班级-20240304.xlsx"])
def test_other_digits_are_fine(api: Api, filename: str) -> None:
    assert ask(api, filename=filename).status == 201


def test_a_receipt(api: Api, world: World) -> None:
    broken = world.receipts["broken"]
    found = api("GET", f"/uploads/{broken.id}", "institution", institution=A).body
    assert (found["status"], found["class"], found["kind"]) == ("rejected", ZZ1, "rosters")
    assert datetime.fromisoformat(found["uploaded_at"]) == broken.uploaded_at
    assert found["uploaded_at"].endswith("+08:00")
    assert [set(error) for error in found["errors"]] == [{"sheet", "row", "column", "code", "message"}]
