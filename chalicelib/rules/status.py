"""What the findings make of a class before anybody signs."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import ClassStatus, Effect, Finding, FindingStatus
from chalicelib.rules import stages

BLOCKING = (Effect.REJECT_CLASS, Effect.EXCLUDE_TRAINEE, Effect.CANCEL_SUBSIDY)
"""Effects that keep a class from being screened while they are undetermined."""


def status(facts: ClassFacts, findings: Iterable[Finding], as_of: datetime.date) -> ClassStatus:
    """The first that is true of draft, rejected, cancelled; then, of a class that has opened, how far it is; else
    screening or screened.
    """
    held = {(finding.status, finding.effect) for finding in findings}
    if facts.application is None:
        return ClassStatus.DRAFT
    if (FindingStatus.VIOLATED, Effect.REJECT_CLASS) in held:
        return ClassStatus.REJECTED
    if (FindingStatus.VIOLATED, Effect.CANCEL_SUBSIDY) in held:
        return ClassStatus.CANCELLED
    if stages.opened(facts, as_of):
        return _on_course(facts, as_of)
    if any((FindingStatus.UNDETERMINED, effect) in held for effect in BLOCKING):
        return ClassStatus.SCREENING
    return ClassStatus.SCREENED


def _on_course(facts: ClassFacts, as_of: datetime.date) -> ClassStatus:
    """Approved, then training from the day of the first session, taught from the day after the last."""
    if stages.is_taught(facts, as_of):
        return ClassStatus.TAUGHT
    return ClassStatus.TRAINING if stages.has_begun(facts, as_of) else ClassStatus.APPROVED


def cancelled_on(findings: Iterable[Finding]) -> datetime.date | None:
    """The earliest day from which a finding cancels the class's subsidy."""
    days = (
        str(finding.evidence["cancelled_on"])
        for finding in findings
        if (finding.status, finding.effect) == (FindingStatus.VIOLATED, Effect.CANCEL_SUBSIDY)
    )
    first = min(days, default=None)
    return datetime.date.fromisoformat(first) if first else None
