"""A class from its files to its verdict, in every order in which they may come."""

import itertools
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.facts import FactKind
from chalicelib.domain.finding import ClassStatus, FindingStatus
from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadStatus
from tests import builders
from tests.workflows.world import World, registry

INSTITUTION = builders.credit_code(1)
CLASS = "ZZ-2024-001"
APPLICATION = f"applications/{INSTITUTION}/{CLASS}/开班申请.xlsx"
ROSTER = f"rosters/{INSTITUTION}/{CLASS}/名册.xlsx"


def files() -> dict[str, bytes]:
    return {
        APPLICATION: builders.application_workbook(),
        ROSTER: builders.roster_workbook(builders.trainees(20)),
        **registry(INSTITUTION),
    }


def load(world: World, **more: bytes) -> None:
    for at, (key, data) in enumerate((files() | more).items()):
        world.upload(key, data, at)


def test_a_sound_class_is_screened(world: World) -> None:
    load(world)
    verdict = world.verdict(CLASS)
    assert [f.message for f in verdict.findings] == []
    assert verdict.status is world.head(CLASS).status is ClassStatus.SCREENED
    assert set(verdict.registry) == {Table.DIRECTORY, Table.BLACKLIST, Table.APPROVALS}
    assert [(e.event, e.data.get("to")) for e in world.ledger(CLASS)] == [
        ("facts_replaced", None),
        ("status", "screening"),
        ("facts_replaced", None),
        ("status", "screened"),
    ]


def test_facts_that_have_not_come_are_named(world: World) -> None:
    world.upload(APPLICATION, files()[APPLICATION])
    assert world.head(CLASS).status is ClassStatus.SCREENING
    missing = {f.rule: f.evidence["missing"] for f in world.verdict(CLASS).findings}
    assert missing["INS-01"] == ["directory"]
    assert missing["OPN-07"] == ["roster"]
    assert {f.status for f in world.verdict(CLASS).findings} == {FindingStatus.UNDETERMINED}


def test_a_roster_alone_is_a_draft(world: World) -> None:
    world.upload(ROSTER, files()[ROSTER])
    assert world.head(CLASS).status is ClassStatus.DRAFT


def test_any_order_gives_the_same_verdict(new_world: Callable[[], World]) -> None:
    verdicts = set()
    for order in itertools.islice(itertools.permutations(files().items()), 0, 120, 17):
        world = new_world()
        for at, (key, data) in enumerate(order):
            world.upload(key, data, at)
        verdict = world.verdict(CLASS)
        verdicts.add(verdict.model_copy(update={"registry": {}, "standings": {}}).model_dump_json())
        assert len(verdict.standings) == 20
        world.ledger(CLASS)
    assert len(verdicts) == 1


@given(seed=st.integers(0, 2**32), repeats=st.integers(0, 4))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_repeats_corrections_and_late_events_end_in_the_same_verdict(
    new_world: Callable[[], World], seed: int, repeats: int
) -> None:
    """Uploads have their moment in the bucket; events come in any order, some of them twice."""
    shuffled = random.Random(seed)
    small = builders.roster_workbook(builders.trainees(3))
    world = new_world()
    arrivals = [world.store(key, data, at) for at, (key, data) in enumerate(files().items())]
    arrivals.append(world.store(f"rosters/{INSTITUTION}/{CLASS}/更正.xlsx", small, 10))
    arrivals.append(world.store(f"rosters/{INSTITUTION}/{CLASS}/又改回.xlsx", files()[ROSTER], 20))
    events = arrivals + shuffled.choices(arrivals, k=repeats)
    shuffled.shuffle(events)
    for event in events:
        world.ingest(event, world.now)
        if shuffled.random() < 0.5:
            world.settle()
    world.settle()
    verdict = world.verdict(CLASS)
    assert (verdict.status, len(verdict.standings), verdict.findings) == (ClassStatus.SCREENED, 20, ())
    world.ledger(CLASS)


def test_the_same_event_twice_changes_nothing(world: World) -> None:
    load(world)
    arrival = world.store(ROSTER, builders.roster_workbook(builders.trainees(5)), 50)
    first = world.ingest(arrival, world.now)
    head = world.head(CLASS)
    assert world.ingest(arrival, world.now) == first
    assert world.head(CLASS) == head


def test_the_same_bytes_change_nothing_but_their_age(world: World) -> None:
    load(world)
    before, judged = world.head(CLASS), len(world.judged)
    receipt = world.upload(f"rosters/{INSTITUTION}/{CLASS}/again.xlsx", files()[ROSTER], 60)
    assert (receipt.status, receipt.unchanged) == (UploadStatus.ACCEPTED, True)
    after = world.head(CLASS)
    assert after.facts[FactKind.ROSTER].upload == before.facts[FactKind.ROSTER].upload
    assert after.tip == before.tip
    assert len(world.judged) == judged
    late = world.ingest(world.store(ROSTER, builders.roster_workbook(builders.trainees(4)), 55), world.now)
    assert late.superseded
    assert len(world.verdict(CLASS).standings) == 20


def test_a_broken_correction_leaves_the_facts_as_they_were(world: World) -> None:
    load(world)
    receipt = world.upload(ROSTER, files()[ROSTER][:500], 60)
    assert receipt.status is UploadStatus.REJECTED
    assert receipt.errors
    assert world.head(CLASS).status is ClassStatus.SCREENED


