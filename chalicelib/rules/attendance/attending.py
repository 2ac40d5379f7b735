"""Who attended what. The same logs give the same answer in whatever order, pieces or repeats they come."""

import datetime
from collections.abc import Iterable, Mapping
from fractions import Fraction

from chalicelib.domain.attendance import Attendance, Cell, OpeningDay, Outcome, Reason, UploadedLog
from chalicelib.domain.checkin import day_of
from chalicelib.rules.attendance.course import Course
from chalicelib.rules.attendance.drift import drifts
from chalicelib.rules.attendance.matrix import Matrix, Presence, excused_sessions
from chalicelib.rules.attendance.screening import Screened, Sighting, screen
from chalicelib.rules.attendance.windows import Windows


def attend(course: Course, logs: Iterable[UploadedLog], as_of: datetime.date) -> Attendance:
    """The attendance of a class as of a day, from the logs of all its uploads.

    A check-in counts only from a face device registered to the institution on that day, by a passed face, for a
    person of the roster, inside the window of a session — of each session whose window holds it (PRC-01, clause
    二(四)2). Every other record is in `tallies`. A log that a reviewer withdrew is not to be given.
    """
    screened = screen(course, logs)
    windows = Windows(course.timetable, course.window_minutes)
    accepted = _accepted(course, screened, windows)
    presences = _presences(accepted, windows)
    matrix = Matrix(course, presences, screened.days, as_of)
    rows = {person: matrix.row(person) for person in sorted({trainee.person for trainee in course.trainees})}
    attended = _count(course, rows, {Reason.CHECKED_IN, Reason.MAINTENANCE})
    return Attendance(
        matrix=rows,
        shares={person: matrix.share(row) for person, row in rows.items()},
        checked_in=_count(course, rows, {Reason.CHECKED_IN}),
        attended=attended,
        opening_day=_opening_day(course, screened, accepted),
        tallies=screened.tallies.all(),
        average=_average(course, attended, as_of),
    )


def _accepted(course: Course, screened: Screened, windows: Windows) -> list[Sighting]:
    """The sightings that count; all of them are tallied."""
    candidates = [sighting for sighting in screened.sightings if sighting.registered]
    drift = drifts(candidates, windows, course.signs)
    accepted = []
    for sighting in candidates:
        outcome = Outcome.ACCEPTED
        if not windows.sessions_at(sighting.moment):
            suspect = drift.get(sighting.device)
            by_clock = suspect and suspect.explains(windows.from_nearest_start(sighting.moment))
            outcome = Outcome.CLOCK_DRIFT if by_clock else Outcome.OUTSIDE
        else:
            accepted.append(sighting)
        screened.tallies.add(sighting.upload, outcome, sighting.device, sighting.person, [sighting.moment])
    return accepted


def _presences(accepted: list[Sighting], windows: Windows) -> dict[tuple[str, str], Presence]:
    """The first of each person and session; `accepted` is ascending."""
    first: dict[tuple[str, str], Presence] = {}
    for sighting in accepted:
        for session in windows.sessions_at(sighting.moment):
            first.setdefault((sighting.person, session), Presence(sighting.moment, sighting.device))
    return first


def _count(course: Course, rows: Mapping[str, Mapping[str, Cell]], reasons: set[Reason]) -> dict[str, int]:
    return {session.id: sum(row[session.id].reason in reasons for row in rows.values()) for session in course.timetable}


def _opening_day(course: Course, screened: Screened, accepted: list[Sighting]) -> OpeningDay | None:
    if course.opening is None:
        return None
    present = frozenset(sighting.person for sighting in accepted if day_of(sighting.moment) == course.opening)
    excused = excused_sessions(course)
    stands_in = any(session.date == course.opening and session.id in excused for session in course.timetable)
    absent = frozenset(trainee.person for trainee in course.trainees) - present
    return OpeningDay(
        date=course.opening,
        recorded=course.opening in screened.days,
        present=present,
        excused=absent if stands_in else frozenset(),
    )


def _average(course: Course, attended: Mapping[str, int], as_of: datetime.date) -> Fraction | None:
    held = [session for session in course.ordinary if session.date <= as_of]
    return Fraction(sum(attended[session.id] for session in held), len(held)) if held else None
