"""The hash-chained ledger: each entry seals the one before it, so that none can be changed or taken out unseen."""

import hashlib
import json
from collections.abc import Iterable

from pydantic import JsonValue

from chalicelib.domain.model import Model

GENESIS = "0" * 64


class LedgerEntry(Model):
    """`chain` names the class; `seq` counts from 1; `at` is ISO 8601 with offset; `previous` and `hash` are hex."""

    chain: str
    seq: int
    at: str
    actor: str
    event: str
    data: dict[str, JsonValue]
    previous: str
    hash: str


class Tip(Model):
    """The end of a chain, kept with the thing it is about."""

    seq: int = 0
    hash: str = GENESIS


class BrokenLink(Exception):
    """The chain does not hold; says where it breaks first."""

    def __init__(self, chain: str, seq: int, why: str) -> None:
        super().__init__(f"{chain} entry {seq}: {why}")
        self.chain, self.seq, self.why = chain, seq, why


def append(tip: Tip, *, chain: str, at: str, actor: str, event: str, data: dict[str, JsonValue]) -> LedgerEntry:
    """The entry that follows `tip`."""
    body = {"chain": chain, "seq": tip.seq + 1, "at": at, "actor": actor, "event": event, "data": data}
    return LedgerEntry.model_validate({**body, "previous": tip.hash, "hash": _digest({**body, "previous": tip.hash})})


def verify(chain: str, entries: Iterable[LedgerEntry], tip: Tip) -> int:
    """How many entries a chain has that holds from its first to `tip`. Raises BrokenLink at the first fault."""
    last = Tip()
    for entry in entries:
        expected = last.seq + 1
        if entry.seq != expected or entry.chain != chain:
            raise BrokenLink(chain, expected, "the entry is missing")
        if entry.previous != last.hash:
            raise BrokenLink(chain, entry.seq, "it does not follow from the entry before it")
        if entry.hash != _digest(entry.model_dump(exclude={"hash"})):
            raise BrokenLink(chain, entry.seq, "its content was changed")
        last = Tip(seq=entry.seq, hash=entry.hash)
    if last != tip:
        raise BrokenLink(chain, min(last.seq, tip.seq) + 1, f"the chain ends at {last.seq}, its head says {tip.seq}")
    return last.seq


def _digest(body: dict[str, object]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
