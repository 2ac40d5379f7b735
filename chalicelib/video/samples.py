"""The samples (pictures) of a track, however a file tells of them: runs of equal duration, sizes, key frames."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Item = TypeVar("Item")

MAX_KEYFRAMES = 4096
"""Where every picture is a key frame, an even choice of as many is kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """`count` samples that follow each other from `start`, `delta` ticks each."""

    start: int
    count: int
    delta: int

    @property
    def end(self) -> int:
        return self.start + self.count * self.delta


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A picture that needs no other: `time` in ticks, where its bytes lie."""

    time: int
    offset: int
    size: int


@dataclass
class Samples:
    """All of one track. `sizes` are bytes, in decoding order."""

    runs: list[Run] = field(default_factory=list)
    sizes: Sequence[int] = field(default_factory=lambda: array("I"))
    keyframes: list[Keyframe] = field(default_factory=list)
    beyond: bool = False
    """Some samples lie beyond the file's end."""


def thinned(items: Sequence[Item], most: int = MAX_KEYFRAMES) -> list[Item]:
    """At most `most` of `items`, spread evenly."""
    step = -(-len(items) // most) if items else 1
    return list(items[::step])
