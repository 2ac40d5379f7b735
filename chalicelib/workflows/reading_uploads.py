"""Looking at receipts: who sees which upload, and the lists of them, newest first within a list."""

from collections.abc import Iterator
from functools import partial

from chalicelib.domain.caller import Caller
from chalicelib.domain.model import Model
from chalicelib.domain.record import Head
from chalicelib.domain.region import Region
from chalicelib.domain.registry import Table
from chalicelib.domain.upload import Receipt, UploadStatus
from chalicelib.workflows.ports import Classes, Receipts
from chalicelib.workflows.reading import Listing, regions
from chalicelib.workflows.walking import BadPosition, Page, Position, Stretch, resume, walk

_CLASSES, _UNKNOWN = 50, "unknown"


class UploadFilter(Model):
    """Which uploads: every field that is set must hold."""

    class_id: str | None = None
    institution: str | None = None
    table: Table | None = None
    status: UploadStatus | None = None

    def holds(self, receipt: Receipt) -> bool:
        found = {
            "class_id": receipt.class_id,
            "institution": receipt.institution,
            "table": receipt.table,
            "status": receipt.status,
        }
        return all(getattr(self, name) in (None, value) for name, value in found.items())


class UploadReading:
    """What can be read of uploads."""

    def __init__(self, classes: Classes, receipts: Receipts, listing: Listing) -> None:
        self._classes, self._receipts, self._listing = classes, receipts, listing

    def receipt(self, caller: Caller, upload_id: str) -> Receipt | None:
        """The receipt, if it is within reach."""
        receipt = self._receipts.receipt(upload_id)
        return receipt if receipt and self._sees(caller, receipt) else None

    def page(self, caller: Caller, asked: UploadFilter, start: Position | None, limit: int) -> Page[Receipt]:
        """Receipts within reach, from the narrowest list that holds all of them. Raises BadPosition."""

        def keep(receipt: Receipt) -> bool:
            return asked.holds(receipt) and self._sees(caller, receipt)

        return walk(self._stretches(caller, asked, start), start, limit, keep)

    def _sees(self, caller: Caller, receipt: Receipt) -> bool:
        """A regional role sees what came for the classes of its region."""
        if caller.own_region is None:
            return caller.sees(receipt.institution, None)
        head = self._classes.head(receipt.class_id) if receipt.class_id else None
        return head is not None and caller.sees(head.institution, head.region)

    def _stretches(self, caller: Caller, asked: UploadFilter, start: Position | None) -> Iterator[Stretch[Receipt]]:
        if asked.class_id:
            return resume([Stretch("class", partial(self._listing.uploads_of_class, asked.class_id))], start)
        institution = caller.own_institution or asked.institution
        if institution:
            return resume([Stretch("institution", partial(self._listing.uploads_of_institution, institution))], start)
        if asked.table:
            return resume([Stretch("table", partial(self._listing.uploads_of_table, asked.table))], start)
        if caller.everywhere:
            return resume([Stretch("all", self._listing.uploads)], start)
        return self._of_regions(caller, start)

    def _of_regions(self, caller: Caller, start: Position | None) -> Iterator[Stretch[Receipt]]:
        """Class by class, in the order of the classes' own list."""
        walked = regions(caller, None)
        names = [region or _UNKNOWN for region in walked]
        _, first, place = [*start[0].split(":", 2), "", ""][:3] if start else ("", names[0], "")
        if first not in names:
            raise BadPosition(first)
        if place:
            yield self._of_class(first, place)
        for region in walked[names.index(first) :]:
            yield from self._of_region(region, place)
            place = ""

    def _of_region(self, region: Region | None, after: str) -> Iterator[Stretch[Receipt]]:
        ends = False
        while not ends:
            found, ends = self._listing.of_region(region, None, (None, None), after, _CLASSES)
            for after, head in found:
                yield self._of_class(region or _UNKNOWN, after, head)

    def _of_class(self, region: str, place: str, head: Head | None = None) -> Stretch[Receipt]:
        class_id = head.class_id if head else place.partition("#")[2]
        return Stretch(f"region:{region}:{place}", partial(self._listing.uploads_of_class, class_id))
