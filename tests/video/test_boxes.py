import struct

import pytest

from chalicelib.video.boxes import MAX_BOXES, Malformed, child, children, entries, file_boxes, load
from tests.video.offering import ranges


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def test_walks_boxes_of_all_three_ways_to_tell_a_size():
    wide = struct.pack(">I4sQ", 1, b"wide", 20) + b"1234"
    rest = struct.pack(">I4s", 0, b"rest") + b"to the end"
    data = memoryview(box(b"free", b"xy") + wide + rest)
    assert [(kind, bytes(content)) for kind, content in children(data)] == [
        (b"free", b"xy"),
        (b"wide", b"1234"),
        (b"rest", b"to the end"),
    ]


@pytest.mark.parametrize("length", [2, 7, 13, 0xFFFFFFFF])
def test_a_child_that_does_not_fit_is_malformed(length):
    with pytest.raises(Malformed):
        list(children(memoryview(struct.pack(">I4s", length, b"trak") + b"1234")))


def test_more_boxes_than_a_track_can_have_are_malformed():
    assert len(list(children(memoryview(box(b"free") * (MAX_BOXES - 1))))) == MAX_BOXES - 1
    with pytest.raises(Malformed):
        list(children(memoryview(box(b"free") * (MAX_BOXES + 1))))


def test_follows_a_path_and_says_where_there_is_none():
    data = memoryview(box(b"trak", box(b"mdia", box(b"hdlr", b"hello"))))
    assert bytes(child(data, b"trak", b"mdia", b"hdlr") or b"") == b"hello"
    assert child(data, b"trak", b"minf", b"hdlr") is None


@pytest.mark.parametrize(("count", "fits"), [(1, True), (2, True), (3, False), (0xFFFFFFFF, False)])
def test_a_table_holds_no_more_rows_than_bytes(count, fits):
    table = memoryview(struct.pack(">II", 0, count) + bytes(16))
    if fits:
        assert len(entries(table, 8)) == count * 8
    else:
        with pytest.raises(Malformed):
            entries(table, 8)


def test_top_level_boxes_are_found_without_reading_what_lies_between():
    data = box(b"ftyp", b"isom") + box(b"mdat", bytes(1_000_000)) + box(b"moov", b"index")
    reading = ranges(data)
    boxes = list(file_boxes(reading))
    assert [found.kind for found in boxes] == [b"ftyp", b"mdat", b"moov"]
    assert bytes(load(reading, boxes[2])) == b"index"
    assert reading.bytes_read < 10_000


def test_a_box_that_the_file_cuts_off_is_told():
    *_, last = file_boxes(ranges(box(b"ftyp", b"isom") + box(b"mdat", bytes(100))[:50]))
    assert (last.kind, last.complete) == (b"mdat", False)


@pytest.mark.parametrize("size", [2, 7])
def test_a_top_level_size_below_its_header_is_malformed(size):
    with pytest.raises(Malformed):
        list(file_boxes(ranges(struct.pack(">I4s", size, b"moov") + bytes(20))))
