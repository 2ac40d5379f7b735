"""Rooms full of faces, made of three freely usable portraits (see docs/video.md) on a brick wall."""

from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np

IMAGES = Path(__file__).with_name("images")
PORTRAITS = {"collins.jpg": 113, "hopper.jpg": 213, "cameraman.jpg": 81}
"""Each square portrait, and the height of the face in it (pixels)."""
EMPTY = ("brick.jpg", "chelsea.jpg", "coffee.jpg")
"""Pictures without a human face."""


@cache
def image(name: str) -> Any:
    """An image as RGB."""
    with av.open(str(IMAGES / name)) as source:
        return next(source.decode(video=0)).to_ndarray(format="rgb24")


def scaled(picture: Any, width: int, height: int) -> Any:
    """The picture in another size."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    return frame.reformat(width=width, height=height, interpolation="AREA").to_ndarray(format="rgb24")


def wall(width: int, height: int) -> Any:
    """Bricks: a background with texture and without faces."""
    brick = image("brick.jpg")
    return np.tile(brick, (-(-height // brick.shape[0]), -(-width // brick.shape[1]), 1))[:height, :width].copy()


def room(people: int, face: int, width: int = 1920, height: int = 1080, seed: int = 1) -> Any:
    """A picture of `people` faces, each `face` pixels high, at seats in rows; see `seated`."""
    return seated(people, face, width, height, seed)[0]


def seated(
    people: int, face: int, width: int = 1920, height: int = 1080, seed: int = 1
) -> tuple[Any, list[tuple[float, float]]]:
    """The picture, and where the middle (x, y) of each portrait is; light and place vary with `seed`.

    Raises ValueError where they do not fit.
    """
    middles: list[tuple[float, float]] = []
    rng, picture = np.random.default_rng(seed), wall(width, height)
    heads = [_head(name, face) for name in PORTRAITS]
    seat = max(head.shape[0] for head in heads) + 4
    columns, rows = width // seat, height // seat
    if people > columns * rows:
        raise ValueError(f"{people} faces of {face} pixels do not fit")
    for number, place in enumerate(rng.choice(columns * rows, people, replace=False)):
        head = np.clip(heads[number % len(heads)] * rng.uniform(0.7, 1.15), 0, 255).astype(np.uint8)
        top, left = (int(place) // columns) * seat + rng.integers(4), (int(place) % columns) * seat + rng.integers(4)
        picture[top : top + head.shape[0], left : left + head.shape[1]] = head[: height - top, : width - left]
        middles.append((left + head.shape[1] / 2, top + head.shape[0] / 2))
    return picture, middles


@cache
def _head(name: str, face: int) -> Any:
    portrait = image(name)
    side = round(portrait.shape[0] * face / PORTRAITS[name])
    return scaled(portrait, side, side)
