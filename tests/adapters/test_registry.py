from datetime import UTC, date, datetime

import pytest

from chalicelib.adapters import keys
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.table import Table as Store
from chalicelib.domain.record import Conflict
from chalicelib.domain.registry import BlacklistEntry, Table, loading
from chalicelib.domain.upload import Receipt, UploadKind, UploadStatus

CODE = "91410100MA000001X0"
PLACE = (Table.BLACKLIST, CODE)


@pytest.fixture
def rows(table: Store) -> Rows:
    return Rows(table)


def entry(problem: str, document: str = "审〔2024〕1号") -> BlacklistEntry:
    return BlacklistEntry(
        code=CODE, source="审计", problem=problem, serious=False, found=date(2024, 3, 1), document=document
    )


def receipt(upload: str) -> Receipt:
    return Receipt(
        id=upload,
        kind=UploadKind.REGISTRY,
        key="registry/blacklist/a.csv",
        table="blacklist",
        version_id="v",
        sha256="0",
        size=1,
        uploaded_at=datetime(2024, 3, 1, tzinfo=UTC),
        status=UploadStatus.ACCEPTED,
    )


def test_the_latest_row_of_a_key_counts_whatever_the_order_of_arrival(rows: Rows) -> None:
    rows.put(Table.BLACKLIST, [entry("later")], "u2", "t2")
    rows.put(Table.BLACKLIST, [entry("earlier"), entry("other", "审〔2024〕2号")], "u1", "t1")
    found = rows.rows(Table.BLACKLIST, PLACE)
    assert {(row.document, row.problem) for row in found if isinstance(row, BlacklistEntry)} == {
        ("审〔2024〕1号", "later"),
        ("审〔2024〕2号", "other"),
    }


def test_a_row_that_says_the_same_or_comes_late_moves_nobody(rows: Rows, table: Store) -> None:
    for order, problem in [("t1", "a"), ("t3", "a"), ("t4", "b")]:
        rows.put(Table.BLACKLIST, [entry(problem)], f"u{order}", order)
    stored = {item["sk"]: item["body"] for item in table.query(keys.partition(PLACE), keys.ROW)}
    verdicts = [rows.replaces_equal(keys.partition(PLACE), sk, body) for sk, body in stored.items()]
    assert verdicts == [True, True, False]  # t1 and t3 are older than t4, which differs from t3
    rows.put(Table.BLACKLIST, [entry("b")], "u5", "t5")
    newest = list(table.query(keys.partition(PLACE), keys.ROW))[-1]
    assert rows.replaces_equal(keys.partition(PLACE), newest["sk"], newest["body"])


def test_a_table_is_loaded_only_when_its_first_upload_is_through(rows: Rows, table: Store) -> None:
    assert rows.versions() == {}
    rows.begin(Table.BLACKLIST, "u1", "t1")
    assert rows.versions() == {}
    rows.finish(Table.BLACKLIST, receipt("u1"))
    assert rows.versions() == {Table.BLACKLIST: "u1"}
    rows.begin(Table.BLACKLIST, "u3", "t3")
    rows.begin(Table.BLACKLIST, "u2", "t2")
    assert rows.versions() == {Table.BLACKLIST: "u3"}
    with pytest.raises(Conflict):
        rows.finish(Table.BLACKLIST, receipt("u1"))
    assert Receipts(table).receipt("u1") == receipt("u1")


def test_readers_leave_their_names(rows: Rows) -> None:
    rows.read_by("A", [PLACE, loading(Table.APPROVALS)])
    rows.read_by("B", [PLACE])
    assert rows.readers(rows.stored(PLACE)) == ["A", "B"]
    assert rows.readers(rows.stored(loading(Table.APPROVALS))) == ["A"]
