"""What a class's recordings prove: which of them count, which wait for a person, and what they cover together."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.dates import SHANGHAI, in_force
from chalicelib.domain.decision import Action
from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.footage import Covered, Doubt, Footage, Seen, Standing
from chalicelib.domain.registry import DeviceKind
from chalicelib.domain.training_class import Session
from chalicelib.rules.covering import Stretch, united
from chalicelib.rules.ruling import Ruling

_MILLISECOND = datetime.timedelta(milliseconds=1)


@dataclass(frozen=True)
class Limits:
    """Shares, 0..1, from which on a recording is black, frozen or looped."""

    black: Decimal
    frozen: Decimal
    looped: Decimal


def limits(r: Ruling) -> Limits:
    """The figures of the class's opening date."""
    return Limits(
        r.number("course.recording_black_share"),
        r.number("course.recording_frozen_share"),
        r.number("course.recording_looped_share"),
    )


def bounds(session: Session) -> tuple[datetime.datetime, datetime.datetime]:
    """When a session begins and ends."""
    return (
        datetime.datetime.combine(session.date, session.starts, SHANGHAI),
        datetime.datetime.combine(session.date, session.ends, SHANGHAI),
    )


def length(session: Session) -> Stretch:
    """A session as a stretch from its own start."""
    start, end = bounds(session)
    return 0, (end - start) // _MILLISECOND


def of_session(facts: ClassFacts, session: Session) -> list[Footage]:
    """The recordings that were offered for a session."""
    return [footage for footage in facts.recordings if footage.session == session.id]


def doubts(facts: ClassFacts, session: Session, footage: Footage, limit: Limits) -> tuple[Doubt, ...]:
    """All that a person has to look at."""
    recording, pictures = footage.recording, footage.recording.pictures
    found = {
        Doubt.BLACK: pictures is not None and _reaches(pictures.black_share, limit.black),
        Doubt.FROZEN: pictures is not None and _reaches(pictures.frozen_share, limit.frozen),
        Doubt.LOOPED: _reaches(recording.loop_share, limit.looped),
        Doubt.UNSEEN: pictures is None,
        Doubt.COPIED: bool(footage.copies),
        Doubt.SELF_MADE: not _on_a_registered_device(facts, session, footage) and not in_maintenance(facts, session),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def standing(facts: ClassFacts, footage: Footage, doubtful: bool, as_of: datetime.date) -> Standing:
    """By the last decision on the recording or on all of its session's; without one, by whether it is doubtful."""
    decided = [
        decision
        for decision in facts.decisions
        if decision.action in (Action.ACCEPT_RECORDING, Action.REJECT_RECORDING)
        and decision.subject in (footage.upload, footage.session)
        and decision.date <= as_of
    ]
    if decided:
        last = max(decided, key=lambda decision: decision.order)
        return Standing.COUNTS if last.action is Action.ACCEPT_RECORDING else Standing.REJECTED
    return Standing.WAITS if doubtful else Standing.COUNTS


def in_maintenance(facts: ClassFacts, session: Session) -> bool:
    """PRC-07: whether the session begins in a published maintenance window."""
    start, _ = bounds(session)
    return any(window.starts <= start <= window.ends for window in facts.registry.maintenance)


def stretches(footage: Footage, session: Session) -> Iterator[Stretch]:
    """What a recording covers, from the session's start; nothing where its own start is not known."""
    began = footage.recording.started_at
    if began is None:
        return
    offset = (began - bounds(session)[0]) // _MILLISECOND
    for interval in footage.recording.intervals:
        yield offset + round(interval.start * 1000), offset + round(interval.end * 1000)


@dataclass(frozen=True)
class Proof:
    """What is proven of a session: `covered` by what counts, `hoped` if all that waits is accepted."""

    covered: list[Stretch]
    hoped: list[Stretch]
    waiting: dict[str, tuple[Doubt, ...]]
    """By upload."""


def proof(r: Ruling, session: Session) -> Proof:
    """All recordings of a session together, whatever their file or camera."""
    limit, within = limits(r), length(session)
    counting: list[Stretch] = []
    hoped: list[Stretch] = []
    waiting: dict[str, tuple[Doubt, ...]] = {}
    for footage in of_session(r.facts, session):
        found = doubts(r.facts, session, footage, limit)
        stands = standing(r.facts, footage, bool(found), r.as_of)
        if stands is Standing.WAITS:
            waiting[footage.upload] = found
            hoped += stretches(footage, session)
        elif stands is Standing.COUNTS:
            counting += stretches(footage, session)
    return Proof(united(counting, within), united([*counting, *hoped], within), waiting)


def seen(r: Ruling) -> dict[str, Seen]:
    """What becomes of each recording, by upload; also of those of a session that the timetable does not have."""
    limit, timetable = limits(r), {session.id: session for session in r.sessions}
    return {each.upload: _seen(r, each, timetable.get(each.session), limit) for each in r.facts.recordings}


def _seen(r: Ruling, footage: Footage, session: Session | None, limit: Limits) -> Seen:
    if session is None:
        return Seen(standing=standing(r.facts, footage, False, r.as_of), session_known=False)
    found, start = doubts(r.facts, session, footage, limit), bounds(session)[0]
    covers = united(stretches(footage, session), length(session))
    return Seen(
        standing=standing(r.facts, footage, bool(found), r.as_of),
        doubts=found,
        covers=tuple(Covered(start=start + a * _MILLISECOND, end=start + b * _MILLISECOND) for a, b in covers),
    )


def _reaches(share: float, limit: Decimal) -> bool:
    return Decimal(str(share)) >= limit


def _on_a_registered_device(facts: ClassFacts, session: Session, footage: Footage) -> bool:
    """A recording that names no device is taken for one of the institution's."""
    return footage.device is None or any(
        device.kind is DeviceKind.VIDEO
        and device.institution == facts.institution
        and device.number == footage.device
        and in_force(session.date, device.valid_from, device.valid_to)
        for device in facts.registry.devices
    )
