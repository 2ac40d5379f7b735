"""Recordings from the bucket to the facts of a class: once, whole, and found when they are offered twice."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from chalicelib.domain.dates import SHANGHAI
from chalicelib.domain.recording import Fault, Headcount
from chalicelib.domain.upload import UploadStatus
from tests import builders
from tests.workflows.cinema import JPEG, recording
from tests.workflows.world import MORNING, World

INSTITUTION, OTHER = builders.credit_code(1), builders.credit_code(2)
CLASS, SECOND = "ZZ-2024-001", "ZZ-2024-002"
START = datetime(2024, 3, 4, 8, 30, tzinfo=SHANGHAI)


def key(file: str = "a.mp4", session: str = "S01", class_id: str = CLASS, institution: str = INSTITUTION) -> str:
    return f"videos/{institution}/{class_id}/{session}/{file}"


def uploads(world: World, class_id: str = CLASS) -> list[str]:
    return [each.upload for each in world.footages.current(class_id)]


def test_a_recording_is_locked_kept_and_answered(world: World) -> None:
    heads = Headcount(best=12, frames=20, median_face_height=40, confidence=0.9, at=3, cannot_judge=False)
    data = world.videos.told(recording(START, (0, 60), heads=heads))
    receipt = world.film(key(), data, camera="前门", device="V-1")
    assert (receipt.status, receipt.counts.accepted, receipt.class_id) == (UploadStatus.ACCEPTED, 1, CLASS)
    (footage,) = world.footages.current(CLASS)
    assert (footage.upload, footage.session, footage.camera, footage.device) == (receipt.id, "S01", "前门", "V-1")
    assert world.videos.stills == {footage.still: JPEG}
    assert set(world.videos.locks.values()) == {datetime(2027, 6, 3, 0, 30, tzinfo=UTC)}
    assert [entry.event for entry in world.ledger(CLASS)] == ["recording_taken"]


def test_the_same_event_again_changes_nothing(world: World) -> None:
    arrival = world.videos.store(key(), world.videos.told(recording(START, (0, 60))), MORNING, {})
    first = world.ingest_video(arrival, world.now)
    head = world.head(CLASS)
    assert world.ingest_video(arrival, world.now) == first
    assert world.head(CLASS) == head


def test_recordings_add_up_and_the_same_key_replaces(world: World) -> None:
    first, second, third = (world.videos.told(recording(START, (0, 60 * n), number=n)) for n in (1, 2, 3))
    one = world.film(key("a.mp4"), first, 0)
    two = world.film(key("b.mp4"), second, 1)
    assert uploads(world) == sorted([one.id, two.id])
    new = world.film(key("a.mp4"), third, 2)
    assert uploads(world) == sorted([new.id, two.id])
    again = world.film(key("a.mp4"), third, 3)
    assert (again.unchanged, uploads(world)) == (True, sorted([new.id, two.id]))


def test_the_later_upload_of_a_key_wins_whichever_is_read_first(world: World) -> None:
    new = world.film(key(), world.videos.told(recording(START, (0, 60), number=2)), 20)
    old = world.film(key(), world.videos.told(recording(START, (0, 60), number=1)), 10)
    assert (old.superseded, uploads(world)) == (True, [new.id])


def test_a_file_that_is_no_recording_is_answered_listed_and_replaces_nothing(world: World) -> None:
    broken = world.film(key(), b"not a recording", 0)
    assert (broken.status, broken.errors[0].code) == (UploadStatus.REJECTED, Fault.UNKNOWN_FORMAT)
    assert broken.errors[0].message.endswith("。")
    assert uploads(world) == [broken.id]
    good = world.film(key(), world.videos.told(recording(START, (0, 60))), 1)
    world.film(key(), b"", 2)
    assert uploads(world) == [good.id]


def test_a_recording_without_a_start_says_so(world: World) -> None:
    receipt = world.film(key(), world.videos.told(recording(None, (0, 60))))
    assert (receipt.status, [error.code for error in receipt.errors]) == (
        UploadStatus.ACCEPTED_WITH_ERRORS,
        ["no_start"],
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (f"videos/{INSTITUTION}/{CLASS}/a.mp4", "key_layout"),
        (key("a.avi"), "format_unsupported"),
        (key(session="1" * 65), "key_layout"),
    ],
)
def test_a_key_outside_the_layout_is_answered_and_locked_all_the_same(world: World, name: str, code: str) -> None:
    receipt = world.film(name, b"x")
    assert [error.code for error in receipt.errors] == [code]
    assert len(world.videos.locks) == 1


def test_another_institution_s_class_is_refused_and_a_file_that_is_gone_answered(world: World) -> None:
    world.film(key(), world.videos.told(recording(START, (0, 60))))
    foreign = world.film(key(institution=OTHER), world.videos.told(recording(START, (0, 60))), 1)
    arrival = world.videos.store(key("c.mp4"), b"x", MORNING, {}).model_copy(update={"version_id": "none"})
    gone = world.ingest_video(arrival, world.now)
    assert [foreign.errors[0].code, gone.errors[0].code] == ["class_taken", "file_gone"]
    assert len(uploads(world)) == 1


def test_one_upload_that_fails_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> bytes:
        raise TimeoutError("the store did not answer")

    data = world.videos.told(recording(START, (0, 60)))
    with monkeypatch.context() as patch:
        patch.setattr(world.videos, "fetch", lost)
        with pytest.raises(TimeoutError):
            world.film(key("a.mp4"), data)
    assert world.film(key("b.mp4"), world.videos.told(recording(START, (0, 60)))).status is UploadStatus.ACCEPTED


SAME = [
    {"bytes": "same"},
    {"content": "same"},
    {"frames": ("f1", "same")},
]


@pytest.mark.parametrize("shared", SAME, ids=["bytes", "re-muxed", "a frame"])
@pytest.mark.parametrize("elsewhere", [key(session="S02"), key(class_id=SECOND, institution=OTHER)])
def test_footage_offered_twice_is_found_on_both_sides_whichever_came_first(
    new_world: Callable[[], World], shared: dict[str, object], elsewhere: str
) -> None:
    for order in itertools.permutations([key(), elsewhere]):
        world = new_world()
        for at, name in enumerate(order):
            world.judged.clear()
            world.film(name, world.videos.told(recording(START, (0, 60), number=at, **shared)), at)
        classes = {name.split("/")[2] for name in order}
        assert set(world.judged) == classes
        found = [each for class_id in sorted(classes) for each in world.footages.current(class_id)]
        assert [len(each.copies) for each in found] == [1, 1]
        assert {each.copies[0].upload for each in found} == {each.upload for each in found}


def test_the_same_footage_for_one_session_is_no_offence(world: World) -> None:
    for at, file in enumerate(("a.mp4", "b.mp4")):
        world.film(key(file), world.videos.told(recording(START, (0, 60))), at)
    assert [each.copies for each in world.footages.current(CLASS)] == [(), ()]


def test_a_copy_that_was_replaced_is_none_any_more_and_the_other_class_looks_again(world: World) -> None:
    same = world.videos.told(recording(START, (0, 60)))
    world.film(key(), same, 0)
    world.film(key(class_id=SECOND), same, 1)
    world.judged.clear()
    world.film(key(class_id=SECOND), world.videos.told(recording(START, (0, 60), number=9)), 2)
    assert set(world.judged) == {CLASS, SECOND}
    assert [each.copies for name in (CLASS, SECOND) for each in world.footages.current(name)] == [(), ()]


def test_one_that_is_taken_in_while_another_is_looked_at_is_found(world: World) -> None:
    same = world.videos.told(recording(START, (0, 60)))
    second = world.videos.store(key(session="S02"), same, MORNING, {})
    examine = world.videos.examine
    waiting = [second]

    def meanwhile(*arguments: object) -> object:
        if waiting:
            world.ingest_video(waiting.pop(), world.now)
        return examine(*arguments)  # type: ignore[arg-type]

    world.videos.examine = meanwhile  # type: ignore[assignment, method-assign]
    world.film(key(), same, 1)
    assert [len(each.copies) for each in world.footages.current(CLASS)] == [1, 1]


def test_of_two_at_the_same_instant_one_finds_the_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have noted their offers before either looks."""
    same = world.videos.told(recording(START, (0, 60)))
    waiting = [world.videos.store(key(session="S02"), same, MORNING, {})]
    query = world.table.query

    def look(pk: str, prefix: str = "", **more: bool) -> object:
        if pk.startswith("FINGERPRINT#") and waiting:
            world.ingest_video(waiting.pop(), world.now)
        return query(pk, prefix, **more)

    monkeypatch.setattr(world.table, "query", look)
    world.film(key(), same, 1)
    assert [len(each.copies) for each in world.footages.current(CLASS)] == [1, 1]
