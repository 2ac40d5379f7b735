import pytest

from chalicelib.video.ebml import Segment, read_segment
from tests.video.offering import ranges


def element(kind: int, content: bytes) -> bytes:
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + (1 << 56 | len(content)).to_bytes(8, "big") + content


def number(kind: int, value: int) -> bytes:
    return element(kind, value.to_bytes(8, "big"))


def point(time: int, track: int) -> bytes:
    return element(0xBB, number(0xB3, time) + element(0xB7, number(0xF7, track)))


def file(*points: bytes, scale: int = 1_000_000, at: int | None = None) -> bytes:
    """A segment of a sound track (1), a picture track (2) and cues."""
    tracks = [element(0xAE, number(0xD7, n) + number(0x83, kind)) for n, kind in ((1, 2), (2, 1))]
    head = element(0x1549A966, number(0x2AD7B1, scale)) + element(0x1654AE6B, b"".join(tracks))
    place = len(_seek_head(0)) + len(head) if at is None else at
    segment = _seek_head(place) + head + element(0x1C53BB6B, b"".join(points))
    return element(0x1A45DFA3, b"") + element(0x18538067, segment)


def _seek_head(place: int) -> bytes:
    return element(0x114D9B74, element(0x4DBB, element(0x53AB, b"\x1c\x53\xbb\x6b") + number(0x53AC, place)))


def test_cues_of_the_picture_track_are_read_in_seconds():
    data = file(point(0, 2), point(500, 1), point(2000, 2), point(1000, 2))
    assert read_segment(ranges(data)) == Segment(False, (0.0, 1.0, 2.0))


def test_the_files_own_clock_counts():
    assert read_segment(ranges(file(point(3, 2), scale=500_000_000))).keyframes == (1.5,)


@pytest.mark.parametrize("at", [0, 7, 1 << 40, (1 << 64) - 1])
def test_cues_that_are_not_where_they_should_be_prove_nothing(at):
    assert read_segment(ranges(file(point(0, 2), at=at))) == Segment(False, ())


@pytest.mark.parametrize("data", [b"", b"\x1a\x45\xdf\xa3", b"\x00" * 100, element(0x1A45DFA3, bytes(50))])
def test_without_a_segment_it_is_cut_short(data):
    assert read_segment(ranges(data)).cut_short


@pytest.mark.parametrize(("cut", "short"), [(0, False), (1, True), (30, True)])
def test_a_segment_longer_than_the_file_is_cut_short(cut, short):
    data = file(point(0, 2))
    assert read_segment(ranges(data[: len(data) - cut])).cut_short is short


def test_a_segment_that_was_never_closed_is_cut_short():
    data = element(0x1A45DFA3, b"") + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + bytes(100)
    assert read_segment(ranges(data)).cut_short
