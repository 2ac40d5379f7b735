"""Receipts in the table."""

from chalicelib.adapters import keys
from chalicelib.adapters.classes import put_receipt, receipt_of
from chalicelib.adapters.table import Table
from chalicelib.domain.record import Conflict
from chalicelib.domain.upload import Receipt


class Receipts:
    """The answers to uploads; each is written once."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def receipt(self, upload_id: str) -> Receipt | None:
        item = self._table.get(keys.upload(upload_id), keys.RECEIPT)
        return receipt_of(item) if item else None

    def put(self, receipt: Receipt) -> None:
        """Write a receipt; where it exists already nothing happens."""
        try:
            self._table.transact([put_receipt(self._table, receipt)])
        except Conflict as conflict:
            if not conflict.failed:
                raise
