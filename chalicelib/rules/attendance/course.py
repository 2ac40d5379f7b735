"""What attendance is judged on besides the logs."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.registry import Device, Maintenance
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Session


@dataclass(frozen=True)
class Signs:
    """From when on something about a log is suspicious. The policy has the figures, all of them local."""

    clock_ahead_seconds: int
    """By so much a device's clock may run ahead of the bucket's before its records count as from the future."""
    same_second_people: int
    """People a device passes in one second; verifying a face alone takes about one."""
    two_places_seconds: int
    equal_intervals: int
    """Equal pauses in a row, between more people than that; a queue gives three or four by chance."""
    at_once_seconds: int
    at_once_people: int
    drift_records: int
    """First records of a person and day outside every window, before a clock is suspected."""
    drift_seconds: int
    """Around the median, in which people come."""
    drift_share: Decimal
    """Of those first records, how many must lie so."""


@dataclass(frozen=True)
class Course:
    """A class as taught. `devices` may hold rows of any institution, kind and period: they are sorted out here."""

    institution: str
    trainees: tuple[Trainee, ...]
    timetable: tuple[Session, ...]
    devices: tuple[Device, ...]
    window_minutes: int
    """A session's window opens so long before its start (`course.checkin_opens_minutes`)."""
    signs: Signs
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
