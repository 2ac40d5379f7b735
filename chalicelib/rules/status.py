"""What the findings and the decisions make of a class."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.decision import Action
from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import ClassStatus, Effect, Finding, FindingStatus
from chalicelib.rules import stages
from chalicelib.rules.course import stage

BLOCKING = (Effect.REJECT_CLASS, Effect.EXCLUDE_TRAINEE, Effect.CANCEL_SUBSIDY)
"""Effects that keep a class from being screened while they are undetermined."""


def status(facts: ClassFacts, findings: Iterable[Finding], as_of: datetime.date) -> ClassStatus:
    """The first that is true of draft, rejected, cancelled; then, of a class that has opened, how far it is; else
    screening or screened.
    """
    found = tuple(findings)
    held = {(finding.status, finding.effect) for finding in found}
    if facts.application is None:
        return ClassStatus.DRAFT
    if (FindingStatus.VIOLATED, Effect.REJECT_CLASS) in held:
        return ClassStatus.REJECTED
    if (FindingStatus.VIOLATED, Effect.CANCEL_SUBSIDY) in held:
        return ClassStatus.CANCELLED
    if stages.decided(facts, Action.CANCEL, as_of):
        return ClassStatus.CANCELLED
    if stages.opened(facts, as_of):
        return stage(facts, found, as_of)
    if any((FindingStatus.UNDETERMINED, effect) in held for effect in BLOCKING):
        return ClassStatus.SCREENING
    return ClassStatus.SCREENED


def cancelled_on(facts: ClassFacts, findings: Iterable[Finding], as_of: datetime.date) -> datetime.date | None:
    """The earliest day from which a finding or a decision cancels the class's subsidy."""
    days = [
        str(finding.evidence["cancelled_on"])
        for finding in findings
        if (finding.status, finding.effect) == (FindingStatus.VIOLATED, Effect.CANCEL_SUBSIDY)
    ]
    days += [decision.date.isoformat() for decision in stages.decided(facts, Action.CANCEL, as_of)]
    first = min(days, default=None)
    return datetime.date.fromisoformat(first) if first else None
