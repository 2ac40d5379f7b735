import pytest

from chalicelib.adapters.codec import canonical, from_item, pack, to_item, unpack
from chalicelib.adapters.table import Table
from chalicelib.domain.record import Conflict


def test_plain_values_survive_the_typed_form() -> None:
    plain = {"s": "文", "n": 7, "t": True, "b": b"\x00\x01", "l": ["a", 1], "m": {"k": "v"}, "e": []}
    assert from_item(to_item(plain)) == plain
    assert to_item({"gone": None}) == {}


def test_a_body_larger_than_an_item_is_cut_and_joined() -> None:
    text = canonical([f"{n:x}-{n * 7919 % 100003}" for n in range(200_000)])
    pieces = pack(text)
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 300_000
    assert unpack(pieces) == text


def test_batches_go_past_the_service_s_limits(table: Table) -> None:
    table.batch_put({"pk": "A", "sk": f"{n:03d}", "n": n} for n in range(130))
    assert len(table.batch_get([("A", f"{n:03d}") for n in range(140)])) == 130
    assert [item["n"] for item in table.query("A", "12")] == list(range(120, 130))


def test_a_transaction_is_all_or_nothing_and_names_the_action(table: Table) -> None:
    table.transact([table.put({"pk": "A", "sk": "1"}, condition="attribute_not_exists(pk)")])
    with pytest.raises(Conflict) as conflict:
        table.transact(
            [
                table.put({"pk": "B", "sk": "1"}),
                table.put({"pk": "A", "sk": "1", "n": 2}, condition="attribute_not_exists(pk)"),
            ]
        )
    assert conflict.value.failed == [1]
    assert table.get("B", "1") is None


def test_pages_give_every_item_once(table: Table) -> None:
    table.batch_put({"pk": "A", "sk": f"{n:03d}", "gsi1pk": "L", "gsi1sk": f"{n:03d}"} for n in range(25))
    seen, after = [], None
    while True:
        items, after = table.page("L", index="gsi1", after=after, limit=10)
        seen += [item["sk"] for item in items]
        if after is None:
            break
    assert seen == [f"{n:03d}" for n in range(25)]
    between, _ = table.page("L", index="gsi1", between=("005", "007"))
    assert [item["sk"] for item in between] == ["005", "006", "007"]
