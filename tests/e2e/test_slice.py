"""The deployed stack, real queues, real functions: from files in the bucket to findings through the API."""

import datetime
import time
import urllib.request
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.domain.registry import Table
from tests import builders
from tests.stack import Stack
from tests.workflows.world import registry

pytestmark = pytest.mark.stack
REGION = "410100"
PATIENCE = 40.0


def until(what: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What `what` gives once it gives anything."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := what():
            return result
        time.sleep(0.2)
    raise AssertionError("nothing came of it in time")


class Town:
    """The users of one stack, and institutions of their own in it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.province = stack.token("province")
        self.reviewer = stack.token("hr_reviewer", REGION)
        self._s3 = stack.client("s3")
        self._bucket = str(stack.description["uploads_bucket"])

    def put(self, key: str, data: bytes) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=data)

    def get(self, path: str, token: str = "") -> Any:
        status, body = self.stack.call("GET", path, token=token or self.reviewer)
        return body if status == 200 else None

    def receipt(self, institution: str, key: str) -> Any:
        """The newest receipt of a key."""
        page = self.get(f"/uploads?institution={institution}", self.province)
        return next((each for each in page["items"] if each["key"] == key), None) if page else None

    def status(self, name: str, *wanted: str) -> Any:
        """The class, once it has one of the statuses."""

        def there() -> Any:
            found = self.get(f"/classes/{name}", self.province)
            return found if found and found["status"] in wanted else None

        return until(there)


@pytest.fixture(scope="module")
def town(stack: Stack) -> Town:
    town = Town(stack)
    for key, data in registry(ONE, others=[listed(TWO), listed(THREE)]).items():
        town.put(key, data)
    until(lambda: town.get(f"/institutions/{ONE}", town.province))
    return town


ONE, TWO, THREE = (builders.credit_code(n, "91410105") for n in (11, 12, 13))


def listed(code: str) -> dict[str, Any]:
    return {
        "统一社会信用代码": code,
        "名称": "示例学校",
        "类型": "培训机构",
        "地区": "郑州",
        "职业编码": "6-31",
        "生效日期": "2023-01-01",
    }


def name() -> str:
    return f"E2E-{uuid.uuid4().hex[:8]}"


def give(town: Town, code: str, klass: str, start: int, opening: datetime.date = datetime.date(2024, 3, 4)) -> None:
    items = builders.application_items(code, 拟开班时间=opening)
    town.put(
        f"applications/{code}/{klass}/a.xlsx", builders.application_workbook(items, builders.sessions(first=opening))
    )
    town.put(f"rosters/{code}/{klass}/r.xlsx", builders.roster_workbook(builders.trainees(20, start)))


def test_a_sound_class_is_screened_and_its_record_holds(town: Town) -> None:
    klass = name()
    give(town, ONE, klass, 1)
    town.status(klass, "screened")
    assert town.get(f"/classes/{klass}/findings")["items"] == []
    ledger = town.get(f"/classes/{klass}/ledger", town.province)["items"]
    assert ledger[-1]["data"]["to"] == "screened"
    receipt = town.receipt(ONE, f"rosters/{ONE}/{klass}/r.xlsx")
    assert (receipt["status"], receipt["counts"]["accepted"]) == ("accepted", 20)


def test_a_finding_quotes_the_clause_and_a_correction_clears_it(town: Town) -> None:
    klass = name()
    give(town, ONE, klass, 101)
    theory = builders.application_workbook(builders.application_items(ONE), builders.sessions(practical=5))
    town.put(f"applications/{ONE}/{klass}/a.xlsx", theory)
    town.status(klass, "rejected")
    (found,) = town.get(f"/classes/{klass}/findings?rule=OPN-05")["items"]
    assert found["effect"] == "reject_class"
    assert found["status"] == "violated"
    assert found["subject"] == {"type": "class", "id": klass}
    assert (found["evidence"]["actual"], found["evidence"]["threshold"]) == (0.5, 0.6)
    assert "实操培训不少于总课时的" in found["clause"]["text"].replace(" ", "")
    assert found["local"] is False
    town.put(f"applications/{ONE}/{klass}/b.xlsx", builders.application_workbook(builders.application_items(ONE)))
    town.status(klass, "screened")


def test_a_roster_in_gb18030_with_tabs_is_read(town: Town) -> None:
    klass = name()
    give(town, ONE, klass, 201)
    town.status(klass, "screened")
    from chalicelib.intake.columns.roster import ROSTER

    rows = builders.lines(ROSTER, builders.trainees(18, 201))
    header, *body = [list(line) for line in rows]
    wps = [[f" {header[0]}", *(f"{each}（必填）*" for each in header[1:])], *body]
    town.put(f"rosters/{ONE}/{klass}/wps.csv", builders.delimited(wps, "gb18030", "\t"))
    until(lambda: (town.get(f"/classes/{klass}") or {}).get("trainees", {}).get("eligible") == 18)


def test_bad_files_are_answered_and_stop_nothing(town: Town) -> None:
    klass = name()
    bad = {
        f"rosters/{TWO}/{klass}/empty.xlsx": b"",
        f"rosters/{TWO}/{klass}/page.xlsx": b"<html><table><tr><td>1</td></tr></table></html>",
        f"rosters/{TWO}/{klass}/cut.xlsx": builders.roster_workbook()[:900],
        f"rosters/{TWO}/{klass}/binary.csv": bytes(range(256)) * 10,
        f"applications/{TWO}/{klass}/other.xlsx": builders.application_workbook(builders.application_items(ONE)),
    }
    for key, data in bad.items():
        town.put(key, data)
    for key in bad:
        receipt = until(lambda key=key: town.receipt(TWO, key))
        assert receipt["status"] == "rejected", key
        assert receipt["errors"][0]["message"], key
    town.put("elsewhere/x.xlsx", b"stray")
    stray = until(lambda: [r for r in town.get("/uploads", town.province)["items"] if r["key"] == "elsewhere/x.xlsx"])
    assert stray[0]["status"] == "rejected"


def test_two_rosters_at_the_same_instant_share_nobody(town: Town) -> None:
    one, two = name(), name()
    for code, klass in ((ONE, one), (TWO, two)):
        items = builders.application_items(code)
        town.put(f"applications/{code}/{klass}/a.xlsx", builders.application_workbook(items))
    rows = builders.roster_workbook(builders.trainees(20, 301))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda e: town.put(f"rosters/{e[0]}/{e[1]}/r.xlsx", rows), [(ONE, one), (TWO, two)]))

    def held(klass: str) -> set[str]:
        page = town.get(f"/classes/{klass}/findings?rule=TRN-03&limit=100")
        return {f["subject"]["id"] for f in page["items"] if f["status"] == "violated"} if page else set()

    until(lambda: len(held(one) | held(two)) == 20)
    time.sleep(2)
    assert held(one).isdisjoint(held(two))
    assert len(held(one) | held(two)) == 20


def test_a_blacklist_entry_moves_the_classes_it_touches(town: Town) -> None:
    klass, other = name(), name()
    give(town, THREE, klass, 401)
    give(town, ONE, other, 501)
    town.status(klass, "screened")
    town.status(other, "screened")
    before = town.get(f"/classes/{other}/ledger", town.province)
    row = {"统一社会信用代码": THREE, "来源": "审计", "是否突出": False, "发现日期": "2024-03-04", "文号": name()}
    town.put("registry/blacklist/审计发现.csv", builders.registry_csv(Table.BLACKLIST, [row]))
    town.status(klass, "rejected")
    assert town.get(f"/classes/{other}")["status"] == "screened"
    assert town.get(f"/classes/{other}/ledger", town.province) == before


def test_a_form_for_uploading_takes_a_file(town: Town) -> None:
    klass = name()
    mine = town.stack.token("institution", REGION, institution=ONE)
    asked = {"kind": "rosters", "class": klass, "filename": "名册.xlsx"}
    status, form = town.stack.call("POST", "/uploads", asked, mine)
    assert status in (200, 201), form
    data = builders.roster_workbook(builders.trainees(3, 601))
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
        for k, v in form["fields"].items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="r.xlsx"\r\n\r\n'.encode()
    body = b"".join(parts) + head + data + f"\r\n--{mark}--\r\n".encode()
    request = urllib.request.Request(
        form["url"], body, {"Content-Type": f"multipart/form-data; boundary={mark}"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status in (200, 201, 204)
    town.status(klass, "draft")
    assert town.get(f"/classes/{klass}", town.stack.token("hr_reviewer", "410300")) is None


def test_poison_never_blocks(town: Town) -> None:
    """A message that is no message, and a stored record that cannot be read, leave the way free."""
    queue = str(town.stack.description["judge_queue_url"])
    town.stack.client("sqs").send_message(QueueUrl=queue, MessageBody="{not json")
    town.stack.client("dynamodb").put_item(
        TableName=str(town.stack.description["table"]),
        Item={"pk": {"S": "CLASS#POISON"}, "sk": {"S": "HEAD"}, "body": {"S": "{broken"}},
    )
    klass = name()
    give(town, ONE, klass, 701)
    town.status(klass, "screened")


def test_a_burst_of_uploads_is_answered_whole(town: Town) -> None:
    klasses = [name() for _ in range(20)]
    data = [builders.roster_workbook(builders.trainees(5, 10_000 + 10 * n)) for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda e: town.put(f"rosters/{ONE}/{e[0]}/r.xlsx", e[1]), zip(klasses, data, strict=True)))
    for klass in klasses:
        town.status(klass, "draft")
