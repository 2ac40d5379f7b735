"""How far a class is on its course: approved, opened, taught."""

import datetime
from collections.abc import Iterator

from chalicelib.domain.decision import Action, Decision
from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.training_class import Session
from chalicelib.rules.needs import opening_of
from chalicelib.rules.timetable import taught

ONE_DAY = datetime.timedelta(days=1)


def decided(facts: ClassFacts, action: Action, as_of: datetime.date) -> tuple[Decision, ...]:
    """The decisions of a kind that are in effect on the day, in order."""
    return tuple(
        sorted(
            (each for each in facts.decisions if each.action is action and each.date <= as_of),
            key=lambda each: each.order,
        )
    )


def opened(facts: ClassFacts, as_of: datetime.date) -> bool:
    """Whether the class was approved, and has what a course needs: an opening and a timetable.

    From then on it is judged on its course as well.
    """
    return bool(decided(facts, Action.APPROVE, as_of)) and opening_day(facts) is not None


def sessions(facts: ClassFacts) -> tuple[Session, ...]:
    """The whole timetable, make-up sessions too, in order of time."""
    timetable = facts.application.timetable if facts.application else ()
    return tuple(sorted(timetable, key=lambda session: (session.date, session.starts, session.id)))


def opening_day(facts: ClassFacts) -> datetime.date | None:
    """开班当日: 拟开班时间 where the timetable has a session that day, else the day of its first session.

    None without an opening or a timetable.
    """
    planned = opening_of(facts)
    days = {session.date for session in taught(sessions(facts))}
    if planned is None or not days:
        return None
    return planned if planned in days else min(days)


def has_begun(facts: ClassFacts, as_of: datetime.date) -> bool:
    """Whether the day of the first session has come."""
    return any(session.date <= as_of for session in sessions(facts))


def is_taught(facts: ClassFacts, as_of: datetime.date) -> bool:
    """Whether the day of the last session, make-up sessions too, is over."""
    timetable = sessions(facts)
    return bool(timetable) and timetable[-1].date < as_of


def next_day(facts: ClassFacts, as_of: datetime.date) -> datetime.date | None:
    """The next day on which a running class may be another stage on, or attendance says something else."""
    return min((day for day in _days(facts) if day > as_of), default=None)


def _days(facts: ClassFacts) -> Iterator[datetime.date]:
    opening = opening_day(facts)
    if opening:
        yield opening + ONE_DAY
    for session in sessions(facts):
        yield session.date
        yield session.date + ONE_DAY
