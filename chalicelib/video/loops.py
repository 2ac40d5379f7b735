"""Footage that is repeated bit by bit shows in the sizes of the samples: no camera writes the same sizes twice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sizes = NDArray[np.uint64]
    Mask = NDArray[np.bool_]

WINDOW = 64
"""Samples that must repeat together: two to three seconds."""
VARIED = 16
"""Different sizes that a window must have to prove anything: a still picture repeats a few sizes by nature."""


def loop_share(sizes: Sequence[int]) -> float:
    """Share of the samples, 0..1, that lie in a window of sizes which occurred before."""
    import numpy as np

    if len(sizes) < 2 * WINDOW:
        return 0.0
    table = np.asarray(sizes, dtype=np.uint64)
    repeated = _varied(table, _repeats(table))
    # A window at i covers i..i+WINDOW: +1 where one begins, -1 where it ends.
    steps = np.zeros(len(table) + 1, dtype=np.int64)
    steps[: len(repeated)] += repeated
    steps[WINDOW : WINDOW + len(repeated)] -= repeated
    return float(np.count_nonzero(np.cumsum(steps)[:-1]) / len(table))


def _repeats(table: "Sizes") -> "Mask":
    """For each window, whether an equal one begins earlier."""
    import numpy as np

    weights = np.random.default_rng(seed=64).integers(1, 1 << 63, WINDOW, dtype=np.uint64)
    count = len(table) - WINDOW + 1
    keys = np.zeros(count, dtype=np.uint64)
    for index, weight in enumerate(weights):
        keys += table[index : index + count] * weight
    _, first = np.unique(keys, return_index=True)
    repeated = np.ones(count, dtype=np.bool_)
    repeated[first] = False
    return repeated


def _varied(table: "Sizes", repeated: "Mask") -> "Mask":
    """`repeated` without the windows that are too uniform to prove anything."""
    import numpy as np

    starts = np.flatnonzero(repeated)
    kept = np.zeros_like(repeated)
    for some in np.array_split(starts, len(starts) // 4096 + 1):
        rows = np.sort(table[some[:, None] + np.arange(WINDOW)], axis=1)
        kept[some] = 1 + np.count_nonzero(np.diff(rows, axis=1), axis=1) >= VARIED
    return kept
