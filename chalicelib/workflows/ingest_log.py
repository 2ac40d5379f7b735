"""A check-in log arrives: its days are kept beside those of other logs, and its object key points at them."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from chalicelib.domain.dates import shanghai
from chalicelib.domain.ledger import append
from chalicelib.domain.personal import Keyed, scrub
from chalicelib.domain.record import Conflict, Head, ObjectPointer
from chalicelib.domain.upload import LogSummary, ObjectGone, Receipt, UploadKind, UploadStatus
from chalicelib.intake.devices import LogReading, read_log
from chalicelib.intake.layout import Address, LayoutError, parse_key
from chalicelib.intake.limits import LOG_BYTES
from chalicelib.workflows.ingest import Arrival, answer_to, file_gone, foreign_class, too_large
from chalicelib.workflows.ports import Classes, Evidence, Receipts, Streams

ATTEMPTS = 60
"""Many logs of one class may come at once; each round at least one of them is through."""
KIND = UploadKind.CHECKINS


class IngestLog:
    """The use case. Running it again for the same arrival gives the first receipt and changes nothing."""

    def __init__(
        self,
        *,
        classes: Classes,
        evidence: Evidence,
        receipts: Receipts,
        objects: Streams,
        keyed: Keyed,
        pause: Callable[[int], None],
    ) -> None:
        self._classes, self._evidence, self._receipts = classes, evidence, receipts
        self._objects, self._keyed, self._pause = objects, keyed, pause

    def __call__(self, arrival: Arrival, now: datetime) -> Receipt:
        """The upload's receipt. `now` is when this happens, for the ledger."""
        if answered := self._receipts.receipt(arrival.id):
            return answered
        try:
            address = parse_key(arrival.key)
        except LayoutError as outside:
            return self._put(answer_to(arrival, None, None, "", outside.error))
        try:
            opened = self._objects.open(arrival.key, arrival.version_id, LOG_BYTES)
        except ObjectGone:
            return self._put(answer_to(arrival, address, None, "", file_gone()))
        if opened is None:
            return self._put(answer_to(arrival, address, None, "", too_large(LOG_BYTES)))
        stream, metadata = opened
        with stream:
            return self._take(arrival, address, stream, metadata.get("device"), now)

    def _take(self, arrival: Arrival, address: Address, stream: BinaryIO, device: str | None, now: datetime) -> Receipt:
        sha256 = _sha256(stream)
        reading = read_log(stream, address.file, self._keyed, device)
        receipt = _receipt(arrival, address, reading, sha256)
        if reading.status is UploadStatus.REJECTED:
            return self._put(receipt)
        class_id = str(address.class_id)
        parts: dict[str, int] | None = None
        for attempt in range(ATTEMPTS):
            head = self._classes.head(class_id)
            if head and head.institution != address.institution:
                return self._put(answer_to(arrival, address, None, "", foreign_class()))
            current = self._evidence.pointer(class_id, KIND, arrival.key)
            if current and current.order > arrival.order:
                return self._put(_passed_over(receipt, current))
            if parts is None:
                parts = self._evidence.keep_log(class_id, arrival.id, reading.days.values())
            pointer = _pointer(arrival, current, sha256, parts)
            try:
                return self._point(head, address, arrival.key, current, pointer, receipt, now)
            except Conflict:
                if done := self._receipts.receipt(arrival.id):
                    return done
                self._pause(attempt)
        raise Conflict(["the head of the class kept moving"])

    def _put(self, receipt: Receipt) -> Receipt:
        self._receipts.put(receipt)
        return receipt

    def _point(
        self,
        head: Head | None,
        address: Address,
        key: str,
        current: ObjectPointer | None,
        pointer: ObjectPointer,
        receipt: Receipt,
        now: datetime,
    ) -> Receipt:
        before = head or Head(class_id=str(address.class_id), institution=str(address.institution))
        if current and current.upload == pointer.upload:
            # The same bytes again: only the place in time moves, nothing that a verdict rests on.
            receipt = receipt.model_copy(update={"unchanged": True})
            after = before.model_copy(update={"rev": before.rev + 1})
            self._evidence.add(head, after, KIND, key, pointer, (), receipt)
            return receipt
        entry = append(
            before.tip,
            chain=f"CLASS#{before.class_id}",
            at=shanghai(now).isoformat(timespec="milliseconds"),
            actor=before.institution,
            event="log_replaced" if current else "log_added",
            data={"upload": receipt.id, "sha256": receipt.sha256, "key": receipt.key},
        )
        update = {
            "rev": before.rev + 1,
            "evidence": before.evidence + 1,
            "tip": before.tip.model_copy(update={"seq": entry.seq, "hash": entry.hash}),
            "cause": receipt.id,
        }
        self._evidence.add(head, before.model_copy(update=update), KIND, key, pointer, (entry,), receipt)
        return receipt


def _sha256(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(2**20):
        digest.update(piece)
    return digest.hexdigest()


def _pointer(arrival: Arrival, current: ObjectPointer | None, sha256: str, parts: dict[str, int]) -> ObjectPointer:
    """Equal bytes keep the facts that are there; their records arrived when they first came."""
    if current and current.sha256 == sha256:
        return current.model_copy(update={"order": arrival.order})
    return ObjectPointer(
        key=scrub(arrival.key),
        upload=arrival.id,
        order=arrival.order,
        sha256=sha256,
        arrived=shanghai(arrival.at),
        parts=parts,
    )


def _passed_over(receipt: Receipt, current: ObjectPointer) -> Receipt:
    same = current.sha256 == receipt.sha256
    return receipt.model_copy(update={"unchanged": same, "superseded": not same})


def _receipt(arrival: Arrival, address: Address, reading: LogReading, sha256: str) -> Receipt:
    receipt = answer_to(arrival, address, reading, sha256)
    if reading.family is None or reading.first is None or reading.last is None:
        return receipt
    log = LogSummary(
        family=reading.family,
        methods={method: count for method, count in reading.methods.items() if count},
        duplicates=reading.duplicates,
        asides=reading.asides,
        days=len(reading.days),
        first=reading.first,
        last=reading.last,
    )
    return receipt.model_copy(update={"log": log})
