"""Whoever touches a ledger is found out: an entry changed, taken out, cut off, or put in."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.classes import head_item, ledger_puts
from chalicelib.adapters.codec import to_item
from chalicelib.adapters.table import Table
from chalicelib.domain.ledger import Tip, append
from chalicelib.domain.record import Head
from infra.table import create_table
from infra.verify_ledger import Ledgers, report

CHAINS = ["CLASS#ZZ-1001", "CLASS#ZZ-1002"]
Tamper = Callable[[Any], None]


@pytest.fixture
def ledgers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledgers]:
    """Two classes with three entries each."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        client = boto3.client("dynamodb", region_name="cn-north-1")
        create_table(client, "ledgers")
        table = Table("ledgers", client)
        for chain in CHAINS:
            _write(table, chain)
        yield Ledgers("ledgers", client)


def _write(table: Table, chain: str) -> None:
    tip = Tip()
    for n in range(3):
        data: dict[str, Any] = {"to": f"step {n}"}
        at = f"2024-03-04T08:00:0{n}.000+08:00"
        entry = append(tip, chain=chain, at=at, actor="judge", event="status", data=data)
        tip = Tip(seq=entry.seq, hash=entry.hash)
        table.transact(ledger_puts(table, [entry]))
    head = Head(class_id=chain.removeprefix("CLASS#"), institution="91410100MA0008001X", tip=tip)
    table.batch_put([head_item(head)])


def key(seq: int) -> dict[str, Any]:
    return {"pk": {"S": "LEDGER#CLASS#ZZ-1002"}, "sk": {"S": f"{seq:012d}"}}


def change_content(client: Any) -> None:
    item = client.get_item(TableName="ledgers", Key=key(2))["Item"]
    body = json.loads(item["body"]["S"])
    body["data"]["to"] = "screened"
    client.put_item(TableName="ledgers", Item={**item, "body": {"S": json.dumps(body, ensure_ascii=False)}})


def garble(client: Any) -> None:
    item = client.get_item(TableName="ledgers", Key=key(2))["Item"]
    client.put_item(TableName="ledgers", Item={**item, "body": {"S": item["body"]["S"][:-1]}})


def take_out(client: Any) -> None:
    client.delete_item(TableName="ledgers", Key=key(2))


def cut_off(client: Any) -> None:
    client.delete_item(TableName="ledgers", Key=key(3))


def take_all(client: Any) -> None:
    for seq in (1, 2, 3):
        client.delete_item(TableName="ledgers", Key=key(seq))


def put_in(client: Any) -> None:
    item = client.get_item(TableName="ledgers", Key=key(3))["Item"]
    client.put_item(TableName="ledgers", Item={**item, **key(4)})


def lose_the_head(client: Any) -> None:
    client.delete_item(TableName="ledgers", Key=to_item({"pk": "CLASS#ZZ-1002", "sk": "HEAD"}))


def test_chains_that_hold_are_counted(ledgers: Ledgers, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledgers.chains() == CHAINS
    assert report(ledgers, ledgers.chains()) == 0
    assert capsys.readouterr().out == "2 chains hold, 6 entries\n"


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (change_content, "entry 2: its content was changed"),
        (garble, "entry 2: it cannot be read"),
        (take_out, "entry 2: the entry is missing"),
        (cut_off, "entry 3: the chain ends at 2, its head says 3"),
        (take_all, "entry 1: the chain ends at 0, its head says 3"),
        (put_in, "entry 4: the entry is missing"),
        (lose_the_head, "entry 1: the chain ends at 3, its head says 0"),
    ],
)
def test_the_first_broken_link_is_named(
    ledgers: Ledgers, capsys: pytest.CaptureFixture[str], tamper: Tamper, named: str
) -> None:
    tamper(ledgers.client)
    assert report(ledgers, ledgers.chains()) == 1
    said = capsys.readouterr()
    assert said.err == f"broken: CLASS#ZZ-1002 {named}\n"
    assert said.out == "1 chains hold, 3 entries; 1 do not hold\n"


def test_a_class_nobody_knows_does_not_pass(ledgers: Ledgers, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(ledgers, ["CLASS#ZZ-9999"]) == 1
    assert "entry 1: nothing was ever recorded under this name" in capsys.readouterr().err
