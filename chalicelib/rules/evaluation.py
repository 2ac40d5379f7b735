"""Whether an evaluation body (评价机构) could assess this class on a day: directory, blacklist, approvals."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.registry import ApprovalKind, BlacklistEntry, DirectoryEntry, DirectoryKind, Table
from chalicelib.rules.ruling import Ruling


@dataclass(frozen=True)
class Objection:
    """Why not: `reason` for machines, `what` in Chinese; or what is `missing` to tell."""

    reason: str = ""
    what: str = ""
    missing: tuple[str, ...] = ()


def objections(r: Ruling, body: str, day: datetime.date, entrusted: bool | None) -> Iterator[Objection]:
    """All that speaks against the body on the day, every approval looked up under the body's own code."""
    yield from _liable(r, body, day)
    yield from _listed(r, body, day)
    yield from _entrusted(r, body, day, entrusted)


def liabilities(r: Ruling, body: str, day: datetime.date) -> list[BlacklistEntry]:
    """INS-02: the body's entries found since the document's date and in force on the day, by key."""
    since = r.day("institution.liability_since")
    return [entry for entry in _blacklisted(r, body, day) if entry.found >= since]


def _blacklisted(r: Ruling, body: str, day: datetime.date) -> list[BlacklistEntry]:
    entries = (entry for entry in r.facts.registry.blacklist if entry.code == body and entry.holds(day))
    return sorted(entries, key=lambda entry: entry.key)


def _liable(r: Ruling, body: str, day: datetime.date) -> Iterator[Objection]:
    if missing := r.lacking(Table.BLACKLIST):
        yield Objection(missing=missing)
    elif found := liabilities(r, body, day):
        yield Objection("blacklisted", f"评价机构{found[0].found}被发现责任问题，考核时仍在黑名单内")
    elif removed := [entry for entry in _blacklisted(r, body, day) if entry.serious]:
        yield Objection("removed", f"评价机构因问题突出自{removed[0].found}退出目录清单")


def _listed(r: Ruling, body: str, day: datetime.date) -> Iterator[Objection]:
    if missing := r.lacking("occupation", Table.DIRECTORY):
        yield Objection(missing=missing)
        return
    occupation = r.application.occupation or ""
    own = [e for e in r.facts.registry.directory if e.code == body and _evaluates(e, day, occupation)]
    if not own:
        yield Objection("not_listed", f"评价机构在{day}不在职业{occupation}的目录清单内")
    elif missing := r.lacking("region"):
        yield Objection(missing=missing)
    elif not any(entry.region in (None, r.application.region) for entry in own):
        yield from _from_elsewhere(r, body, day, occupation)


def _from_elsewhere(r: Ruling, body: str, day: datetime.date, occupation: str) -> Iterator[Objection]:
    """As INS-04: only where the class's region has a body of its own."""
    here = [
        entry
        for entry in r.facts.registry.regional_evaluation
        if entry.code != body and entry.region is r.application.region and _evaluates(entry, day, occupation)
    ]
    if not here or _approved(r, body, day, ApprovalKind.CROSS_REGION):
        return
    if missing := r.lacking(Table.APPROVALS):
        yield Objection(missing=missing)
    else:
        yield Objection("other_region", "评价机构不在本地区目录清单内，本地区已有同职业的评价机构，跨地区评价未经批准")


def _entrusted(r: Ruling, body: str, day: datetime.date, entrusted: bool | None) -> Iterator[Objection]:
    if entrusted is None:
        yield Objection(missing=("是否委托评价",))
    if not entrusted or _approved(r, body, day, ApprovalKind.ENTRUSTED_EVALUATION):
        return
    if missing := r.lacking(Table.APPROVALS):
        yield Objection(missing=missing)
    else:
        yield Objection("entrusted", f"委托评价在{day}没有省级批准")


def _evaluates(entry: DirectoryEntry, day: datetime.date, occupation: str) -> bool:
    return entry.kind is DirectoryKind.EVALUATION and entry.holds(day, occupation)


def _approved(r: Ruling, body: str, day: datetime.date, kind: ApprovalKind) -> bool:
    region = r.application.region
    return any(
        approval.kind is kind and approval.code == body and approval.region in (None, region) and approval.holds(day)
        for approval in r.facts.registry.approvals
    )
