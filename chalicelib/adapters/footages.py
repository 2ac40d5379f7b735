"""Recordings in the table: facts by upload, a pointer by object key, and notes of who offered the same footage."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.classes import ledger_puts, put_head, put_receipt
from chalicelib.adapters.codec import canonical, pack, unpack
from chalicelib.adapters.table import Table
from chalicelib.domain.footage import Footage, FootagePointer, Offer
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import Head
from chalicelib.domain.upload import Receipt, UploadKind

Item = dict[str, Any]
MOST_OFFERS = 200
"""Offers of one digest that are looked at: beyond that nobody needs another to be suspicious."""


class Footages:
    """Reads and writes of recordings."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep(self, class_id: str, footage: Footage) -> int:
        """Store one recording's facts; they count once a pointer names them. In how many pieces."""
        pieces = pack(footage.model_dump_json(exclude_defaults=True))
        pk = keys.klass(class_id)
        self._table.batch_put(
            {"pk": pk, "sk": keys.recording(footage.upload, n), "body": piece} for n, piece in enumerate(pieces)
        )
        return len(pieces)

    def pointer(self, class_id: str, file: str) -> FootagePointer | None:
        """What is current under one object key."""
        item = self._table.get(keys.klass(class_id), keys.file_pointer(UploadKind.VIDEOS, file))
        return FootagePointer.model_validate_json(item["body"]) if item else None

    def offer(self, offer: Offer, digests: Iterable[str]) -> tuple[Offer, ...]:
        """Note the offer under its digests, then find the others there, by upload.

        Of two that come at the same instant, at least the one that reads last finds the other.
        """
        body, places = canonical(offer.model_dump(mode="json")), [keys.fingerprint(digest) for digest in digests]
        sk = keys.offer(offer.class_id, offer.upload)
        self._table.batch_put({"pk": pk, "sk": sk, "body": body} for pk in places)
        found = (item for pk in places for item in islice(self._table.query(pk, "OFFER#"), MOST_OFFERS))
        others = {each.upload: each for each in map(_offer, found)}
        return tuple(others[upload] for upload in sorted(others) if upload != offer.upload)

    def note_copies(self, own: Offer, others: Iterable[Offer]) -> None:
        """On both sides, so that either finds the other without looking for it."""
        self._table.batch_put(note for other in others for note in (_note(own, other), _note(other, own)))

    def adopt(
        self,
        before: Head | None,
        after: Head,
        pointer: FootagePointer,
        entries: Sequence[LedgerEntry],
        receipt: Receipt,
    ) -> None:
        """Move the pointer with the head, the ledger and the receipt: all or nothing.

        Raises Conflict when the head is no longer `before` or the receipt exists already.
        """
        item = {
            "pk": keys.klass(after.class_id),
            "sk": keys.file_pointer(UploadKind.VIDEOS, pointer.file),
            "upload": pointer.upload,
            "body": canonical(pointer.model_dump(mode="json")),
        }
        head, answer = put_head(self._table, before, after), put_receipt(self._table, receipt)
        self._table.transact([head, self._table.put(item), *ledger_puts(self._table, entries), answer])

    def current(self, class_id: str) -> tuple[Footage, ...]:
        """The recordings that the class's pointers name, with their copies; by upload."""
        pk = keys.klass(class_id)
        pointers = [
            FootagePointer.model_validate_json(item["body"])
            for item in self._table.query(pk, keys.file_pointer(UploadKind.VIDEOS, ""))
        ]
        if not pointers:
            return ()
        wanted = {each.upload: [(pk, keys.recording(each.upload, n)) for n in range(each.chunks)] for each in pointers}
        found = self._table.batch_get(key for each in wanted.values() for key in each)
        copies = self._current_copies(class_id, wanted.keys())
        return tuple(
            _footage(found[key]["body"] for key in wanted[upload]).model_copy(
                update={"copies": tuple(copies.get(upload, ()))}
            )
            for upload in sorted(wanted)
        )

    def classes_with_copies(self, class_id: str, uploads: Iterable[str]) -> set[str]:
        """Other classes that once offered what one of the uploads shows."""
        notes = (note for each in uploads for note in self._table.query(keys.klass(class_id), keys.copy(each)))
        return {_offer(note).class_id for note in notes} - {class_id}

    def _current_copies(self, class_id: str, uploads: Iterable[str]) -> dict[str, list[Offer]]:
        """Those notes whose both ends are current, by own upload."""
        mine = set(uploads)
        notes = [
            (own, _offer(item))
            for item in self._table.query(keys.klass(class_id), keys.COPY)
            if (own := item["sk"].split("#")[1]) in mine
        ]
        ends = {(keys.klass(o.class_id), keys.file_pointer(UploadKind.VIDEOS, o.file)): o for _, o in notes}
        found = self._table.batch_get(ends) if ends else {}
        current = {item["upload"] for item in found.values()}
        copies: dict[str, list[Offer]] = {}
        for own, other in notes:
            if other.upload in current:
                copies.setdefault(own, []).append(other)
        return copies


def _offer(item: Item) -> Offer:
    return Offer.model_validate_json(item["body"])


def _note(own: Offer, other: Offer) -> Item:
    return {
        "pk": keys.klass(own.class_id),
        "sk": keys.copy(own.upload, other.upload),
        "upload": other.upload,
        "body": canonical(other.model_dump(mode="json")),
    }


def _footage(pieces: Iterator[bytes]) -> Footage:
    return Footage.model_validate_json(unpack(pieces))
