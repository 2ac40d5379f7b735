"""What runs beside the decoder: from encoded key frames to what they show."""

from collections.abc import Iterable
from pathlib import Path

from chalicelib.domain.recording import Pictures
from chalicelib.video.decoding import decode, jpeg
from chalicelib.video.headcount import Shot, count_heads
from chalicelib.video.isolation import Found
from chalicelib.video.pictures import black_share, frozen_share, grid, is_black
from chalicelib.video.track import Coding
from chalicelib.video.yunet import Detector

LOOKS = 20
"""Key frames that are looked at, spread evenly over the recording."""
MAX_FRAME = 4 * 1024 * 1024
"""Bytes of a key frame beyond which it is left out; a 1080p one has about a tenth of a megabyte."""


def moments(duration: float) -> list[float]:
    """Seconds at which to look: the middles of LOOKS equal parts."""
    return [(index + 0.5) * duration / LOOKS for index in range(LOOKS)]


def watch(coding: Coding, payloads: Iterable[tuple[float, bytes]], model: Path | None) -> tuple[Found, bytes]:
    """Pictures (as JSON, None where nothing decodes), and as JPEG the frame that the headcount rests on."""
    shots = list(decode(coding, payloads))
    pictures, still = _judge(shots, model) if shots else (None, b"")
    return {"pictures": pictures.model_dump(mode="json") if pictures else None}, still


def _judge(shots: list[Shot], model: Path | None) -> tuple[Pictures, bytes]:
    grids = [grid(frame) for _, frame in shots]
    lit = [shot for shot, blocks in zip(shots, grids, strict=True) if not is_black(blocks)]
    heads, best = count_heads(lit, Detector(model)) if model else (None, None)
    pictures = Pictures(
        frames=len(shots), black_share=black_share(grids), frozen_share=frozen_share(grids), headcount=heads
    )
    return pictures, jpeg(best) if best is not None else b""
