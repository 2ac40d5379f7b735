"""What the API answers about attendance. Class hours are exact decimals, as text; shares are rounded for display."""

import datetime

from chalicelib.api.answers import Listed, Moment
from chalicelib.domain.attendance import Reason
from chalicelib.domain.model import Model
from chalicelib.domain.training_class import Teaching


class CellAnswer(Model):
    """One person in one session: the class hours that count, and why. `at` and `device` are the first that counts."""

    hours: str
    reason: Reason
    at: Moment | None
    device: str | None
    made_up_in: tuple[str, ...]


class AttendeeAnswer(Model):
    """A person of the roster; `cells` by session. `on_opening_day` is null while there is no record of that day."""

    id: str
    row: int
    name: str
    identity_masked: str
    attended: str
    recognised: str
    rate: float | None
    on_opening_day: bool | None
    cells: dict[str, CellAnswer]


class AttendedSession(Model):
    """A session of the timetable; `attended` counts those whom a recording in a maintenance window stands for too."""

    id: str
    date: datetime.date
    starts: str
    ends: str
    hours: str
    teaching: Teaching
    makes_up: str | None
    checked_in: int
    attended: int


class OpeningDayAnswer(Model):
    """开班当日: how many were there; `recorded` false means that nothing is known."""

    date: datetime.date
    recorded: bool
    present: int
    excused: int


class AttendanceAnswer(Listed[AttendeeAnswer]):
    """Attendance, person by person. `average` is 平均出勤人数. `as_of` is null before there is anything to tell."""

    as_of: datetime.date | None
    sessions: tuple[AttendedSession, ...]
    opening_day: OpeningDayAnswer | None
    average: float | None
