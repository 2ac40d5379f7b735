"""A class that is taught, in a world: screened, approved, with its devices, day by day."""

import datetime
from datetime import UTC
from typing import Any

from chalicelib.domain.caller import Caller, Role
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.decision import Action, Decision
from chalicelib.domain.finding import Finding
from chalicelib.domain.registry import Table
from chalicelib.domain.upload import Receipt
from chalicelib.workflows.decide import Said
from tests import builders
from tests.workflows.cinema import recording
from tests.workflows.world import World, registry

INSTITUTION = builders.credit_code(1)
CLASS = "ZZ-2024-001"
PEOPLE = 20
PROVINCE = Caller(sub="li", role=Role.PROVINCE)
REVIEWER = Caller(sub="wang", role=Role.HR_REVIEWER, region="410100")
DAYS = [row["日期"] for row in builders.sessions()]
TIMETABLE = {str(row["课次编号"]): row["日期"] for row in builders.sessions()}
OPENING, LAST = DAYS[0], DAYS[-1]
"""2024-03-04 and 2024-03-15, ten sessions of four class hours."""


def key(file: str, kind: str = "checkins", class_id: str = CLASS) -> str:
    return f"{kind}/{INSTITUTION}/{class_id}/{file}"


def files() -> dict[str, bytes]:
    """All that a sound class needs before it opens, and its devices."""
    return {
        key("申请.xlsx", "applications"): builders.application_workbook(),
        key("名册.xlsx", "rosters"): builders.roster_workbook(builders.trainees(PEOPLE)),
        **registry(INSTITUTION),
        "registry/devices/设备.csv": builders.registry_csv(Table.DEVICES, builders.device_rows(INSTITUTION)),
    }


def on(day: datetime.date, hour: int = 12) -> datetime.datetime:
    """A moment of that day in Shanghai."""
    return datetime.datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


def opened(world: World, today: datetime.date = LAST + datetime.timedelta(days=5)) -> None:
    """Everything is uploaded and the class approved, as of `today`."""
    world.now = on(today)
    for at, (name, data) in enumerate(files().items()):
        world.upload(name, data, at)
    decide(world, Action.APPROVE, date=OPENING - datetime.timedelta(days=4))


def decide(world: World, action: Action, caller: Caller = PROVINCE, **said: Any) -> Decision | None:
    decision = world.decide(caller, CLASS, Said(action=action, reason="测试用的理由", **said), world.now)
    world.settle()
    return decision


def log(world: World, file: str, data: bytes, at: int = 100) -> Receipt:
    """A check-in log of the class; `at` in seconds after the world's morning, by when all days are past."""
    return world.upload(key(file), data, at)


def film(world: World, *sessions: str, **metadata: str) -> None:
    """A sound recording of each session as a whole (of all without names), from 08:30 on for three hours."""
    for number, (session, day) in enumerate(TIMETABLE.items()):
        if session in sessions or not sessions:
            began = datetime.datetime.combine(day, datetime.time(8, 30), SHANGHAI)
            data = world.videos.told(recording(began, (0, 3 * 3600), number=number))
            world.film(f"videos/{INSTITUTION}/{CLASS}/{session}/{number}.mp4", data, 100 + number, **metadata)


def of_rule(world: World, rule: str, class_id: str = CLASS) -> list[Finding]:
    return [finding for finding in world.verdict(class_id).findings if finding.rule == rule]
