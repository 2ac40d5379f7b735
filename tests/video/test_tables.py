import struct

import pytest

from chalicelib.video.boxes import Malformed
from chalicelib.video.samples import Run
from chalicelib.video.tables import read_samples
from tests.video.test_boxes import box


def table(kind: bytes, form: str, *rows: tuple[int, ...]) -> bytes:
    return box(kind, struct.pack(">II", 0, len(rows)) + b"".join(struct.pack(form, *row) for row in rows))


def tables(sizes: list[int], chunks: list[int], per_chunk: int, wide: bool = False, sync: bytes = b"") -> memoryview:
    stsz = box(b"stsz", struct.pack(">III", 0, 0, len(sizes)) + struct.pack(f">{len(sizes)}I", *sizes))
    places = table(b"co64", ">Q", *((c,) for c in chunks)) if wide else table(b"stco", ">I", *((c,) for c in chunks))
    return memoryview(
        stsz + places + table(b"stsc", ">III", (1, per_chunk, 1)) + table(b"stts", ">II", (len(sizes), 40)) + sync
    )


@pytest.mark.parametrize("wide", [False, True])
def test_key_frames_are_found_by_chunk_and_size(wide):
    found = read_samples(tables([10, 20, 30, 40], [1000, 5000], 2, wide, table(b"stss", ">I", (1,), (4,))), 6000)
    assert [(k.time, k.offset, k.size) for k in found.keyframes] == [(0, 1000, 10), (120, 5030, 40)]
    assert (list(found.sizes), found.beyond) == ([10, 20, 30, 40], False)


@pytest.mark.parametrize(("size", "present"), [(5069, 3), (5070, 4), (5071, 4), (1030, 2), (1029, 1), (500, 0)])
def test_samples_beyond_the_end_of_the_file_do_not_count(size, present):
    found = read_samples(tables([10, 20, 30, 40], [1000, 5000], 2), size)
    assert len(found.sizes) == present
    assert found.beyond is (present < 4)
    assert sum(run.count for run in found.runs) == present


def test_every_sample_is_a_key_frame_where_no_table_says_otherwise():
    assert len(read_samples(tables([5] * 6, [0, 100, 200], 2), 1000).keyframes) == 6


def test_equal_sizes_claim_no_more_samples_than_the_file_holds():
    stsz = box(b"stsz", struct.pack(">III", 0, 100, 1_999_999))
    stbl = stsz + table(b"stco", ">I", (0,)) + table(b"stsc", ">III", (1, 1_999_999, 1))
    found = read_samples(memoryview(stbl + table(b"stts", ">II", (1_999_999, 40))), 1000)
    assert (len(found.sizes), found.runs) == (10, [Run(0, 10, 40)])


@pytest.mark.parametrize("count", [5, 0xFFFFFFFF])
def test_more_sizes_than_bytes_are_malformed(count):
    stsz = box(b"stsz", struct.pack(">III", 0, 0, count) + bytes(16))
    with pytest.raises(Malformed):
        read_samples(memoryview(stsz), 1000)
