"""All rules over all facts of one class: `judge`, pure and total."""

import datetime

from chalicelib.domain.facts import ClassFacts, Rectification
from chalicelib.domain.finding import Finding, Verdict
from chalicelib.policy import Policy, PolicyError
from chalicelib.rules import assessment, inspection, institution, opening, satisfaction, stages, trainee
from chalicelib.rules.carry_out import Case, in_order, of_class, of_course, of_people
from chalicelib.rules.directory import next_blacklisting
from chalicelib.rules.headcount import Headcount, headcount, standings
from chalicelib.rules.ruling import Ruling
from chalicelib.rules.status import cancelled_on, status

FAMILIES = (institution, opening, trainee, satisfaction, inspection, assessment)
"""Importing them binds their rules."""


def judge(facts: ClassFacts, policy: Policy, as_of: datetime.date, *, release: str = "") -> Verdict:
    """The verdict on a class as of a day: equal facts and policy give an equal one, in whatever order they arrived.

    People first, for the class is judged on those who count; its course only once it has opened. Never raises: a rule
    that cannot be carried out is a finding that is undetermined. A class without subsidy is not what the policy speaks
    of and has no findings.
    """
    case, people = Case(facts, policy, as_of), _people(facts)
    findings: list[Finding] = []
    failures: tuple[Rectification, ...] = ()
    if not (facts.application and facts.application.application.subsidised is False):
        course = case.course_rules() if stages.opened(facts, as_of) else ()
        findings = of_people(case)
        enrolled = headcount(standings(people, findings).values())
        findings += of_class(case, enrolled)
        findings += of_course(case, enrolled, course)
        failures = _failures(case, enrolled) if course else ()
    found = in_order(findings)
    return Verdict(
        class_id=facts.class_id,
        status=status(facts, found, as_of),
        findings=found,
        standings=standings(people, found),
        cancelled_on=cancelled_on(facts, found, as_of),
        rectifications=failures,
        policy=policy.version,
        registry={str(table): version for table, version in sorted(facts.registry.versions.items())},
        release=release,
        as_of=as_of,
        look_again=_look_again(facts, as_of),
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


def _look_again(facts: ClassFacts, as_of: datetime.date) -> datetime.date | None:
    days = [next_blacklisting(facts, as_of), stages.next_day(facts, as_of) if stages.opened(facts, as_of) else None]
    return min((day for day in days if day), default=None)
