"""Stretches of time: what they cover together, and what they leave open. All in whole milliseconds."""

from collections.abc import Iterable

Stretch = tuple[int, int]
"""[start, end), milliseconds from a moment that the caller knows."""


def united(stretches: Iterable[Stretch], within: Stretch) -> list[Stretch]:
    """What the stretches cover of `within`, ascending; those that overlap or touch are one."""
    found: list[Stretch] = []
    first, last = within
    for start, end in sorted((max(start, first), min(end, last)) for start, end in stretches):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def total(stretches: Iterable[Stretch]) -> int:
    """How long they are together; they lie apart, as `united` gives them."""
    return sum(end - start for start, end in stretches)


def longest(stretches: Iterable[Stretch]) -> int:
    """How long the longest is; 0 without any."""
    return max((end - start for start, end in stretches), default=0)


def longest_gap(stretches: Iterable[Stretch], within: Stretch) -> int:
    """The longest hole that they leave in `within`, at its ends too."""
    reached, gap = within[0], 0
    for start, end in united(stretches, within):
        gap, reached = max(gap, start - reached), end
    return max(gap, within[1] - reached)
