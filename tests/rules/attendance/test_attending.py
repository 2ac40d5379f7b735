"""What counts, what does not and why, and what it adds up to."""

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from chalicelib.domain.attendance import Attendance, Outcome, Reason
from chalicelib.domain.checkin import CheckIn, Method
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.registry import Device, DeviceKind, Maintenance
from chalicelib.rules.attendance import Course, attend
from tests.rules.attendance.course import (
    AM,
    COURSE,
    DAY,
    INSTITUTION,
    NEXT,
    OTHER,
    PM,
    device,
    logs,
    seen,
    session,
    trainee,
)

AS_OF = datetime.date(2026, 3, 31)


def outcomes(attendance: Attendance) -> dict[Outcome, int]:
    counts: dict[Outcome, int] = {}
    for tally in attendance.tallies:
        counts[tally.outcome] = counts.get(tally.outcome, 0) + tally.count
    return counts


def outcome(check_in: CheckIn, course: Course = COURSE) -> Outcome:
    (found,) = outcomes(attend(course, logs([check_in]), AS_OF))
    return found


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("07:29:59", Outcome.OUTSIDE),
        ("07:30:00", Outcome.ACCEPTED),
        ("07:30:01", Outcome.ACCEPTED),
        ("11:29:59", Outcome.ACCEPTED),
        ("11:30:00", Outcome.ACCEPTED),
        ("11:30:01", Outcome.OUTSIDE),
    ],
)
def test_the_window_holds_both_its_ends(clock: str, expected: Outcome) -> None:
    assert outcome(seen("ann", clock)) is expected


def test_a_check_in_where_windows_overlap_counts_for_both() -> None:
    course = replace(COURSE, timetable=(AM, session("noon", 0, "12:00", "13:00")))
    row = attend(course, logs([seen("ann", "11:00:00")]), AS_OF).matrix["ann"]
    assert [row[id_].reason for id_ in ("am", "noon")] == [Reason.CHECKED_IN, Reason.CHECKED_IN]


def test_a_window_may_open_on_the_day_before() -> None:
    course = replace(COURSE, timetable=(session("night", 1, "00:30", "02:00"),))
    attendance = attend(course, logs([seen("ann", "23:45:00")]), AS_OF)
    assert attendance.matrix["ann"]["night"].reason is Reason.CHECKED_IN
    assert attendance.opening_day is not None
    assert attendance.opening_day.present == {"ann"}, "the check-in's own day decides"


@pytest.mark.parametrize(
    ("check_in", "expected"),
    [
        (seen("ann", "08:00:00"), Outcome.ACCEPTED),
        (seen("ann", "08:00:00", method=Method.FAILED), Outcome.FAILED),
        (seen("ann", "08:00:00", method=Method.OTHER), Outcome.OTHER_METHOD),
        (seen("ann", "08:00:00", on="D2"), Outcome.UNREGISTERED_DEVICE),
        (seen("eve", "08:00:00"), Outcome.UNKNOWN_PERSON),
        (seen(None, "08:00:00"), Outcome.UNKNOWN_PERSON),
        (seen(None, "08:00:00", number="99"), Outcome.UNKNOWN_PERSON),
        (seen("ann", "12:00:00"), Outcome.OUTSIDE),
        (seen("ann", "08:00:00", day=5), Outcome.OUTSIDE),
        (seen("ann", "08:00:00", day=40), Outcome.FUTURE),
        (seen("eve", "08:00:00", on="D2", method=Method.FAILED), Outcome.FAILED),
        (seen("eve", "08:00:00", on="D2"), Outcome.UNREGISTERED_DEVICE),
    ],
)
def test_each_record_has_one_outcome(check_in: CheckIn, expected: Outcome) -> None:
    assert outcome(check_in) is expected


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (device(), True),
        (device(institution=OTHER), False),
        (device(kind=DeviceKind.VIDEO), False),
        (device(number="D01"), False),
        (Device(number="D1", institution=INSTITUTION, kind=DeviceKind.FACE, valid_from=DAY, valid_to=DAY), True),
        (
            Device(
                number="D1",
                institution=INSTITUTION,
                kind=DeviceKind.FACE,
                valid_from=DAY - datetime.timedelta(days=9),
                valid_to=DAY - datetime.timedelta(days=1),
            ),
            False,
        ),
        (
            Device(
                number="D1",
                institution=INSTITUTION,
                kind=DeviceKind.FACE,
                valid_from=DAY + datetime.timedelta(days=1),
            ),
            False,
        ),
    ],
)
def test_the_device_is_registered_here_on_that_day(row: Device, counts: bool) -> None:
    expected = Outcome.ACCEPTED if counts else Outcome.UNREGISTERED_DEVICE
    assert outcome(seen("ann", "08:00:00"), replace(COURSE, devices=(row,))) is expected


