"""Which online hours are recognised (INS-07, INS-08)."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.domain.dates import in_force
from chalicelib.domain.facts import Registry
from chalicelib.domain.finding import Finding
from chalicelib.domain.registry import ApprovalKind, DirectoryEntry, DirectoryKind, Table
from chalicelib.domain.training_class import Session
from chalicelib.rules.ruling import Ruling
from chalicelib.rules.timetable import online

NOT_LISTED = "线上平台不在目录清单内"
NOT_CONNECTED = "线上平台未接入监管系统"
BLACKLISTED = "线上平台已被列入黑名单"
NOT_APPROVED = "线上课程未经审核同意"


@dataclass(frozen=True)
class Recognition:
    """Why a session's hours are not recognised (`fault`), or what is missing to tell. Neither: they are."""

    fault: str | None = None
    missing: tuple[str, ...] = ()


Recognise = Callable[[Ruling, Session], Recognition]


def by_platform(ruling: Ruling, session: Session) -> Recognition:
    """INS-07: the platform is listed and connected on the session's date, and no violation of it was found by then."""
    if lacking := ruling.lacking("platform"):
        return Recognition(missing=lacking)
    registry, platform, day = ruling.facts.registry, ruling.application.platform, session.date
    if any(entry.code == platform and entry.holds(day) for entry in registry.blacklist):
        return Recognition(BLACKLISTED)
    if lacking := ruling.lacking(Table.DIRECTORY):
        return Recognition(missing=lacking)
    entries = _platform_entries(registry, platform, day)
    if not entries:
        return Recognition(NOT_LISTED)
    if any(entry.connected for entry in entries):
        return Recognition(missing=ruling.lacking(Table.BLACKLIST))
    unknown = any(entry.connected is None for entry in entries)
    return Recognition(missing=("是否接入监管系统",)) if unknown else Recognition(NOT_CONNECTED)


def by_course(ruling: Ruling, session: Session) -> Recognition:
    """INS-08: an online-course approval of the platform covers the session's date."""
    if lacking := ruling.lacking("platform", Table.APPROVALS):
        return Recognition(missing=lacking)
    approved = any(
        approval.kind is ApprovalKind.ONLINE_COURSE
        and approval.code == ruling.application.platform
        and approval.holds(session.date)
        for approval in ruling.facts.registry.approvals
    )
    return Recognition() if approved else Recognition(NOT_APPROVED)


def _platform_entries(registry: Registry, platform: str | None, day: datetime.date) -> list[DirectoryEntry]:
    return [
        entry
        for entry in registry.directory
        if entry.kind is DirectoryKind.PLATFORM
        and entry.code == platform
        and in_force(day, entry.valid_from, entry.valid_to)
    ]


def faults(ruling: Ruling, recognise: Recognise) -> dict[str, list[str]]:
    """Session ids by the reason why their hours are not recognised."""
    return _grouped((recognise(ruling, session).fault, session.id) for session in online(ruling.sessions))


def doubts(ruling: Ruling, recognise: Recognise) -> dict[str, list[str]]:
    """Session ids by the fact that is missing to tell."""
    return _grouped(
        (name, session.id) for session in online(ruling.sessions) for name in recognise(ruling, session).missing
    )


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for reason, session_id in pairs:
        if reason is not None:
            groups.setdefault(reason, []).append(session_id)
    return dict(sorted(groups.items()))


def unrecognised(ruling: Ruling) -> frozenset[str]:
    """Ids of the online sessions whose hours surely do not count."""
    return frozenset(i for by in (by_platform, by_course) for ids in faults(ruling, by).values() for i in ids)


def undecided(ruling: Ruling) -> dict[str, list[str]]:
    """Ids of the other online sessions, by the fact that is missing to tell whether their hours count."""
    surely_not = unrecognised(ruling)
    both: dict[str, list[str]] = {}
    for by in (by_platform, by_course):
        for name, ids in doubts(ruling, by).items():
            both.setdefault(name, []).extend(i for i in ids if i not in surely_not)
    return {name: ids for name, ids in both.items() if ids}


def recognised(ruling: Ruling, recognise: Recognise) -> list[Finding]:
    """One finding for each reason why online hours do not count, and for each fact missing to tell."""
    if lacking := ruling.lacking("timetable"):
        return [ruling.undetermined(lacking)]
    platform = ruling.application.platform
    violations = [
        ruling.violated(f"{fault}，课次{'、'.join(ids)}的课时不予认可", actual=platform, sessions=ids, reason=fault)
        for fault, ids in faults(ruling, recognise).items()
    ]
    return violations + [
        ruling.undetermined([name], actual=platform, sessions=ids) for name, ids in doubts(ruling, recognise).items()
    ]
