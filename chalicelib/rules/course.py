"""How far a class that has opened is, its survey and its assessment included."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import ClassStatus, Finding, FindingStatus
from chalicelib.rules import satisfaction, stages


def stage(facts: ClassFacts, findings: Iterable[Finding], as_of: datetime.date) -> ClassStatus:
    """The first that is true of suspended, assessed, taught, training, approved.

    Approved, then training from the day of the first session, taught from the day after the last; of a class that is
    trained anew, those of the new training count.
    """
    if any((each.rule, each.status) == ("PRC-08", FindingStatus.VIOLATED) for each in findings):
        return ClassStatus.SUSPENDED
    if _assessed(facts, as_of):
        return ClassStatus.ASSESSED
    last = satisfaction.rounds(facts, as_of)[-1].last_day
    if last is not None and last < as_of:
        return ClassStatus.TAUGHT
    return ClassStatus.TRAINING if stages.has_begun(facts, as_of) else ClassStatus.APPROVED


def _assessed(facts: ClassFacts, as_of: datetime.date) -> bool:
    """The class has results, and was taught before: its last session is over, or lies before the last result.

    Of a class that is trained anew, results from before that tell nothing.
    """
    current = satisfaction.rounds(facts, as_of)[-1]
    lines = facts.assessment.assessments if facts.assessment else ()
    days = [line.date for line in lines if current.began is None or line.date > current.began]
    return bool(days) and current.last_day is not None and (current.last_day < as_of or current.last_day < max(days))
