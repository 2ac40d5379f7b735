"""Does the recording show everybody: PRC-04. A machine's count is a hint; a strike needs a person."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.decision import Action, Decision
from chalicelib.domain.finding import Effect, Finding
from chalicelib.domain.footage import Standing
from chalicelib.domain.recording import Headcount
from chalicelib.domain.registry import Table
from chalicelib.domain.training_class import Session
from chalicelib.rules.recordings import of_session, standing
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

PRESENCE = ("roster", Table.DEVICES)
"""Without these nobody can tell who checked in."""


@dataclass(frozen=True)
class Count:
    """A session's people by its recordings. `struck` is the day on which a person said that some are missing."""

    session: str
    seen: int | None
    present: int
    struck: datetime.date | None = None
    unsure: bool = False
    """The detector itself says that it cannot tell."""

    @property
    def short(self) -> bool:
        return self.seen is None or self.seen < self.present


@rule("PRC-04", course=True)
def everybody_is_shown(r: Ruling) -> Iterable[Finding]:
    """二(四)2 对同一班次录像无法显示全体参训人员达3次及以上的取消补贴资格."""
    if r.facts.logs and (r.facts.recordings or r.facts.inspections) and (lacking := r.lacking(*PRESENCE)):
        return [r.undetermined(lacking, effect=Effect.CANCEL_SUBSIDY)]
    counts = [count for count in (_count(r, session) for session in r.sessions) if count]
    struck = sorted((c.struck, c.session) for c in counts if c.struck)
    open_ = [count for count in counts if not count.struck]
    limit = r.integer("course.incomplete_recordings_to_cancel")
    found = []
    if struck:
        found.append(_strikes(r, [name for _, name in struck], limit, [day for day, _ in struck]))
    if open_ and len(struck) < limit:
        found.append(_to_confirm(r, open_, len(struck), limit))
    return found


def _strikes(r: Ruling, sessions: list[str], limit: int, days: list[datetime.date]) -> Finding:
    what = f"课次{'、'.join(sorted(sessions))}录像未显示全体参训人员，共{len(sessions)}次"
    evidence = {"actual": len(sessions), "threshold": limit, "sessions": sorted(sessions)}
    if len(sessions) >= limit:
        return r.violated(what, effect=Effect.CANCEL_SUBSIDY, cancelled_on=days[limit - 1], **evidence)  # type: ignore[arg-type]
    return r.violated(what, effect=Effect.WARN, **evidence)  # type: ignore[arg-type]


def _to_confirm(r: Ruling, counts: list[Count], struck: int, limit: int) -> Finding:
    may_cancel = struck + len(counts) >= limit
    return r.undetermined(
        ["headcount"],
        effect=Effect.CANCEL_SUBSIDY if may_cancel else Effect.WARN,
        actual=struck,
        threshold=limit,
        sessions=[count.session for count in counts],
        seen=[count.seen for count in counts],
        present=[count.present for count in counts],
        unsure=[count.session for count in counts if count.unsure],
    )


def _count(r: Ruling, session: Session) -> Count | None:
    """None where the session is not over, nobody checked in, or everybody is seen."""
    if session.date >= r.as_of:
        return None
    present = r.evidence.attendance.checked_in.get(session.id, 0)
    if not present:
        return None
    if inspected := _inspected(r, session):
        most, day = inspected
        return Count(session.id, most, present, struck=day) if most < present else None
    heads = _heads(r, session)
    if not heads:
        return None
    best = max(head.best for head in heads)
    if best >= present:
        return None
    said = _last_word(r, session)
    if said and said.action is Action.ACCEPT_RECORDING:
        return None
    least = r.number("course.detector_confidence_min")
    unsure = all(head.cannot_judge or (head.confidence or 0) < least for head in heads)
    return Count(session.id, best, present, struck=said.date if said else None, unsure=unsure)


def _inspected(r: Ruling, session: Session) -> tuple[int, datetime.date] | None:
    """The most people that an inspector counted in the session's recording, and when the last one did."""
    found = [
        (each.headcount, each.date)
        for each in r.facts.inspections
        if each.session == session.id and each.headcount is not None and each.date <= r.as_of
    ]
    return (max(count for count, _ in found), max(day for _, day in found)) if found else None


def _heads(r: Ruling, session: Session) -> list[Headcount]:
    return [
        footage.recording.pictures.headcount
        for footage in of_session(r.facts, session)
        if footage.recording.pictures
        and footage.recording.pictures.headcount
        and standing(r.facts, footage, False, r.as_of) is not Standing.REJECTED
    ]


def _last_word(r: Ruling, session: Session) -> Decision | None:
    """The last time that a person confirmed the shortfall, or accepted the recording as it is."""
    names = {session.id, *(footage.upload for footage in of_session(r.facts, session))}
    said = [
        decision
        for decision in r.facts.decisions
        if decision.action in (Action.CONFIRM_HEADCOUNT, Action.ACCEPT_RECORDING)
        and decision.subject in names
        and decision.date <= r.as_of
    ]
    return max(said, key=lambda decision: decision.order, default=None)
