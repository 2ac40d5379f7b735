"""What a class's logs and recordings amount to, derived once a judging for all rules that rest on it."""

import datetime
from dataclasses import dataclass

from chalicelib.domain.attendance import Attendance, Suspicion
from chalicelib.domain.facts import ClassFacts
from chalicelib.rules import filming, online, stages
from chalicelib.rules.attendance import Course, Signs, attend, suspicions
from chalicelib.rules.needs import lacking
from chalicelib.rules.ruling import Ruling


@dataclass(frozen=True)
class Evidence:
    """Attendance, and what about the logs a person should look at."""

    attendance: Attendance
    suspicions: tuple[Suspicion, ...]
    recorded: frozenset[str]
    """Sessions that the recordings that count prove."""


def tells(facts: ClassFacts, as_of: datetime.date) -> bool:
    """Whether there is anything to derive: a class with its timetable and people that has check-ins, or has opened."""
    complete = stages.opening_day(facts) is not None and not lacking(facts, ["roster"])
    return complete and (bool(facts.logs) or stages.opened(facts, as_of))


def derive(r: Ruling) -> Evidence:
    """Raises PolicyError where a figure is not in force."""
    course = course_of(r)
    logs = r.facts.logs
    return Evidence(attend(course, logs, r.as_of), suspicions(course, logs), course.self_recorded)


def course_of(r: Ruling) -> Course:
    """The class as taught, with the figures of its opening date."""
    recorded = filming.recorded_sessions(r)
    make_ups = (s.id for s in r.sessions if s.makes_up and s.id in recorded and _before_assessment(r, s.date))
    return Course(
        institution=r.facts.institution,
        trainees=r.trainees,
        timetable=stages.sessions(r.facts),
        devices=r.facts.registry.devices,
        window_minutes=r.integer("course.checkin_opens_minutes"),
        signs=_signs(r),
        opening=stages.opening_day(r.facts),
        maintenance=r.facts.registry.maintenance,
        self_recorded=recorded,
        make_ups=frozenset(make_ups),
        unrecognised=online.unrecognised(r),
    )


def _before_assessment(r: Ruling, day: datetime.date) -> bool:
    """结业考核前: on an earlier day than anybody's assessment."""
    assessed = r.facts.assessment.assessments if r.facts.assessment else ()
    return all(day < each.date for each in assessed)


def _signs(r: Ruling) -> Signs:
    return Signs(
        clock_ahead_seconds=r.integer("course.clock_ahead_seconds"),
        same_second_people=r.integer("course.same_second_people"),
        two_places_seconds=r.integer("course.two_places_seconds"),
        equal_intervals=r.integer("course.equal_intervals"),
        at_once_seconds=r.integer("course.at_once_seconds"),
        at_once_people=r.integer("course.at_once_people"),
        drift_records=r.integer("course.drift_records"),
        drift_seconds=r.integer("course.drift_seconds"),
        drift_share=r.number("course.drift_share"),
    )
