"""What recordings do to a class that was approved: PRC-02 to PRC-04 from files to findings."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from chalicelib.adapters import keys
from chalicelib.adapters.codec import canonical
from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.decision import Action, Decision
from chalicelib.domain.finding import ClassStatus, Finding, FindingStatus
from chalicelib.domain.footage import Doubt, Standing
from chalicelib.domain.recording import Fault
from chalicelib.domain.registry import Table
from tests import builders
from tests.video import make
from tests.workflows.cinema import recording
from tests.workflows.world import World, registry

INSTITUTION = builders.credit_code(1)
CLASS, SECOND = "ZZ-2024-001", "ZZ-2024-002"
THREE_HOURS = 3 * 3600
DAYS = {str(row["课次编号"]): row["日期"] for row in builders.sessions()}
THEORY, PRACTICE = ["S01", "S02", "S03", "S04"], ["S05", "S06", "S07", "S08", "S09", "S10"]
LAST = date(2024, 3, 15)
DEADLINE = date(2024, 4, 15)


def night_of(day: date) -> datetime:
    """The nightly sweep of a day."""
    return datetime(day.year, day.month, day.day, 2, 10, tzinfo=SHANGHAI)


def decide(world: World, action: Action, subject: str | None = None, day: date = date(2024, 3, 1)) -> None:
    at = datetime(2024, 3, 1, 9, tzinfo=UTC)
    decision = Decision(action=action, subject=subject, date=day, reason="核查属实", actor="wang", at=at)
    body = canonical(decision.model_dump(mode="json"))
    world.table.batch_put([{"pk": keys.klass(CLASS), "sk": f"{keys.DECISION}{action}{subject}", "body": body}])


def load(world: World, class_id: str = CLASS, tables: bool = True) -> None:
    files = registry(INSTITUTION) if tables else {}
    files[f"applications/{INSTITUTION}/{class_id}/申请.xlsx"] = builders.application_workbook()
    files[f"rosters/{INSTITUTION}/{class_id}/名册.xlsx"] = builders.roster_workbook(builders.trainees(20))
    for at, (key, data) in enumerate(files.items()):
        world.upload(key, data, at)


def began(session: str) -> datetime:
    day = DAYS[session]
    assert isinstance(day, date)
    return datetime(day.year, day.month, day.day, 8, 30, tzinfo=SHANGHAI)


def film(
    world: World, session: str, number: int, class_id: str = CLASS, length: int = THREE_HOURS, **more: object
) -> str:
    data = world.videos.told(recording(began(session), (0, length), number=number, **more))
    return world.film(f"videos/{INSTITUTION}/{class_id}/{session}/{number}.mp4", data, 100 + number).id


def course(world: World, day: date) -> list[Finding]:
    """What the judge says of the recordings on a day."""
    world.now = night_of(day)
    world.judge(CLASS, world.now)
    return [each for each in world.verdict(CLASS).findings if each.rule in ("PRC-02", "PRC-03", "PRC-04")]


def test_a_class_that_is_filmed_as_a_whole(world: World) -> None:
    load(world)
    decide(world, Action.APPROVE)
    for number, session in enumerate([*THEORY, *PRACTICE]):
        film(world, session, number)
    assert course(world, DEADLINE) == []
    assert world.head(CLASS).status is ClassStatus.TAUGHT
    assert {each.standing for each in world.verdict(CLASS).recordings.values()} == {Standing.COUNTS}


def test_what_is_missing_is_told_day_by_day_and_cancels_when_the_term_is_over(world: World) -> None:
    load(world)
    decide(world, Action.APPROVE)
    assert course(world, date(2024, 3, 4)) == []
    told = course(world, date(2024, 3, 5))
    assert [(each.rule, each.subject.id, each.status) for each in told] == [
        ("PRC-02", "S01", FindingStatus.UNDETERMINED)
    ]
    assert len(course(world, date(2024, 4, 14))) == 10
    head = world.head(CLASS)
    assert head.judged is not None
    assert (head.status, head.judged.look_again) == (ClassStatus.TAUGHT, DEADLINE)
    assert CLASS in world.verdicts.due(DEADLINE)
    assert {each.status for each in course(world, DEADLINE)} == {FindingStatus.VIOLATED}
    assert (world.head(CLASS).status, world.verdict(CLASS).cancelled_on) == (ClassStatus.CANCELLED, DEADLINE)


def test_recordings_before_the_application_count_once_it_came(world: World) -> None:
    for number, session in enumerate([*THEORY, *PRACTICE]):
        film(world, session, number)
    load(world)
    decide(world, Action.APPROVE)
    assert course(world, DEADLINE) == []


def test_a_copy_for_another_session_makes_both_wait(world: World) -> None:
    load(world)
    decide(world, Action.APPROVE)
    for number, session in enumerate([*THEORY, *PRACTICE]):
        film(world, session, number, content="same" if session in ("S01", "S02") else f"own {number}")
    found = course(world, DEADLINE)
    assert [(each.subject.id, each.evidence["doubts"]) for each in found] == [("S01", ["copied"]), ("S02", ["copied"])]


def test_a_copy_in_another_class_makes_both_classes_wait(world: World) -> None:
    load(world)
    load(world, SECOND, tables=False)
    decide(world, Action.APPROVE)
    for number, session in enumerate([*THEORY, *PRACTICE]):
        film(world, session, number)
    assert course(world, DEADLINE) == []
    world.judged.clear()
    film(world, "S01", 99, SECOND, frames=("f",), bytes=f"{0:064x}")
    assert set(world.judged) == {CLASS, SECOND}
    assert [each.subject.id for each in course(world, DEADLINE)] == ["S01"]
    assert [seen.doubts for seen in world.verdict(SECOND).recordings.values()] == [(Doubt.COPIED,)]


def test_a_person_accepts_a_black_recording(world: World) -> None:
    load(world)
    decide(world, Action.APPROVE)
    black = {"frames": 20, "black_share": 1.0, "frozen_share": 0.0}
    upload = film(world, "S01", 1, pictures=black)
    (told,) = course(world, date(2024, 3, 5))
    assert (told.evidence["missing"], told.evidence["waiting"]) == (["acceptance"], [upload])
    decide(world, Action.ACCEPT_RECORDING, upload, date(2024, 3, 5))
    assert course(world, date(2024, 3, 5)) == []


@pytest.mark.parametrize("registered", [True, False])
def test_a_device_counts_from_its_registration_and_its_row_makes_the_class_look_again(
    new_world: Callable[[], World], registered: bool
) -> None:
    world = new_world()
    load(world)
    decide(world, Action.APPROVE)
    data = world.videos.told(recording(began("S01"), (0, THREE_HOURS)))
    world.film(f"videos/{INSTITUTION}/{CLASS}/S01/a.mp4", data, 100, device="V-1")
    assert [each.evidence["doubts"] for each in course(world, date(2024, 3, 5))] == [["self_made"]]
    row = {"设备编号": "V-1", "统一社会信用代码": INSTITUTION, "类型": "视频", "启用日期": "2024-01-01"}
    if not registered:
        row |= {"统一社会信用代码": builders.credit_code(2)}
    world.judged.clear()
    world.upload("registry/devices/设备.csv", builders.registry_csv(Table.DEVICES, [row]), 200)
    assert CLASS in world.judged or not registered
    assert bool(course(world, date(2024, 3, 5))) is not registered


def test_real_files_each_with_its_fault_none_stopping_the_others(world: World) -> None:
    """Ten seconds of film prove no session; what each file shows stands in its receipt and its facts."""
    load(world)
    start = began("S01")
    sound = make.clip(make.lively(), seconds=10, started=start)
    files = {
        "a.mp4": sound,
        "b.mp4": make.spoiled(sound),
        "c.mp4": make.clip(make.black, seconds=10, started=start),
        "d.mp4": make.repacked(make.clip(make.lively(3), seconds=10, started=start), times=3),
        "e.mp4": b"garbage",
        "f.mp4": b"",
        "g.mkv": make.repacked(make.clip(make.lively(4), seconds=10, started=start), "matroska"),
    }
    receipts = {
        name: world.film(f"videos/{INSTITUTION}/{CLASS}/S01/{name}", data, 50 + at)
        for at, (name, data) in enumerate(files.items())
    }
    codes = {name: [error.code for error in receipt.errors] for name, receipt in receipts.items()}
    assert codes["a.mp4"] == []
    assert codes["b.mp4"] == [Fault.UNDECODABLE]
    assert codes["e.mp4"] == [Fault.UNKNOWN_FORMAT]
    assert codes["f.mp4"] == [Fault.EMPTY]
    seen = {name: world.verdict(CLASS).recordings[receipt.id] for name, receipt in receipts.items()}
    assert seen["a.mp4"].standing is Standing.COUNTS
    assert [(each.start, (each.end - each.start).total_seconds()) for each in seen["a.mp4"].covers] == [(start, 10.0)]
    assert Doubt.UNSEEN in seen["b.mp4"].doubts
    assert seen["c.mp4"].doubts == (Doubt.BLACK,)
    assert Doubt.LOOPED in seen["d.mp4"].doubts
    assert seen["e.mp4"].covers == ()
    assert world.videos.fetched < sum(map(len, files.values()))


def test_a_session_that_the_timetable_does_not_have_is_told(world: World) -> None:
    load(world)
    upload = world.film(
        f"videos/{INSTITUTION}/{CLASS}/S99/a.mp4", world.videos.told(recording(began("S01"), (0, 60))), 50
    ).id
    assert world.verdict(CLASS).recordings[upload].session_known is False
