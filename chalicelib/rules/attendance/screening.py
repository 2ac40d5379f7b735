"""Every record of every log, each once, and why it cannot count; what is left are sightings of people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from chalicelib.domain.attendance import EXAMPLES, Example, Outcome, Tally, UploadedLog
from chalicelib.domain.checkin import Mark, Method, midnight
from chalicelib.domain.dates import SHANGHAI, in_force, shanghai
from chalicelib.domain.personal import scrub
from chalicelib.domain.registry import Device, DeviceKind
from chalicelib.rules.attendance.course import Course
from chalicelib.rules.attendance.people import People


class Sighting(NamedTuple):
    """A passed face of a person of the roster, in no way from the future."""

    moment: int
    device: str
    person: str
    upload: str
    registered: bool


class Tallies:
    """Counts records by upload and class, and keeps the earliest of each as examples."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, Outcome], int] = defaultdict(int)
        self._examples: dict[tuple[str, Outcome], list[tuple[int, str, str]]] = {}

    def add(self, upload: str, outcome: Outcome, device: str, who: str | None, moments: Sequence[int]) -> None:
        """`moments` ascending."""
        if not moments:
            return
        self._counts[upload, outcome] += len(moments)
        earliest = [(moment, device, who or "") for moment in moments[:EXAMPLES]]
        self._examples[upload, outcome] = sorted([*self._examples.get((upload, outcome), []), *earliest])[:EXAMPLES]

    def all(self) -> tuple[Tally, ...]:
        places = list(Outcome)
        keys = sorted(self._counts, key=lambda key: (key[0], places.index(key[1])))
        return tuple(
            Tally(upload=key[0], outcome=key[1], count=self._counts[key], examples=self._shown(key)) for key in keys
        )

    def _shown(self, key: tuple[str, Outcome]) -> tuple[Example, ...]:
        return tuple(
            Example(device=device, who=scrub(who) or None, at=datetime.fromtimestamp(moment, SHANGHAI))
            for moment, device, who in self._examples[key]
        )


class Screened(NamedTuple):
    """`sightings` ascending; `days` are those of which there is any record."""

    tallies: Tallies
    sightings: list[Sighting]
    days: frozenset[date]


def screen(course: Course, logs: Iterable[UploadedLog]) -> Screened:
    """The logs in the order their uploads arrived, whatever order they are given in.

    So a record sent twice is judged by its first arrival: one that came before its time stays from the future.
    """
    ordered = sorted(logs, key=lambda uploaded: (uploaded.arrived, uploaded.upload, uploaded.log.day))
    people, devices, tallies = People(course.trainees), _Devices(course), Tallies()
    repeats = _Repeats(ordered)
    sightings: list[Sighting] = []
    for uploaded in ordered:
        day = uploaded.log.day
        for mark, seconds in sorted(uploaded.log.marks.items(), key=lambda entry: tuple(p or "" for p in entry[0])):
            person = people.who(mark)
            again, fresh = repeats.apart(day, mark, person, seconds)
            tallies.add(uploaded.upload, Outcome.DUPLICATE, mark.device, _shown(mark, person), again)
            registered = devices.registered(mark.device, day)
            sightings += _sightings(course, tallies, uploaded, mark, person, registered, fresh)
    days = frozenset(uploaded.log.day for uploaded in ordered if len(uploaded.log))
    return Screened(tallies, sorted(sightings), days)


class _Repeats:
    """Tells records that an earlier log held from new ones.

    Strangers of a day with a single log cannot repeat, and are not remembered: a log may hold a whole institution.
    """

    def __init__(self, logs: Iterable[UploadedLog]) -> None:
        self._logs = Counter(uploaded.log.day for uploaded in logs)
        self._seen: defaultdict[tuple[date, str, str | None, Method], set[int]] = defaultdict(set)

    def apart(self, day: date, mark: Mark, person: str | None, seconds: Sequence[int]) -> tuple[list[int], list[int]]:
        """The repeated moments and the new ones. A person's two numbers, hash and 设备工号, are one."""
        start = midnight(day)
        if person is None and self._logs[day] == 1:
            return [], [start + second for second in seconds]
        seen = self._seen[day, mark.device, _shown(mark, person), mark.method]
        again = [start + second for second in seconds if second in seen]
        fresh = [start + second for second in seconds if second not in seen]
        seen.update(seconds)
        return again, fresh


def _sightings(
    course: Course,
    tallies: Tallies,
    uploaded: UploadedLog,
    mark: Mark,
    person: str | None,
    registered: bool,
    moments: list[int],
) -> Iterator[Sighting]:
    latest = shanghai(uploaded.arrived).timestamp() + course.signs.clock_ahead_seconds
    past = [moment for moment in moments if moment <= latest]
    who = _shown(mark, person)
    tallies.add(uploaded.upload, Outcome.FUTURE, mark.device, who, moments[len(past) :])
    if outcome := _outcome(mark, person, registered):
        tallies.add(uploaded.upload, outcome, mark.device, who, past)
    if person is not None and mark.method is Method.FACE:
        for moment in past:
            yield Sighting(moment, mark.device, person, uploaded.upload, registered)


def _outcome(mark: Mark, person: str | None, registered: bool) -> Outcome | None:
    if mark.method is Method.FAILED:
        return Outcome.FAILED
    if mark.method is not Method.FACE:
        return Outcome.OTHER_METHOD
    if not registered:
        return Outcome.UNREGISTERED_DEVICE
    return Outcome.UNKNOWN_PERSON if person is None else None


def _shown(mark: Mark, person: str | None) -> str | None:
    return person or mark.person or mark.number


class _Devices:
    """The face devices registered to the institution."""

    def __init__(self, course: Course) -> None:
        self._rows: defaultdict[str, list[Device]] = defaultdict(list)
        for row in course.devices:
            if row.institution == course.institution and row.kind is DeviceKind.FACE:
                self._rows[row.number].append(row)

    def registered(self, number: str, day: date) -> bool:
        return any(in_force(day, row.valid_from, row.valid_to) for row in self._rows.get(number, ()))
