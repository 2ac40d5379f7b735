"""Times as devices write them → seconds since 1970, whole; a fraction is cut off."""

import datetime
import re

from chalicelib.domain.checkin import midnight

_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)
"""A device whose clock was reset says 1970 or 2000; what lies outside is no time of a check-in."""
_EAST = 8 * 3_600
_REMEMBERED = 100_000
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TAIL = re.compile(
    r"[ T]+(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})秒?(?:[.,]\d{1,9})?|分)?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_LOOSE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=[ T])|(\d{4})(\d\d)(\d\d)(?=[ T])", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII)
_AMERICAN = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?= )", re.ASCII)


class _Midnights(dict[str, int]):
    """`2026-03-02` → the second at which that day begins in Asia/Shanghai. Raises ValueError."""

    def __missing__(self, text: str) -> int:
        found = _DATE.fullmatch(text)
        if not found:
            raise ValueError("no date")
        _room_for_one(self)
        self[text] = _midnight(found[1], found[2], found[3])
        return self[text]


class _Clock(dict[str, int]):
    """` 08:01:05`, `T08:01:05.20+08:00` → seconds after the day's midnight in Asia/Shanghai. Raises ValueError."""

    def __missing__(self, text: str) -> int:
        _room_for_one(self)
        self[text] = _seconds(text.rstrip())
        return self[text]


class Moments:
    """Reads times; remembers the days and times of day it has read, which a log repeats over and over."""

    def __init__(self) -> None:
        self._midnights, self._clock = _Midnights(), _Clock()

    def __call__(self, text: str) -> int:
        """Seconds since 1970 of a text; Asia/Shanghai unless it gives an offset. Raises ValueError."""
        try:
            return self._midnights[text[:10]] + self._clock[text[10:]]
        except ValueError:
            return _moment(text.strip())


def american(text: str) -> int:
    """`03/02/2026 08:01:09` (month first), as Hikvision's English client exports it. Raises ValueError."""
    text = text.strip()
    found = _AMERICAN.match(text)
    if not found:
        raise ValueError("no date")
    return _midnight(found[3], found[1], found[2]) + _seconds(text[found.end() :])


def epoch(seconds: int) -> int:
    """Seconds since 1970 that a device wrote as such. Raises ValueError outside the years of check-ins."""
    if not midnight(_FIRST) <= seconds < midnight(_LAST):
        raise ValueError("no time of a check-in")
    return seconds


def _moment(text: str) -> int:
    if found := _COMPACT.fullmatch(text):
        return _midnight(found[1], found[2], found[3]) + _seconds(f" {found[4]}:{found[5]}:{found[6]}")
    found = _LOOSE.match(text)
    if not found:
        raise ValueError("no date with a time")
    year, month, day = (part for part in found.groups() if part is not None)
    return _midnight(year, month, day) + _seconds(text[found.end() :])


def _midnight(year: str, month: str, day: str) -> int:
    date = datetime.date(int(year), int(month), int(day))
    if not _FIRST <= date <= _LAST:
        raise ValueError("no day of a check-in")
    return midnight(date)


def _seconds(text: str) -> int:
    found = _TAIL.fullmatch(text)
    if not found:
        raise ValueError("no time of day")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no time of day")
    return hour * 3_600 + minute * 60 + second + (_EAST - _offset(found[4]) if found[4] else 0)


def _offset(zone: str) -> int:
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    if minutes > 14 * 60:
        raise ValueError("no offset")
    return (-60 if zone[0] == "-" else 60) * minutes


def _room_for_one(memory: dict[str, int]) -> None:
    if len(memory) >= _REMEMBERED:
        memory.clear()
