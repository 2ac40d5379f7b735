"""What a recording covers of the time that it claims: samples that stand too long, holes, and edit lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.video.samples import Run

LONGEST_STILL = 2.0
"""Seconds that one picture may stand. What is longer is a hole (the slowest cameras write one picture a second)."""
_JITTER = 0.001
"""Seconds that rounding may open between two stretches."""

Stretch = tuple[float, float]


@dataclass(frozen=True)
class Edit:
    """One line of an edit list, in seconds: `media` is None for an empty edit, `length` 0 for all that is left."""

    length: float
    media: float | None
    rate: float = 1.0


@dataclass(frozen=True)
class Timeline:
    """`duration` is what a player shows as the length; `repeated` the share shown again by edits."""

    duration: float
    covered: tuple[Stretch, ...]
    repeated: float = 0.0


def covered(runs: Sequence[Run], timescale: int) -> list[Stretch]:
    """Stretches of media time, in seconds, that pictures really fill."""
    still = min((run.delta for run in runs if 0 < run.delta <= LONGEST_STILL * timescale), default=0)
    ticks = (
        (run.start, run.end if run.delta <= LONGEST_STILL * timescale else run.start + still)
        for run in runs
        if run.count
    )
    stretches = ((start / timescale, end / timescale) for start, end in ticks)
    return merged(stretches, bridge=max(_JITTER, LONGEST_STILL - still / timescale))


def merged(stretches: Iterable[Stretch], bridge: float = _JITTER) -> list[Stretch]:
    """Ascending and apart: what lies no more than `bridge` seconds from the one before belongs to it."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start - found[-1][1] <= bridge:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def lay_out(media: Sequence[Stretch], end: float, edits: Sequence[Edit]) -> Timeline:
    """The timeline that a player shows of `media`, whose last sample ends at `end`."""
    if not edits or (len(edits) == 1 and not edits[0].length):
        # All is shown. A live recording's clock may start anywhere: its first picture is the start.
        origin = media[0][0] if media else 0.0
        return Timeline(max(0.0, end - origin), tuple((a - origin, b - origin) for a, b in media))
    position, shown, used = 0.0, list[Stretch](), list[Stretch]()
    for edit in edits:
        length = edit.length or (max(0.0, end - edit.media) if edit.media is not None else 0.0)
        if edit.media is not None and edit.rate == 1.0:
            shown += _cut(media, edit.media, length, position)
            used.append((edit.media, edit.media + length))
        position += length
    return Timeline(position, tuple(merged(shown)), _repeated(used))


def _cut(media: Sequence[Stretch], start: float, length: float, position: float) -> list[Stretch]:
    """The part of `media` in [start, start + length], moved so that `start` comes at `position`."""
    parts = ((max(a, start), min(b, start + length)) for a, b in media)
    return [(a - start + position, b - start + position) for a, b in parts if a < b]


def _repeated(used: Sequence[Stretch]) -> float:
    total = sum(b - a for a, b in used)
    once = sum(b - a for a, b in merged(used))
    return 1.0 - once / total if total else 0.0
