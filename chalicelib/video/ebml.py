"""What a Matroska file (RFC 9559) says of itself: whether it is whole, and when its key frames are (its cues)."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.video.boxes import MAX_BOXES, Malformed
from chalicelib.video.ranges import Ranges

_HEAD = 64 * 1024
"""Bytes within which header, seek head, info and tracks lie: writers put them first."""
_MAX_CUES = 8 * 1024 * 1024
_MAX_POINTS = 1_000_000

_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_SEEK_HEAD, _SEEK, _SEEK_ID, _SEEK_POSITION = 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _SCALE = 0x1549A966, 0x2AD7B1
_TRACKS, _TRACK, _TRACK_NUMBER, _TRACK_TYPE = 0x1654AE6B, 0xAE, 0xD7, 0x83
_CUES, _POINT, _TIME, _POSITIONS, _CUE_TRACK = 0x1C53BB6B, 0xBB, 0xB3, 0xB7, 0xF7
_PICTURES = 1
_DEFAULT_SCALE = 1_000_000


@dataclass(frozen=True)
class Element:
    """An element's id, and where its content lies; `end` is None where the writer never told."""

    kind: int
    start: int
    end: int | None


@dataclass(frozen=True)
class Segment:
    """`cut_short`: it is longer than the file, or was never closed. `keyframes` are seconds, ascending."""

    cut_short: bool
    keyframes: tuple[float, ...] = ()


def read_segment(ranges: Ranges) -> Segment:
    """Reads the head and the cues. What cannot be read counts as cut short; raises OverBudget only."""
    head = ranges.read(0, _HEAD)
    try:
        segment = next(found for found in _elements(head, 0) if found.kind == _SEGMENT)
    except (StopIteration, Malformed):
        return Segment(cut_short=True)
    try:
        keyframes = _keyframes(ranges, head, segment.start)
    except Malformed:
        keyframes = ()
    return Segment(segment.end is None or segment.end > ranges.size, keyframes)


def _keyframes(ranges: Ranges, head: bytes, start: int) -> tuple[float, ...]:
    cues, scale, tracks = None, _DEFAULT_SCALE, set[int]()
    for found in _elements(head, start):
        content = head[found.start : found.end]
        if found.kind == _SEEK_HEAD:
            cues = _sought(content)
        elif found.kind == _INFO:
            scale = next(iter(_numbers(content, _SCALE)), _DEFAULT_SCALE)
        elif found.kind == _TRACKS:
            tracks = set(_picture_tracks(content))
        elif found.kind == _CLUSTER:
            break
    if cues is None:
        return ()
    return tuple(sorted(time * scale / 1e9 for time in _cue_times(_cues(ranges, start + cues), tracks)))


def _sought(seek_head: bytes) -> int | None:
    """Where the cues lie, counted from the segment's content."""
    for seek in _contents(seek_head, _SEEK):
        if _numbers(seek, _SEEK_ID) == [_CUES]:
            return next(iter(_numbers(seek, _SEEK_POSITION)), None)
    return None


def _picture_tracks(tracks: bytes) -> Iterator[int]:
    for track in _contents(tracks, _TRACK):
        if _numbers(track, _TRACK_TYPE) == [_PICTURES]:
            yield from _numbers(track, _TRACK_NUMBER)


def _cues(ranges: Ranges, start: int) -> bytes:
    head = ranges.read(start, 12, ahead=_HEAD)
    element = next(_elements(head, 0), None)
    if element is None or element.kind != _CUES or element.end is None or element.end > _MAX_CUES:
        raise Malformed("no cues where they should be")
    return ranges.read(start + element.start, element.end - element.start)


def _cue_times(cues: bytes, tracks: set[int]) -> Iterator[int]:
    for point in _contents(cues, _POINT, most=_MAX_POINTS):
        tracked = {number for place in _contents(point, _POSITIONS) for number in _numbers(place, _CUE_TRACK)}
        if tracked & tracks:
            yield from _numbers(point, _TIME)


def _contents(data: bytes, kind: int, most: int = MAX_BOXES) -> list[bytes]:
    return [data[found.start : found.end] for found in _elements(data, 0, most) if found.kind == kind]


def _numbers(data: bytes, kind: int) -> list[int]:
    return [int.from_bytes(content[:8], "big") for content in _contents(data, kind)]


def _elements(data: bytes, position: int, most: int = MAX_BOXES) -> Iterator[Element]:
    """The elements from `position` on whose header lies in `data`. Raises Malformed at what is none."""
    for _ in range(most):
        if position >= len(data):
            return
        width = _width(data[position], most=4)
        kind, position = int.from_bytes(data[position : position + width], "big"), position + width
        if position >= len(data):
            return
        width = _width(data[position], most=8)
        length, position = int.from_bytes(data[position : position + width], "big"), position + width
        length &= (1 << 7 * width) - 1
        untold = length == (1 << 7 * width) - 1
        yield Element(kind, position, None if untold else position + length)
        if untold:
            return
        position += length
    raise Malformed(f"more than {most} elements in one")


def _width(first: int, most: int) -> int:
    """Bytes of a number that says its own length by its leading zero bits."""
    width = 9 - first.bit_length()
    if width > most:
        raise Malformed("a number without a length")
    return width
