"""Lists, one partition of an index at a time: never a scan, every entry with its place, to go on after it."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeVar

from chalicelib.adapters import keys
from chalicelib.adapters.classes import head_of, receipt_of
from chalicelib.adapters.registry import newest
from chalicelib.adapters.table import Table
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import Head
from chalicelib.domain.region import Region
from chalicelib.domain.registry import DirectoryEntry, institutions_listed
from chalicelib.domain.registry import Table as RegistryTable
from chalicelib.domain.upload import Receipt

T = TypeVar("T")
Slice = tuple[list[tuple[str, T]], bool]
"""Entries with their places, and whether the partition ends here."""
Days = tuple[datetime.date | None, datetime.date | None]
_FIRST, _LAST = "0", "~"
_PAST_PLUS = ","
"""Sorts after the `+` that ends a code in a row's key, whatever (Chinese) text follows that."""


class Listing:
    """Reads of lists. `after` is the place of the last entry seen, "" to begin."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_region(self, region: Region | None, status: str | None, days: Days, after: str, limit: int) -> Slice[Head]:
        """Classes by opening, then id; None is the classes whose region is not known yet."""
        if status:
            return self._heads("gsi3", keys.by_status(region, status), days, after, limit)
        return self._heads("gsi1", keys.by_region(region), days, after, limit)

    def of_institution(self, institution: str, days: Days, after: str, limit: int) -> Slice[Head]:
        """Classes by opening, then id."""
        return self._heads("gsi2", keys.by_institution(institution), days, after, limit)

    def of_rule(self, rule: str, region: Region | None, days: Days, after: str, limit: int) -> Slice[Head]:
        """Classes with a finding of a rule, by opening, then id."""
        items, ends = self._forward("gsi1", keys.by_rule(rule, region), days, after, limit)
        heads = self.heads(item["pk"].removeprefix(keys.CLASS) for item in items)
        found = ((item["gsi1sk"], heads.get(item["pk"].removeprefix(keys.CLASS))) for item in items)
        return [(place, head) for place, head in found if head], ends

    def heads(self, class_ids: Iterable[str]) -> dict[str, Head]:
        """Those of the classes that exist."""
        found = self._table.batch_get((keys.klass(each), keys.HEAD) for each in class_ids)
        return {head.class_id: head for head in map(head_of, found.values())}

    def uploads_of_class(self, class_id: str, after: str, limit: int) -> Slice[Receipt]:
        """Newest first, as all lists of uploads."""
        return self._receipts("gsi1", keys.uploads_of_class(class_id), after, limit)

    def uploads_of_institution(self, institution: str, after: str, limit: int) -> Slice[Receipt]:
        return self._receipts("gsi2", keys.uploads_of_institution(institution), after, limit)

    def uploads_of_table(self, name: str, after: str, limit: int) -> Slice[Receipt]:
        return self._receipts("gsi1", keys.uploads_of_table(name), after, limit)

    def uploads(self, after: str, limit: int) -> Slice[Receipt]:
        """Every upload there was, also those of no class and those whose key is outside the layout."""
        return self._receipts("gsi3", keys.UPLOADS, after, limit)

    def ledger(self, class_id: str, after: int, limit: int) -> Slice[LedgerEntry]:
        """From the first entry on; an entry's place is its number."""
        bounds = (keys.ledger_seq(after + 1), keys.ledger_seq(10**12 - 1))
        items, more = self._table.page(keys.ledger(keys.klass(class_id)), between=bounds, limit=limit)
        return [(item["sk"], LedgerEntry.model_validate_json(item["body"])) for item in items], more is None

    def institutions(self, region: Region | None, after: str, limit: int) -> Slice[tuple[DirectoryEntry, ...]]:
        """Directory entries of a region (None: of the whole province), institution by institution, by code.

        An institution's place is its code.
        """
        rows = self._rows(keys.partition(institutions_listed(region)), after)
        found: list[tuple[str, tuple[DirectoryEntry, ...]]] = []
        for code, group in groupby(rows, key=lambda item: keys.row_key(item["sk"]).partition("+")[0]):
            if len(found) == limit:
                return found, False
            entries = newest(RegistryTable.DIRECTORY, group)
            found.append((code, tuple(each for each in entries if isinstance(each, DirectoryEntry))))
        return found, True

    def _rows(self, pk: str, after: str) -> Iterator[dict[str, Any]]:
        low = f"{keys.ROW}{after}{_PAST_PLUS}" if after else keys.ROW
        more = None
        if low > f"{keys.ROW}{_LAST}":
            return
        while True:
            items, more = self._table.page(pk, between=(low, f"{keys.ROW}{_LAST}"), after=more, limit=200)
            yield from items
            if more is None:
                return

    def _heads(self, index: str, pk: str, days: Days, after: str, limit: int) -> Slice[Head]:
        items, ends = self._forward(index, pk, days, after, limit)
        return [(item[f"{index}sk"], head_of(item)) for item in items], ends

    def _forward(self, index: str, pk: str, days: Days, after: str, limit: int) -> tuple[list[dict[str, Any]], bool]:
        low, high = _bounds(days)
        low = max(low, f"{after}\x00") if after else low
        if low > high:
            return [], True
        items, more = self._table.page(pk, index=index, between=(low, high), limit=limit)
        return items, more is None

    def _receipts(self, index: str, pk: str, after: str, limit: int) -> Slice[Receipt]:
        """BETWEEN includes its ends: the entry at `after` is read again and left out."""
        if after and not _FIRST <= after <= _LAST:
            return [], True
        items, more = self._table.page(
            pk, index=index, between=(_FIRST, after or _LAST), limit=limit + bool(after), forward=False
        )
        found = [(item[f"{index}sk"], receipt_of(item)) for item in items]
        kept = [each for each in found if each[0] != after]
        return kept[:limit], more is None and len(kept) <= limit


def _bounds(days: Days) -> tuple[str, str]:
    """Between two opening days, both inside; a bound leaves out the classes without an opening."""
    first, last = days
    low = first.isoformat() if first else _FIRST
    if last:
        return low, f"{last.isoformat()}#{_LAST}"
    return low, f"9999-12-31#{_LAST}" if first else _LAST
