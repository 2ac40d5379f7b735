"""A class's head, its facts and its verdict in the table."""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.codec import canonical, cut, pack, unpack
from chalicelib.adapters.table import Table
from chalicelib.domain.facts import ApplicationFacts, AssessmentFacts, FactKind, RosterFacts, SurveyFacts
from chalicelib.domain.finding import Verdict
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import Head, Pointer
from chalicelib.domain.upload import Receipt

Facts = ApplicationFacts | RosterFacts | AssessmentFacts | SurveyFacts
Action = dict[str, Any]
_MODELS: dict[FactKind, type[Facts]] = {
    FactKind.APPLICATION: ApplicationFacts,
    FactKind.ROSTER: RosterFacts,
    FactKind.ASSESSMENT: AssessmentFacts,
    FactKind.SURVEY: SurveyFacts,
}


class Classes:
    """Reads and writes of one class."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def head(self, class_id: str) -> Head | None:
        item = self._table.get(keys.klass(class_id), keys.HEAD)
        return head_of(item) if item else None

    def keep_facts(self, class_id: str, kind: FactKind, upload: str, facts: Facts, sealed: dict[str, bytes]) -> int:
        """Store one upload's facts of a kind beside the current ones; they count once a head points at them.

        Returns in how many pieces. Writing them twice changes nothing.
        """
        pieces = pack(facts.model_dump_json(exclude_defaults=True))
        pk = keys.klass(class_id)
        items: list[dict[str, Any]] = [
            {"pk": pk, "sk": keys.fact(kind, upload, n), "body": piece} for n, piece in enumerate(pieces)
        ]
        if sealed:
            wrapped = sealed["wrapped"]
            items += [
                {"pk": pk, "sk": f"{keys.sealed(kind, upload)}{n:03d}", "wrapped": wrapped, "sealed": piece}
                for n, piece in enumerate(cut(sealed["sealed"]))
            ]
        self._table.batch_put(items)
        return len(pieces)

    def facts(self, class_id: str, pointers: dict[FactKind, Pointer]) -> dict[FactKind, Facts]:
        """The facts that the pointers name."""
        pk = keys.klass(class_id)
        wanted = {
            kind: [(pk, keys.fact(kind, pointer.upload, n)) for n in range(pointer.chunks)]
            for kind, pointer in pointers.items()
        }
        found = self._table.batch_get([key for each in wanted.values() for key in each])
        return {
            kind: _MODELS[kind].model_validate_json(unpack(found[key]["body"] for key in each))
            for kind, each in wanted.items()
        }

    def surveys(self, class_id: str, pointers: Iterable[Pointer]) -> tuple[SurveyFacts, ...]:
        """The facts of several surveys."""
        pk = keys.klass(class_id)
        wanted = [[(pk, keys.fact(FactKind.SURVEY, each.upload, n)) for n in range(each.chunks)] for each in pointers]
        found = self._table.batch_get([key for pieces in wanted for key in pieces])
        return tuple(SurveyFacts.model_validate_json(unpack(found[key]["body"] for key in pieces)) for pieces in wanted)

    def sealed(self, class_id: str, kind: FactKind, upload: str) -> dict[str, bytes] | None:
        """The sealed personal numbers of an upload (`wrapped`, `sealed`)."""
        pieces = list(self._table.query(keys.klass(class_id), keys.sealed(kind, upload)))
        if not pieces:
            return None
        return {"wrapped": pieces[0]["wrapped"], "sealed": b"".join(piece["sealed"] for piece in pieces)}

    def adopt(self, before: Head | None, after: Head, entries: Sequence[LedgerEntry], receipt: Receipt) -> None:
        """Point the head at new facts, with the ledger and the receipt: all or nothing.

        Raises Conflict when the head is no longer `before` or the receipt exists already.
        """
        receipts = [put_receipt(self._table, receipt)]
        self._table.transact([put_head(self._table, before, after), *ledger_puts(self._table, entries), *receipts])

    def verdict(self, head: Head) -> Verdict | None:
        """The stored verdict that the head's stamps describe."""
        if head.judged is None:
            return None
        pk = keys.klass(head.class_id)
        wanted = [(pk, keys.verdict(n)) for n in range(head.judged.chunks)]
        found = self._table.batch_get(wanted)
        if any(found[key]["digest"] != head.judged.digest for key in wanted):
            return None
        return Verdict.model_validate_json(unpack(found[key]["body"] for key in wanted))


def head_of(item: dict[str, Any]) -> Head:
    """The head in an item of the table or of a stream record."""
    return Head.model_validate_json(item["body"])


def head_item(head: Head) -> dict[str, Any]:
    """The head's item with its places in the lists."""
    place = keys.listed(head.opening, head.class_id)
    return {
        "pk": keys.klass(head.class_id),
        "sk": keys.HEAD,
        "rev": head.rev,
        "body": canonical(head.model_dump(mode="json")),
        "gsi1pk": keys.by_region(head.region),
        "gsi1sk": place,
        "gsi2pk": keys.by_institution(head.institution),
        "gsi2sk": place,
        "gsi3pk": keys.by_status(head.region, head.status),
        "gsi3sk": place,
    }


def put_head(table: Table, before: Head | None, after: Head) -> Action:
    """The head's write, only if it is still `before`."""
    if before is None:
        return table.put(head_item(after), condition="attribute_not_exists(pk)")
    return table.put(head_item(after), condition="rev = :rev", values={":rev": before.rev})


def ledger_puts(table: Table, entries: Sequence[LedgerEntry]) -> list[Action]:
    """Ledger entries are only ever added."""
    return [
        table.put(
            {"pk": keys.ledger(e.chain), "sk": keys.ledger_seq(e.seq), "body": canonical(e.model_dump(mode="json"))},
            condition="attribute_not_exists(pk)",
        )
        for e in entries
    ]


def put_receipt(table: Table, receipt: Receipt) -> Action:
    """A receipt is written once; a second delivery of the same event finds it."""
    item = {"pk": keys.upload(receipt.id), "sk": keys.RECEIPT, "body": _fitting(receipt), **_lists(receipt)}
    return table.put(item, condition="attribute_not_exists(pk)")


def receipt_of(item: dict[str, Any]) -> Receipt:
    """The receipt in an item."""
    return Receipt.model_validate_json(unpack([item["body"]]))


def _fitting(receipt: Receipt) -> bytes:
    """The receipt in one piece; of more errors than that holds, the first ones (the counts stay exact)."""
    while len(pieces := pack(receipt.model_dump_json())) > 1:
        receipt = receipt.model_copy(update={"errors": receipt.errors[: len(receipt.errors) // 2]})
    return pieces[0]


def _lists(receipt: Receipt) -> dict[str, str]:
    place = f"{receipt.uploaded_at.isoformat()}#{receipt.id}"
    lists = {"gsi3pk": keys.UPLOADS, "gsi3sk": place}
    if receipt.class_id:
        lists |= {"gsi1pk": keys.uploads_of_class(receipt.class_id), "gsi1sk": place}
    elif receipt.table:
        lists |= {"gsi1pk": keys.uploads_of_table(receipt.table), "gsi1sk": place}
    if receipt.institution:
        lists |= {"gsi2pk": keys.uploads_of_institution(receipt.institution), "gsi2sk": place}
    return lists
