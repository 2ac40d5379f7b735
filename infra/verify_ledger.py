"""`python -m infra.verify_ledger [CLASS …] [--stage X]`: recompute the ledger's chains, or those of some classes.

Of the local stack brought up last, or of a deployed stage. Ends with 1 and names the first broken link of each chain
that does not hold. A chain may break in the middle, at its end (its head knows better) or by vanishing altogether.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters import keys
from chalicelib.adapters.classes import head_of
from chalicelib.adapters.codec import from_item
from chalicelib.adapters.table import Table
from chalicelib.domain.ledger import BrokenLink, LedgerEntry, Tip, verify
from infra.clients import Clients, ClientsError
from infra.cloudformation import outputs
from infra.naming import data_stack
from infra.stack import described, description_file, folder

ATTEMPTS = 5


class NoLedgers(Exception):
    """There is no such stack; the message says how to get one."""


@dataclass(frozen=True)
class Ledgers:
    """The table `name`, by a DynamoDB client."""

    name: str
    client: Any

    @property
    def table(self) -> Table:
        return Table(self.name, self.client)

    def chains(self) -> list[str]:
        """Every chain that has entries, or a head that says so. A scan: what leads to a chain could be taken away."""
        found: set[str] = set()
        for item in self._keys():
            if item["pk"].startswith(keys.ledger("")):
                found.add(item["pk"].removeprefix(keys.ledger("")))
            elif item["sk"] == keys.HEAD:
                found.add(item["pk"])
        return sorted(found)

    def check(self, chain: str) -> int:
        """How many entries the chain has. Raises BrokenLink.

        A chain that grows while it is read is read again: head and entries are two reads.
        """
        for _ in range(ATTEMPTS):
            tip = self._tip(chain)
            try:
                return _some(chain, verify(chain, self._entries(chain), tip))
            except BrokenLink as broken:
                fault = broken
                if self._tip(chain) == tip:
                    break
        raise fault

    def _keys(self) -> Iterator[dict[str, str]]:
        pages = self.client.get_paginator("scan")
        for page in pages.paginate(TableName=self.name, ConsistentRead=True, ProjectionExpression="pk, sk"):
            yield from map(from_item, page["Items"])

    def _tip(self, chain: str) -> Tip:
        item = self.table.get(chain, keys.HEAD)
        return head_of(item).tip if item else Tip()

    def _entries(self, chain: str) -> Iterator[LedgerEntry]:
        for item in self.table.query(keys.ledger(chain)):
            try:
                yield LedgerEntry.model_validate_json(item["body"])
            except ValueError as error:
                raise BrokenLink(chain, int(item["sk"]), "it cannot be read") from error


def _some(chain: str, entries: int) -> int:
    if not entries:
        raise BrokenLink(chain, 1, "nothing was ever recorded under this name")
    return entries


def ledgers_of(stage: str | None) -> Ledgers:
    """Those of a deployed stage, or of the local stack. Raises NoLedgers."""
    if stage:
        clients = Clients()
        name = outputs(clients, data_stack(stage)).get("Table")
        if not name:
            raise NoLedgers(f"stage {stage} is not deployed in {clients.region}")
        return Ledgers(name, clients("dynamodb"))
    stack = described(folder())
    if stack is None:
        raise NoLedgers("no stack has been brought up here: make up")
    description = json.loads(description_file(folder()).read_text(encoding="utf-8"))
    return Ledgers(description["table"], stack.clients("dynamodb"))


def report(ledgers: Ledgers, wanted: Iterable[str]) -> int:
    """Prints what holds and what does not; the exit code."""
    held, entries, broken = 0, 0, 0
    for chain in wanted:
        try:
            entries += ledgers.check(chain)
            held += 1
        except BrokenLink as fault:
            broken += 1
            print(f"broken: {fault}", file=sys.stderr)
    print(f"{held} chains hold, {entries} entries" + (f"; {broken} do not hold" if broken else ""))
    return 1 if broken else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classes", nargs="*", metavar="CLASS")
    parser.add_argument("--stage", help="a deployed stage; without it, the local stack")
    arguments = parser.parse_args()
    try:
        ledgers = ledgers_of(arguments.stage)
        return report(ledgers, [keys.klass(each) for each in arguments.classes] or ledgers.chains())
    except (BotoCoreError, ClientError, ClientsError, NoLedgers) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
