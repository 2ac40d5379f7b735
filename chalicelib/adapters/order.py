"""Lists that say who came first; the database decides their order."""

from chalicelib.adapters import keys
from chalicelib.adapters.table import TRANSACTION, Conflict, Table

_ATTEMPTS = 10


def line_up(table: Table, class_id: str, lists: list[str]) -> None:
    """Put a class at the end of each list (by `pk`), once. Raises Conflict if others keep getting in the way."""
    for attempt in range(_ATTEMPTS):
        orders = table.batch_get((pk, keys.ORDER) for pk in lists)
        missing = [pk for pk in lists if class_id not in orders.get((pk, keys.ORDER), {}).get("classes", [])]
        if not missing:
            return
        try:
            for at in range(0, len(missing), TRANSACTION):
                table.transact([_join(table, pk, class_id) for pk in missing[at : at + TRANSACTION]])
            return
        except Conflict:
            table.wait(attempt)
    raise Conflict(["TransactionConflict"])


def _join(table: Table, pk: str, class_id: str) -> dict[str, object]:
    return table.update(
        pk,
        keys.ORDER,
        "SET classes = list_append(if_not_exists(classes, :none), :one)",
        condition="NOT contains(classes, :id)",
        values={":none": [], ":one": [class_id], ":id": class_id},
    )
