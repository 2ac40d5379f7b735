"""What about whole logs a person should look at. Warnings with evidence, never a verdict."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from pydantic import JsonValue

from chalicelib.domain.attendance import Suspicion, SuspicionKind, UploadedLog
from chalicelib.domain.checkin import day_of
from chalicelib.domain.dates import SHANGHAI, in_force
from chalicelib.domain.registry import Device
from chalicelib.rules.attendance.course import Course, Signs
from chalicelib.rules.attendance.drift import drifts
from chalicelib.rules.attendance.screening import Sighting, screen
from chalicelib.rules.attendance.windows import Windows, starts


def suspicions(
    course: Course,
    logs: Iterable[UploadedLog],
    *,
    used_by: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Suspicion, ...]:
    """Every suspicion about the passed faces of rostered people, on registered devices or not; in a fixed order.

    `used_by` names for a device the institutions whose uploads hold records of it.
    """
    signs, sightings = course.signs, screen(course, logs).sightings
    found = [
        *_same_second(sightings, signs),
        *_two_places(sightings, signs),
        *_constant_interval(sightings, signs),
        *_at_once(course, sightings, signs),
        *_shared(course, sightings, used_by or {}),
        *_clock_drift(course, sightings),
    ]
    kinds = list(SuspicionKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), one.device or "", str(one.evidence))))


def _same_second(sightings: list[Sighting], signs: Signs) -> Iterator[Suspicion]:
    people: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for sighting in sightings:
        people[sighting.device, sighting.moment].add(sighting.person)
    for (device, moment), persons in people.items():
        if len(persons) >= signs.same_second_people:
            evidence: dict[str, JsonValue] = {"at": _iso(moment), "people": _listed(persons)}
            yield _suspicion(SuspicionKind.SAME_SECOND, device, moment, len(persons), evidence)


def _two_places(sightings: list[Sighting], signs: Signs) -> Iterator[Suspicion]:
    by_person: defaultdict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_person[sighting.person].append(sighting)
    for person, own in by_person.items():
        for one, next_one in pairwise(own):
            if one.device != next_one.device and next_one.moment - one.moment <= signs.two_places_seconds:
                evidence: dict[str, JsonValue] = {
                    "person": person,
                    "devices": [one.device, next_one.device],
                    "at": [_iso(one.moment), _iso(next_one.moment)],
                }
                yield _suspicion(SuspicionKind.TWO_PLACES, None, one.moment, 1, evidence)


def _constant_interval(sightings: list[Sighting], signs: Signs) -> Iterator[Suspicion]:
    ordered = sorted(sightings, key=lambda sighting: (sighting.device, sighting.moment, sighting.person))
    for device, own in groupby(ordered, key=lambda sighting: sighting.device):
        for run in _runs(list(own)):
            people = len({sighting.person for sighting in run})
            if people > signs.equal_intervals:
                seconds = run[1].moment - run[0].moment
                evidence: dict[str, JsonValue] = {"seconds": seconds, "from": _iso(run[0].moment), "records": len(run)}
                yield _suspicion(SuspicionKind.CONSTANT_INTERVAL, device, run[0].moment, people, evidence)


def _runs(own: list[Sighting]) -> Iterator[list[Sighting]]:
    """The longest stretches with one pause, of at least a second, throughout."""
    run = own[:1]
    for one, next_one in pairwise(own):
        pause = next_one.moment - one.moment
        if len(run) > 1 and pause != run[1].moment - run[0].moment:
            yield run
            run = [one]
        if pause:
            run.append(next_one)
        else:
            yield run
            run = [next_one]
    yield run


def _at_once(course: Course, sightings: list[Sighting], signs: Signs) -> Iterator[Suspicion]:
    windows = Windows(course.timetable, course.window_minutes)
    first: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for sighting in sightings:
        for session in windows.sessions_at(sighting.moment):
            first[session].setdefault(sighting.person, sighting.moment)
    for session_row in course.timetable:
        moments = first[session_row.id].values()
        start = starts(session_row)
        if len(moments) < signs.at_once_people or not start <= min(moments) <= max(moments):
            continue
        if max(moments) - start <= signs.at_once_seconds:
            evidence: dict[str, JsonValue] = {"from": _iso(min(moments)), "to": _iso(max(moments))}
            yield _suspicion(SuspicionKind.AT_ONCE, None, start, len(moments), evidence, session_row.id)


def _shared(course: Course, sightings: list[Sighting], used_by: Mapping[str, frozenset[str]]) -> Iterator[Suspicion]:
    days: defaultdict[str, set[datetime.date]] = defaultdict(set)
    for sighting in sightings:
        days[sighting.device].add(day_of(sighting.moment))
    for device, used_on in days.items():
        registered = {row.institution for row in course.devices if _held(row, device, used_on)} - {course.institution}
        used = used_by.get(device, frozenset()) - {course.institution}
        if registered or used:
            evidence: dict[str, JsonValue] = {"registered_to": _listed(registered), "used_by": _listed(used)}
            yield Suspicion(kind=SuspicionKind.SHARED_DEVICE, device=device, count=len(used_on), evidence=evidence)


def _held(row: Device, device: str, days: set[datetime.date]) -> bool:
    return row.number == device and any(in_force(day, row.valid_from, row.valid_to) for day in days)


def _clock_drift(course: Course, sightings: list[Sighting]) -> Iterator[Suspicion]:
    windows = Windows(course.timetable, course.window_minutes)
    own = (sighting for sighting in sightings if sighting.registered)
    for device, drift in drifts(own, windows, course.signs).items():
        evidence: dict[str, JsonValue] = {"seconds_from_start": drift.offset, "records": drift.records}
        yield Suspicion(kind=SuspicionKind.CLOCK_DRIFT, device=device, count=drift.records, evidence=evidence)


def _suspicion(
    kind: SuspicionKind,
    device: str | None,
    moment: int,
    count: int,
    evidence: dict[str, JsonValue],
    session: str | None = None,
) -> Suspicion:
    return Suspicion(kind=kind, device=device, session=session, day=day_of(moment), count=count, evidence=evidence)


def _listed(names: Iterable[str]) -> list[JsonValue]:
    return [*sorted(names)]


def _iso(moment: int) -> str:
    return datetime.datetime.fromtimestamp(moment, SHANGHAI).isoformat()
