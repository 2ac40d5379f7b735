"""A file that is read by range: keeps what it fetched, counts, and stops at its bounds."""

import bisect
import io
import os
from collections.abc import Callable
from dataclasses import dataclass

Fetch = Callable[[int, int], bytes]
"""Bytes [start, end) of one file; what it raises (a lost connection) passes through everything here."""

MEBIBYTE = 1024 * 1024


class OverBudget(Exception):
    """One more read would pass the bounds."""


@dataclass(frozen=True)
class Budget:
    """What reading one recording may cost."""

    bytes: int = 64 * MEBIBYTE
    requests: int = 6000


class Ranges:
    """Random access to `size` bytes behind `fetch`. A range inside an earlier one costs nothing."""

    def __init__(self, fetch: Fetch, size: int, budget: Budget | None = None) -> None:
        self.size = size
        self.bytes_read = 0
        self.requests = 0
        self._fetch, self._budget = fetch, budget or Budget()
        self._starts: list[int] = []
        self._spans: list[bytes] = []

    def read(self, start: int, length: int, ahead: int = 0) -> bytes:
        """`length` bytes from `start`, fewer at the end of the file; `ahead` fetches as many in the same request.

        Raises OverBudget before a fetch that would pass the bounds.
        """
        end = min(start + length, self.size)
        if start >= end:
            return b""
        known = self._known(start, end)
        return known if known is not None else self._load(start, min(start + max(length, ahead), self.size))[:length]

    def _known(self, start: int, end: int) -> bytes | None:
        index = bisect.bisect_right(self._starts, start) - 1
        if index < 0:
            return None
        offset = start - self._starts[index]
        span = self._spans[index]
        return span[offset : offset + end - start] if offset + end - start <= len(span) else None

    def _load(self, start: int, end: int) -> bytes:
        if self.bytes_read + end - start > self._budget.bytes or self.requests >= self._budget.requests:
            raise OverBudget(f"after {self.bytes_read} bytes in {self.requests} requests")
        data = self._fetch(start, end)
        self.requests += 1
        self.bytes_read += len(data)
        index = bisect.bisect_left(self._starts, start)
        self._starts.insert(index, start)
        self._spans.insert(index, data)
        return data


class RangeFile(io.RawIOBase):
    """Ranges as the binary file that a demuxer wants; reads whole blocks, so that small reads are few requests."""

    BLOCK = 128 * 1024

    def __init__(self, ranges: Ranges) -> None:
        super().__init__()
        self._ranges, self._position = ranges, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._ranges.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, as a file does; b"" at the end."""
        wanted = self._ranges.size - self._position if size < 0 else size
        parts = []
        while wanted > 0 and (part := self._within_block(wanted)):
            parts.append(part)
            self._position += len(part)
            wanted -= len(part)
        return b"".join(parts)

    def _within_block(self, wanted: int) -> bytes:
        block = self._position - self._position % self.BLOCK
        return self._ranges.read(block, self.BLOCK)[self._position - block :][:wanted]
