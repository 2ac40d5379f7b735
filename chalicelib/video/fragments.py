"""Movie fragments (`moof`): the pictures of a file that was written piece by piece."""

import struct
from array import array
from dataclasses import dataclass
from itertools import accumulate, groupby

from chalicelib.video.boxes import Malformed, child, children, flags, version
from chalicelib.video.samples import MAX_KEYFRAMES, Keyframe, Run, Samples
from chalicelib.video.tables import MAX_SAMPLES, numbers

_NOT_SYNC = 0x10000
_BASE_OFFSET, _DESCRIPTION, _DURATION, _SIZE, _FLAGS = 0x1, 0x2, 0x8, 0x10, 0x20
_FIELDS = (0x100, 0x200, 0x400, 0x800)
"""Columns of a `trun` row in their order: duration, size, flags, composition offset."""


@dataclass(frozen=True)
class Defaults:
    """What holds for a sample that says nothing itself (`trex`, then `tfhd`)."""

    duration: int = 0
    size: int = 0
    flags: int = 0


def read_defaults(moov: memoryview, track: int) -> Defaults:
    """The track's `trex`; zeros where there is none."""
    for kind, data in children(child(moov, b"mvex") or memoryview(b"")):
        if kind == b"trex" and len(data) >= 24 and struct.unpack_from(">I", data, 4)[0] == track:
            return Defaults(*struct.unpack_from(">III", data, 12))
    return Defaults()


class Fragments:
    """Gathers the samples of one track from fragment after fragment."""

    def __init__(self, samples: Samples, track: int, defaults: Defaults, size: int) -> None:
        self._samples, self._track, self._defaults, self._file_size = samples, track, defaults, size
        self._sizes = array("I", samples.sizes)
        self._samples.sizes = self._sizes
        self._time = samples.runs[-1].end if samples.runs else 0

    def add(self, moof: memoryview, start: int) -> None:
        """One `moof`, which begins at `start` in the file. Raises Malformed or struct.error."""
        for kind, traf in children(moof):
            if kind == b"traf":
                self._add_track(traf, start)

    def _add_track(self, traf: memoryview, start: int) -> None:
        tfhd = child(traf, b"tfhd")
        if tfhd is None or struct.unpack_from(">I", tfhd, 4)[0] != self._track:
            return
        tfdt = child(traf, b"tfdt")
        if tfdt is not None:
            self._time = struct.unpack_from(">Q" if version(tfdt) else ">I", tfdt, 4)[0]
        defaults, base = self._header(tfhd, start)
        for kind, trun in children(traf):
            if kind == b"trun":
                base = self._add_run(trun, defaults, base, start)

    def _header(self, tfhd: memoryview, start: int) -> tuple[Defaults, int]:
        """The fragment's own defaults, and where its data offsets count from."""
        said, position = flags(tfhd), 8
        base = start
        if said & _BASE_OFFSET:
            base, position = struct.unpack_from(">Q", tfhd, position)[0], position + 8
        position += 4 if said & _DESCRIPTION else 0
        values = [self._defaults.duration, self._defaults.size, self._defaults.flags]
        for index, bit in enumerate((_DURATION, _SIZE, _FLAGS)):
            if said & bit:
                values[index], position = struct.unpack_from(">I", tfhd, position)[0], position + 4
        return Defaults(*values), base

    def _add_run(self, trun: memoryview, defaults: Defaults, base: int, start: int) -> int:
        """Adds the samples of one run; returns where the bytes of the next begin."""
        said, position = flags(trun), 8
        if said & 0x1:
            base, position = start + struct.unpack_from(">i", trun, position)[0], position + 4
        first = struct.unpack_from(">I", trun, position)[0] if said & 0x4 else None
        position += 4 if said & 0x4 else 0
        durations, sizes, marks = self._columns(trun, position, defaults)
        if first is not None and marks:
            marks[0] = first
        return self._take(durations, sizes, marks, base)

    def _columns(
        self, trun: memoryview, position: int, defaults: Defaults
    ) -> "tuple[array[int], array[int], array[int]]":
        said, count = flags(trun), int(struct.unpack_from(">I", trun, 4)[0])
        present = [bit for bit in _FIELDS if said & bit]
        width = len(present)
        if count * width * 4 > len(trun) - position or count + len(self._sizes) > MAX_SAMPLES:
            raise Malformed(f"a run of {count} samples in {len(trun)} bytes")
        rows = numbers(trun[position : position + count * width * 4])
        columns = {bit: rows[index::width] for index, bit in enumerate(present)}
        fallback = (defaults.duration, defaults.size, defaults.flags)
        durations, sizes, marks = (
            columns[bit] if bit in columns else array("I", [value]) * count
            for bit, value in zip(_FIELDS, fallback, strict=False)
        )
        return durations, sizes, marks

    def _take(self, durations: "array[int]", sizes: "array[int]", marks: "array[int]", offset: int) -> int:
        ends = [offset + total for total in accumulate(sizes)]
        # The moof may be whole and its pictures cut off: those do not count.
        present = sum(1 for end in ends if end <= self._file_size) if offset >= 0 else 0
        self._samples.beyond |= present < len(sizes)
        self._sizes.extend(sizes[:present])
        times = self._add_times(durations[:present])
        for index in range(present):
            if not marks[index] & _NOT_SYNC and len(self._samples.keyframes) < MAX_KEYFRAMES:
                self._samples.keyframes.append(Keyframe(times[index], ends[index] - sizes[index], sizes[index]))
        return ends[-1] if ends else offset

    def _add_times(self, durations: "array[int]") -> list[int]:
        times = [self._time + total for total in accumulate(durations, initial=0)]
        for delta, group in groupby(durations):
            run = Run(self._time, sum(1 for _ in group), delta)
            self._samples.runs.append(run)
            self._time = run.end
        return times
