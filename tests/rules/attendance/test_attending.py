"""What counts, what does not and why, and what it adds up to."""

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from chalicelib.domain.attendance import Attendance, Outcome, Reason
from chalicelib.domain.checkin import CheckIn, Method
from chalicelib.domain.registry import Device, DeviceKind
from chalicelib.rules.attendance import Course, attend
from tests.rules.attendance.course import (
    AM,
    AS_OF,
    COURSE,
    DAY,
    INSTITUTION,
    MADE_UP,
    OTHER,
    device,
    logs,
    outcomes,
    seen,
    session,
    trainee,
)


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


def test_average_attendance_is_over_the_ordinary_sessions_held() -> None:
    check_ins = [seen("ann", "08:20:00"), seen("bob", "08:21:00"), seen("ann", "13:50:00"), seen("ann", "08:20:00", 3)]
    assert attend(MADE_UP, logs(check_ins), AS_OF).average == Fraction(3, 3)
    assert attend(MADE_UP, logs(check_ins), DAY).average == Fraction(3, 2)
    assert attend(COURSE, [], DAY - datetime.timedelta(days=1)).average is None


def test_an_attendance_survives_json() -> None:
    attendance = attend(MADE_UP, logs([seen("ann", "08:20:00"), seen("bob", "08:20:00", 3)]), AS_OF)
    assert Attendance.model_validate_json(attendance.model_dump_json()) == attendance
