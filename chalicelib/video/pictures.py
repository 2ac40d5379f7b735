"""Black and frozen pictures, seen on a coarse grid of brightness."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from chalicelib.video.decoding import Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.int16]

COLUMNS, ROWS = 64, 36
"""Blocks of the grid: 30 × 30 pixels of a 1080p picture, so that noise and coding average out."""
DARK = 32
"""Brightness, 0..255, below which a block is dark (video black is 16)."""
DARK_BLOCKS = 0.98
"""Share of dark blocks from which a picture is black; the rest may be a burnt-in clock."""
MOVED = 8
"""Steps of brightness by which a block has changed; coding noise stays below 3."""
MOVED_BLOCKS = 0.005
"""Share of changed blocks from which something moved; a burnt-in clock changes fewer."""


def grid(frame: Frame) -> "Grid":
    """Mean brightness of each block, ROWS × COLUMNS."""
    import numpy as np

    small = frame.reformat(width=COLUMNS, height=ROWS, format="gray", interpolation="AREA")
    return np.asarray(small.to_ndarray(), dtype=np.int16)


def is_black(blocks: "Grid") -> bool:
    """Whether next to nothing is lit."""
    return bool((blocks < DARK).mean() >= DARK_BLOCKS)


def is_still(before: "Grid", after: "Grid") -> bool:
    """Whether nothing moved between two pictures."""
    return bool((abs(after - before) >= MOVED).mean() < MOVED_BLOCKS)


def black_share(grids: Sequence["Grid"]) -> float:
    """Of the pictures, 0..1; 0 for none."""
    return sum(map(is_black, grids)) / len(grids) if grids else 0.0


def frozen_share(grids: Sequence["Grid"]) -> float:
    """Of the pairs of neighbours that are not both black, 0..1; 0 for none."""
    pairs = [(a, b) for a, b in pairwise(grids) if not (is_black(a) and is_black(b))]
    return sum(is_still(a, b) for a, b in pairs) / len(pairs) if pairs else 0.0
