"""The table's few verbs, in plain dicts: consistent reads, batches that finish, transactions that say why not."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from chalicelib.adapters.codec import Item, from_item, to_item
from chalicelib.domain.record import Conflict as Conflict

Key = tuple[str, str]
TRANSACTION = 100
_BATCH_READ, _BATCH_WRITE, _ATTEMPTS = 100, 25, 8


class Table:
    """One DynamoDB table with keys `pk` and `sk`."""

    def __init__(self, name: str, client: Any, sleep: Callable[[float], None] = time.sleep) -> None:
        self.name, self._client, self._sleep = name, client, sleep

    def get(self, pk: str, sk: str) -> dict[str, Any] | None:
        answer = self._client.get_item(TableName=self.name, Key=_key((pk, sk)), ConsistentRead=True)
        return from_item(answer["Item"]) if "Item" in answer else None

    def batch_get(self, keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
        """Those of the items that exist, whatever their number; consistent."""
        wanted, found = list(dict.fromkeys(keys)), {}
        for at in range(0, len(wanted), _BATCH_READ):
            pending: Any = {
                self.name: {"Keys": [_key(key) for key in wanted[at : at + _BATCH_READ]], "ConsistentRead": True}
            }
            for attempt in range(_ATTEMPTS):
                answer = self._client.batch_get_item(RequestItems=pending)
                for item in map(from_item, answer["Responses"].get(self.name, [])):
                    found[(item["pk"], item["sk"])] = item
                pending = answer.get("UnprocessedKeys")
                if not pending:
                    break
                self.wait(attempt)
            else:
                raise Conflict(["ThrottlingError"])
        return found

    def batch_put(self, items: Iterable[dict[str, Any]]) -> None:
        """All of the items, unconditionally: only for items that never change once written."""
        requests = [{"PutRequest": {"Item": to_item(item)}} for item in items]
        for at in range(0, len(requests), _BATCH_WRITE):
            pending: Any = {self.name: requests[at : at + _BATCH_WRITE]}
            for attempt in range(_ATTEMPTS):
                pending = self._client.batch_write_item(RequestItems=pending).get("UnprocessedItems")
                if not pending:
                    break
                self.wait(attempt)
            else:
                raise Conflict(["ThrottlingError"])

    def query(self, pk: str, prefix: str = "", *, forward: bool = True) -> Iterator[dict[str, Any]]:
        """Every item of a partition whose sort key begins with `prefix`; consistent, all pages."""
        more: dict[str, Any] = {}
        while True:
            answer = self._client.query(
                **self._condition("pk", "sk", pk, prefix), ConsistentRead=True, ScanIndexForward=forward, **more
            )
            yield from map(from_item, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            more = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def page(
        self,
        pk: str,
        *,
        index: str | None = None,
        after: Item | None = None,
        limit: int = 50,
        forward: bool = True,
        between: tuple[str, str] | None = None,
    ) -> tuple[list[dict[str, Any]], Item | None]:
        """One page of a partition or an index's partition, and the key to go on after (None at the end)."""
        names = (f"{index}pk", f"{index}sk") if index else ("pk", "sk")
        asked = self._condition(*names, pk, "", between=between)
        if index:
            asked["IndexName"] = index
        else:
            asked["ConsistentRead"] = True
        if after:
            asked["ExclusiveStartKey"] = after
        answer = self._client.query(**asked, Limit=limit, ScanIndexForward=forward)
        return [from_item(item) for item in answer["Items"]], answer.get("LastEvaluatedKey")

    def transact(self, actions: list[dict[str, Any]]) -> None:
        """All of at most 100 actions, or none. Raises Conflict with each action's reason."""
        from botocore.exceptions import ClientError

        try:
            self._client.transact_write_items(TransactItems=actions)
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
            reasons = error.response.get("CancellationReasons", [])
            raise Conflict([reason.get("Code", "None") for reason in reasons]) from error

    def put(self, item: dict[str, Any], *, condition: str = "", values: dict[str, Any] | None = None) -> dict[str, Any]:
        """A Put action for `transact`."""
        return {"Put": self._action({"Item": to_item(item)}, condition, values)}

    def delete(self, pk: str, sk: str) -> dict[str, Any]:
        """A Delete action for `transact`."""
        return {"Delete": self._action({"Key": _key((pk, sk))}, "", None)}

    def update(
        self, pk: str, sk: str, expression: str, *, condition: str = "", values: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """An Update action for `transact`; the attribute names of both expressions must not be reserved words."""
        return {"Update": self._action({"Key": _key((pk, sk)), "UpdateExpression": expression}, condition, values)}

    def _action(self, body: dict[str, Any], condition: str, values: dict[str, Any] | None) -> dict[str, Any]:
        body["TableName"] = self.name
        if condition:
            body["ConditionExpression"] = condition
        if values:
            body["ExpressionAttributeValues"] = to_item(values)
        return body

    def _condition(
        self, hash_name: str, range_name: str, pk: str, prefix: str, between: tuple[str, str] | None = None
    ) -> dict[str, Any]:
        condition, values = f"{hash_name} = :pk", {":pk": pk}
        if between:
            condition += f" AND {range_name} BETWEEN :low AND :high"
            values |= {":low": between[0], ":high": between[1]}
        elif prefix:
            condition += f" AND begins_with({range_name}, :prefix)"
            values[":prefix"] = prefix
        return {
            "TableName": self.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": to_item(values),
        }

    def wait(self, attempt: int) -> None:
        """A pause before attempt number `attempt` + 1: doubling, with jitter."""
        self._sleep(min(2.0, 0.05 * 2**attempt) * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret


def _key(key: Key) -> Item:
    return to_item({"pk": key[0], "sk": key[1]})