def test_a_workbook_s_roster_and_a_roster_file_are_one_kind(world: World) -> None:
    load(world)
    workbook = builders.application_workbook(roster=builders.trainees(7))
    world.upload(APPLICATION, workbook, 60)
    assert len(world.verdict(CLASS).standings) == 7
    world.upload(ROSTER, files()[ROSTER], 70)
    assert len(world.verdict(CLASS).standings) == 20
    world.upload(APPLICATION, builders.application_workbook(), 80)  # without a roster: the roster stays
    assert len(world.verdict(CLASS).standings) == 20
    world.upload(APPLICATION, workbook, 90)  # the older bytes again are a correction
    assert len(world.verdict(CLASS).standings) == 7


def test_a_workbook_with_its_roster_says_what_two_files_say(new_world: Callable[[], World]) -> None:
    verdicts = []
    whole = builders.application_workbook(roster=builders.trainees(20))
    for split in (True, False):
        world = new_world()
        uploads = files() if split else {APPLICATION: whole, **registry(INSTITUTION)}
        for at, (key, data) in enumerate(uploads.items()):
            world.upload(key, data, at)
        verdicts.append(world.verdict(CLASS).model_copy(update={"registry": {}, "standings": {}}))
    assert verdicts[0] == verdicts[1]


def test_of_one_key_the_bucket_s_sequencer_decides(world: World) -> None:
    load(world)
    first, second = (world.store(ROSTER, builders.roster_workbook(builders.trainees(n)), 60) for n in (4, 5))
    late = second.model_copy(update={"sequencer": "0A", "at": second.at - timedelta(milliseconds=3)})
    world.ingest(late, world.now)
    world.ingest(first.model_copy(update={"sequencer": "09"}), world.now)
    world.settle()
    assert len(world.verdict(CLASS).standings) == 5


def test_another_institution_s_class_is_refused(world: World) -> None:
    load(world)
    other = builders.credit_code(2)
    receipt = world.upload(f"rosters/{other}/{CLASS}/名册.xlsx", files()[ROSTER], 60)
    assert [error.code for error in receipt.errors] == ["class_taken"]
    assert world.head(CLASS).institution == INSTITUTION


@pytest.mark.parametrize(
    "key",
    ["rosters/名册.xlsx", "secrets/a/b/c.xlsx", f"rosters/{INSTITUTION}/{CLASS}/a.exe", "registry/people/a.csv", "x"],
)
def test_a_key_outside_the_layout_is_answered(world: World, key: str) -> None:
    receipt = world.upload(key, b"anything")
    assert receipt.status is UploadStatus.REJECTED
    assert world.receipts.receipt(receipt.id) == receipt


def test_a_file_that_is_too_large_or_gone_is_answered(world: World) -> None:
    arrival = world.store(ROSTER, b"", 0)
    huge = world.ingest(arrival.model_copy(update={"size": 30_000_000}), world.now)
    gone = world.ingest(arrival.model_copy(update={"version_id": "other"}), world.now)
    assert [huge.errors[0].code, gone.errors[0].code] == ["file_too_large", "file_gone"]


@given(data=st.binary(max_size=300))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_receipt(world: World, data: bytes) -> None:
    for key in (ROSTER, APPLICATION, ROSTER.replace(".xlsx", ".csv"), "registry/directory/a.csv"):
        receipt = world.ingest(world.store(key, data, 0), world.now)
        assert receipt.status is UploadStatus.REJECTED
        assert world.receipts.receipt(receipt.id) == receipt


def test_a_roster_of_many_wrong_rows_is_answered_and_judged(world: World) -> None:
    rows = [{**row, "是否有培训意愿": "或许", "职业编码": "x", "毕业年度": "去年"} for row in builders.trainees(210)]
    receipt = world.upload(ROSTER, builders.roster_workbook(rows))
    assert receipt.status is UploadStatus.ACCEPTED_WITH_ERRORS
    stored = world.receipts.receipt(receipt.id)
    assert stored is not None
    assert stored.counts.accepted == 210
    assert len(world.verdict(CLASS).standings) == 210


def test_personal_numbers_stand_nowhere_in_the_table(world: World) -> None:
    load(world)
    from chalicelib.adapters.codec import from_item, unpack

    scanned = world.table._client.scan(TableName=world.name)
    texts = []
    for item in map(from_item, scanned["Items"]):
        body = item.get("body", b"")
        texts.append(repr({k: v for k, v in item.items() if k != "body"}))
        texts.append(unpack([body]) if isinstance(body, bytes) and body else str(body))
    everything = "\n".join(texts)
    for row in builders.trainees(20):
        assert str(row["身份证号"]) not in everything
        assert str(row["联系电话"]) not in everything
    assert "6200000000000000001" not in everything
    upload = world.head(CLASS).facts[FactKind.ROSTER].upload
    sealed = world.classes.sealed(CLASS, FactKind.ROSTER, upload)
    assert sealed is not None
    opened = world.seal.open(sealed["wrapped"], sealed["sealed"], f"{CLASS}/{upload}")
    assert {each["identity"] for each in opened.values()} == {row["身份证号"] for row in builders.trainees(20)}
