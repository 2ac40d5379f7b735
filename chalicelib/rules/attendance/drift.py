"""Clocks that run wrong: a device whose people all miss the windows by about the same time."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median_low
from typing import NamedTuple

from chalicelib.domain.checkin import day_of
from chalicelib.rules.attendance.screening import Sighting
from chalicelib.rules.attendance.windows import Windows

FEWEST = 10
"""First records of a person and day outside every window, before a clock is suspected."""
WITHIN = 15 * 60
"""Seconds around the median in which people come."""
ALIKE = 0.8
"""Share of those first records that must lie so."""


class Drift(NamedTuple):
    """`offset` is the median, in seconds after the nearest session's start; `records` the first records that miss."""

    offset: int
    records: int

    def explains(self, offset: int | None) -> bool:
        return offset is not None and abs(offset - self.offset) <= WITHIN


def drifts(sightings: Iterable[Sighting], windows: Windows) -> dict[str, Drift]:
    """Device → its suspected drift. `sightings` ascending.

    Looked at is the first record of each person and day, when people come; half of these at least must be outside.
    """
    first: dict[tuple[str, str, object], int] = {}
    for sighting in sightings:
        first.setdefault((sighting.device, sighting.person, day_of(sighting.moment)), sighting.moment)
    by_device: defaultdict[str, list[int]] = defaultdict(list)
    for (device, _, _), moment in first.items():
        by_device[device].append(moment)
    found = {device: _drift(moments, windows) for device, moments in by_device.items()}
    return {device: drift for device, drift in sorted(found.items()) if drift}


def _drift(moments: list[int], windows: Windows) -> Drift | None:
    outside = [moment for moment in moments if not windows.sessions_at(moment)]
    offsets = [offset for moment in outside if (offset := windows.from_nearest_start(moment)) is not None]
    if len(offsets) < FEWEST or 2 * len(offsets) < len(moments):
        return None
    drift = Drift(median_low(offsets), len(offsets))
    return drift if sum(map(drift.explains, offsets)) >= ALIKE * len(offsets) else None
