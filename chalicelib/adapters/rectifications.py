"""An institution's failed satisfaction surveys and their cures, one item a class, and which classes looked."""

from collections.abc import Iterable
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.codec import canonical
from chalicelib.adapters.table import Table
from chalicelib.domain.facts import Rectification
from chalicelib.domain.model import Model


class _Failures(Model):
    """What one class's item holds."""

    failures: tuple[Rectification, ...]


class Rectifications:
    """What INS-09 rests on."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read_by(self, class_id: str, institution: str, reads: Iterable[str]) -> str:
        """Leave the class's name before it reads, so that no later failure is missed; the partition's key.

        `reads` are the partitions in which its name stands already.
        """
        pk = keys.rectifications(institution)
        if pk not in reads:
            self._table.batch_put([{"pk": pk, "sk": keys.reader(class_id)}])
        return pk

    def of(self, institution: str) -> tuple[Rectification, ...]:
        """All failures, class by class."""
        items = self._table.query(keys.rectifications(institution), keys.CLASS)
        return tuple(each for item in items for each in _Failures.model_validate_json(item["body"]).failures)

    def readers(self, institution: str) -> list[str]:
        """The classes that looked."""
        items = self._table.query(keys.rectifications(institution), keys.READER)
        return [item["sk"].removeprefix(keys.READER) for item in items]


def rectification_item(institution: str, class_id: str, failures: tuple[Rectification, ...]) -> dict[str, Any]:
    """The item of a class, its cause aside."""
    body = canonical(_Failures(failures=failures).model_dump(mode="json"))
    return {"pk": keys.rectifications(institution), "sk": keys.klass(class_id), "body": body}
