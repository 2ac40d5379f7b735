"""Makes the recordings that the tests judge, one for each fault, with a real encoder.

    python -m tests.video.make DIRECTORY

Small (320 × 240, ten pictures a second) and the same in every run.
"""

import io
import random
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

WIDTH, HEIGHT, RATE = 320, 240, 10
STARTED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
INDEX_IN_FRONT = {"moov_size": "20000"}

Picture = Callable[[int], Any]
"""The RGB picture number n, HEIGHT × WIDTH × 3."""
Moved = Callable[[int], int]
"""Moves a time, both in ticks of the stream."""


def lively(seed: int = 1) -> Picture:
    """A scene in which things move, with a camera's noise: no two pictures are alike."""
    scene = np.random.default_rng(seed).integers(40, 200, (HEIGHT // 16, WIDTH // 16, 3)).repeat(16, 0).repeat(16, 1)

    def picture(number: int) -> Any:
        noise = np.random.default_rng((seed, number)).integers(-12, 13, (HEIGHT, WIDTH, 1))
        frame = np.clip(scene + noise, 0, 255).astype(np.uint8)
        left = (number * 7) % (WIDTH - 60)
        frame[60:160, left : left + 60] = (230, 210, 190)
        return frame

    return picture


def black(number: int) -> Any:
    """A covered lens, with noise."""
    return np.random.default_rng(number).integers(0, 6, (HEIGHT, WIDTH, 3)).astype(np.uint8)


def frozen(number: int) -> Any:
    """A photograph held before the lens: the scene stands still under the camera's noise."""
    noise = np.random.default_rng(number).integers(-6, 7, (HEIGHT, WIDTH, 1))
    return np.clip(lively()(0).astype(int) + noise, 0, 255).astype(np.uint8)


def clip(
    picture: Picture,
    seconds: int = 30,
    container: str = "mp4",
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    started: datetime | None = STARTED,
) -> bytes:
    """A recording of `seconds`, a key frame every second."""
    target = io.BytesIO()
    with av.open(target, "w", format=container, options=options or {}) as output:
        if started:
            output.metadata["creation_time"] = started.isoformat()
        stream = output.add_stream(codec, rate=RATE)
        stream.width, stream.height = picture(0).shape[1], picture(0).shape[0]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.gop_size = RATE
        if codec == "libx264":
            stream.codec_context.options = {"preset": "ultrafast", "crf": "26", "keyint_min": str(RATE)}
        for number in range(seconds * RATE):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return target.getvalue()


def repacked(
    data: bytes,
    container: str = "mp4",
    options: dict[str, str] | None = None,
    moved: Moved | None = None,
    times: int = 1,
) -> bytes:
    """The same samples in another file: `times` after each other, their times moved. Nothing is encoded anew."""
    target = io.BytesIO()
    with av.open(target, "w", format=container, options=options or {}) as output:
        stream: Any = None
        for turn in range(times):
            with av.open(io.BytesIO(data)) as source:
                stream = stream or output.add_stream_from_template(source.streams.video[0], opaque=True)
                shift = turn * int(source.streams.video[0].duration or 0)
                _copy(source, output, stream, lambda time, shift=shift: (moved or int)(time) + shift)
    return target.getvalue()


def _copy(source: Any, output: Any, stream: Any, moved: Moved) -> None:
    for packet in source.demux(video=0):
        if packet.dts is not None:
            packet.pts, packet.dts = moved(packet.pts), moved(packet.dts)
            packet.stream = stream
            output.mux(packet)


def holed(data: bytes, at: float, hole: float, options: dict[str, str] | None = None) -> bytes:
    """A recording that misses `hole` seconds after `at`."""
    with av.open(io.BytesIO(data)) as source:
        ticks = 1 / source.streams.video[0].time_base
    return repacked(data, options=options, moved=lambda time: time + (int(hole * ticks) if time >= at * ticks else 0))


def late(data: bytes, seconds: float) -> bytes:
    """A recording whose edit list begins with `seconds` of nothing."""
    return holed(data, at=-1, hole=seconds)


def turned(data: bytes, turns: int) -> bytes:
    """A recording whose header tells a player to turn the picture clockwise by quarter turns."""
    matrix = {1: (0, 1, 0, -1, 0), 2: (-1, 0, 0, 0, -1), 3: (0, -1, 0, 1, 0)}[turns]
    at = data.rindex(b"tkhd") + 4 + 40
    return data[:at] + b"".join((value << 16).to_bytes(4, "big", signed=True) for value in matrix) + data[at + 20 :]


def spoiled(data: bytes) -> bytes:
    """A recording whose index is whole and whose pictures are noise."""
    start = data.index(b"mdat") + 4
    end = data.rindex(b"moov") - 4
    return data[:start] + random.Random(7).randbytes(end - start) + data[end:]


def all_of_them() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of one recording for each fault."""
    ok = clip(lively())
    yield "ok.mp4", ok
    yield "ok.mov", repacked(ok, "mov")
    yield "ok.mkv", repacked(ok, "matroska")
    yield "fragmented.mp4", repacked(ok, options=FRAGMENTED)
    yield "hole.mp4", holed(ok, 10, 300)
    yield "hole_fragmented.mp4", holed(ok, 10, 3, FRAGMENTED)
    yield "empty_edit.mp4", late(ok, 5)
    yield "truncated.mp4", ok[: len(ok) * 6 // 10]
    yield "black.mp4", clip(black)
    yield "frozen.mp4", clip(frozen)
    yield "looped.mp4", repacked(ok, times=3)
    yield "spoiled.mp4", spoiled(ok)
    yield "garbage.mp4", random.Random(3).randbytes(50_000)
    yield "empty.mp4", b""


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in all_of_them():
        (folder / name).write_bytes(data)
