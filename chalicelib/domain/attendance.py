"""What check-ins amount to: who attended which session, which records did not count and why, what looks suspicious."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pydantic import JsonValue

from chalicelib.domain.checkin import DayLog
from chalicelib.domain.model import Model


@dataclass(frozen=True, slots=True)
class UploadedLog:
    """One day of one upload's check-ins for the class. `arrived` is when the bucket took the upload."""

    upload: str
    arrived: datetime.datetime
    log: DayLog


class Outcome(StrEnum):
    """What becomes of a record; only ACCEPTED counts (PRC-01).

    Each record has the first that applies, in this order.
    """

    DUPLICATE = "duplicate"
    """The same record stands in an upload that arrived earlier."""
    FUTURE = "future"
    """Its time lies after the arrival of its upload."""
    FAILED = "failed"
    """The device refused the face."""
    OTHER_METHOD = "other_method"
    UNREGISTERED_DEVICE = "unregistered_device"
    """No face device registered to this institution on that day."""
    UNKNOWN_PERSON = "unknown_person"
    """Not on the roster, or a 设备工号 that several people of the roster share."""
    CLOCK_DRIFT = "clock_drift"
    """Outside every window, and its device's records all are by about the same time."""
    OUTSIDE = "outside"
    """Outside every session's window."""
    ACCEPTED = "accepted"


class Example(Model):
    """A record as evidence. `who` is a keyed hash, or a 设备工号 with what looks like a personal number masked."""

    device: str
    who: str | None
    at: datetime.datetime


class Tally(Model):
    """The records of one upload that had one outcome; at most `EXAMPLES` of them, the earliest."""

    upload: str
    outcome: Outcome
    count: int
    examples: tuple[Example, ...]


EXAMPLES = 5


class Reason(StrEnum):
    """Why a cell of the matrix has its hours."""

    CHECKED_IN = "checked_in"
    MAINTENANCE = "maintenance"
    """No check-in, and none needed: an accepted self-made recording of a session in a maintenance window (PRC-07)."""
    MADE_UP = "made_up"
    """Absent, but present in make-up sessions that count (PRC-06)."""
    ABSENT = "absent"
    NO_RECORD = "no_record"
    """No check-in log covers the day: unknown rather than absent."""
    NOT_YET = "not_yet"
    """The session's day is still to come."""


class Cell(Model):
    """One person in one session. `hours` are class hours that count for the person's rate.

    In a make-up session they are always 0: what it makes up for stands in the cell of the session missed.
    """

    hours: Decimal
    reason: Reason
    at: datetime.datetime | None = None
    """The first accepted check-in."""
    device: str | None = None
    made_up_in: tuple[str, ...] = ()
    """The make-up sessions whose hours were used, in their order."""


class Share(Model):
    """A person's attendance rate: class hours attended of the class's recognised ones (PRC-06)."""

    attended: Decimal
    recognised: Decimal

    @property
    def rate(self) -> Fraction | None:
        """Exact, 0 to 1; None where no hour of the class is recognised."""
        return Fraction(self.attended) / Fraction(self.recognised) if self.recognised else None


class OpeningDay(Model):
    """Who was there on the opening day (OPN-09).

    `recorded` says whether the class has any check-in record of that day, counted or not: without one nothing is
    known. `excused` are people without a check-in whom an accepted recording in a maintenance window stands for.
    """

    date: datetime.date
    recorded: bool
    present: frozenset[str]
    excused: frozenset[str]


class Attendance(Model):
    """All of it. People by keyed hash, sessions by 课次编号."""

    matrix: dict[str, dict[str, Cell]]
    """Person → session → cell; every person of the roster, every session of the timetable."""
    shares: dict[str, Share]
    checked_in: dict[str, int]
    """Session → people with an accepted check-in in it."""
    attended: dict[str, int]
    """Session → people checked in or excused by maintenance."""
    opening_day: OpeningDay | None
    tallies: tuple[Tally, ...]
    """By upload, then outcome; one without records is left out."""
    average: Fraction | None
    """Average attendance (PRC-11): people attended in the sessions held so far, make-up sessions aside, ÷ sessions."""


class SuspicionKind(StrEnum):
    """What about a whole log a person should look at."""

    SAME_SECOND = "same_second"
    """Many people on one device in one second."""
    TWO_PLACES = "two_places"
    """One person on two devices within a short time."""
    CONSTANT_INTERVAL = "constant_interval"
    """Person after person with the same pause between them."""
    AT_ONCE = "at_once"
    """Everyone within seconds after the session began."""
    SHARED_DEVICE = "shared_device"
    """A device that another institution has registered, or used, too."""
    CLOCK_DRIFT = "clock_drift"
    """A device's records miss the windows by about the same time."""


class Suspicion(Model):
    """A warning, never a verdict. `evidence` is JSON: numbers, times as ISO 8601, keyed hashes."""

    kind: SuspicionKind
    device: str | None
    session: str | None = None
    day: datetime.date | None = None
    count: int
    """People (SAME_SECOND, CONSTANT_INTERVAL, AT_ONCE), days or records; the kind's own evidence says which."""
    evidence: dict[str, JsonValue]
