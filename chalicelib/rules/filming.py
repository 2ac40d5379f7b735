"""Was it recorded: PRC-02 and PRC-03. PRC-05 is the storage's, PRC-07 shapes what counts: see `rules.recordings`."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chalicelib.domain.finding import Finding, Subject, SubjectType
from chalicelib.domain.training_class import Session, Teaching
from chalicelib.rules.covering import Stretch, longest, longest_gap, total, united
from chalicelib.rules.recordings import Proof, length, proof
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]
RULES = ("PRC-02", "PRC-03")
GRACE = "course.recording_grace_days"


@dataclass(frozen=True)
class Shortfall:
    """What a session's recordings lack: `what` in Chinese, and the numbers."""

    what: str
    actual: object
    threshold: object
    numbers: dict[str, object]


@rule("PRC-02", course=True)
def theory_is_recorded(r: Ruling) -> Findings:
    """二(四)2 理论教学全程录像: each theory and make-up session as a whole, over all files and cameras."""
    return [
        finding
        for session in r.sessions
        if session.makes_up or session.teaching is Teaching.THEORY
        for finding in _of_session(r, session)
    ]


@rule("PRC-03", course=True)
def practice_is_recorded(r: Ruling) -> Findings:
    """二(四)2 实操培训每学时连续录像不低于15分钟: each class hour by itself."""
    return [
        finding for session in r.taught if session.teaching is Teaching.PRACTICE for finding in _of_session(r, session)
    ]


def recorded_sessions(r: Ruling) -> frozenset[str]:
    """Sessions that the recordings that count prove, each as its way of teaching asks."""
    filmed = {footage.session for footage in r.facts.recordings}
    return frozenset(
        session.id
        for session in r.sessions
        if session.id in filmed and _lacks(r, session, proof(r, session).covered) is None
    )


def next_deadline(findings: Iterable[Finding], as_of: datetime.date) -> datetime.date | None:
    """The next day on which recordings that findings say are missing cancel the subsidy."""
    told = (
        str(finding.evidence["deadline"])
        for finding in findings
        if finding.rule in RULES and "deadline" in finding.evidence
    )
    days = (datetime.date.fromisoformat(day) for day in told)
    return min((day for day in days if day > as_of), default=None)


def hours(session: Session) -> Iterator[tuple[Stretch, Fraction]]:
    """A session's class hours one after another, with what each is of a whole one: the last may be a part."""
    _, end = length(session)
    count = Fraction(session.hours)
    done = Fraction(0)
    while done < count:
        share = min(Fraction(1), count - done)
        yield (round(end * done / count), round(end * (done + share) / count)), share
        done += share


def _deadline(sessions: Sequence[Session], grace: int) -> datetime.date:
    return max(session.date for session in sessions) + datetime.timedelta(days=grace + 1)


def _of_session(r: Ruling, session: Session) -> Findings:
    """Nothing is missing before the session's day is over."""
    if session.date >= r.as_of:
        return []
    proven = proof(r, session)
    short = _lacks(r, session, proven.covered)
    if short is None:
        return []
    subject = Subject(type=SubjectType.SESSION, id=session.id)
    evidence = {"actual": short.actual, "threshold": short.threshold, "subject": subject, **short.numbers}
    evidence |= {"waiting": sorted(proven.waiting), "doubts": _doubts(proven)}
    deadline = _deadline(r.sessions, r.integer(GRACE))
    if r.as_of >= deadline:
        # Given as keywords by name: the evidence also names the subject.
        return [r.violated(f"{short.what}{_said(proven)}", cancelled_on=deadline, **evidence)]  # type: ignore[arg-type]
    missing = ["recordings"] if _lacks(r, session, proven.hoped) else ["acceptance"]
    return [r.undetermined(missing, deadline=deadline, **evidence)]  # type: ignore[arg-type]


def _lacks(r: Ruling, session: Session, covered: list[Stretch]) -> Shortfall | None:
    whole = session.makes_up or session.teaching is not Teaching.PRACTICE
    return _whole(r, session, covered) if whole else _by_the_hour(r, session, covered)


def _whole(r: Ruling, session: Session, covered: list[Stretch]) -> Shortfall | None:
    within = length(session)
    least, gap_limit = r.number("course.recording_coverage_min"), r.integer("course.recording_gap_max_seconds")
    share = Fraction(total(covered), within[1])
    gap = Fraction(longest_gap(covered, within), 1000)
    if share >= Fraction(least) and gap <= gap_limit:
        return None
    what = f"课次{session.id}录像覆盖{_percent(share)}，最长中断{_whole_seconds(gap)}秒，不足全程"
    return Shortfall(what, share, least, {"longest_gap": gap, "gap_limit": gap_limit})


def _by_the_hour(r: Ruling, session: Session, covered: list[Stretch]) -> Shortfall | None:
    minutes = r.integer("course.practice_recording_minutes")
    found = [(longest(united(covered, hour)), minutes * 60_000 * share) for hour, share in hours(session)]
    short = [number for number, (found_for, needed) in enumerate(found, 1) if found_for < needed]
    if not short:
        return None
    worst = Fraction(min(found[number - 1][0] for number in short), 60_000)
    listed = "、".join(map(str, short))
    return Shortfall(f"课次{session.id}第{listed}学时连续录像不足{minutes}分钟", worst, minutes, {"hours": short})


def _doubts(proven: Proof) -> list[str]:
    return sorted({str(doubt) for found in proven.waiting.values() for doubt in found})


def _said(proven: Proof) -> str:
    labels = dict.fromkeys(doubt.label for found in proven.waiting.values() for doubt in found)
    return f"（{'、'.join(labels)}的录像未经人工认可）" if labels else ""


def _percent(share: Fraction) -> str:
    """Rounded down: 97.99 % is not 98 %."""
    return f"{Decimal(int(share * 1000)) / 10}%"


def _whole_seconds(gap: Fraction) -> int:
    """Rounded up, for the same reason."""
    return -int(-gap // 1)
