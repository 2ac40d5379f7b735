import faulthandler
import os
import signal
import time

import pytest

from chalicelib.video.isolation import Bounds, Choked, Found, isolated


def no_file(start: int, end: int) -> bytes:
    raise AssertionError("nothing is to be read")


def test_gives_back_what_was_found():
    assert isolated(lambda fetch: ({"frames": 3}, b"\xff\xd8"), no_file) == ({"frames": 3}, b"\xff\xd8")


def test_reads_are_served_from_this_side():
    asked = []

    def fetch(start: int, end: int) -> bytes:
        asked.append((start, end))
        return bytes(range(start, end))

    found, _ = isolated(lambda read: ({"sum": sum(read(1, 4)) + sum(read(10, 12))}, b""), fetch)
    assert (found, asked) == ({"sum": 27}, [(1, 4), (10, 12)])


def crash(number: int) -> tuple[Found, bytes]:
    faulthandler.disable()  # of the test run; the crash is meant
    os.kill(os.getpid(), number)
    return {}, b""


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_over_there_is_no_crash_here(number):
    with pytest.raises(Choked):
        isolated(lambda fetch: crash(number), no_file)


def test_an_error_over_there_is_named():
    with pytest.raises(Choked, match="ZeroDivisionError"):
        isolated(lambda fetch: ({"share": 1 / 0}, b""), no_file)


@pytest.mark.parametrize("start", [-1, 5])
def test_a_read_that_is_none_is_not_served(start):
    with pytest.raises(Choked):
        isolated(lambda read: ({"got": len(read(start, 4))}, b""), no_file)


def test_a_picture_beyond_all_measure_is_refused():
    with pytest.raises(Choked):
        isolated(lambda fetch: ({}, bytes(17 * 1024 * 1024)), no_file)


def test_one_that_hangs_is_ended():
    started = time.monotonic()
    with pytest.raises(Choked):
        isolated(lambda fetch: time.sleep(60) or ({}, b""), no_file, Bounds(seconds=0.3))
    assert time.monotonic() - started < 10


def test_one_that_eats_memory_is_ended():
    with pytest.raises(Choked, match="MemoryError"):
        isolated(lambda fetch: ({"size": len(bytearray(8 * 1024**3))}, b""), no_file)


def test_a_lost_connection_is_not_the_recordings_fault():
    def lost(start: int, end: int) -> bytes:
        raise TimeoutError("the store did not answer")

    with pytest.raises(TimeoutError):
        isolated(lambda fetch: ({"read": len(fetch(0, 1))}, b""), lost)
