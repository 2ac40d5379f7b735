"""All rules over all facts of one class: `judge`, pure and total."""

import datetime
import logging
from collections.abc import Iterable

from chalicelib.domain.attendance import Attendance
from chalicelib.domain.facts import ClassFacts, Rectification
from chalicelib.domain.finding import Finding, FindingStatus, Standing, SubjectType, Verdict
from chalicelib.domain.footage import Seen
from chalicelib.policy import Policy, PolicyError
from chalicelib.rules import (
    assessment,
    checkins,
    enrolment,
    filming,
    inspection,
    institution,
    opening,
    satisfaction,
    showing,
    stages,
    trainee,
)
from chalicelib.rules.carry_out import Case, in_order, of_class, of_course, of_people
from chalicelib.rules.directory import next_blacklisting
from chalicelib.rules.evidence import tells
from chalicelib.rules.headcount import Headcount, headcount, standings
from chalicelib.rules.needs import opening_of
from chalicelib.rules.recordings import seen
from chalicelib.rules.ruling import Ruling
from chalicelib.rules.status import cancelled_on, status

FAMILIES = (
    institution,
    opening,
    trainee,
    enrolment,
    checkins,
    filming,
    showing,
    satisfaction,
    inspection,
    assessment,
)
"""Importing them binds their rules."""
ENROLMENT = "OPN-09"
"""Decided before the other rules on the class: they count the people who were there."""

logger = logging.getLogger(__name__)


def judge(facts: ClassFacts, policy: Policy, as_of: datetime.date, *, release: str = "") -> Verdict:
    """The verdict on a class as of a day: equal facts and policy give an equal one, in whatever order they arrived.

    People first, for the class is judged on those who count: once it has opened, on those who were there on the
    opening day. Never raises: a rule that cannot be carried out is a finding that is undetermined. A class without
    subsidy is not what the policy speaks of and has no findings.
    """
    case, people = Case(facts, policy, as_of), _people(facts)
    findings: list[Finding] = []
    failures: tuple[Rectification, ...] = ()
    enrolled = dict.fromkeys(people, Standing.ELIGIBLE)
    if not (facts.application and facts.application.application.subsidised is False):
        course = case.course_rules() if stages.opened(facts, as_of) else ()
        findings = of_people(case)
        findings += of_course(case, headcount(()), [each for each in course if each == ENROLMENT])
        enrolled = standings(people, findings)
        findings += of_class(case, headcount(enrolled.values()))
        findings += of_course(case, headcount(enrolled.values()), [each for each in course if each != ENROLMENT])
        failures = _failures(case, headcount(enrolled.values())) if course else ()
    found = in_order(findings)
    return Verdict(
        class_id=facts.class_id,
        status=status(facts, found, as_of),
        findings=found,
        standings=standings(people, found),
        enrolled=sum(standing is not Standing.EXCLUDED for standing in enrolled.values()),
        absent=_absent(found),
        attendance=_attendance(case),
        recordings=_recordings(case),
        cancelled_on=cancelled_on(facts, found, as_of),
        rectifications=failures,
        policy=policy.version,
        registry={str(table): version for table, version in sorted(facts.registry.versions.items())},
        release=release,
        as_of=as_of,
        look_again=_look_again(facts, found, as_of),
    )


def _failures(case: Case, enrolled: Headcount) -> tuple[Rectification, ...]:
    """None where the policy lacks a figure: PRC-08 is then undetermined."""
    try:
        ruling = Ruling(case.facts, case.policy, case.policy.rule("PRC-08"), case.as_of, enrolled)
        return satisfaction.rectifications(ruling)
    except PolicyError:
        return ()


def _people(facts: ClassFacts) -> list[str]:
    return sorted({line.person for line in facts.roster.trainees}) if facts.roster else []


def _absent(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Who was not there on the opening day."""
    found = (each for each in findings if each.rule == ENROLMENT and each.status is FindingStatus.VIOLATED)
    return tuple(sorted({each.subject.id for each in found if each.subject.type is SubjectType.TRAINEE}))


def _attendance(case: Case) -> Attendance | None:
    """What cannot be derived is not shown; the rules that rest on it say so."""
    if not tells(case.facts, case.as_of):
        return None
    try:
        return case.evidence.attendance
    except Exception as error:
        logger.error("attendance of class %s was not derived: %s", case.facts.class_id, type(error).__name__)
        return None


def _recordings(case: Case) -> dict[str, Seen]:
    """As with the attendance."""
    facts = case.facts
    if not facts.recordings or opening_of(facts) is None:
        return {}
    try:
        return seen(Ruling(facts, case.policy, case.policy.rule("PRC-02"), case.as_of))
    except PolicyError as error:
        logger.error("recordings of class %s were not looked at: %s", facts.class_id, type(error).__name__)
        return {}


def _look_again(facts: ClassFacts, findings: Iterable[Finding], as_of: datetime.date) -> datetime.date | None:
    days = [next_blacklisting(facts, as_of), filming.next_deadline(findings, as_of)]
    if tells(facts, as_of) or stages.opened(facts, as_of):
        days.append(stages.next_day(facts, as_of))
    return min((day for day in days if day), default=None)
