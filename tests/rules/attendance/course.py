"""A small class to vary: two sessions on the opening day, one on the next, three people, one device."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from chalicelib.domain.attendance import Attendance, Outcome, UploadedLog
from chalicelib.domain.checkin import CheckIn, DayLog, Mark, Method, midnight, split_by_day
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.registry import Device, DeviceKind
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Session, Teaching
from chalicelib.rules.attendance import Course, Signs

INSTITUTION, OTHER = "91410100MA0000001A", "91410100MA0000002B"
DAY = datetime.date(2026, 3, 2)
AS_OF = datetime.date(2026, 3, 31)
LATER = datetime.datetime(2026, 4, 1, tzinfo=SHANGHAI)


def session(id_: str, day: int, starts: str, ends: str, hours: str = "4", makes_up: str | None = None) -> Session:
    """`day` counts from the opening day."""
    return Session(
        id=id_,
        date=DAY + datetime.timedelta(days=day),
        starts=datetime.time.fromisoformat(starts),
        ends=datetime.time.fromisoformat(ends),
        hours=Decimal(hours),
        teaching=Teaching.THEORY,
        makes_up=makes_up,
        row=2,
    )


def trainee(person: str, number: str | None = None) -> Trainee:
    return Trainee(row=2, name="某人", person=person, identity_masked="4101********0000", device_number=number)


def device(number: str = "D1", institution: str = INSTITUTION, kind: DeviceKind = DeviceKind.FACE) -> Device:
    return Device(number=number, institution=institution, kind=kind, valid_from=DAY, valid_to=None)


AM, PM = session("am", 0, "08:30", "11:30"), session("pm", 0, "14:00", "17:00")
NEXT = session("next", 1, "08:30", "11:30")
SIGNS = Signs(
    clock_ahead_seconds=300,
    same_second_people=3,
    two_places_seconds=60,
    equal_intervals=8,
    at_once_seconds=30,
    at_once_people=5,
    drift_records=10,
    drift_seconds=900,
    drift_share=Decimal("0.8"),
)
COURSE = Course(
    institution=INSTITUTION,
    trainees=(trainee("ann", "0012"), trainee("bob", "34"), trainee("cai")),
    timetable=(AM, PM, NEXT),
    devices=(device(),),
    window_minutes=60,
    signs=SIGNS,
    opening=DAY,
)
MAKE_UP = session("extra", 3, "08:30", "10:00", "2", makes_up="pm")
MADE_UP = replace(COURSE, timetable=(AM, PM, NEXT, MAKE_UP), make_ups=frozenset({"extra"}))
"""`extra` makes up for `pm`, and counts."""


def moment(clock: str, day: int = 0) -> int:
    time = datetime.time.fromisoformat(clock)
    return midnight(DAY + datetime.timedelta(days=day)) + time.hour * 3_600 + time.minute * 60 + time.second


def seen(
    person: str | None,
    clock: str,
    day: int = 0,
    *,
    on: str = "D1",
    number: str | None = None,
    method: Method = Method.FACE,
) -> CheckIn:
    return CheckIn(on, person, number, method, moment(clock, day))


def logs(check_ins: Iterable[CheckIn], upload: str = "u1", arrived: datetime.datetime = LATER) -> list[UploadedLog]:
    """One upload, folded as its reader would."""
    series: dict[Mark, set[int]] = {}
    for one in check_ins:
        series.setdefault(Mark(*one[:4]), set()).add(one.moment)
    days: dict[datetime.date, dict[Mark, tuple[int, ...]]] = {}
    for mark, moments in series.items():
        for day, seconds in split_by_day(sorted(moments)):
            days.setdefault(day, {})[mark] = seconds
    return [UploadedLog(upload, arrived, DayLog(day, marks)) for day, marks in days.items()]


def outcomes(attendance: Attendance) -> dict[Outcome, int]:
    counts: dict[Outcome, int] = {}
    for tally in attendance.tallies:
        counts[tally.outcome] = counts.get(tally.outcome, 0) + tally.count
    return counts
