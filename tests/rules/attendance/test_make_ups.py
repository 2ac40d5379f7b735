"""Make-up sessions, and recordings that stand for check-ins in a maintenance window."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.domain.attendance import Reason
from chalicelib.domain.checkin import CheckIn
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.registry import Maintenance
from chalicelib.rules.attendance import Course, attend
from tests.rules.attendance.course import AM, AS_OF, COURSE, DAY, MADE_UP, MAKE_UP, NEXT, PM, logs, seen, session


def made_up(course: Course, *check_ins: CheckIn) -> tuple[Reason, Decimal]:
    cell = attend(course, logs(check_ins), AS_OF).matrix["ann"]["pm"]
    return cell.reason, cell.hours


def test_a_make_up_session_gives_its_hours_to_the_session_missed() -> None:
    attendance = attend(MADE_UP, logs([seen("ann", "08:20:00", 3)]), AS_OF)
    assert attendance.matrix["ann"]["pm"].made_up_in == ("extra",)
    assert made_up(MADE_UP, seen("ann", "08:20:00", 3)) == (Reason.MADE_UP, Decimal(2))
    assert attendance.matrix["ann"]["extra"].hours == 0
    assert (attendance.shares["ann"].attended, attendance.shares["ann"].recognised) == (Decimal(2), Decimal(12))


def test_make_up_sessions_never_give_more_than_was_missed() -> None:
    second = session("more", 4, "08:30", "11:30", "3", makes_up="pm")
    third = session("most", 5, "08:30", "11:30", "3", makes_up="pm")
    course = replace(
        MADE_UP, timetable=(*MADE_UP.timetable, third, second), make_ups=frozenset({"extra", "more", "most"})
    )
    check_ins = [seen("ann", "08:20:00", day) for day in (3, 4, 5)]
    cell = attend(course, logs(check_ins), AS_OF).matrix["ann"]["pm"]
    assert (cell.hours, cell.made_up_in) == (Decimal(4), ("extra", "more"))


def test_who_was_there_gains_nothing_by_a_make_up_session() -> None:
    assert made_up(MADE_UP, seen("ann", "13:50:00"), seen("ann", "08:20:00", 3)) == (Reason.CHECKED_IN, Decimal(4))


@pytest.mark.parametrize(
    "course",
    [
        replace(MADE_UP, make_ups=frozenset()),
        replace(MADE_UP, timetable=(AM, PM, NEXT, session("extra", 3, "08:30", "10:00", "2", makes_up="am"))),
        replace(MADE_UP, timetable=(AM, PM, NEXT, session("extra", 3, "08:30", "10:00", "2", makes_up="none"))),
        replace(MADE_UP, timetable=(AM, session("pm", 4, "14:00", "17:00"), NEXT, MAKE_UP)),
    ],
    ids=["does not count", "of another session", "of no session", "before the session"],
)
def test_a_make_up_session_that_gives_nothing(course: Course) -> None:
    reason, hours = made_up(course, seen("ann", "08:20:00", 3))
    assert reason is not Reason.MADE_UP
    assert hours == 0


def maintenance(starts: str, ends: str) -> tuple[Maintenance, ...]:
    first, last = (datetime.datetime.combine(DAY, datetime.time.fromisoformat(at), SHANGHAI) for at in (starts, ends))
    return (Maintenance(starts=first, ends=last),)


@pytest.mark.parametrize(
    ("starts", "ends", "excused"),
    [
        ("08:00:00", "12:00:00", True),
        ("08:30:00", "08:30:00", True),
        ("08:00:00", "08:29:59", False),
        ("08:30:01", "12:00:00", False),
    ],
)
def test_maintenance_at_the_start_excuses_where_a_recording_was_accepted(starts: str, ends: str, excused: bool) -> None:
    course = replace(COURSE, maintenance=maintenance(starts, ends), self_recorded=frozenset({"am"}))
    attendance = attend(course, logs([seen("bob", "08:20:00")]), AS_OF)
    cell = attendance.matrix["ann"]["am"]
    assert cell.reason is (Reason.MAINTENANCE if excused else Reason.ABSENT)
    assert cell.hours == (4 if excused else 0)
    assert attendance.matrix["bob"]["am"].reason is Reason.CHECKED_IN
    assert (attendance.checked_in["am"], attendance.attended["am"]) == (1, 3 if excused else 1)


def test_maintenance_alone_excuses_nobody_and_no_make_up_session_is_excused() -> None:
    course = replace(COURSE, maintenance=maintenance("08:00:00", "12:00:00"))
    assert attend(course, logs([seen("bob", "08:20:00")]), AS_OF).matrix["ann"]["am"].reason is Reason.ABSENT
    days = (Maintenance(starts=course.maintenance[0].starts, ends=datetime.datetime(2026, 3, 9, tzinfo=SHANGHAI)),)
    extra = replace(MADE_UP, maintenance=days, self_recorded=frozenset({"extra"}))
    assert attend(extra, logs([seen("bob", "08:20:00", 3)]), AS_OF).matrix["ann"]["extra"].reason is Reason.ABSENT


def test_maintenance_on_the_opening_day_excuses_who_did_not_check_in() -> None:
    course = replace(COURSE, maintenance=maintenance("08:00:00", "12:00:00"), self_recorded=frozenset({"am"}))
    day = attend(course, logs([seen("ann", "13:50:00")]), AS_OF).opening_day
    assert day is not None
    assert (day.present, day.excused) == (frozenset({"ann"}), frozenset({"bob", "cai"}))
