"""What a class's survey and assessment amount to, in figures."""

from chalicelib.api.answers import AssessmentSummary, SatisfactionAnswer
from chalicelib.domain.assessment import Result
from chalicelib.domain.facts import AssessmentFacts, SurveyFacts
from chalicelib.domain.record import Head
from chalicelib.domain.survey import tally
from chalicelib.policy import Policy, PolicyError
from chalicelib.rules.satisfaction import SATISFIED


def satisfaction(facts: SurveyFacts | None, head: Head, policy: Policy) -> SatisfactionAnswer | None:
    """The current survey file's count; None before one came, or where the policy does not say who is satisfied."""
    if facts is None or head.opening is None:
        return None
    try:
        words = policy.value(SATISFIED, head.opening)
    except PolicyError:
        return None
    counted = tally(facts.answers)
    satisfied = counted.among(words) if isinstance(words, tuple) else 0
    return SatisfactionAnswer(
        ratings=counted.ratings,
        valid=counted.valid,
        satisfied=satisfied,
        share=round(satisfied / counted.valid, 4) if counted.valid else None,
        surveyed=max((each.filled_in for each in facts.answers if each.filled_in), default=None),
    )


def assessment(facts: AssessmentFacts | None) -> AssessmentSummary | None:
    """The current assessment file's count; None before one came."""
    if facts is None:
        return None
    lines = facts.assessments
    return AssessmentSummary(
        lines=len(lines),
        people=len({line.person for line in lines}),
        passed=len({line.person for line in lines if line.result is Result.PASSED}),
        certificates=len(facts.certificates),
        first=min((line.date for line in lines), default=None),
        last=max((line.date for line in lines), default=None),
    )
