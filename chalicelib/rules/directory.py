"""The institution's own rows of the province's tables, and what INS-04 asks of them."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.dates import in_force
from chalicelib.domain.facts import ClassFacts, Registry
from chalicelib.domain.registry import ApprovalKind, BlacklistEntry, DirectoryEntry, DirectoryKind
from chalicelib.domain.training_class import Application
from chalicelib.rules.needs import opening_of


def listed(registry: Registry, institution: str) -> tuple[DirectoryEntry, ...]:
    """The institution's entries as a training institution (培训机构), by key."""
    own = (e for e in registry.directory if e.code == institution and e.kind is DirectoryKind.TRAINING)
    return tuple(sorted(own, key=lambda entry: entry.key))


def listed_for(registry: Registry, institution: str, occupation: str, day: datetime.date) -> tuple[DirectoryEntry, ...]:
    """Those in force on the day for the occupation."""
    return tuple(entry for entry in listed(registry, institution) if entry.holds(day, occupation))


def has_degree_education(registry: Registry, institution: str, day: datetime.date) -> bool:
    """具备学制教育资质 on the day; a blank cell is no such status."""
    return any(e.degree_education for e in listed(registry, institution) if in_force(day, e.valid_from, e.valid_to))


def blacklisted(facts: ClassFacts) -> tuple[BlacklistEntry, ...]:
    """The institution's blacklist entries, by key; one lifted by the day it was found was never in force."""
    own = (e for e in facts.registry.blacklist if e.code == facts.institution and e.holds(e.found))
    return tuple(sorted(own, key=lambda entry: entry.key))


def next_blacklisting(facts: ClassFacts, as_of: datetime.date) -> datetime.date | None:
    """The next day after `as_of` on which an entry already on file begins to cancel the class (INS-02)."""
    application = facts.application
    opening = opening_of(facts)
    if application is None or opening is None or application.application.subsidised is False:
        return None
    return min((e.found for e in blacklisted(facts) if e.found > max(opening, as_of)), default=None)


def asks_for_regional(institution: str, application: Application, registry: Registry) -> bool:
    """Whether INS-04 depends on who else is listed in the class's region, so that `registry.regional` is needed.

    True where the institution is listed for the occupation on the opening date, but not for the class's region.
    An entry without a region is for the whole province.
    """
    if not (application.opening and application.occupation and application.region):
        return False
    own = listed_for(registry, institution, application.occupation, application.opening)
    return bool(own) and not any(entry.region in (None, application.region) for entry in own)


def region_has_its_own(facts: ClassFacts, application: Application) -> bool:
    """Whether another training institution of the class's region is listed for its occupation on the opening date."""
    opening, occupation = application.opening, application.occupation
    if opening is None or occupation is None:
        return False
    return any(
        entry.kind is DirectoryKind.TRAINING
        and entry.code != facts.institution
        and entry.region is application.region
        and entry.holds(opening, occupation)
        for entry in facts.registry.regional
    )


def cross_region_approved(facts: ClassFacts, application: Application) -> bool:
    """Whether a cross-region approval for the class's region, or for all, covers the opening date."""
    opening = application.opening
    return opening is not None and any(
        approval.kind is ApprovalKind.CROSS_REGION
        and approval.code == facts.institution
        and approval.region in (None, application.region)
        and approval.holds(opening)
        for approval in facts.registry.approvals
    )


def described(entries: Iterable[DirectoryEntry], day: datetime.date) -> list[str]:
    """Why each entry does not serve on the day, for the person who reads the finding."""
    return sorted(_described(entry, day) for entry in entries)


def _described(entry: DirectoryEntry, day: datetime.date) -> str:
    if day < entry.valid_from:
        return f"{entry.valid_from}起生效"
    if entry.valid_to is not None and entry.valid_to < day:
        return f"{entry.valid_to}已失效"
    return f"专业为{'、'.join(sorted(entry.occupations))}"
