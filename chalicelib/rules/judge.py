"""All rules over all facts of one class: `judge`, pure and total."""

import datetime
import logging
from collections.abc import Iterable

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import Finding, Standing, Verdict
from chalicelib.domain.footage import Seen
from chalicelib.policy import Policy, PolicyError
from chalicelib.rules import filming, institution, opening, showing, stages, trainee
from chalicelib.rules.carry_out import Case, in_order, of_class, of_course, of_people
from chalicelib.rules.directory import next_blacklisting
from chalicelib.rules.headcount import headcount, standings
from chalicelib.rules.needs import opening_of
from chalicelib.rules.recordings import seen
from chalicelib.rules.ruling import Ruling
from chalicelib.rules.status import cancelled_on, status

FAMILIES = (institution, opening, trainee, filming, showing)
"""Importing them binds their rules."""
logger = logging.getLogger(__name__)


def judge(facts: ClassFacts, policy: Policy, as_of: datetime.date, *, release: str = "") -> Verdict:
    """The verdict on a class as of a day: equal facts and policy give an equal one, in whatever order they arrived.

    People first, for the class is judged on those who count. Never raises: a rule that cannot be carried out is a
    finding that is undetermined. A class without subsidy is not what the policy speaks of and has no findings.
    """
    if facts.application and facts.application.application.subsidised is False:
        return _verdict(facts, policy, as_of, release, (), dict.fromkeys(_people(facts), Standing.ELIGIBLE))
    case = Case(facts, policy, as_of)
    on_people = of_people(case)
    stand = standings(_people(facts), on_people)
    people = headcount(stand.values())
    found = [*on_people, *of_class(case, people)]
    if stages.opened(facts, as_of):
        found += of_course(case, people, case.course_rules())
    return _verdict(facts, policy, as_of, release, in_order(found), stand)


def _people(facts: ClassFacts) -> list[str]:
    return sorted({line.person for line in facts.roster.trainees}) if facts.roster else []


def _verdict(
    facts: ClassFacts,
    policy: Policy,
    as_of: datetime.date,
    release: str,
    findings: tuple[Finding, ...],
    stand: dict[str, Standing],
) -> Verdict:
    return Verdict(
        class_id=facts.class_id,
        status=status(facts, findings, as_of),
        findings=findings,
        standings=stand,
        recordings=_recordings(facts, policy, as_of),
        cancelled_on=cancelled_on(findings),
        policy=policy.version,
        registry={str(table): version for table, version in sorted(facts.registry.versions.items())},
        release=release,
        as_of=as_of,
        look_again=_look_again(facts, findings, as_of),
    )


def _recordings(facts: ClassFacts, policy: Policy, as_of: datetime.date) -> dict[str, Seen]:
    """What cannot be derived is not shown; the rules that rest on it say so."""
    if not facts.recordings or opening_of(facts) is None:
        return {}
    try:
        return seen(Ruling(facts, policy, policy.rule("PRC-02"), as_of))
    except PolicyError as error:
        logger.error("recordings of class %s were not looked at: %s", facts.class_id, type(error).__name__)
        return {}


def _look_again(facts: ClassFacts, findings: Iterable[Finding], as_of: datetime.date) -> datetime.date | None:
    days = [next_blacklisting(facts, as_of), filming.next_deadline(findings, as_of)]
    if stages.opened(facts, as_of):
        days.append(stages.next_day(facts, as_of))
    return min((day for day in days if day), default=None)
