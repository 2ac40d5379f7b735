"""Digests by which a recording that is offered twice is found."""

import hashlib
from array import array
from collections.abc import Sequence

from chalicelib.video.ranges import Ranges

SAMPLED = 16 * 1024
"""Bytes of each sample of a file."""
MIN_FRAME = 1024
"""Bytes of the smallest key frame that proves anything: a black picture compresses to the same few everywhere."""


def bytes_digest(ranges: Ranges) -> str:
    """Hex digest of the file's size and of four samples of it: begin, a third, two thirds, end."""
    digest = hashlib.sha256(ranges.size.to_bytes(8, "big"))
    last = max(0, ranges.size - SAMPLED)
    for start in sorted({0, last // 3, last * 2 // 3, last}):
        digest.update(ranges.read(start, SAMPLED))
    return digest.hexdigest()


def content_digest(sizes: Sequence[int]) -> str | None:
    """Hex digest of a table of sample sizes; None for an empty one. Packing the samples anew does not change it."""
    if not sizes:
        return None
    return hashlib.sha256(b"".join([len(sizes).to_bytes(8, "big"), array("I", sizes).tobytes()])).hexdigest()


def frame_digest(payload: bytes) -> str | None:
    """Hex digest (32 digits) of one encoded key frame; None where it is too small to prove anything."""
    return hashlib.sha256(payload).hexdigest()[:32] if len(payload) >= MIN_FRAME else None
