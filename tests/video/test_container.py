"""One recording for each fault, made by an encoder, judged without its pictures."""

import pytest

from chalicelib.domain.recording import Container, Fault
from chalicelib.video.container import read_contents, sniff
from chalicelib.video.fragments import Defaults, Fragments
from chalicelib.video.samples import Samples
from tests.video import make
from tests.video.offering import judge, ranges, spans


def test_a_sound_recording(ok):
    found = judge(ok)
    assert (found.container, found.codec, found.width, found.height) == (Container.MP4, "h264", 320, 240)
    assert (found.duration, spans(found), found.faults) == (30.0, [(0.0, 30.0)], ())
    assert (found.truncated, found.fragmented, found.loop_share) == (False, False, 0.0)


def test_a_fragmented_recording_tells_the_same(ok):
    found = judge(make.repacked(ok, options=make.FRAGMENTED))
    assert (found.duration, spans(found), found.fragmented, found.faults) == (30.0, [(0.0, 30.0)], True, ())


def test_a_hole_in_the_table_of_durations(ok):
    found = judge(make.holed(ok, at=10, hole=300))
    assert (found.duration, spans(found)) == (330.0, [(0.0, 10.0), (310.0, 330.0)])


@pytest.mark.parametrize(("hole", "count"), [(1.8, 1), (1.9, 1), (3, 2)])
def test_a_hole_between_fragments(ok, hole, count):
    found = judge(make.holed(ok, 10, hole, make.FRAGMENTED))
    assert (len(found.intervals), found.duration) == (count, pytest.approx(30 + hole))


def test_an_empty_edit_is_a_hole_at_the_start(ok):
    found = judge(make.late(ok, 5))
    assert (found.duration, spans(found)) == (35.0, [(5.0, 35.0)])


def test_a_file_that_ends_before_its_index(ok):
    found = judge(ok[: len(ok) * 6 // 10])
    assert (found.truncated, found.faults, found.duration, found.intervals) == (True, (Fault.TRUNCATED,), None, ())


def test_a_cut_file_with_its_index_in_front_counts_what_is_left(ok):
    front = make.repacked(ok, options=make.INDEX_IN_FRONT)
    found = judge(front[: len(front) // 2])
    assert found.faults == (Fault.TRUNCATED,)
    ((start, end),) = spans(found)
    assert (start, 14 < end < 16) == (0.0, True)


def test_a_cut_fragmented_file_counts_what_is_left(ok):
    whole = make.repacked(ok, options=make.FRAGMENTED)
    found = judge(whole[: len(whole) // 2])
    assert found.faults == (Fault.TRUNCATED,)
    assert 14 < (found.duration or 0) < 16


def test_a_stream_copied_loop(ok):
    assert judge(make.repacked(ok, times=3)).loop_share == pytest.approx(2 / 3, abs=0.001)


def test_a_file_without_a_picture_track(ok):
    assert judge(ok.replace(b"vide", b"soun")).faults == (Fault.NO_VIDEO,)


def test_a_coding_that_nobody_knows(ok):
    assert judge(ok.replace(b"avc1\0", b"xyz1\0")).faults == (Fault.UNSUPPORTED_CODEC,)


@pytest.mark.parametrize("codec", ["mpeg4", "mjpeg", "libx265"])
def test_other_codings_are_looked_at_too(codec):
    found = judge(make.clip(make.lively(), seconds=4, codec=codec, container="mov"))
    assert (found.container, found.faults, found.duration) == (Container.MOV, (), pytest.approx(4, abs=0.3))
    assert found.pictures is not None


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\0\0\0\x20ftypisom", Container.MP4),
        (b"\0\0\0\x14ftypqt  ", Container.MOV),
        (b"\0\0\0\x08wide\0\0\0\0", Container.MOV),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f", Container.MATROSKA),
        (b"\0\0\x01\xba\x44\0\x04\0\x04\x01\0\0", None),
        (b"IMKH\x01\x01\0\0\0\0\0\0", None),
        (b"", None),
    ],
    ids=["mp4", "mov", "old mov", "mkv", "program stream", "recorder's own", "nothing"],
)
def test_the_container_is_told_by_its_first_bytes(head, container):
    assert sniff(ranges(head)) is container


def test_a_fragment_of_another_track_adds_nothing(ok):
    whole = make.repacked(ok, options=make.FRAGMENTED)
    samples = Samples()
    start = whole.index(b"moof") - 4
    size = int.from_bytes(whole[start : start + 4], "big")
    moof = memoryview(whole)[start + 8 : start + size]
    Fragments(samples, 9, Defaults(), len(whole)).add(moof, start)
    assert samples.runs == []
    Fragments(samples, 1, Defaults(), len(whole)).add(moof, start)
    assert sum(run.count for run in samples.runs) == make.RATE


def test_a_run_that_claims_too_many_samples_is_malformed_and_keeps_what_came_before(ok):
    whole = bytearray(make.repacked(ok, options=make.FRAGMENTED))
    last = whole.rindex(b"trun")
    whole[last + 8 : last + 12] = b"\xff\xff\xff\xff"
    contents = read_contents(ranges(bytes(whole)))
    assert contents.faults == [Fault.MALFORMED]
    assert contents.timeline.duration == 29.0
