"""Records from the future, and clocks that run slow."""

import datetime
from dataclasses import replace

import pytest

from chalicelib.domain.attendance import Outcome, Reason
from chalicelib.domain.checkin import CheckIn
from chalicelib.domain.dates import SHANGHAI
from chalicelib.rules.attendance import attend
from tests.rules.attendance.course import AS_OF, COURSE, logs, outcomes, seen, trainee


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


def test_an_arrival_without_an_offset_has_no_meaning() -> None:
    naive = datetime.datetime(2026, 4, 1)  # noqa: DTZ001
    with pytest.raises(ValueError):
        attend(COURSE, logs([seen("ann", "08:00:00")], arrived=naive), AS_OF)
