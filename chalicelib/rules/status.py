"""What the findings make of a class before anybody signs."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import ClassStatus, Effect, Finding, FindingStatus

BLOCKING = (Effect.REJECT_CLASS, Effect.EXCLUDE_TRAINEE, Effect.CANCEL_SUBSIDY)
"""Effects that keep a class from being screened while they are undetermined."""


def status(facts: ClassFacts, findings: Iterable[Finding]) -> ClassStatus:
    """The first that is true of draft, rejected, cancelled, screening; else screened."""
    held = {(finding.status, finding.effect) for finding in findings}
    if facts.application is None:
        return ClassStatus.DRAFT
    if (FindingStatus.VIOLATED, Effect.REJECT_CLASS) in held:
        return ClassStatus.REJECTED
    if (FindingStatus.VIOLATED, Effect.CANCEL_SUBSIDY) in held:
        return ClassStatus.CANCELLED
    if any((FindingStatus.UNDETERMINED, effect) in held for effect in BLOCKING):
        return ClassStatus.SCREENING
    return ClassStatus.SCREENED


def cancelled_on(findings: Iterable[Finding]) -> datetime.date | None:
    """The earliest day from which a finding cancels the class's subsidy."""
    days = (
        str(finding.evidence["cancelled_on"])
        for finding in findings
        if (finding.status, finding.effect) == (FindingStatus.VIOLATED, Effect.CANCEL_SUBSIDY)
    )
    first = min(days, default=None)
    return datetime.date.fromisoformat(first) if first else None
