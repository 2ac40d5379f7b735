"""A class that passes every rule, and compact changes to it: the `given` of a case file.

`application`, `trainee` (the first line of the roster) and `lines` (the first few) change single fields, null blanks
one. `trainees` and `teachers` are counts. `timetable`, `directory`, `regional`, `blacklist`, `approvals`,
`engagements` (of the first line's person), `apprentices` and `rectifications` are lists of rows, each over a default
row. `absent` names what has not arrived. All people and institutions are made up.

A class with `decisions` has been approved as well, so that its course is judged. `surveys` are counts of ratings,
`assessments` changes to the lines of the first few people (everybody has one), `inspections` and `standards` rows,
`taken` the numbers that another class holds. `checkins` are rows of what a face
device saw: `people` (a count, or persons) at `at` on `day`, a session's day and ten minutes before its start unless
given. For `recordings` see `footage`. `devices` and `maintenance` are rows of their tables.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.assessment import Assessment
from chalicelib.domain.attendance import UploadedLog
from chalicelib.domain.checkin import DayLog, Mark, Method
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.decision import Decision
from chalicelib.domain.facts import (
    ApplicationFacts,
    ApprenticeClass,
    AssessmentFacts,
    ClassFacts,
    Engagement,
    Rectification,
    Registry,
    RosterFacts,
    Survey,
    SurveyFacts,
)
from chalicelib.domain.inspection import Inspection
from chalicelib.domain.registry import (
    Approval,
    BlacklistEntry,
    Device,
    DirectoryEntry,
    Maintenance,
    Standard,
    Table,
)
from chalicelib.domain.survey import SurveyAnswer
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
RECTIFICATION = {"class_id": "EARLIER", "since": datetime.date(2024, 2, 4)}

BODY = "BODY-CODE"
BODY_ENTRY = OWN_ENTRY | {"code": BODY, "name": "示例评价机构", "kind": "评价机构"}
RECORDED = datetime.datetime(2024, 3, 1, 9, tzinfo=datetime.UTC)
ONE_MINUTE = datetime.timedelta(minutes=1)
"""Decisions are recorded one after another."""
DECISION = {"date": datetime.date(2024, 3, 1), "reason": "示例", "actor": "reviewer"}
ASSESSMENT = {
    "name": "学员",
    "identity_masked": "4101********0000",
    "occupation": "6-18-01-01",
    "level": "五级",
    "date": datetime.date(2024, 3, 8),
    "result": "合格",
    "certificate": "职业技能等级证书",
    "electronic": True,
    "issued": datetime.date(2024, 3, 12),
    "evaluation_body": BODY,
    "entrusted": False,
}
INSPECTION = {
    "id": "i1",
    "kind": "training",
    "date": datetime.date(2024, 3, 5),
    "inspector": "检查人",
    "present": 40,
    "attendance": "正常",
    "materials": "齐全",
    "actor": "reviewer",
    "at": datetime.datetime(2024, 3, 5, 9, tzinfo=datetime.UTC),
}
STANDARD = {
    "occupation": "6-18",
    "level": "五级",
    "certificate": "职业技能等级证书",
    "amount": 100_000,
    "valid_from": datetime.date(2024, 1, 1),
}
DEVICE = {"number": "D1", "institution": INSTITUTION, "kind": "人脸", "valid_from": datetime.date(2024, 1, 1)}
CHECKIN = {
    "upload": "u1",
    "device": "D1",
    "method": "face",
    "day": datetime.date(2024, 3, 5),
    "at": datetime.time(7, 50),
    "every": 7,
}


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
        assessment=_assessment(given),
        surveys=tuple(_survey(dict(row)) for row in given.get("surveys", ())),
        inspections=tuple(
            Inspection(**(INSPECTION | {"id": f"i{n}"} | row)) for n, row in enumerate(given.get("inspections", ()))
        ),
        certificates_taken=frozenset(given.get("taken", ())),
        logs=tuple(_log(CHECKIN | row) for row in given.get("checkins", ())),
        recordings=tuple(footage(n, row) for n, row in enumerate(given.get("recordings", ()), 1)),
        decisions=_decisions(given),
    )


def _decisions(given: Given) -> tuple[Decision, ...]:
    if "decisions" not in given:
        return ()
    recorded = enumerate(({"action": "approve"}, *given["decisions"]))
    return tuple(Decision(**(DECISION | {"at": RECORDED + n * ONE_MINUTE} | row)) for n, row in recorded)


def _assessment(given: Given) -> AssessmentFacts | None:
    if "assessments" not in given:
        return None
    changes = given["assessments"]
    count = max(given.get("trainees", 40), len(changes))
    rows = [*changes, *({} for _ in range(count - len(changes)))]
    default = [{"row": n + 1, "person": f"p{n:02}", "certificate_number": f"C{n:02}"} for n in range(1, count + 1)]
    lines = [ASSESSMENT | own | row for own, row in zip(default, rows, strict=True)]
    return AssessmentFacts(
        assessments=tuple(Assessment(**{"certificate_hash": line["certificate_number"]} | line) for line in lines)
    )


def _survey(row: dict[str, Any]) -> Survey:
    uploaded, filled_in = row.pop("uploaded", datetime.date(2024, 3, 6)), row.pop("filled_in", None)
    ratings = [None if rating == "blank" else rating for rating, count in row.items() for _ in range(count)]
    answers = (
        SurveyAnswer(row=n, number=f"Q{n}", rating=rating, filled_in=filled_in) for n, rating in enumerate(ratings, 2)
    )
    return Survey(facts=SurveyFacts(answers=tuple(answers)), uploaded=uploaded)


def _log(row: dict[str, Any]) -> UploadedLog:
    """One person after another, `every` so many seconds."""
    people = row["people"]
    crowd = [f"p{n:02}" for n in range(1, people + 1)] if isinstance(people, int) else people
    at = datetime.time.fromisoformat(row["at"]) if isinstance(row["at"], str) else row["at"]
    first = at.hour * 3600 + at.minute * 60 + at.second
    # Uneven pauses, unless none are wanted: people do not queue like clockwork.
    uneven = [first + row["every"] * n + (n * n % 5 if row["every"] else 0) for n in range(len(crowd))]
    marks = {
        Mark(row["device"], person, None, Method(row["method"])): (second,)
        for person, second in zip(crowd, uneven, strict=True)
    }
    arrived = row.get("arrived", datetime.datetime(2024, 4, 1, tzinfo=SHANGHAI))
    return UploadedLog(row["upload"], arrived, DayLog(row["day"], marks))


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
    directory = [*given.get("directory", [{}, {"kind": "互联网平台"}]), *given.get("bodies", [{"kind": "评价机构"}])]
    return Registry(
        directory=tuple(DirectoryEntry(**_entry(row)) for row in directory),
        regional=tuple(DirectoryEntry(**(REGIONAL_ENTRY | row)) for row in given.get("regional", ())),
        blacklist=tuple(BlacklistEntry(**(BLACKLIST_ENTRY | row)) for row in given.get("blacklist", ())),
        devices=tuple(Device(**(DEVICE | row)) for row in given.get("devices", [{}])),
        maintenance=tuple(_window(row) for row in given.get("maintenance", ())),
        approvals=tuple(Approval(**(APPROVAL | row)) for row in given.get("approvals", ())),
        standards=tuple(Standard(**(STANDARD | row)) for row in given.get("standards", [{}])),
        regional_evaluation=tuple(DirectoryEntry(**(BODY_ENTRY | row)) for row in given.get("bodies_here", ())),
        versions={table: "v1" for table in Table if table not in absent},
    )


def _window(row: dict[str, str]) -> Maintenance:
    ends = {name: datetime.datetime.fromisoformat(at).replace(tzinfo=SHANGHAI) for name, at in row.items()}
    return Maintenance.model_validate(ends)


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    defaults = {"互联网平台": PLATFORM_ENTRY, "评价机构": BODY_ENTRY}
    return defaults.get(row.get("kind", ""), OWN_ENTRY) | row
