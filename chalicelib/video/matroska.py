"""Matroska: its pictures are read through PyAV, whose reads are served by range; its cues tell what is covered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from chalicelib.video.digests import frame_digest
from chalicelib.video.isolation import Found
from chalicelib.video.ranges import Fetch, RangeFile, Ranges
from chalicelib.video.timeline import Stretch
from chalicelib.video.track import Coding
from chalicelib.video.watching import MAX_FRAME, moments, watch

LEAST_HOLE = 20.0
"""Seconds: the index tells key frames only, so a shorter hole cannot be told from two key frames far apart."""


def examine(fetch: Fetch, size: int, model: Path | None) -> tuple[Found, bytes]:
    """Facts of the file, for the other side of `isolated`. Raises what PyAV raises."""
    import av

    opened: Any = av.open(RangeFile(Ranges(fetch, size)), format="matroska")
    with opened as container:
        streams = container.streams.video
        if not streams:
            return {"codec": None}, b""
        stream = streams[0]
        duration = container.duration / av.time_base if container.duration else 0.0
        payloads = list(_payloads(container, stream, duration))
        coding = _coding(stream)
        found, still = watch(coding, payloads, model)
        facts = {
            "codec": coding.codec,
            "width": coding.width,
            "height": coding.height,
            "created": _created(container.metadata),
            "duration": duration,
            "frames": [digest for _, payload in payloads if (digest := frame_digest(payload))],
        }
        return {**found, **facts}, still


def covered(keyframes: Sequence[float], duration: float) -> list[Stretch]:
    """Stretches without a hole that the index would show; none without an index."""
    moments = [*sorted(moment for moment in keyframes if moment < duration), duration]
    if len(moments) < 2:
        return []
    usual = median(b - a for a, b in pairwise(moments))
    hole = max(LEAST_HOLE, 3 * usual)
    starts, found = moments[0], list[Stretch]()
    for before, after in pairwise(moments):
        if after - before > hole:
            found.append((starts, before + usual))
            starts = after
    return [*found, (starts, duration)] if starts < duration else found


def _coding(stream: Any) -> Coding:
    context = stream.codec_context
    return Coding(context.name, bytes(context.extradata or b""), context.width, context.height)


def _payloads(container: Any, stream: Any, duration: float) -> Iterator[tuple[float, bytes]]:
    """The key frames at or before the moments to look at, each once."""
    seen: set[int] = set()
    for moment in moments(duration):
        container.seek(int(moment / stream.time_base), stream=stream, backward=True)
        packet = next(container.demux(stream), None)
        if packet is not None and packet.pts is not None and packet.pts not in seen and packet.size <= MAX_FRAME:
            seen.add(packet.pts)
            yield float(packet.pts * stream.time_base), bytes(packet)


def _created(metadata: dict[str, str]) -> str | None:
    text = metadata.get("creation_time", "")
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None