@pytest.mark.parametrize(
    ("roster", "number", "person"),
    [
        ({"ann": "0012"}, "0012", "ann"),
        ({"ann": "0012"}, "12", "ann"),
        ({"ann": "12"}, "00012", "ann"),
        ({"ann": "12", "bob": "0012"}, "12", "ann"),
        ({"ann": "12", "bob": "0012"}, "0012", "bob"),
        ({"ann": "12", "bob": "0012"}, "012", None),
        ({"ann": "12", "bob": "12"}, "12", None),
        ({"ann": "0"}, "000", "ann"),
        ({"ann": "A012"}, "0A012", None),
        ({"ann": None}, "12", None),
    ],
)
def test_device_numbers_match_as_written_then_without_zeros(
    roster: dict[str, str | None], number: str, person: str | None
) -> None:
    course = replace(COURSE, trainees=tuple(trainee(name, has) for name, has in roster.items()))
    attendance = attend(course, logs([seen(None, "08:00:00", number=number)]), AS_OF)
    present = {name for name, row in attendance.matrix.items() if row["am"].reason is Reason.CHECKED_IN}
    assert present == ({person} if person else set())


@pytest.mark.parametrize(
    ("seconds", "expected"), [(299, Outcome.ACCEPTED), (300, Outcome.ACCEPTED), (301, Outcome.FUTURE)]
)
def test_the_future_begins_after_the_tolerance(seconds: int, expected: Outcome) -> None:
    arrived = datetime.datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI)
    check_in = seen("ann", (arrived + datetime.timedelta(seconds=seconds)).time().isoformat())
    (found,) = outcomes(attend(COURSE, logs([check_in], arrived=arrived), AS_OF))
    assert found is expected


def test_a_record_from_the_future_stays_so_when_sent_again_later() -> None:
    early = datetime.datetime(2026, 3, 1, tzinfo=SHANGHAI)
    forged = [seen("ann", "08:00:00")]
    attendance = attend(COURSE, logs(forged, "a") + logs(forged, "b", early), AS_OF)
    assert outcomes(attendance) == {Outcome.FUTURE: 1, Outcome.DUPLICATE: 1}
    assert attendance.matrix["ann"]["am"].reason is Reason.ABSENT


def test_logs_merge_without_loss_and_repeats_are_told() -> None:
    one = [seen("ann", "08:00:00"), seen("bob", "08:00:05")]
    two = [seen("bob", "08:00:05"), seen("cai", "08:00:10"), seen(None, "08:00:00", number="12")]
    attendance = attend(COURSE, logs(one, "u1") + logs(two, "u2"), AS_OF)
    assert attendance.checked_in["am"] == 3
    told = {(tally.upload, tally.outcome): tally.count for tally in attendance.tallies}
    assert told == {("u1", Outcome.ACCEPTED): 2, ("u2", Outcome.DUPLICATE): 2, ("u2", Outcome.ACCEPTED): 1}


def test_examples_are_the_earliest_and_hide_personal_numbers() -> None:
    strangers = [seen(None, f"08:00:{n:02}", number="13812345678") for n in range(9)]
    (tally,) = attend(COURSE, logs(strangers), AS_OF).tallies
    assert (tally.count, len(tally.examples)) == (9, 5)
    assert {example.who for example in tally.examples} == {"138****5678"}
    assert tally.examples[0].at.isoformat() == "2026-03-02T08:00:00+08:00"


def test_the_matrix_gives_each_cell_its_reason() -> None:
    attendance = attend(COURSE, logs([seen("ann", "08:20:00"), seen("ann", "08:10:00")]), DAY)
    cells = attendance.matrix["ann"]
    assert {id_: cell.reason for id_, cell in cells.items()} == {
        "am": Reason.CHECKED_IN,
        "pm": Reason.ABSENT,
        "next": Reason.NOT_YET,
    }
    assert cells["am"].at is not None
    assert (cells["am"].at.isoformat(), cells["am"].device) == ("2026-03-02T08:10:00+08:00", "D1")
    assert list(attendance.matrix) == ["ann", "bob", "cai"]


def test_a_day_without_any_record_is_unknown_rather_than_missed() -> None:
    attendance = attend(COURSE, logs([seen("ann", "08:20:00")]), AS_OF)
    assert attendance.matrix["ann"]["next"].reason is Reason.NO_RECORD


