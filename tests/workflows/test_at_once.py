"""Many logs of one class at the same instant: nothing is lost."""

import datetime
import io
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import pytest

from chalicelib.adapters.classes import Classes
from chalicelib.adapters.evidence import Evidence
from chalicelib.adapters.listing import Listing
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.table import Table
from chalicelib.domain.ledger import verify
from chalicelib.domain.upload import Receipt, UploadKind
from chalicelib.workflows.ingest import Arrival
from chalicelib.workflows.ingest_log import IngestLog
from infra.table import create_table
from tests import builders
from tests.stack import Stack
from tests.workflows.course import CLASS, DAYS, key

LOGS = 20
AT = datetime.datetime(2024, 6, 3, tzinfo=datetime.UTC)


class Readers:
    """As many readers as logs, each log of one person on ten days."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._data = [builders.checkin_csv([number + 1], DAYS) for number in range(LOGS)]

    def open(self, key: str, version_id: str, limit: int) -> tuple[BinaryIO, dict[str, str]]:
        return io.BytesIO(self._data[int(version_id)]), {}

    def read(self, number: int) -> Receipt:
        ingest = IngestLog(
            classes=Classes(self._table),
            evidence=Evidence(self._table),
            receipts=Receipts(self._table),
            objects=self,
            keyed=lambda identity: identity[::-1],
            pause=lambda attempt: time.sleep(min(0.5, 0.01 * 2**attempt) * random.random()),
        )
        arrival = Arrival(key=key(f"{number}.csv"), version_id=str(number), size=1, at=AT, sequencer=f"{number:04x}")
        return ingest(arrival, AT)


@pytest.mark.stack
def test_twenty_logs_at_once_all_count(stack: Stack) -> None:
    """On the emulator only: threads would find the in-process database half-way through a transaction."""
    name, dynamodb = f"yuji-race-{uuid.uuid4().hex[:8]}", stack.client("dynamodb")
    create_table(dynamodb, name)
    table = Table(name, dynamodb)
    readers = Readers(table)
    with ThreadPoolExecutor(LOGS) as pool:
        receipts = list(pool.map(readers.read, range(LOGS)))
    assert {receipt.counts.accepted for receipt in receipts} == {len(DAYS)}
    head, evidence = Classes(table).head(CLASS), Evidence(table)
    assert head is not None
    assert head.evidence == LOGS
    pointers = evidence.pointers(CLASS, UploadKind.CHECKINS)
    assert {pointer.upload for pointer in pointers} == {receipt.id for receipt in receipts}
    assert sum(len(log.log) for log in evidence.logs(CLASS, pointers)) == LOGS * len(DAYS)
    entries = [entry for _, entry in Listing(table).ledger(CLASS, 0, 100)[0]]
    assert verify(f"CLASS#{CLASS}", entries, head.tip) == LOGS
