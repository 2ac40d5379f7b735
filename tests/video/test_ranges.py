import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.video.ranges import Budget, OverBudget, RangeFile
from tests.video.offering import ranges

DATA = bytes(range(256)) * 4


def test_counts_what_it_fetches_and_nothing_twice():
    reading = ranges(DATA)
    assert reading.read(100, 50, ahead=200) == DATA[100:150]
    assert reading.read(150, 150) == DATA[150:300]
    assert (reading.bytes_read, reading.requests) == (200, 1)


def test_reads_less_at_the_end_of_the_file():
    reading = ranges(DATA)
    assert reading.read(1000, 100) == DATA[1000:]
    assert reading.read(2000, 10) == b""
    assert reading.requests == 1


@pytest.mark.parametrize(("length", "passes"), [(99, True), (100, True), (101, False)])
def test_bytes_are_bounded_before_they_are_fetched(length, passes):
    reading = ranges(DATA, Budget(bytes=100))
    if passes:
        assert len(reading.read(0, length)) == length
    else:
        with pytest.raises(OverBudget):
            reading.read(0, length)
        assert reading.requests == 0


def test_requests_are_bounded():
    reading = ranges(DATA, Budget(requests=2))
    reading.read(0, 10)
    reading.read(500, 10)
    with pytest.raises(OverBudget):
        reading.read(900, 10)


STEPS = st.lists(st.tuples(st.integers(-1100, 1100), st.sampled_from([0, 1, 2]), st.integers(-1, 1100)), max_size=20)


@given(STEPS)
def test_reads_like_a_file(steps):
    ours, theirs = RangeFile(ranges(DATA)), io.BytesIO(DATA)
    for offset, whence, length in steps:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: theirs.tell(), os.SEEK_END: len(DATA)}[whence]
        position = max(0, base + offset)
        assert ours.seek(offset, whence) == theirs.seek(position)
        assert ours.read(length) == theirs.read(length)
        assert ours.tell() == theirs.tell()
