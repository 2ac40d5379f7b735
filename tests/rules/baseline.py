"""A class that passes every rule, and compact changes to it: the `given` of a case file.

`application`, `trainee` (the first line of the roster) and `lines` (the first few) change single fields, null blanks
one. `trainees` and `teachers` are counts. `timetable`, `directory`, `regional`, `blacklist`, `approvals`,
`engagements` (of the first line's person), `apprentices`, `rectifications`, `devices`, `inspections` and `decisions`
are lists of rows, each over a default row; for `recordings` see `footage`. `absent` names what has not arrived. All
people and institutions are made up.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.decision import Decision
from chalicelib.domain.facts import (
    ApplicationFacts,
    ApprenticeClass,
    ClassFacts,
    Engagement,
    Rectification,
    Registry,
    RosterFacts,
)
from chalicelib.domain.inspection import Inspection
from chalicelib.domain.registry import Approval, BlacklistEntry, Device, DirectoryEntry, Maintenance, Table
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Application, Session, Teacher
from tests.rules.footage import footage

Given = Mapping[str, Any]

INSTITUTION, OTHER, PLATFORM, ENTERPRISE = "OWN-CODE", "OTHER-CODE", "PLATFORM-CODE", "ENTERPRISE-CODE"
AS_OF = datetime.date(2024, 3, 20)
OPENING = datetime.date(2024, 3, 4)

APPLICATION = {
    "institution_name": "示例培训学校",
    "institution": INSTITUTION,
    "contact": "张三",
    "phone_masked": "138****0000",
    "bank": "示例银行",
    "account_masked": "****0001",
    "batch": "1",
    "opening": OPENING,
    "trade": "示例工种",
    "occupation": "6-18-01-01",
    "level": "五级",
    "planned_trainees": 40,
    "starts": OPENING,
    "ends": datetime.date(2024, 3, 15),
    "total_hours": 10,
    "mode": "委托培训",
    "principal": ENTERPRISE,
    "type": "就业技能培训",
    "region": "410100",
    "workstations": 2,
    "platform": PLATFORM,
    "subsidised": True,
}
TIMETABLE = [
    {"id": "S1", "teaching": "理论"},
    {"id": "S2", "teaching": "理论"},
    {"id": "S3", "teaching": "实操"},
    {"id": "S4", "teaching": "实操"},
    {"id": "S5", "teaching": "实操"},
]
SESSION = {"date": datetime.date(2024, 3, 5), "starts": datetime.time(8), "hours": 2, "minutes": 80, "teaching": "理论"}
TRAINEE = {
    "name": "学员",
    "identity_masked": "4101********0000",
    "category": "失业人员",
    "in_school": False,
    "wants_training": True,
    "wants_job": True,
    "able_to_work": True,
}
OWN_ENTRY = {
    "code": INSTITUTION,
    "name": "示例培训学校",
    "kind": "培训机构",
    "region": "410100",
    "occupations": ["6-18"],
    "valid_from": datetime.date(2024, 1, 1),
}
REGIONAL_ENTRY = OWN_ENTRY | {"code": OTHER, "region": "410200"}
PLATFORM_ENTRY = OWN_ENTRY | {
    "code": PLATFORM,
    "kind": "互联网平台",
    "region": None,
    "occupations": [],
    "connected": True,
}
BLACKLIST_ENTRY = {
    "code": INSTITUTION,
    "source": "检查",
    "serious": False,
    "found": datetime.date(2024, 2, 1),
    "document": "N1",
}
APPROVAL = {"code": INSTITUTION, "kind": "跨地区", "document": "N2", "valid_from": datetime.date(2024, 1, 1)}
ENGAGEMENT = {"class_id": "ELSEWHERE", "recorded_first": True, "judged": True, "opening": datetime.date(2024, 1, 8)}
APPRENTICES = {
    "class_id": "EARLIER",
    "recorded_first": False,
    "opening": datetime.date(2024, 2, 1),
    "enterprise": ENTERPRISE,
    "occupation": "6-18-01-01",
    "people": 0,
}
DEVICE = {"institution": INSTITUTION, "kind": "视频", "valid_from": datetime.date(2024, 1, 1)}
RECORDED = datetime.datetime(2024, 3, 1, 9, tzinfo=SHANGHAI)
DECISION = {"date": datetime.date(2024, 3, 1), "reason": "核查", "actor": "wang"}
INSPECTION = {
    "id": "i1",
    "kind": "training",
    "date": datetime.date(2024, 3, 6),
    "inspector": "王",
    "actor": "wang",
    "at": RECORDED,
}
RECTIFICATION = {"class_id": "EARLIER", "since": datetime.date(2024, 2, 4)}


def facts(given: Given) -> ClassFacts:
    """The baseline with the changes of `given`."""
    absent = set(given.get("absent", ()))
    return ClassFacts(
        class_id="K1",
        institution=INSTITUTION,
        application=None if "application" in absent else _application(given),
        roster=None if "roster" in absent else RosterFacts(trainees=_trainees(given)),
        registry=_registry(given, absent),
        engagements={"p01": tuple(Engagement(**(ENGAGEMENT | row)) for row in given.get("engagements", ()))},
        apprentices=tuple(ApprenticeClass(**(APPRENTICES | row)) for row in given.get("apprentices", ())),
        rectifications=tuple(Rectification(**(RECTIFICATION | row)) for row in given.get("rectifications", ())),
        recordings=tuple(footage(n, row) for n, row in enumerate(given.get("recordings", ()), 1)),
        checked_in=given.get("checked_in", {}),
        inspections=tuple(Inspection(**(INSPECTION | row)) for row in given.get("inspections", ())),
        decisions=tuple(_decision(n, row) for n, row in enumerate(given.get("decisions", ()))),
    )


def _application(given: Given) -> ApplicationFacts:
    sessions = tuple(_session(row, SESSION | change) for row, change in enumerate(given.get("timetable", TIMETABLE), 2))
    teachers = given.get("teachers", 2)
    people = [f"t{n:02}" for n in range(teachers)] if isinstance(teachers, int) else teachers
    return ApplicationFacts(
        application=Application(**(APPLICATION | given.get("application", {}))),
        timetable=sessions,
        teachers=tuple(
            Teacher(name="教师", person=person, identity_masked="4101********0000", row=row)
            for row, person in enumerate(people, 2)
        ),
    )


def _session(row: int, change: dict[str, Any]) -> Session:
    minutes = datetime.timedelta(minutes=change.pop("minutes"))
    ends = datetime.datetime.combine(change["date"], change["starts"]) + minutes
    return Session(**change, ends=ends.time(), row=row)


def _trainees(given: Given) -> tuple[Trainee, ...]:
    changes = given.get("lines", [given["trainee"]] if "trainee" in given else [])
    count = given.get("trainees", 40)
    padded = [*changes, *({} for _ in range(count - len(changes)))]
    return tuple(
        Trainee(**({"row": n + 1, "person": f"p{n:02}"} | TRAINEE | change)) for n, change in enumerate(padded, 1)
    )


def _registry(given: Given, absent: set[str]) -> Registry:
    directory = given.get("directory", [{}, {"kind": "互联网平台"}])
    return Registry(
        directory=tuple(DirectoryEntry(**_entry(row)) for row in directory),
        regional=tuple(DirectoryEntry(**(REGIONAL_ENTRY | row)) for row in given.get("regional", ())),
        blacklist=tuple(BlacklistEntry(**(BLACKLIST_ENTRY | row)) for row in given.get("blacklist", ())),
        approvals=tuple(Approval(**(APPROVAL | row)) for row in given.get("approvals", ())),
        devices=tuple(Device(**(DEVICE | row)) for row in given.get("devices", ())),
        maintenance=tuple(Maintenance(**row) for row in given.get("maintenance", ())),
        versions={table: "v1" for table in Table if table not in absent},
    )


def _decision(number: int, row: dict[str, Any]) -> Decision:
    """Recorded one after another."""
    return Decision(**({"at": RECORDED + datetime.timedelta(minutes=number)} | DECISION | row))


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    return (PLATFORM_ENTRY if row.get("kind") == "互联网平台" else OWN_ENTRY) | row
