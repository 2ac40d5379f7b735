"""Facts that add up: check-in logs by the object key they came under, and decisions."""

import json
from collections.abc import Iterable, Sequence

from chalicelib.adapters import keys
from chalicelib.adapters.classes import ledger_puts, put_head, put_receipt
from chalicelib.adapters.codec import canonical, pack, unpack
from chalicelib.adapters.table import Table
from chalicelib.domain.attendance import UploadedLog
from chalicelib.domain.checkin import DayLog, decode, encode
from chalicelib.domain.decision import Decision
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import Head, ObjectPointer
from chalicelib.domain.upload import Receipt, UploadKind


class Evidence:
    """Reads and writes of one class's logs and decisions."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep_log(self, class_id: str, upload: str, days: Iterable[DayLog]) -> dict[str, int]:
        """Store a log's days; they count once a pointer names them. Gives the pointer's parts.

        Writing them twice changes nothing.
        """
        packed = {log.day.isoformat(): pack(canonical(encode(log))) for log in days}
        pk = keys.klass(class_id)
        self._table.batch_put(
            {"pk": pk, "sk": keys.log_day(upload, day, n), "body": piece}
            for day, pieces in packed.items()
            for n, piece in enumerate(pieces)
        )
        return {day: len(pieces) for day, pieces in packed.items()}

    def pointer(self, class_id: str, kind: UploadKind, key: str) -> ObjectPointer | None:
        """The current upload of an object key."""
        item = self._table.get(keys.klass(class_id), keys.pointer(kind, key))
        return ObjectPointer.model_validate_json(item["body"]) if item else None

    def pointers(self, class_id: str, kind: UploadKind) -> tuple[ObjectPointer, ...]:
        """The current uploads of a kind, in the order the bucket took them."""
        items = self._table.query(keys.klass(class_id), keys.pointers(kind))
        found = (ObjectPointer.model_validate_json(item["body"]) for item in items)
        return tuple(sorted(found, key=lambda pointer: pointer.order))

    def logs(self, class_id: str, pointers: Iterable[ObjectPointer]) -> tuple[UploadedLog, ...]:
        """The days of the uploads that the pointers name."""
        pk = keys.klass(class_id)
        wanted = [
            (pointer, [(pk, keys.log_day(pointer.upload, day, n)) for n in range(pieces)])
            for pointer in pointers
            for day, pieces in pointer.parts.items()
        ]
        found = self._table.batch_get(key for _, each in wanted for key in each)
        return tuple(
            UploadedLog(pointer.upload, pointer.arrived, decode(json.loads(unpack(found[key]["body"] for key in each))))
            for pointer, each in wanted
        )

    def add(
        self,
        before: Head | None,
        after: Head,
        kind: UploadKind,
        key: str,
        pointer: ObjectPointer,
        entries: Sequence[LedgerEntry],
        receipt: Receipt,
    ) -> None:
        """Point an object key at its upload, with head, ledger and receipt: all or nothing.

        Raises Conflict when the head is no longer `before` or the receipt exists already.
        """
        pk = keys.klass(after.class_id)
        item = {"pk": pk, "sk": keys.pointer(kind, key), "body": canonical(pointer.model_dump(mode="json"))}
        actions = [put_head(self._table, before, after), self._table.put(item)]
        self._table.transact([*actions, *ledger_puts(self._table, entries), put_receipt(self._table, receipt)])

    def decision(self, class_id: str, decision_id: str) -> Decision | None:
        item = self._table.get(keys.klass(class_id), keys.decision(decision_id))
        return Decision.model_validate_json(item["body"]) if item else None

    def decisions(self, class_id: str) -> tuple[Decision, ...]:
        """All decisions on the class, in order."""
        items = self._table.query(keys.klass(class_id), keys.DECISION)
        found = (Decision.model_validate_json(item["body"]) for item in items)
        return tuple(sorted(found, key=lambda decision: decision.order))

    def decide(self, before: Head, after: Head, decision: Decision, entries: Sequence[LedgerEntry]) -> None:
        """Store a decision with head and ledger: all or nothing. Raises Conflict as `add` does."""
        item = {
            "pk": keys.klass(after.class_id),
            "sk": keys.decision(decision.id),
            "body": canonical(decision.model_dump(mode="json")),
        }
        stored = self._table.put(item, condition="attribute_not_exists(pk)")
        self._table.transact([put_head(self._table, before, after), stored, *ledger_puts(self._table, entries)])
