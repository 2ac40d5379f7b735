"""Certificate numbers are unique in the whole system: the class that recorded one first, and still has it, keeps it.

A number's ORDER list says who recorded it in which order; whether a class still has the number says its own
CERTIFICATES item, which its verdict publishes. So a correction gives a number up, and nothing is deleted to make that
so.
"""

import json
from collections.abc import Iterable
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.classes import head_of
from chalicelib.adapters.codec import canonical, pack, unpack
from chalicelib.adapters.order import line_up
from chalicelib.adapters.table import Conflict, Table
from chalicelib.domain.facts import FactKind

_ATTEMPTS = 10


class Certificates:
    """Numbers are keyed hashes."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim(self, class_id: str, numbers: Iterable[str], held: Iterable[str]) -> None:
        """Put the class at the end of each number's list, once; of `held` ones it keeps its place.

        A number that it once gave up it records anew: who took it meanwhile is before it. Raises Conflict if others
        keep getting in the way.
        """
        wanted, kept = list(dict.fromkeys(numbers)), set(held)
        orders = self._orders(wanted)
        line_up(self._table, class_id, [keys.certificate(each) for each in wanted])
        for number in wanted:
            if class_id in orders[number][:-1] and number not in kept:
                self._go_last(class_id, number)

    def _go_last(self, class_id: str, number: str) -> None:
        pk = keys.certificate(number)
        for attempt in range(_ATTEMPTS):
            order = self._orders([number])[number]
            update = self._table.update(
                pk,
                keys.ORDER,
                "SET classes = :new",
                condition="classes = :old",
                values={":new": [*(each for each in order if each != class_id), class_id], ":old": order},
            )
            try:
                self._table.transact([update])
                return
            except Conflict:
                self._table.wait(attempt)
        raise Conflict(["TransactionConflict"])

    def taken(self, class_id: str, numbers: Iterable[str]) -> frozenset[str]:
        """Those of the numbers that another class recorded first and still has."""
        ahead = {number: _ahead(order, class_id) for number, order in self._orders(numbers).items()}
        had = self._numbers_of({other for order in ahead.values() for other in order})
        return frozenset(n for n, order in ahead.items() if any(_has(had, other, n) for other in order))

    def classes_with(self, numbers: Iterable[str]) -> set[str]:
        """All classes that ever recorded one of the numbers."""
        return {class_id for order in self._orders(numbers).values() for class_id in order}

    def _orders(self, numbers: Iterable[str]) -> dict[str, list[str]]:
        asked = list(dict.fromkeys(numbers))
        found = self._table.batch_get((keys.certificate(each), keys.ORDER) for each in asked)
        return {each: found.get((keys.certificate(each), keys.ORDER), {}).get("classes", []) for each in asked}

    def _numbers_of(self, class_ids: set[str]) -> dict[str, frozenset[str] | None]:
        """What each class has now: None for one whose assessment is not judged yet; absent where it has none."""
        keyed = {keys.klass(each): each for each in sorted(class_ids)}
        said = self._table.batch_get((pk, keys.CERTIFICATES) for pk in keyed)
        silent = [pk for pk in keyed if (pk, keys.CERTIFICATES) not in said]
        heads = self._table.batch_get((pk, keys.HEAD) for pk in silent)
        waiting = {pk for (pk, _), item in heads.items() if FactKind.ASSESSMENT in head_of(item).facts}
        published = {keyed[pk]: certificates_of(item) for (pk, _), item in said.items()}
        return {**published, **{keyed[pk]: None for pk in waiting}}


def _has(had: dict[str, frozenset[str] | None], class_id: str, number: str) -> bool:
    """What is not judged yet counts as had: its verdict will tell whoever waits."""
    if class_id not in had:
        return False
    numbers = had[class_id]
    return numbers is None or number in numbers


def _ahead(order: list[str], class_id: str) -> list[str]:
    return order[: order.index(class_id)] if class_id in order else order


def certificates_of(item: dict[str, bytes]) -> frozenset[str]:
    """The numbers in a class's CERTIFICATES item, of the table or of a stream record."""
    return frozenset(json.loads(unpack([item["body"]])))


def certificates_item(class_id: str, numbers: Iterable[str]) -> dict[str, Any]:
    """The item of a class, its cause aside."""
    (body,) = pack(canonical(sorted(numbers)))
    return {"pk": keys.klass(class_id), "sk": keys.CERTIFICATES, "body": body}
