"""The matrix: each person in each session, with the hours that count and the reason."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from chalicelib.domain.attendance import Cell, Reason, Share
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.training_class import Session
from chalicelib.rules.attendance.course import Course
from chalicelib.rules.attendance.windows import ends, in_maintenance, starts

_NONE = Decimal(0)


class Presence(NamedTuple):
    """The first accepted check-in of a person in a session."""

    moment: int
    device: str


Presences = Mapping[tuple[str, str], Presence]
"""(person, session) → presence."""


def excused_sessions(course: Course) -> frozenset[str]:
    """Sessions where an accepted self-made recording stands for missing check-ins (PRC-07).

    Never a make-up session: not everyone is due there, so that a recording cannot stand for one person's check-in.
    """
    return frozenset(
        session.id
        for session in course.ordinary
        if session.id in course.self_recorded and in_maintenance(session, course.maintenance)
    )


class Matrix:
    """The cells of a class. `days` are those of which there is any record."""

    def __init__(
        self, course: Course, presences: Presences, days: frozenset[datetime.date], as_of: datetime.date
    ) -> None:
        self._course, self._presences, self._days, self._as_of = course, presences, days, as_of
        self._excused = excused_sessions(course)
        self._make_ups = {session.id: _make_ups(course, session) for session in course.ordinary}

    def row(self, person: str) -> dict[str, Cell]:
        """A person's cells, in the timetable's order."""
        return {session.id: self._cell(person, session) for session in self._course.timetable}

    def share(self, row: Mapping[str, Cell]) -> Share:
        """The rate of a person with these cells (PRC-06)."""
        recognised = sum((self._hours(session) for session in self._course.ordinary), _NONE)
        return Share(attended=sum((cell.hours for cell in row.values()), _NONE), recognised=recognised)

    def _cell(self, person: str, session: Session) -> Cell:
        hours = self._hours(session)
        if presence := self._presences.get((person, session.id)):
            at = datetime.datetime.fromtimestamp(presence.moment, SHANGHAI)
            return Cell(hours=hours, reason=Reason.CHECKED_IN, at=at, device=presence.device)
        if session.id in self._excused:
            return Cell(hours=hours, reason=Reason.MAINTENANCE)
        return self._made_up(person, session) or Cell(hours=_NONE, reason=self._missing(session))

    def _made_up(self, person: str, session: Session) -> Cell | None:
        """Hours of its make-up sessions that the person attended, up to the hours missed (PRC-06)."""
        missed = self._hours(session)
        hours, used = _NONE, []
        for make_up in self._make_ups.get(session.id, ()):
            if hours < missed and (person, make_up.id) in self._presences:
                hours = min(hours + make_up.hours, missed)
                used.append(make_up.id)
        return Cell(hours=hours, reason=Reason.MADE_UP, made_up_in=tuple(used)) if used else None

    def _missing(self, session: Session) -> Reason:
        if session.date > self._as_of:
            return Reason.NOT_YET
        return Reason.ABSENT if session.date in self._days else Reason.NO_RECORD

    def _hours(self, session: Session) -> Decimal:
        recognised = session.makes_up is None and session.id not in self._course.unrecognised
        return session.hours if recognised else _NONE


def _make_ups(course: Course, missed: Session) -> tuple[Session, ...]:
    """The sessions that make up for one, earliest first: linked to it, counting, and held after it."""
    linked = (
        session
        for session in course.timetable
        if session.makes_up == missed.id and session.id in course.make_ups and starts(session) >= ends(missed)
    )
    return tuple(sorted(linked, key=lambda session: (starts(session), session.id)))
