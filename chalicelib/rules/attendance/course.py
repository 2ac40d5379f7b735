"""What attendance is judged on besides the logs."""

import datetime
from dataclasses import dataclass

from chalicelib.domain.registry import Device, Maintenance
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Session

CLOCK_TOLERANCE = 300
"""Seconds by which a device's clock may run ahead of the bucket's before its records count as from the future."""


@dataclass(frozen=True)
class Course:
    """A class as taught. `devices` may hold rows of any institution, kind and period: they are sorted out here."""

    institution: str
    trainees: tuple[Trainee, ...]
    timetable: tuple[Session, ...]
    devices: tuple[Device, ...]
    window_minutes: int
    """A session's window opens so long before its start (`course.checkin_opens_minutes`)."""
    opening: datetime.date | None = None
    maintenance: tuple[Maintenance, ...] = ()
    self_recorded: frozenset[str] = frozenset()
    """Sessions with a self-made recording that was accepted."""
    make_ups: frozenset[str] = frozenset()
    """Make-up sessions that count: fully recorded, and before the assessment."""
    unrecognised: frozenset[str] = frozenset()
    """Sessions whose hours are not recognised (INS-07, INS-08)."""

    @property
    def ordinary(self) -> tuple[Session, ...]:
        """The timetable without make-up sessions."""
        return tuple(session for session in self.timetable if session.makes_up is None)
