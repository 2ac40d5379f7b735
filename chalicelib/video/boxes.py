"""ISO base media boxes (ISO/IEC 14496-12): walked by their headers, never deeper or longer than they may be."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.video.ranges import Ranges

MAX_BOXES = 4096
"""Boxes in one parent. A track has a dozen; thousands are an attack."""
MAX_INDEX = 32 * 1024 * 1024
"""Bytes of one `moov` or `moof` that are taken into memory: as many hours as `tables.MAX_SAMPLES`."""
_HEADER = 16
_AHEAD, _MOST_AHEAD = 4096, 256 * 1024


class Malformed(Exception):
    """The bytes contradict themselves; says where."""


@dataclass(frozen=True)
class FileBox:
    """A top-level box: offsets in the file; `complete` is False where the file ends inside it."""

    kind: bytes
    start: int
    header: int
    end: int
    complete: bool


def file_boxes(ranges: Ranges) -> Iterator[FileBox]:
    """The top-level boxes, one small read each (free where it was read before).

    Ends quietly where no further header fits; raises Malformed at a size that is none.
    """
    start, ahead = 0, _AHEAD
    while start + 8 <= ranges.size:
        box = _file_box(ranges.read(start, _HEADER, ahead), start, ranges.size)
        yield box
        if box.kind == b"moof":
            # Fragments are alike: one read then holds the next moof and the header behind it.
            ahead = min((box.end - box.start) * 9 // 8 + 64, _MOST_AHEAD)
        start = box.end


def _file_box(header: bytes, start: int, size: int) -> FileBox:
    length, kind = struct.unpack_from(">I4s", header)
    skip = 8
    if length == 1 and len(header) >= _HEADER:
        length, skip = struct.unpack_from(">Q", header, 8)[0], 16
    elif length == 0:
        length = size - start
    if length < skip:
        raise Malformed(f"a top-level box of {length} bytes")
    return FileBox(kind, start, skip, min(start + length, size), start + length <= size)


def load(ranges: Ranges, box: FileBox) -> memoryview:
    """The content of a top-level box. Raises Malformed where it is larger than any honest index."""
    if box.end - box.start > MAX_INDEX:
        raise Malformed(f"{box.kind!r} of {box.end - box.start} bytes")
    return memoryview(ranges.read(box.start, box.end - box.start))[box.header :]


def children(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Kind and content of each box in `data`. Raises Malformed where one does not fit its parent."""
    position = 0
    for _ in range(MAX_BOXES):
        if position + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, position)
        skip = 8
        if length == 1 and position + 16 <= len(data):
            length, skip = struct.unpack_from(">Q", data, position + 8)[0], 16
        elif length == 0:
            length = len(data) - position
        if length < skip or position + length > len(data):
            raise Malformed(f"{kind!r} does not fit its parent")
        yield kind, data[position + skip : position + length]
        position += length
    raise Malformed(f"more than {MAX_BOXES} boxes in one")


def child(data: memoryview, *path: bytes) -> memoryview | None:
    """The content of the first box along `path`; None where there is none."""
    for kind in path:
        found = next((content for name, content in children(data) if name == kind), None)
        if found is None:
            return None
        data = found
    return data


def version(data: memoryview) -> int:
    """The version byte of a full box."""
    if len(data) < 4:
        raise Malformed("a full box without version")
    return data[0]


def flags(data: memoryview) -> int:
    """The 24 flag bits of a full box."""
    return int(struct.unpack_from(">I", data)[0]) & 0xFFFFFF


def entries(data: memoryview | None, width: int) -> memoryview:
    """The rows, `width` bytes each, of a full box that begins with their count; no more than it really holds."""
    if data is None:
        return memoryview(b"")
    if len(data) < 8:
        raise Malformed("a table without a count")
    count = struct.unpack_from(">I", data, 4)[0]
    if count * width > len(data) - 8:
        raise Malformed(f"a table of {count} rows in {len(data)} bytes")
    return data[8 : 8 + count * width]
