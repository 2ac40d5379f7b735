"""Sums over the timetable (课程表)."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from chalicelib.domain.training_class import Session, Teaching


def taught(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """The sessions that make up the course: a make-up session repeats hours that are already counted."""
    return tuple(session for session in sessions if session.makes_up is None)


def hours(sessions: Iterable[Session], teaching: Teaching | None = None) -> Decimal:
    """Class hours (课时) of all sessions, or of those taught one way."""
    return sum((s.hours for s in sessions if teaching is None or s.teaching is teaching), Decimal(0))


def without(sessions: Iterable[Session], ids: Collection[str]) -> tuple[Session, ...]:
    """The sessions whose id is not among `ids`."""
    return tuple(session for session in sessions if session.id not in ids)


def online(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sessions taught online, by id; make-up sessions too, for they use the platform as well."""
    return tuple(sorted((s for s in sessions if s.teaching is Teaching.ONLINE), key=lambda s: (s.id, s.row)))
