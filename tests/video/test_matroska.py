import pytest

from chalicelib.domain.recording import Container, Fault
from chalicelib.video.ebml import read_segment
from chalicelib.video.matroska import covered
from tests.video import make
from tests.video.offering import judge, ranges, spans


@pytest.fixture(scope="module")
def mkv(ok):
    return make.repacked(ok, "matroska")


def test_a_sound_recording(mkv):
    found = judge(mkv)
    assert (found.container, found.codec, found.width, found.height) == (Container.MATROSKA, "h264", 320, 240)
    assert (found.duration, spans(found), found.faults) == (30.0, [(0.0, 30.0)], ())


def test_its_own_start_counts():
    found = judge(make.clip(make.lively(), seconds=4, container="matroska"))
    assert found.started_at == make.STARTED
    assert found.pictures is not None


def test_a_hole_is_seen_in_the_index(ok):
    found = judge(make.repacked(ok, "matroska", moved=lambda time: time + ((300 * 10240) if time >= 102400 else 0)))
    assert found.duration == 330.0
    assert spans(found) == [(0.0, 10.0), (310.0, 330.0)]


def test_a_file_that_was_cut_off_is_told(mkv):
    found = judge(mkv[: len(mkv) // 2])
    assert found.truncated
    assert Fault.TRUNCATED in found.faults


@pytest.mark.parametrize(("cut", "short"), [(0, False), (1, True)])
def test_one_byte_less_is_cut_short(mkv, cut, short):
    assert read_segment(ranges(mkv[: len(mkv) - cut])).cut_short is short


@pytest.mark.parametrize("data", [b"", b"\x1a\x45\xdf\xa3", b"\x1a\x45\xdf\xa3\x18\x53\x80\x67" + bytes(20)])
def test_a_segment_that_cannot_be_read_is_cut_short(data):
    assert read_segment(ranges(data)).cut_short


@pytest.mark.parametrize(("after", "count"), [(29.9, 1), (30.0, 1), (30.1, 2)])
def test_a_hole_is_more_than_three_usual_distances(after, count):
    keyframes = [0.0, 10.0, 20.0, 20.0 + after, 30.0 + after]
    assert len(covered(keyframes, 40.0 + after)) == count


@pytest.mark.parametrize(("after", "count"), [(19.9, 1), (20.0, 1), (20.1, 2)])
def test_a_short_hole_cannot_be_told_from_a_long_distance(after, count):
    assert len(covered([0.0, 1.0, 2.0, 2.0 + after, 3.0 + after], 4.0 + after)) == count


@pytest.mark.parametrize("keyframes", [[50.0], [10.0], [0.0, 1e9]])
def test_a_cue_beyond_the_end_proves_nothing(keyframes):
    assert all(start < end <= 10 for start, end in covered(keyframes, 10.0))


def test_a_claimed_length_beyond_the_last_cue_is_a_hole():
    assert covered([0.0, 10.0, 20.0], 3600.0) == [(0.0, 30.0)]


def test_without_an_index_nothing_is_proven():
    assert covered([], 100.0) == []
