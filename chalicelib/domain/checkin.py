"""Check-ins (签到): one record of an attendance device, and the log of a day that such records fold into."""

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, cast

from pydantic import JsonValue

_EPOCH = datetime.date(1970, 1, 1)
_DAY = 86_400
_EAST = 8 * 3_600
"""Asia/Shanghai has had no daylight saving since 1991, and no record is older than 2000."""


class Method(StrEnum):
    """How the device says that a person was verified."""

    FACE = "face"
    """Passed by face."""
    FAILED = "failed"
    """The device refused the face."""
    OTHER = "other"
    """Fingerprint, card, password, palm, telephone, or unknown: kept, never counted."""


class CheckIn(NamedTuple):
    """One record. `moment` is in seconds since 1970 (UTC); `person` is a keyed hash, `number` a 设备工号 as written.

    At most one of `person` and `number` is set; neither where the device did not say who it was.
    """

    device: str
    person: str | None
    number: str | None
    method: Method
    moment: int


class Mark(NamedTuple):
    """What the check-ins of one person on one device by one method have in common."""

    device: str
    person: str | None
    number: str | None
    method: Method


@dataclass(frozen=True, slots=True)
class DayLog:
    """The check-ins of one calendar day in Asia/Shanghai, each once.

    `marks` holds for each mark the seconds after midnight, ascending and without repeats.
    """

    day: datetime.date
    marks: Mapping[Mark, tuple[int, ...]]

    def __len__(self) -> int:
        return sum(map(len, self.marks.values()))

    def check_ins(self) -> Iterator[CheckIn]:
        """Each record, mark by mark."""
        start = midnight(self.day)
        for mark, seconds in self.marks.items():
            for second in seconds:
                yield CheckIn(*mark, start + second)


def midnight(day: datetime.date) -> int:
    """Seconds since 1970 at which a day begins in Asia/Shanghai."""
    return (day - _EPOCH).days * _DAY - _EAST


def day_of(moment: int) -> datetime.date:
    """The day in Asia/Shanghai that a moment falls on."""
    return _EPOCH + datetime.timedelta(days=(moment + _EAST) // _DAY)


def split_by_day(moments: Sequence[int]) -> Iterator[tuple[datetime.date, tuple[int, ...]]]:
    """Ascending moments, as days with the seconds after each one's midnight."""
    place = 0
    while place < len(moments):
        day = day_of(moments[place])
        start = midnight(day)
        end = bisect_left(moments, start + _DAY, place)
        yield day, tuple([moment - start for moment in moments[place:end]])
        place = end


def merge(day: datetime.date, logs: Iterable[DayLog]) -> DayLog:
    """All records of several logs of one day, each once. Raises ValueError for a log of another day."""
    together: dict[Mark, set[int]] = {}
    for log in logs:
        if log.day != day:
            raise ValueError(f"a log of {log.day} cannot be merged into {day}")
        for mark, seconds in log.marks.items():
            together.setdefault(mark, set()).update(seconds)
    return DayLog(day, {mark: tuple(sorted(seconds)) for mark, seconds in together.items()})


def encode(log: DayLog) -> JsonValue:
    """A log as JSON; equal logs give equal JSON. Each mark is [device, method, person, number, [second, …]]."""
    marks: list[JsonValue] = [
        [mark.device, mark.method.value, mark.person, mark.number, list(seconds)]
        for mark, seconds in sorted(log.marks.items(), key=lambda entry: tuple(part or "" for part in entry[0]))
    ]
    return {"day": log.day.isoformat(), "marks": marks}


def decode(stored: JsonValue) -> DayLog:
    """The log that `encode` gave as JSON. Raises ValueError, KeyError or TypeError for anything else."""
    body = cast("dict[str, JsonValue]", stored)
    marks: dict[Mark, tuple[int, ...]] = {}
    for device, method, person, number, seconds in cast(
        "list[tuple[str, str, str | None, str | None, list[int]]]", body["marks"]
    ):
        marks[Mark(device, person, number, Method(method))] = tuple(int(second) for second in seconds)
    return DayLog(datetime.date.fromisoformat(str(body["day"])), marks)