def test_the_rate_is_exact_and_leaves_out_what_is_not_recognised() -> None:
    check_ins = [seen("ann", "08:20:00"), seen("ann", "13:50:00")]
    share = attend(COURSE, logs(check_ins), AS_OF).shares["ann"]
    assert (share.attended, share.recognised, share.rate) == (Decimal(8), Decimal(12), Fraction(2, 3))
    course = replace(COURSE, unrecognised=frozenset({"pm"}))
    assert attend(course, logs(check_ins), AS_OF).shares["ann"].rate == Fraction(1, 2)
    none = replace(COURSE, unrecognised=frozenset({"am", "pm", "next"}))
    assert attend(none, logs(check_ins), AS_OF).shares["ann"].rate is None


MAKE_UP = session("extra", 3, "08:30", "10:00", "2", makes_up="pm")
MADE_UP = replace(COURSE, timetable=(AM, PM, NEXT, MAKE_UP), make_ups=frozenset({"extra"}))


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


def test_the_opening_day() -> None:
    check_ins = [seen("ann", "08:20:00"), seen("bob", "12:00:00"), seen("cai", "08:20:00", 1)]
    day = attend(COURSE, logs(check_ins), AS_OF).opening_day
    assert day is not None
    assert (day.recorded, day.present, day.excused) == (True, frozenset({"ann"}), frozenset())


def test_without_any_record_of_the_opening_day_nothing_is_known() -> None:
    day = attend(COURSE, logs([seen("ann", "08:20:00", 1)]), AS_OF).opening_day
    assert day is not None
    assert (day.recorded, day.present) == (False, frozenset())
    assert attend(replace(COURSE, opening=None), [], AS_OF).opening_day is None


def test_maintenance_on_the_opening_day_excuses_who_did_not_check_in() -> None:
    course = replace(COURSE, maintenance=maintenance("08:00:00", "12:00:00"), self_recorded=frozenset({"am"}))
    day = attend(course, logs([seen("ann", "13:50:00")]), AS_OF).opening_day
    assert day is not None
    assert (day.present, day.excused) == (frozenset({"ann"}), frozenset({"bob", "cai"}))


def test_average_attendance_is_over_the_ordinary_sessions_held() -> None:
    check_ins = [seen("ann", "08:20:00"), seen("bob", "08:21:00"), seen("ann", "13:50:00"), seen("ann", "08:20:00", 3)]
    assert attend(MADE_UP, logs(check_ins), AS_OF).average == Fraction(3, 3)
    assert attend(MADE_UP, logs(check_ins), DAY).average == Fraction(3, 2)
    assert attend(COURSE, [], DAY - datetime.timedelta(days=1)).average is None


CROWD = replace(COURSE, trainees=tuple(trainee(f"p{n}") for n in range(40)))
SLOW = [seen(f"p{n}", f"06:{20 + n // 2}:{n:02}") for n in range(12)]


def crowd(*check_ins: CheckIn) -> dict[Outcome, int]:
    return outcomes(attend(CROWD, logs(check_ins), AS_OF))


def test_a_clock_two_hours_slow_is_suspected_and_counts_nothing() -> None:
    odd, left = seen("p3", "19:00:00"), seen("p3", "09:30:00")
    assert crowd(*SLOW, odd, left) == {Outcome.CLOCK_DRIFT: 12, Outcome.OUTSIDE: 1, Outcome.ACCEPTED: 1}


def test_a_clock_is_not_suspected_for_few_records() -> None:
    assert crowd(*SLOW[:9]) == {Outcome.OUTSIDE: 9}
    assert crowd(*SLOW[:10]) == {Outcome.CLOCK_DRIFT: 10}


@pytest.mark.parametrize(("in_time", "suspected"), [(12, True), (13, False)])
def test_a_clock_is_not_suspected_where_most_come_in_time(in_time: int, suspected: bool) -> None:
    others = [seen(f"p{20 + n}", "08:20:00") for n in range(in_time)]
    assert (Outcome.CLOCK_DRIFT in crowd(*SLOW, *others)) is suspected


@pytest.mark.parametrize(("strays", "suspected"), [(3, True), (4, False)])
def test_a_clock_is_not_suspected_where_people_miss_by_any_time(strays: int, suspected: bool) -> None:
    others = [seen(f"p{20 + n}", f"0{n}:00:00") for n in range(strays)]
    assert (Outcome.CLOCK_DRIFT in crowd(*SLOW, *others)) is suspected


def test_an_attendance_survives_json() -> None:
    attendance = attend(MADE_UP, logs([seen("ann", "08:20:00"), seen("bob", "08:20:00", 3)]), AS_OF)
    assert Attendance.model_validate_json(attendance.model_dump_json()) == attendance
