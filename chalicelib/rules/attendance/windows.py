"""When a check-in counts for a session (PRC-01), and when none is needed (PRC-07)."""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from chalicelib.domain.checkin import day_of, midnight
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.registry import Maintenance
from chalicelib.domain.training_class import Session


def starts(session: Session) -> int:
    """Seconds since 1970 at which a session begins."""
    return midnight(session.date) + _seconds(session.starts)


def ends(session: Session) -> int:
    """Seconds since 1970 at which a session ends."""
    return midnight(session.date) + _seconds(session.ends)


class Windows:
    """The windows of a timetable: from `minutes` before a session's start to its end, both inclusive.

    Windows overlap where one session follows another within `minutes`; a check-in in the overlap is in the window of
    both, and so counts for both.
    """

    def __init__(self, timetable: Iterable[Session], minutes: int) -> None:
        self._by_day: defaultdict[datetime.date, list[tuple[int, int, str]]] = defaultdict(list)
        sessions = tuple(timetable)
        for session in sessions:
            opens, closes = starts(session) - 60 * minutes, ends(session)
            for day in {day_of(opens), day_of(closes)}:
                self._by_day[day].append((opens, closes, session.id))
        self._starts = sorted(map(starts, sessions))

    def sessions_at(self, moment: int) -> list[str]:
        """The sessions whose window holds the moment."""
        windows = self._by_day.get(day_of(moment), ())
        return [session for opens, closes, session in windows if opens <= moment <= closes]

    def from_nearest_start(self, moment: int) -> int | None:
        """Seconds from the nearest session's start to the moment (negative before it); None without sessions."""
        place = bisect_left(self._starts, moment)
        near = self._starts[max(place - 1, 0) : place + 1]
        return min((moment - start for start in near), key=abs, default=None)


def in_maintenance(session: Session, windows: Iterable[Maintenance]) -> bool:
    """Whether the system was in maintenance when a session began: that is when people check in.

    Maintenance that begins later leaves the whole time before the start, so that a missing check-in stays missing.
    """
    start = datetime.datetime.combine(session.date, session.starts, SHANGHAI)
    return any(window.starts <= start <= window.ends for window in windows)


def _seconds(time: datetime.time) -> int:
    return time.hour * 3_600 + time.minute * 60 + time.second
