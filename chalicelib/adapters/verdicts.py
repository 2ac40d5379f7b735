"""A verdict's write: body, head, ledger, what other classes may know, and its places in lists, in one transaction."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.certificates import certificates_item
from chalicelib.adapters.classes import ledger_puts, put_head
from chalicelib.adapters.codec import canonical, pack
from chalicelib.adapters.people import holds_of
from chalicelib.adapters.rectifications import rectification_item
from chalicelib.adapters.table import Table
from chalicelib.domain.finding import Verdict
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import ApprenticeCount, Head, Holds, Shared

Action = dict[str, Any]


class Verdicts:
    """Commits verdicts, and knows which are due to be looked at again."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def commit(
        self,
        before: Head,
        after: Head,
        verdict: Verdict,
        entries: Sequence[LedgerEntry],
        holds: Holds,
        counts: ApprenticeCount | None,
        shared: Shared,
    ) -> None:
        """All or nothing. Raises Conflict when the head is no longer `before`. `after.judged` describes `verdict`."""
        pieces = pack(canonical(verdict.model_dump(mode="json")))
        if after.judged is None:
            raise ValueError("the head has no stamps of the verdict")
        after = after.model_copy(update={"judged": after.judged.model_copy(update={"chunks": len(pieces)})})
        actions = [
            put_head(self._table, before, after),
            *ledger_puts(self._table, entries),
            *self._body(before, after, pieces),
            *self._holds(after, holds),
            *self._apprentices(before, after, counts),
            *self._shared(after, shared),
            *self._rules(before, after),
            *self._due(before, after),
            *(self._table.delete(pk, keys.reader(after.class_id)) for pk in before.reads if pk not in after.reads),
        ]
        self._table.transact(actions)

    def due(self, day: datetime.date) -> list[str]:
        """The classes to look at again on that day."""
        return [item["sk"].removeprefix(keys.CLASS) for item in self._table.query(keys.due(day))]

    def _body(self, before: Head, after: Head, pieces: list[bytes]) -> Iterator[Action]:
        pk, digest = keys.klass(after.class_id), after.judged.digest if after.judged else ""
        for n, piece in enumerate(pieces):
            yield self._table.put({"pk": pk, "sk": keys.verdict(n), "digest": digest, "body": piece})
        for n in range(len(pieces), before.judged.chunks if before.judged else 0):
            yield self._table.delete(pk, keys.verdict(n))

    def _holds(self, after: Head, holds: Holds) -> Iterator[Action]:
        """Only where it changed: every write of it makes other classes look again."""
        pk = keys.klass(after.class_id)
        stored = self._table.get(pk, keys.HOLDS)
        if stored is None or holds_of(stored) != holds:
            (body,) = pack(holds.model_dump_json(exclude_defaults=True))
            yield self._table.put({"pk": pk, "sk": keys.HOLDS, "body": body, "cause": after.cause})

    def _apprentices(self, before: Head, after: Head, counts: ApprenticeCount | None) -> Iterator[Action]:
        sk, pk = keys.klass(after.class_id), None
        if counts is not None:
            pk = keys.apprentices(after.institution, counts.opening.year)
            body = canonical(counts.model_dump(mode="json"))
            stored = self._table.get(pk, sk)
            if stored is None or stored["body"] != body:
                yield self._table.put({"pk": pk, "sk": sk, "body": body, "cause": after.cause})
        if before.opening:
            earlier = keys.apprentices(before.institution, before.opening.year)
            if earlier != pk and self._table.get(earlier, sk):
                yield self._table.delete(earlier, sk)

    def _shared(self, after: Head, shared: Shared) -> Iterator[Action]:
        """What has never been said is not said to be nothing."""
        items = [
            (certificates_item(after.class_id, shared.certificates), bool(shared.certificates)),
            (
                rectification_item(after.institution, after.class_id, shared.rectifications),
                bool(shared.rectifications),
            ),
        ]
        for item, anything in items:
            stored = self._table.get(item["pk"], item["sk"])
            if stored["body"] != item["body"] if stored else anything:
                yield self._table.put({**item, "cause": after.cause})

    def _rules(self, before: Head, after: Head) -> Iterator[Action]:
        pk = keys.klass(after.class_id)
        old, new = _listed_rules(before), _listed_rules(after)
        for rule_id in sorted(old.keys() - new.keys()):
            yield self._table.delete(pk, keys.rule(rule_id))
        for rule_id, item in new.items():
            if old.get(rule_id) != item:
                yield self._table.put(item)

    def _due(self, before: Head, after: Head) -> Iterator[Action]:
        sk = keys.klass(after.class_id)
        old = before.judged.look_again if before.judged else None
        new = after.judged.look_again if after.judged else None
        if old and old != new:
            yield self._table.delete(keys.due(old), sk)
        if new and old != new:
            yield self._table.put({"pk": keys.due(new), "sk": sk})


def _listed_rules(head: Head) -> dict[str, dict[str, Any]]:
    """The items that list a class under each rule it has a finding of."""
    judged = head.judged
    if judged is None:
        return {}
    return {
        rule_id: {
            "pk": keys.klass(head.class_id),
            "sk": keys.rule(rule_id),
            "violated": judged.violated.get(rule_id, 0),
            "undetermined": judged.undetermined.get(rule_id, 0),
            "gsi1pk": keys.by_rule(rule_id, head.region),
            "gsi1sk": keys.listed(head.opening, head.class_id),
        }
        for rule_id in sorted(judged.violated.keys() | judged.undetermined.keys())
    }
