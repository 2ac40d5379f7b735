"""Clocks that run wrong: a device whose people all miss the windows by about the same time."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median_low
from typing import NamedTuple

from chalicelib.domain.checkin import day_of
from chalicelib.rules.attendance.course import Signs
from chalicelib.rules.attendance.screening import Sighting
from chalicelib.rules.attendance.windows import Windows


class Drift(NamedTuple):
    """`offset` is the median, in seconds after the nearest session's start; `records` the first records that miss.

    People come `within` so many seconds of it.
    """

    offset: int
    records: int
    within: int

    def explains(self, offset: int | None) -> bool:
        return offset is not None and abs(offset - self.offset) <= self.within


def drifts(sightings: Iterable[Sighting], windows: Windows, signs: Signs) -> dict[str, Drift]:
    """Device → its suspected drift. `sightings` ascending.

    Looked at is the first record of each person and day, when people come; half of these at least must be outside.
    """
    first: dict[tuple[str, str, object], int] = {}
    for sighting in sightings:
        first.setdefault((sighting.device, sighting.person, day_of(sighting.moment)), sighting.moment)
    by_device: defaultdict[str, list[int]] = defaultdict(list)
    for (device, _, _), moment in first.items():
        by_device[device].append(moment)
    found = {device: _drift(moments, windows, signs) for device, moments in by_device.items()}
    return {device: drift for device, drift in sorted(found.items()) if drift}


def _drift(moments: list[int], windows: Windows, signs: Signs) -> Drift | None:
    outside = [moment for moment in moments if not windows.sessions_at(moment)]
    offsets = [offset for moment in outside if (offset := windows.from_nearest_start(moment)) is not None]
    if len(offsets) < signs.drift_records or 2 * len(offsets) < len(moments):
        return None
    drift = Drift(median_low(offsets), len(offsets), signs.drift_seconds)
    return drift if sum(map(drift.explains, offsets)) >= signs.drift_share * len(offsets) else None
