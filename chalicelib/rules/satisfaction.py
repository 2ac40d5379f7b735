"""Rounds of training and their satisfaction surveys: PRC-08, and what it makes of class and institution."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.dates import add_months
from chalicelib.domain.decision import Action
from chalicelib.domain.facts import ClassFacts, Rectification, Survey
from chalicelib.domain.finding import Finding
from chalicelib.domain.survey import Ratings, tally
from chalicelib.domain.training_class import Session
from chalicelib.rules import stages
from chalicelib.rules.display import share, shown
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]

SATISFIED = "course.satisfied_answers"


@dataclass(frozen=True)
class Round:
    """The course, or a repetition of it: `began` and `ended` are the dates of the retrain decisions around it."""

    began: datetime.date | None
    ended: datetime.date | None
    survey: Survey | None
    """The survey that counts: the latest file of the round."""
    sessions: tuple[Session, ...]

    @property
    def last_day(self) -> datetime.date | None:
        return max((session.date for session in self.sessions), default=None)

    @property
    def surveyed(self) -> datetime.date | None:
        """The survey's date: the latest 填写日期, else the last session's."""
        return (_filled_in(self.survey) if self.survey else None) or self.last_day


@dataclass(frozen=True)
class Suspension:
    """From a failed survey on. `until` is the first day without it, None while nobody knows one."""

    since: datetime.date
    rectified_on: datetime.date | None
    until: datetime.date | None

    def holds(self, day: datetime.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def rounds(facts: ClassFacts, as_of: datetime.date) -> tuple[Round, ...]:
    """The rounds of training, the current one last. A survey later than a retrain decision is of the round after it."""
    again = tuple(sorted({each.date for each in stages.decided(facts, Action.RETRAIN, as_of)}))
    surveys: dict[int, Survey] = {}
    for survey in facts.surveys:
        surveys[_number(_filled_in(survey) or survey.uploaded, again)] = survey
    sessions = facts.application.timetable if facts.application else ()
    return tuple(
        Round(began, ended, surveys.get(n), tuple(s for s in sessions if _number(s.date, again) == n))
        for n, (began, ended) in enumerate(zip((None, *again), (*again, None), strict=True))
    )


def _number(day: datetime.date, again: tuple[datetime.date, ...]) -> int:
    return sum(date < day for date in again)


def _filled_in(survey: Survey) -> datetime.date | None:
    """The latest 填写日期; one after the upload is a slip of the pen."""
    days = (answer.filled_in for answer in survey.facts.answers if answer.filled_in)
    return max((day for day in days if day <= survey.uploaded), default=None)


def suspensions(r: Ruling) -> tuple[Suspension, ...]:
    """One for each round whose survey failed."""
    return tuple(_suspension(r, each) for each in rounds(r.facts, r.as_of) if failed(r, each))


def failed(r: Ruling, of: Round) -> bool:
    """Whether enough people answered, and too few of them satisfied."""
    counted = _tally(of)
    if of.surveyed is None or not _enough(r, counted):
        return False
    return counted.among(r.words(SATISFIED)) < r.number("course.satisfaction_min") * counted.valid


def _tally(of: Round) -> Ratings:
    return tally(of.survey.facts.answers if of.survey else ())


def _enough(r: Ruling, counted: Ratings) -> bool:
    """People not yet decided count as enrolled: they may turn out to be."""
    return counted.valid > 0 and counted.valid >= r.number("course.answers_share_min") * r.headcount.high


def _suspension(r: Ruling, of: Round) -> Suspension:
    """The class resumes once retraining is decided and the institution's rectification is over, not before."""
    since = of.surveyed or r.opening
    free = add_months(since, r.integer("institution.rectification_months"))
    cures = [each.date for each in stages.decided(r.facts, Action.RECTIFIED, r.as_of) if each.date >= since]
    cured = next((day for day in cures if day >= free), None)
    until = max(of.ended, cured) if of.ended and cured else None
    return Suspension(since, cured or (cures[-1] if cures else None), until)


def rectifications(r: Ruling) -> tuple[Rectification, ...]:
    """What the institution's other classes must know (INS-09)."""
    return tuple(
        Rectification(class_id=r.facts.class_id, since=each.since, rectified_on=each.rectified_on)
        for each in suspensions(r)
    )


@rule("PRC-08", course=True)
def satisfied(r: Ruling) -> Findings:
    """二(四)2 培训满意度调查，低于85%的暂停结业考核，重新组织培训或取消当班补贴资格: exactly the minimum passes."""
    for of in reversed(rounds(r.facts, r.as_of)):
        if failed(r, of) and _suspension(r, of).holds(r.as_of):
            return [_failed(r, of)]
    return [] if answered(r) else [_unanswered(r)]


def _failed(r: Ruling, of: Round) -> Finding:
    counted, since = _tally(of), of.surveyed
    good = counted.among(r.words(SATISFIED))
    minimum = r.number("course.satisfaction_min")
    rate = share(good, counted.valid)
    what = f"有效问卷{counted.valid}份，满意{good}份，满意度不足{shown(100 * minimum)}%"
    return r.violated(
        what,
        actual=rate,
        threshold=minimum,
        satisfied=good,
        valid=counted.valid,
        enrolled=r.headcount.high,
        since=since,
        rectified_on=_suspension(r, of).rectified_on,
        retrained_on=of.ended,
    )


def answered(r: Ruling) -> bool:
    """Whether the current round has a survey that enough people answered, or is not over yet."""
    current = rounds(r.facts, r.as_of)[-1]
    running = current.last_day is None or r.as_of <= current.last_day
    return running or _enough(r, _tally(current))


def _unanswered(r: Ruling) -> Finding:
    current = rounds(r.facts, r.as_of)[-1]
    counted = _tally(current)
    least = r.number("course.answers_share_min")
    missing = "answers" if current.survey else "survey"
    enrolled = r.headcount.high
    return r.undetermined([missing], actual=counted.valid, threshold=least * enrolled, enrolled=enrolled)
