from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.adapters import keys
from chalicelib.adapters.classes import Classes
from chalicelib.adapters.people import People
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.stream import meaning
from chalicelib.adapters.table import Table
from chalicelib.adapters.verdicts import Verdicts
from chalicelib.domain.change import ApprenticesChanged, FactsChanged, HoldsChanged, RowStored, TableLoaded
from chalicelib.domain.facts import FactKind, RosterFacts
from chalicelib.domain.finding import ClassStatus, Verdict
from chalicelib.domain.ledger import Tip, append
from chalicelib.domain.record import ApprenticeCount, Conflict, Head, Holds, Judged, Pointer, Shared
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.upload import Receipt, UploadKind, UploadStatus

INSTITUTION = "91410100MA000001X0"
ROSTER = RosterFacts(trainees=(Trainee(row=2, name="张三", person="p1", identity_masked="4101********0011"),))


def receipt(upload: str) -> Receipt:
    return Receipt(
        id=upload,
        kind=UploadKind.ROSTERS,
        key=f"rosters/{INSTITUTION}/ZZ-1/a.xlsx",
        institution=INSTITUTION,
        class_id="ZZ-1",
        version_id="v",
        sha256=upload,
        size=1,
        uploaded_at=datetime(2024, 3, 1, tzinfo=UTC),
        status=UploadStatus.ACCEPTED,
    )


def head(**update: Any) -> Head:
    pointer = Pointer(upload="u1", order="t1", sha256="u1", chunks=1)
    return Head(
        class_id="ZZ-1", institution=INSTITUTION, rev=1, facts={FactKind.ROSTER: pointer}, cause="u1"
    ).model_copy(update=update)


def verdict(status: ClassStatus = ClassStatus.SCREENING) -> Verdict:
    return Verdict(
        class_id="ZZ-1",
        status=status,
        findings=(),
        standings={},
        policy="p",
        registry={},
        release="r",
        as_of=date(2024, 3, 1),
    )


@pytest.fixture
def classes(table: Table) -> Classes:
    return Classes(table)


def test_facts_count_once_the_head_points_at_them(classes: Classes) -> None:
    assert classes.keep_facts("ZZ-1", FactKind.ROSTER, "u1", ROSTER, {"wrapped": b"w", "sealed": b"s"}) == 1
    assert classes.head("ZZ-1") is None
    classes.adopt(None, head(), [], receipt("u1"))
    stored = classes.head("ZZ-1")
    assert stored == head()
    assert classes.facts("ZZ-1", stored.facts) == {FactKind.ROSTER: ROSTER}
    assert classes.sealed("ZZ-1", FactKind.ROSTER, "u1") == {"wrapped": b"w", "sealed": b"s"}
    assert classes.sealed("ZZ-1", FactKind.ROSTER, "u9") is None


def test_who_read_an_older_head_may_not_write(classes: Classes) -> None:
    classes.adopt(None, head(), [], receipt("u1"))
    classes.adopt(head(), head(rev=2), [], receipt("u2"))
    for before in (None, head()):
        with pytest.raises(Conflict):
            classes.adopt(before, head(rev=2), [], receipt("u3"))
    with pytest.raises(Conflict):  # the same upload, delivered twice
        classes.adopt(head(rev=2), head(rev=3), [], receipt("u2"))
    assert classes.head("ZZ-1") == head(rev=2)


