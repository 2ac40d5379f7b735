"""Checks on site in the table: one item each, never changed."""

from collections.abc import Sequence

from chalicelib.adapters import keys
from chalicelib.adapters.classes import ledger_puts, put_head
from chalicelib.adapters.codec import canonical
from chalicelib.adapters.table import Table
from chalicelib.domain.inspection import Inspection
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import Head


class Inspections:
    """Reads and writes of a class's inspections."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, class_id: str) -> tuple[Inspection, ...]:
        """All of a class, by date, then in the order they were recorded."""
        items = self._table.query(keys.klass(class_id), keys.INSPECTION)
        found = (Inspection.model_validate_json(item["body"]) for item in items)
        return tuple(sorted(found, key=lambda each: (each.date, each.at, each.id)))

    def record(self, before: Head, after: Head, entries: Sequence[LedgerEntry], inspection: Inspection) -> None:
        """The inspection, the head and the ledger, all or nothing.

        Raises Conflict when the head is no longer `before` or the inspection is recorded already.
        """
        item = {
            "pk": keys.klass(before.class_id),
            "sk": keys.inspection(inspection.id),
            "body": canonical(inspection.model_dump(mode="json")),
        }
        new = self._table.put(item, condition="attribute_not_exists(pk)")
        self._table.transact([put_head(self._table, before, after), *ledger_puts(self._table, entries), new])
