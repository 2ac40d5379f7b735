"""Check-ins on the deployed stack: a device's file in the bucket, an approval through the API, the matrix out of it."""

import gzip

import pytest

from chalicelib.domain.registry import Table
from tests import builders
from tests.e2e.test_slice import ONE, Town, give, name, until
from tests.e2e.test_slice import town as town
from tests.workflows.course import DAYS

pytestmark = pytest.mark.stack


def test_a_class_from_its_approval_to_its_attendance(town: Town) -> None:
    klass = name()
    rows = builders.device_rows(ONE, f"FACE-{klass}")
    town.put(f"registry/devices/{klass}.csv", builders.registry_csv(Table.DEVICES, rows))
    give(town, ONE, klass, 401)
    log = builders.checkin_csv(range(401, 420), DAYS, device=f"FACE-{klass}", encoding="gb18030")
    town.put(f"checkins/{ONE}/{klass}/log.csv.gz", gzip.compress(log))
    town.status(klass, "screened")
    decision = {"action": "approve", "date": "2024-03-01", "reason": "材料齐全，同意开班"}
    status, body = town.stack.call("POST", f"/classes/{klass}/decisions", decision, town.province)
    assert (status, body["action"], body["actor"]) == (201, "approve", "tester")
    town.status(klass, "cancelled")  # nobody filmed it, and the term for that is long over

    def attended() -> object:
        found = town.get(f"/classes/{klass}/attendance")
        return found if found and found["average"] == 19 else None

    matrix = until(attended)
    assert {session["checked_in"] for session in matrix["sessions"]} == {19}
    (ghost,) = town.get(f"/classes/{klass}/findings?rule=OPN-09")["items"]
    assert [each["on_opening_day"] for each in matrix["items"] if each["id"] == ghost["subject"]["id"]] == [False]
    receipt = town.receipt(ONE, f"checkins/{ONE}/{klass}/log.csv.gz")
    assert town.get(f"/uploads/{receipt['id']}")["records"] == {"accepted": 190}
