"""Warnings about whole logs, each at, under and over its sign."""

import datetime
from dataclasses import replace

import pytest

from chalicelib.domain.attendance import Suspicion, SuspicionKind
from chalicelib.domain.checkin import CheckIn
from chalicelib.rules.attendance import suspicions
from tests.rules.attendance.course import COURSE, OTHER, SIGNS, device, logs, seen, trainee

PEOPLE = tuple(trainee(f"p{n:02}") for n in range(20))
BIG = replace(COURSE, trainees=PEOPLE)


def found(check_ins: list[CheckIn], kind: SuspicionKind) -> list[Suspicion]:
    return [one for one in suspicions(BIG, logs(check_ins)) if one.kind is kind]


def queue(pauses: list[int], start: str = "08:00:00") -> list[CheckIn]:
    """One person after another, with these pauses (seconds) between them."""
    first = seen("p00", start)
    queue = [first]
    for place, pause in enumerate(pauses, 1):
        queue.append(first._replace(person=f"p{place:02}", moment=queue[-1].moment + pause))
    return queue


@pytest.mark.parametrize(("people", "suspicious"), [(2, False), (3, True), (4, True)])
def test_many_people_in_one_second(people: int, suspicious: bool) -> None:
    ones = found([seen(f"p{n:02}", "08:00:00") for n in range(people)], SuspicionKind.SAME_SECOND)
    assert [(one.device, one.count) for one in ones] == ([("D1", people)] if suspicious else [])


@pytest.mark.parametrize(("clock", "suspicious"), [("08:00:59", True), ("08:01:00", True), ("08:01:01", False)])
def test_one_person_at_two_places(clock: str, suspicious: bool) -> None:
    ones = found([seen("p00", "08:00:00"), seen("p00", clock, on="D2")], SuspicionKind.TWO_PLACES)
    assert bool(ones) is suspicious
    assert not found([seen("p00", "08:00:00"), seen("p00", clock)], SuspicionKind.TWO_PLACES)


@pytest.mark.parametrize(
    ("pauses", "counts"),
    [
        ([3] * 7, []),
        ([3] * 8, [9]),
        ([3] * 12, [13]),
        ([5, 2, *[3] * 8, 4], [9]),
        ([3, 3, 4] * 5, []),
        ([0] * 12, []),
        ([7] * 8 + [2] + [4] * 8, [9, 9]),
    ],
)
def test_a_constant_interval(pauses: list[int], counts: list[int]) -> None:
    assert [one.count for one in found(queue(pauses), SuspicionKind.CONSTANT_INTERVAL)] == counts


@pytest.mark.parametrize(("people", "counts"), [(2, []), (8, []), (9, [9])])
def test_a_constant_interval_is_one_of_many_people(people: int, counts: list[int]) -> None:
    check_ins = [one._replace(person=f"p{place % people:02}") for place, one in enumerate(queue([3] * 12))]
    assert [one.count for one in found(check_ins, SuspicionKind.CONSTANT_INTERVAL)] == counts


@pytest.mark.parametrize(
    ("people", "first", "last", "suspicious"),
    [
        (5, "08:30:00", "08:30:30", True),
        (4, "08:30:00", "08:30:30", False),
        (5, "08:30:00", "08:30:31", False),
        (5, "08:29:59", "08:30:10", False),
    ],
)
def test_everyone_within_seconds_after_the_start(people: int, first: str, last: str, suspicious: bool) -> None:
    check_ins = [seen(f"p{n:02}", first if n == 0 else last) for n in range(people)]
    ones = found(check_ins, SuspicionKind.AT_ONCE)
    assert [(one.session, one.count) for one in ones] == ([("am", people)] if suspicious else [])


def test_a_device_that_another_institution_has_too() -> None:
    seen_today = logs([seen("p00", "08:00:00")])
    shared = replace(BIG, devices=(device(), device(institution=OTHER)))
    kinds = [one.kind for one in suspicions(shared, seen_today)]
    assert kinds == [SuspicionKind.SHARED_DEVICE]
    used = suspicions(BIG, seen_today, used_by={"D1": frozenset({OTHER, BIG.institution})})
    assert [one.evidence["used_by"] for one in used] == [[OTHER]]
    assert not suspicions(BIG, seen_today, used_by={"D1": frozenset({BIG.institution}), "D2": frozenset({OTHER})})
    past = device(institution=OTHER).model_copy(
        update={"valid_from": datetime.date(2020, 1, 1), "valid_to": datetime.date(2020, 2, 1)}
    )
    assert not suspicions(replace(BIG, devices=(device(), past)), seen_today)


def test_a_slow_clock() -> None:
    ones = found([seen(f"p{n:02}", f"06:2{n % 10}:{n:02}") for n in range(20)], SuspicionKind.CLOCK_DRIFT)
    (one,) = ones
    assert (one.device, one.count) == ("D1", 20)
    assert -2 * 3_600 - 600 < int(str(one.evidence["seconds_from_start"])) < -2 * 3_600


def test_an_honest_queue_is_not_suspected() -> None:
    pauses = [4, 6, 3, 9, 5, 3, 8, 4, 4, 12, 3, 5, 7, 3, 6, 4, 5, 9, 3]
    assert not suspicions(BIG, logs(queue(pauses)))


def test_signs_can_be_set() -> None:
    pair = logs([seen("p00", "08:00:00"), seen("p01", "08:00:00")])
    assert suspicions(replace(BIG, signs=replace(SIGNS, same_second_people=2)), pair)
