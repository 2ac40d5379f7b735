"""The sample tables of a `moov` (`stbl`): every picture of a file that is not fragmented."""

import bisect
import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate

from chalicelib.video.boxes import Malformed, child, entries
from chalicelib.video.samples import Keyframe, Run, Samples, thinned

MAX_SAMPLES = 2_000_000
"""Pictures in one file: eighteen hours at 30 a second."""


def numbers(data: memoryview) -> "array[int]":
    """Big-endian 32-bit numbers."""
    found = array("I", bytes(data))
    if sys.byteorder == "little":
        found.byteswap()
    return found


def read_samples(stbl: memoryview, size: int) -> Samples:
    """The track's samples, those before the first that lies beyond a file of `size` bytes.

    Raises Malformed (or struct.error) where the tables contradict each other.
    """
    sizes = _sizes(child(stbl, b"stsz"), size)
    firsts, offsets = _chunks(stbl, len(sizes))
    sums = [0, *accumulate(sizes)]
    present = _present(firsts, offsets, sums, size)
    runs = _runs(stbl, present)
    sync = _sync(stbl, present)
    keyframes = [
        Keyframe(time, _offset(firsts, offsets, sums, index), sizes[index])
        for index, time in zip(sync, times_of(runs, sync), strict=True)
    ]
    return Samples(runs, sizes[:present], keyframes, beyond=present < len(sizes))


def times_of(runs: Sequence[Run], samples: Sequence[int]) -> list[int]:
    """When each of `samples` (indices) begins. Raises Malformed where the runs do not reach one."""
    firsts = [0, *accumulate(run.count for run in runs)]
    if samples and max(samples) >= firsts[-1]:
        raise Malformed("a sample without a time")
    found = ((index, bisect.bisect_right(firsts, index) - 1) for index in samples)
    return [runs[run].start + (index - firsts[run]) * runs[run].delta for index, run in found]


def _sizes(stsz: memoryview | None, size: int) -> Sequence[int]:
    if stsz is None or len(stsz) < 12:
        return array("I")
    constant, count = numbers(stsz[4:12])
    if count > MAX_SAMPLES:
        raise Malformed(f"{count} samples")
    if constant:
        # Equal sizes need no table, so a few bytes could claim millions of samples.
        return array("I", [constant]) * min(count, size // constant + 1)
    if count * 4 > len(stsz) - 12:
        raise Malformed(f"{count} sample sizes in {len(stsz)} bytes")
    return numbers(stsz[12 : 12 + count * 4])


def _chunks(stbl: memoryview, count: int) -> tuple[list[int], list[int]]:
    """For each chunk the index of its first sample, and its offset in the file."""
    offsets = _offsets(stbl)
    rows = numbers(entries(child(stbl, b"stsc"), 12))
    starts, per_chunk = [*rows[0::3], len(offsets) + 1], rows[1::3]
    firsts: list[int] = []
    sample = 0
    for begin, end, samples in zip(starts, starts[1:], per_chunk, strict=False):
        for _ in range(min(end, len(offsets) + 1) - max(begin, 1)):
            if sample >= count:
                return firsts, offsets[: len(firsts)]
            firsts.append(sample)
            sample += samples
    return firsts, offsets[: len(firsts)]


def _offsets(stbl: memoryview) -> list[int]:
    wide = child(stbl, b"co64")
    if wide is None:
        return list(numbers(entries(child(stbl, b"stco"), 4)))
    halves = numbers(entries(wide, 8))
    return [high << 32 | low for high, low in zip(halves[0::2], halves[1::2], strict=True)]


def _present(firsts: list[int], offsets: list[int], sums: list[int], size: int) -> int:
    """How many samples come before the first that lies beyond the file's end."""
    count = len(sums) - 1
    for first, following, offset in zip(firsts, [*firsts[1:], count], offsets, strict=False):
        room = size - offset + sums[first]
        if sums[min(following, count)] > room:
            return min(count, max(first, bisect.bisect_right(sums, room) - 1))
    return count if firsts else 0


def _offset(firsts: list[int], offsets: list[int], sums: list[int], index: int) -> int:
    chunk = bisect.bisect_right(firsts, index) - 1
    return offsets[chunk] + sums[index] - sums[firsts[chunk]]


def _runs(stbl: memoryview, present: int) -> list[Run]:
    """`stts`, moved to when the first picture is shown (`ctts`), and cut to the samples that are there."""
    shown = numbers(entries(child(stbl, b"ctts"), 8)[:8])
    start, runs = (shown[1] if shown and shown[1] < 1 << 31 else 0), list[Run]()
    rows = numbers(entries(child(stbl, b"stts"), 8))
    for count, delta in zip(rows[0::2], rows[1::2], strict=True):
        taken = min(count, present)
        if taken:
            runs.append(Run(start, taken, delta))
        start, present = start + taken * delta, present - taken
    return runs


def _sync(stbl: memoryview, present: int) -> list[int]:
    """Indices of key frames; without `stss` every sample is one."""
    stss = child(stbl, b"stss")
    if stss is None:
        return thinned(range(present))
    return thinned([number - 1 for number in numbers(entries(stss, 4)) if 0 < number <= present])
