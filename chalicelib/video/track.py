"""The picture track of a `moov`: how it is coded, and its clock."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.video.boxes import Malformed, child, children, entries, version
from chalicelib.video.timeline import Edit

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A camera whose clock was never set says 1904 or 1970: that is no start."""
_MAX_EDITS = 1024

CODECS = {
    b"avc1": ("h264", b"avcC"),
    b"avc3": ("h264", b"avcC"),
    b"hvc1": ("hevc", b"hvcC"),
    b"hev1": ("hevc", b"hvcC"),
    b"mp4v": ("mpeg4", b"esds"),
    b"av01": ("av1", b"av1C"),
    b"vp09": ("vp9", None),
    b"jpeg": ("mjpeg", None),
    b"mjpg": ("mjpeg", None),
}
"""Sample entry: the decoder's name, and the box with its configuration."""


@dataclass(frozen=True)
class Coding:
    """What a decoder needs to know before the first picture. `codec` is None where we know no decoder."""

    codec: str | None
    extradata: bytes
    width: int
    height: int
    turns: int = 0
    """Quarter turns, clockwise, by which a player turns the picture: a telephone held upright writes it lying."""


@dataclass(frozen=True)
class Track:
    """A picture track; `timescale` is ticks a second, `stbl` its tables."""

    number: int
    timescale: int
    coding: Coding
    edits: tuple[Edit, ...]
    stbl: memoryview


def creation(moov: memoryview) -> datetime | None:
    """`mvhd`'s creation time (UTC); None where it is unset or absurd."""
    mvhd = child(moov, b"mvhd")
    if mvhd is None:
        return None
    seconds = struct.unpack_from(">Q" if version(mvhd) else ">I", mvhd, 4)[0]
    if seconds > 1 << 33:
        return None
    moment = _EPOCH + timedelta(seconds=seconds)
    return moment if moment >= _EARLIEST else None


def movie_timescale(moov: memoryview) -> int:
    """Ticks a second of edit lists."""
    mvhd = child(moov, b"mvhd")
    if mvhd is None:
        raise Malformed("no mvhd")
    return _positive(struct.unpack_from(">I", mvhd, 20 if version(mvhd) else 12)[0])


def picture_track(moov: memoryview) -> Track | None:
    """The first track of pictures; None where there is none. Raises Malformed or struct.error."""
    for kind, trak in children(moov):
        handler = child(trak, b"mdia", b"hdlr") if kind == b"trak" else None
        if handler is not None and bytes(handler[8:12]) == b"vide":
            return _track(trak, movie_timescale(moov))
    return None


def _track(trak: memoryview, movie: int) -> Track:
    tkhd, mdhd = child(trak, b"tkhd"), child(trak, b"mdia", b"mdhd")
    stbl = child(trak, b"mdia", b"minf", b"stbl")
    if tkhd is None or mdhd is None or stbl is None:
        raise Malformed("a track without its headers")
    timescale = _positive(struct.unpack_from(">I", mdhd, 20 if version(mdhd) else 12)[0])
    number = struct.unpack_from(">I", tkhd, 20 if version(tkhd) else 12)[0]
    return Track(number, timescale, _coding(stbl, _turns(tkhd)), tuple(_edits(trak, movie, timescale)), stbl)


_TURNS = {(0, 1, -1, 0): 1, (-1, 0, 0, -1): 2, (0, -1, 1, 0): 3}


def _turns(tkhd: memoryview) -> int:
    """From the matrix (a, b, c, d) of the track header; 0 for any that is no plain turn."""
    a, b, _, c, d = struct.unpack_from(">5i", tkhd, 52 if version(tkhd) else 40)
    return _TURNS.get((a >> 16, b >> 16, c >> 16, d >> 16), 0)


def _positive(timescale: int) -> int:
    if timescale == 0:
        raise Malformed("a clock without ticks")
    return timescale


def _edits(trak: memoryview, movie: int, timescale: int) -> Iterator[Edit]:
    elst = child(trak, b"edts", b"elst")
    if elst is None:
        return
    form, width = (">Qqhh", 20) if version(elst) else (">Iihh", 12)
    rows = entries(elst, width)
    if len(rows) > _MAX_EDITS * width:
        raise Malformed(f"{len(rows) // width} edits")
    for length, media, whole, part in struct.iter_unpack(form, rows):
        yield Edit(length / movie, None if media < 0 else media / timescale, whole + part / 65536)


def _coding(stbl: memoryview, turns: int) -> Coding:
    stsd = child(stbl, b"stsd")
    kind, entry = next(children(stsd[8:]), (b"", memoryview(b""))) if stsd is not None else (b"", memoryview(b""))
    if len(entry) < 78:
        return Coding(None, b"", 0, 0)
    width, height = struct.unpack_from(">HH", entry, 24)
    codec, configuration = CODECS.get(kind, (None, None))
    box = child(entry[78:], configuration) if configuration else None
    extradata = bytes(box) if box is not None else b""
    return Coding(codec, _decoder_specific(extradata) if configuration == b"esds" else extradata, width, height, turns)


def _decoder_specific(esds: bytes) -> bytes:
    """The DecoderSpecificInfo (tag 5) of an MPEG-4 descriptor; b"" where it has none."""
    position = 4
    skip = {3: 3, 4: 13}  # bytes of the two descriptors that enclose it
    while position + 2 <= len(esds):
        tag, length, position = _descriptor(esds, position)
        if tag == 5:
            return esds[position : position + length]
        position += skip.get(tag, length)
    return b""


def _descriptor(esds: bytes, position: int) -> tuple[int, int, int]:
    """Tag, length and where the content of the descriptor begins: lengths are seven bits a byte, four at most."""
    tag, length = esds[position], 0
    for step in range(1, 5):
        byte = esds[position + step] if position + step < len(esds) else 0
        length = length << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return tag, length, position + step + 1
