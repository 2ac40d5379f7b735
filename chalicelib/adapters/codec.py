"""Models as DynamoDB items, and long bodies as compressed pieces under the 400 KB item limit."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

Item = dict[str, Any]
PIECE = 300_000


def to_item(plain: dict[str, Any]) -> Item:
    """A dict of str, int, bool, bytes, list, dict and None (left out) in DynamoDB's typed form."""
    return {name: _typed(value) for name, value in plain.items() if value is not None}


def from_item(item: Item) -> dict[str, Any]:
    """The inverse of `to_item`."""
    return {name: _plain(value) for name, value in item.items()}


def _typed(value: Any) -> dict[str, Any]:
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": str(value)}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case dict():
            return {"M": to_item(value)}
        case list() | tuple():
            return {"L": [_typed(each) for each in value]}
        case _:
            raise TypeError(f"no DynamoDB form for {type(value).__name__}")


def _plain(typed: dict[str, Any]) -> Any:
    ((kind, value),) = typed.items()
    match kind:
        case "N":
            return int(value)
        case "M":
            return from_item(value)
        case "L":
            return [_plain(each) for each in value]
        case "B":
            return bytes(value)
        case _:
            return value


def pack(text: str) -> list[bytes]:
    """A JSON text as compressed pieces, each small enough for an item; at least one."""
    return cut(zlib.compress(text.encode(), 6))


def cut(data: bytes) -> list[bytes]:
    """Bytes in pieces, each small enough for an item."""
    return [data[at : at + PIECE] for at in range(0, len(data), PIECE)]


def unpack(pieces: Iterable[bytes]) -> str:
    """The text of `pack`'s pieces, in order."""
    return zlib.decompress(b"".join(pieces)).decode()


def canonical(value: Any) -> str:
    """JSON with sorted keys: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
