"""Key frames from encoded bytes: no demuxer, no neighbours, one thread."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from chalicelib.video.track import Coding

Frame = Any
"""An `av.VideoFrame` (the library is loaded only where a frame is decoded)."""

MAX_PIXELS = 4096 * 2304
"""Larger pictures are refused by the decoder itself: no camera here writes them, a crafted header may."""


def decode(coding: Coding, payloads: Iterable[tuple[float, bytes]]) -> Iterator[tuple[float, Frame]]:
    """Each key frame that decodes, with its time; those that do not are left out.

    Raises av.FFmpegError where there is no such decoder or its configuration is broken.
    """
    import av

    for moment, payload in payloads:
        # A fresh decoder each: a broken frame cannot spoil the next.
        context: Any = av.CodecContext.create(str(coding.codec), "r")
        context.thread_count = 1
        context.options = {"max_pixels": str(MAX_PIXELS)}
        if coding.extradata:
            context.extradata = coding.extradata
        frame = _first(context, payload)
        if frame is not None:
            yield moment, upright(frame, coding.turns)


def _first(context: Any, payload: bytes) -> Frame | None:
    import av

    try:
        frames = context.decode(av.Packet(payload)) or context.decode(None)
    except av.FFmpegError:
        return None
    return next((frame for frame in frames if not frame.is_corrupt), None)


def upright(frame: Frame, turns: int) -> Frame:
    """The frame, turned clockwise by quarter turns."""
    import av
    import numpy as np

    if not turns:
        return frame
    return av.VideoFrame.from_ndarray(np.rot90(frame.to_ndarray(format="rgb24"), -turns).copy(), format="rgb24")


def jpeg(frame: Frame) -> bytes:
    """The frame as a JPEG picture, for a person to look at."""
    import av

    context: Any = av.CodecContext.create("mjpeg", "w")
    context.width, context.height, context.pix_fmt = frame.width, frame.height, "yuvj420p"
    context.time_base = frame.time_base = Fraction(1, 25)
    packets = [*context.encode(frame.reformat(format="yuvj420p")), *context.encode(None)]
    return b"".join(bytes(packet) for packet in packets)
