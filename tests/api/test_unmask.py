"""A full number is shown only after the ledger has who asked and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.adapters.acts import Acts
from chalicelib.adapters.classes import Classes
from chalicelib.adapters.listing import Listing
from chalicelib.api.services import Services
from chalicelib.domain.caller import Caller, Role
from chalicelib.domain.ledger import LedgerEntry, verify
from chalicelib.domain.record import Conflict, Head
from chalicelib.workflows.unmask import APPLICATION, Unmask
from tests.api.conftest import Api
from tests.api.issuer import Key
from tests.api.world import LY, LY1, ZZ, ZZ1, World
from tests.builders import identity

HR: dict[str, Any] = {"region": ZZ, "sub": "li"}
REASON = "电话核实学员身份"


def entries(world: World, class_id: str = ZZ1) -> list[LedgerEntry]:
    return [entry for _, entry in Listing(world.table).ledger(class_id, 0, 100)[0]]


def test_a_trainee_is_shown_and_the_ledger_says_so(api: Api, world: World) -> None:
    before = len(entries(world))
    person = world.keyed(identity(1))
    body = {"subject": person, "reason": f"  {REASON}，电话13812345678 "}
    shown = api("POST", f"/classes/{ZZ1}/unmask", "hr_reviewer", body=body, **HR).body
    assert (shown["identity"], shown["phone"], shown["account"]) == (identity(1), "13800000001", None)
    ledger = entries(world)
    entry = ledger[-1]
    assert (len(ledger), shown["ledger_seq"], entry.event, entry.actor) == (before + 1, entry.seq, "unmasked", "li")
    assert (entry.data["subject"], entry.data["role"]) == (person, "hr_reviewer")
    assert entry.data["masked"] == ["4101********" + identity(1)[-4:], "138****0001"]
    assert entry.data["reason"] == f"{REASON}，电话138****5678"
    head = Classes(world.table).head(ZZ1)
    assert head
    assert verify(f"CLASS#{ZZ1}", ledger, head.tip) == head.tip.seq


def test_a_teacher_and_the_application(api: Api, world: World) -> None:
    def shown(subject: str) -> Any:
        return api("POST", f"/classes/{ZZ1}/unmask", "auditor", body={"subject": subject, "reason": REASON}).body

    assert shown(world.keyed(identity(900)))["identity"] == identity(900)
    form = shown(APPLICATION)
    assert (form["account"], form["identity"]) == ("6200000000000000001", None)


@pytest.mark.parametrize("reason", [None, "", "   ", "abc", "x" * 201])
def test_a_reason_is_needed(api: Api, world: World, reason: str | None) -> None:
    before = entries(world)
    body = {"subject": APPLICATION, "reason": reason} if reason is not None else {"subject": APPLICATION}
    found = api("POST", f"/classes/{ZZ1}/unmask", "hr_reviewer", body=body, **HR)
    assert (found.status, found.body["errors"][0]["pointer"]) == (422, "/reason")
    assert entries(world) == before


def test_nobody_of_that_id_leaves_no_trace(api: Api, world: World) -> None:
    before = entries(world)
    stranger = {"subject": world.keyed(identity(201)), "reason": REASON}  # of the class in the other region
    assert api("POST", f"/classes/{ZZ1}/unmask", "hr_reviewer", body=stranger, **HR).status == 404
    assert entries(world) == before


class Failing:
    """Writes that fail a number of times before they are let through."""

    def __init__(self, inner: Acts, times: int) -> None:
        self.inner, self.times, self.log = inner, times, []  # type: ignore[var-annotated]

    def record(self, before: Head, after: Head, entries: Sequence[LedgerEntry]) -> None:
        if self.times:
            self.times -= 1
            raise Conflict(["ConditionalCheckFailed"])
        self.inner.record(before, after, entries)
        self.log.append("recorded")


class Watched:
    """A seal that notes when it is opened."""

    def __init__(self, inner: Any, log: list[str]) -> None:
        self.inner, self.log = inner, log

    def close(self, secrets: dict[str, dict[str, str]], bound_to: str) -> dict[str, bytes]:
        raise AssertionError("nothing is sealed here")

    def open(self, wrapped: bytes, sealed: bytes, bound_to: str) -> dict[str, dict[str, str]]:
        self.log.append("opened")
        opened: dict[str, dict[str, str]] = self.inner.open(wrapped, sealed, bound_to)
        return opened


def watched(world: World, times: int) -> tuple[Unmask, list[str]]:
    acts = Failing(Acts(world.table), times)
    return Unmask(Classes(world.table), acts, Watched(world.seal, acts.log), lambda _: None), acts.log


def test_it_is_recorded_before_it_is_opened_after_losing_races(world: World) -> None:
    unmask, log = watched(world, times=3)
    caller = Caller(sub="li", role=Role.HR_REVIEWER, region=ZZ)
    assert unmask(caller, ZZ1, APPLICATION, REASON, datetime(2024, 3, 2, tzinfo=UTC))
    assert log == ["recorded", "opened"]


def test_what_cannot_be_recorded_is_not_shown(services: Services, key: Key, world: World) -> None:
    unmask, log = watched(world, times=1000)
    body = {"subject": APPLICATION, "reason": REASON}
    found = Api(replace(services, unmask=unmask), key)("POST", f"/classes/{ZZ1}/unmask", "hr_reviewer", body=body, **HR)
    assert (found.status, found.body["code"], log) == (503, "busy", [])


def test_reach_is_asked_again_with_each_reading(world: World) -> None:
    unmask, log = watched(world, times=0)
    caller = Caller(sub="li", role=Role.HR_REVIEWER, region=ZZ)
    assert unmask(caller, LY1, APPLICATION, REASON, datetime(2024, 3, 2, tzinfo=UTC)) is None
    assert log == []
    assert unmask(caller.model_copy(update={"region": LY}), LY1, APPLICATION, REASON, datetime(2024, 3, 2, tzinfo=UTC))
