"""Whatever the bytes are there is a Recording, and it was cheap."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.recording import Fault, StartSource
from chalicelib.video.judging import judge_recording
from chalicelib.video.ranges import Budget
from tests.video import make
from tests.video.offering import judge, spans


def test_an_empty_file():
    assert judge(b"").faults == (Fault.EMPTY,)


@pytest.mark.parametrize("data", [b"x", b"%PDF-1.7" * 1000, bytes(5000)], ids=["a byte", "a document", "zeros"])
def test_a_file_of_another_kind(data):
    found = judge(data)
    assert (found.faults, found.container, found.size) == ((Fault.UNKNOWN_FORMAT,), None, len(data))


def test_pictures_that_nobody_can_decode_leave_the_containers_facts(ok):
    found = judge(make.spoiled(ok))
    assert (found.faults, found.pictures) == ((Fault.UNDECODABLE,), None)
    assert (found.duration, spans(found)) == (30.0, [(0.0, 30.0)])


def test_one_bad_recording_does_not_stop_the_next(ok):
    assert judge(make.spoiled(ok)).faults == (Fault.UNDECODABLE,)
    assert judge(ok).faults == ()


def test_every_fault_says_what_to_do():
    assert all(fault.advice for fault in Fault)


def test_equal_bytes_give_equal_facts(ok, model):
    assert judge(ok, model=model) == judge(ok, model=model)


def test_a_lost_connection_is_not_the_recordings_fault():
    def lost(start: int, end: int) -> bytes:
        raise TimeoutError("the store did not answer")

    with pytest.raises(TimeoutError):
        judge_recording(lost, 1000, {})


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("2026-03-02T09:00:00", 0),
        ("2026-03-02T09:00:00+08:00", 0),
        ("2026-03-02T01:00:00Z", 0),
        ("2026-03-02 09:30", 30),
    ],
)
def test_metadata_tell_the_start_where_the_container_does_not(said, minutes):
    found = judge(make.clip(make.black, seconds=2, started=None), {"started-at": said})
    assert found.started_at == make.STARTED + timedelta(minutes=minutes)
    assert (found.start_source, found.faults) == (StartSource.METADATA, ())
    assert str(found.started_at).endswith("+08:00")


@pytest.mark.parametrize("said", [None, "", "yesterday"])
def test_a_start_that_nobody_tells_is_unknown(said):
    found = judge(make.clip(make.black, seconds=2, started=None), {"started-at": said} if said is not None else {})
    assert (found.started_at, found.start_source) == (None, StartSource.NONE)


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ("2026-03-02T09:04:59", ()),
        ("2026-03-02T09:05:00", ()),
        ("2026-03-02T09:05:01", (Fault.START_DISAGREES,)),
        ("2026-03-02T08:54:59", (Fault.START_DISAGREES,)),
    ],
)
def test_the_container_wins_and_a_contradiction_is_told(ok, said, faults):
    found = judge(ok, {"started-at": said})
    assert (found.started_at, found.start_source, found.faults) == (make.STARTED, StartSource.CONTAINER, faults)


@pytest.mark.parametrize(("options", "requests"), [({}, 7), (make.FRAGMENTED, 310)], ids=["index", "fragmented"])
def test_the_container_of_a_long_recording_costs_a_hundredth(ok, options, requests):
    data = make.repacked(ok, options=options, times=10)
    found = judge(data.replace(b"avc1\0", b"xyz1\0"))
    assert found.duration == 300.0
    assert found.bytes_read <= len(data) // 100 + 4 * 16 * 1024
    assert found.requests <= requests


def test_twenty_pictures_cost_twenty_key_frames(ok):
    data = make.repacked(ok, times=10)
    without, found = judge(data.replace(b"avc1\0", b"xyz1\0")), judge(data)
    assert found.requests <= without.requests + 20
    assert found.bytes_read - without.bytes_read <= 20 * 30_000
    assert found.bytes_read <= len(data) // 20


def test_a_recording_beyond_the_budget_is_told_and_bounded(ok):
    data = make.repacked(ok, options=make.FRAGMENTED)
    found = judge(data, budget=Budget(requests=20))
    assert Fault.TOO_COSTLY in found.faults
    assert found.requests == 20
    assert 0 < (found.duration or 0) < 30


TWISTS = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def indexes(ok):
    """Recordings without their pictures: all that the readers of containers look at."""
    short = make.clip(make.lively(), seconds=3)
    return [short, make.repacked(short, options=make.FRAGMENTED), make.repacked(short, "matroska")]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 2), twists=TWISTS, end=st.floats(0.1, 1))
def test_no_bytes_make_it_fail(indexes, which, twists, end):
    data = bytearray(indexes[which])
    # Aim at the boxes, not at the pictures between them.
    places = [data.rindex(b"moov") if which == 0 else 0, len(data)] if which < 2 else [0, 6000]
    for place, twist in twists:
        at = min(places[0] + int(place * (places[1] - places[0])), len(data) - len(twist))
        data[at : at + len(twist)] = twist
    data = data[: int(len(data) * end)] if end < 0.5 else data
    found = judge(bytes(data))
    assert found.size == len(data)
    assert all(interval.start <= interval.end for interval in found.intervals)
    assert 0 <= found.loop_share <= 1
