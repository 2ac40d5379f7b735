"""How far a class is, day by day and decision by decision."""

import datetime
from typing import Any

import pytest

from chalicelib.domain.finding import ClassStatus, Verdict
from chalicelib.policy import henan
from chalicelib.rules.judge import judge

from .baseline import facts

DAYS = [{"id": "A", "date": datetime.date(2024, 3, 4)}, {"id": "B", "date": datetime.date(2024, 3, 6)}]
PRACTICE: list[dict[str, Any]] = [
    *DAYS,
    {"id": "P", "date": DAYS[0]["date"], "teaching": "实操", "hours": 6, "minutes": 240},
]
"""Sixty per cent of it practice."""
UNSEEN = {"PRC-02", "PRC-03", "PRC-10"}
"""Nobody filmed it, nobody looked in."""
MAKE_UP = {"id": "M", "date": datetime.date(2024, 3, 8), "makes_up": "A"}


def judged(given: dict[str, Any], day: int) -> Verdict:
    """As of a day of March."""
    base = {"timetable": DAYS, "decisions": [], "application": {"total_hours": 4}}
    return judge(facts({**base, **given}), henan(), datetime.date(2024, 3, day))


@pytest.mark.parametrize(
    ("day", "status"),
    [(1, "approved"), (3, "approved"), (4, "training"), (6, "training"), (7, "taught")],
)
def test_the_stages_of_a_course(day: int, status: str) -> None:
    assert judged({"timetable": PRACTICE}, day).status == status


def test_a_make_up_session_is_the_last_one_where_it_is() -> None:
    assert judged({"timetable": [*PRACTICE, MAKE_UP]}, 8).status is ClassStatus.TRAINING
    assert judged({"timetable": [*PRACTICE, MAKE_UP]}, 9).status is ClassStatus.TAUGHT


def test_a_decision_of_a_later_day_is_not_in_effect_yet() -> None:
    given = {"timetable": PRACTICE, "decisions": [{"action": "cancel", "date": datetime.date(2024, 3, 5)}]}
    assert judged(given, 4).status is ClassStatus.TRAINING
    cancelled = judged(given, 5)
    assert (cancelled.status, cancelled.cancelled_on) == (ClassStatus.CANCELLED, datetime.date(2024, 3, 5))


def test_the_earliest_cancellation_counts() -> None:
    given = {
        "timetable": PRACTICE,
        "decisions": [{"action": "cancel", "date": datetime.date(2024, 3, 5)}],
        "blacklist": [{"found": datetime.date(2024, 3, 6)}],
    }
    assert judged(given, 10).cancelled_on == datetime.date(2024, 3, 5)


def test_a_class_that_must_be_rejected_is_so_even_when_approved() -> None:
    assert judged({"timetable": DAYS}, 7).status is ClassStatus.REJECTED


def test_the_opening_counts_those_who_were_there() -> None:
    """81 on the roster, 80 there: the class may stand, and the one is not enrolled."""
    given = {"timetable": PRACTICE, "trainees": 81, "application": {"planned_trainees": 81, "workstations": 4}}
    given |= {"teachers": 4, "checkins": [{"day": datetime.date(2024, 3, 4), "people": 80}]}
    verdict = judged(given, 5)
    assert (verdict.status, verdict.enrolled, verdict.absent) == (ClassStatus.TRAINING, 80, ("p81",))
    assert {finding.rule for finding in verdict.findings} - UNSEEN == {"OPN-09"}


def test_without_an_opening_or_a_timetable_an_approval_opens_nothing() -> None:
    assert judged({"application": {"opening": None}}, 10).status is not ClassStatus.TAUGHT
    assert judged({"timetable": []}, 10).status is ClassStatus.REJECTED


@pytest.mark.parametrize(
    ("day", "again"), [(1, "03-04"), (3, "03-04"), (4, "03-05"), (5, "03-06"), (6, "03-07"), (7, "04-06")]
)
def test_the_next_day_to_look_again(day: int, again: str) -> None:
    """After the last session's day: when the term for recordings is over."""
    assert judged({"timetable": PRACTICE}, day).look_again == datetime.date.fromisoformat(f"2024-{again}")


def test_a_class_that_was_taught_and_filmed_waits_for_no_day() -> None:
    sessions = [{"session": row["id"], "began": _starts(row), "spans": [[0, 14_400]]} for row in PRACTICE]
    assert judged({"timetable": PRACTICE, "recordings": sessions}, 7).look_again is None


def _starts(row: dict[str, Any]) -> datetime.datetime:
    return datetime.datetime.combine(row["date"], datetime.time(8))
