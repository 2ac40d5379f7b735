"""Looking at institutions: the directory by region, and all that is known of one."""

from collections import Counter
from functools import partial

from chalicelib.domain.caller import Caller
from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.model import Model
from chalicelib.domain.record import Head
from chalicelib.domain.region import PROVINCE, Region
from chalicelib.domain.registry import BlacklistEntry, DirectoryEntry, Table
from chalicelib.workflows.ports import Rows
from chalicelib.workflows.reading import Listing, regions
from chalicelib.workflows.walking import Page, Position, Stretch, resume, walk

_CLASSES = 100
Entries = tuple[DirectoryEntry, ...]


class Institution(Model):
    """What is known of one institution. `classes` counts those within the caller's reach."""

    code: str
    entries: tuple[DirectoryEntry, ...]
    blacklist: tuple[BlacklistEntry, ...]
    classes: dict[ClassStatus, int]


class InstitutionReading:
    """What can be read of institutions."""

    def __init__(self, rows: Rows, listing: Listing) -> None:
        self._rows, self._listing = rows, listing

    def page(self, caller: Caller, region: str | None, start: Position | None, limit: int) -> Page[Entries]:
        """The directory, by region and code; 410000 is what holds for the whole province. Raises BadPosition."""
        if region == PROVINCE:
            walked: tuple[Region | None, ...] = (None,)
        else:
            walked = regions(caller, Region(region) if region else None)
        stretches = [Stretch(each or PROVINCE, partial(self._listing.institutions, each)) for each in walked]
        return walk(resume(stretches, start), start, limit)

    def institution(self, caller: Caller, code: str) -> Institution | None:
        """One institution, if it is within reach and anything is known of it.

        A regional role sees those that the directory has for its region or for the whole province, and those with a
        class there.
        """
        entries = tuple(
            each
            for each in self._rows.rows(Table.DIRECTORY, (Table.DIRECTORY, code))
            if isinstance(each, DirectoryEntry)
        )
        blacklist = tuple(
            each
            for each in self._rows.rows(Table.BLACKLIST, (Table.BLACKLIST, code))
            if isinstance(each, BlacklistEntry)
        )
        classes = Counter(head.status for head in self._classes(code) if caller.sees(head.institution, head.region))
        if not (classes or self._within_reach(caller, code, entries, bool(blacklist))):
            return None
        return Institution(code=code, entries=entries, blacklist=blacklist, classes=dict(classes))

    def _within_reach(self, caller: Caller, code: str, entries: Entries, blacklisted: bool) -> bool:
        if caller.own_institution:
            return caller.own_institution == code and (bool(entries) or blacklisted)
        if caller.own_region:
            return any(each.region in (None, caller.own_region) for each in entries)
        return bool(entries) or blacklisted

    def _classes(self, code: str) -> list[Head]:
        after, ends, found = "", False, []
        while not ends:
            page, ends = self._listing.of_institution(code, (None, None), after, _CLASSES)
            found += [head for _, head in page]
            after = page[-1][0] if page else after
        return found
