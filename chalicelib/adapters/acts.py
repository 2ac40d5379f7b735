"""Human acts on a class: what they leave in its ledger."""

from collections.abc import Sequence

from chalicelib.adapters.classes import ledger_puts, put_head
from chalicelib.adapters.table import Table
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import Head


class Acts:
    """Writes of a head with its ledger and nothing else."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def record(self, before: Head, after: Head, entries: Sequence[LedgerEntry]) -> None:
        """All or nothing. Raises Conflict when the head is no longer `before`."""
        self._table.transact([put_head(self._table, before, after), *ledger_puts(self._table, entries)])
