"""The province's tables in the table: row versions that never change, and who has read which of them."""

from collections.abc import Iterable
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.classes import put_receipt
from chalicelib.adapters.codec import canonical
from chalicelib.adapters.table import Conflict, Table
from chalicelib.domain.registry import ROW_MODELS, Partition, RegistryRow, loading
from chalicelib.domain.registry import Table as RegistryTable
from chalicelib.domain.upload import Receipt


class Rows:
    """Registry rows. A row is stored once for each partition it is looked up in, newest `order` of a key counts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self, name: RegistryTable, version: str, order: str) -> None:
        """From now on the table's version is this upload's, unless a later one began already."""
        pk = keys.partition(loading(name))
        try:
            self._table.transact(
                [
                    self._table.update(
                        pk,
                        keys.LOADED,
                        "SET version = :version, latest = :latest",
                        condition="attribute_not_exists(latest) OR latest < :latest",
                        values={":version": version, ":latest": order},
                    )
                ]
            )
        except Conflict as conflict:
            if not conflict.failed:
                raise

    def put(self, name: RegistryTable, rows: Iterable[RegistryRow], upload: str, order: str) -> None:
        """All the rows of an upload. Writing them twice, or after a later upload, changes nothing that counts."""
        self._table.batch_put(
            {
                "pk": keys.partition(partition),
                "sk": keys.row(row.key, order),
                "table": str(name),
                "body": canonical(row.model_dump(mode="json")),
                "upload": upload,
            }
            for row in rows
            for partition in row.partitions
        )

    def finish(self, name: RegistryTable, receipt: Receipt) -> None:
        """The table is loaded; with the upload's receipt. Raises Conflict if the receipt exists already."""
        pk = keys.partition(loading(name))
        loaded = self._table.update(
            pk, keys.LOADED, "SET loaded = :true, upload = :upload", values={":true": True, ":upload": receipt.id}
        )
        self._table.transact([put_receipt(self._table, receipt), loaded])

    def versions(self) -> dict[RegistryTable, str]:
        """The version of each table that was ever loaded."""
        wanted = {keys.partition(loading(name)): name for name in RegistryTable}
        found = self._table.batch_get((pk, keys.LOADED) for pk in wanted)
        return {wanted[pk]: item["version"] for (pk, _), item in found.items() if item.get("loaded")}

    def rows(self, name: RegistryTable, partition: Partition) -> tuple[RegistryRow, ...]:
        """The rows that count in a partition, by key."""
        return newest(name, self._table.query(keys.partition(partition), keys.ROW))

    def read_by(self, class_id: str, partitions: Iterable[Partition]) -> None:
        """Leave the class's name in partitions before it reads them, so that no later row is missed."""
        self._table.batch_put(
            {"pk": keys.partition(partition), "sk": keys.reader(class_id)} for partition in partitions
        )

    def stored(self, partition: Partition) -> str:
        """A partition as it stands in the table."""
        return keys.partition(partition)

    def readers(self, partition_key: str) -> list[str]:
        """The classes that left their name in a partition (by its stored key)."""
        return [item["sk"].removeprefix(keys.READER) for item in self._table.query(partition_key, keys.READER)]

    def replaces_equal(self, partition_key: str, sk: str, body: str) -> bool:
        """Whether a row changes nothing: the row of its key next older says the same, or a later one already counts."""
        versions = list(self._table.query(partition_key, f"{keys.ROW}{keys.row_key(sk)}#@"))
        if any(item["sk"] > sk for item in versions):
            return True
        older = [item for item in versions if item["sk"] < sk]
        return bool(older) and older[-1]["body"] == body


def newest(name: RegistryTable, items: Iterable[dict[str, Any]]) -> tuple[RegistryRow, ...]:
    """The newest version of each row; the items come sorted by key, then by age."""
    latest: dict[str, str] = {}
    for item in items:
        latest[keys.row_key(item["sk"])] = item["body"]
    model = ROW_MODELS[name]
    return tuple(model.model_validate_json(body) for body in latest.values())