def test_a_verdict_its_ledger_and_its_lists_are_one_write(classes: Classes, table: Table) -> None:
    classes.adopt(None, head(), [], receipt("u1"))
    entry = append(Tip(), chain="CLASS#ZZ-1", at="2024", actor="judge", event="status", data={})
    judged = Judged(
        digest="d1",
        policy="p",
        registry={},
        release="r",
        as_of=date(2024, 3, 1),
        look_again=date(2024, 4, 1),
        violated={"OPN-01": 1},
    )
    after = head(rev=2, status=ClassStatus.REJECTED, judged=judged, tip=Tip(seq=1, hash=entry.hash), reads=("X",))
    Rows(table).read_by("ZZ-1", [("X",)])
    counts = ApprenticeCount(opening=date(2024, 3, 1), people=3)
    verdicts = Verdicts(table)
    verdicts.commit(head(), after, verdict(), [entry], Holds(people={"p1": False}), counts, Shared())
    assert classes.verdict(after) == verdict()
    assert verdicts.due(date(2024, 4, 1)) == ["ZZ-1"]
    assert People(table).holds(["ZZ-1"]) == {"ZZ-1": Holds(people={"p1": False})}
    listed, _ = table.page(keys.by_rule("OPN-01", None), index="gsi1")
    assert [item["violated"] for item in listed] == [1]
    by_status, _ = table.page(keys.by_status(None, "rejected"), index="gsi3")
    assert [item["pk"] for item in by_status] == ["CLASS#ZZ-1"]
    with pytest.raises(Conflict):
        verdicts.commit(head(), after, verdict(), [], Holds(), None, Shared())


def test_what_no_longer_holds_leaves_the_lists(classes: Classes, table: Table) -> None:
    classes.adopt(None, head(), [], receipt("u1"))
    stamps = {"policy": "p", "registry": {}, "release": "r", "as_of": date(2024, 3, 1)}
    judged = Judged(digest="d1", look_again=date(2024, 4, 1), violated={"OPN-01": 1}, **stamps)
    first = head(rev=2, judged=judged, reads=("REGISTRY#a", "REGISTRY#b"))
    rows, verdicts = Rows(table), Verdicts(table)
    rows.read_by("ZZ-1", [("a",), ("b",)])
    verdicts.commit(head(), first, verdict(), [], Holds(), None, Shared())
    second = first.model_copy(update={"rev": 3, "judged": Judged(digest="d2", **stamps), "reads": ("REGISTRY#b",)})
    verdicts.commit(first, second, verdict(ClassStatus.SCREENED), [], Holds(), None, Shared())
    assert verdicts.due(date(2024, 4, 1)) == []
    assert table.page(keys.by_rule("OPN-01", None), index="gsi1") == ([], None)
    assert (rows.readers("REGISTRY#a"), rows.readers("REGISTRY#b")) == ([], ["ZZ-1"])
    assert classes.verdict(second) == verdict(ClassStatus.SCREENED)
    assert classes.verdict(first) is None  # a stale head never passes another verdict off as its own


def test_the_stream_says_what_a_write_means(classes: Classes, table: Table, aws: Any) -> None:
    classes.adopt(None, head(), [], receipt("u1"))
    new = table.get("CLASS#ZZ-1", "HEAD")
    assert meaning("CLASS#ZZ-1", "HEAD", None, new) == (FactsChanged(class_id="ZZ-1"), "u1")
    assert meaning("CLASS#ZZ-1", "HEAD", new, new) is None
    assert meaning("UPLOAD#u1", "RECEIPT", None, {"body": "{}"}) is None
    row = {"body": "{}", "upload": "u2"}
    assert meaning("REGISTRY#b", "ROW#k#@t", None, row) == (
        RowStored(partition="REGISTRY#b", sk="ROW#k#@t", body="{}"),
        "u2",
    )
    loaded = {"loaded": True, "upload": "u2"}
    assert meaning("REGISTRY#loading#b", "LOADED", {"version": "u2"}, loaded) == (
        TableLoaded(partition="REGISTRY#loading#b"),
        "u2",
    )
    assert meaning("REGISTRY#loading#b", "LOADED", loaded, loaded) is None
    changed = meaning(f"APPRENTICES#{INSTITUTION}#2024", "CLASS#ZZ-1", None, {"cause": "u1"})
    assert changed == (ApprenticesChanged(class_id="ZZ-1", institution=INSTITUTION, year=2024), "u1")
    held = meaning(
        "CLASS#ZZ-1", "HOLDS", {"body": _packed(Holds())}, {"body": _packed(Holds(rejected=True)), "cause": "u1"}
    )
    assert held == (HoldsChanged(class_id="ZZ-1", before=Holds(), after=Holds(rejected=True)), "u1")


def _packed(holds: Holds) -> bytes:
    from chalicelib.adapters.codec import pack

    return pack(holds.model_dump_json())[0]
