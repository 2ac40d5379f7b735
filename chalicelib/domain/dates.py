"""Dates as the policy counts them, always in Asia/Shanghai."""

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def add_months(day: date, months: int) -> date:
    """The same day `months` calendar months later; the month's last day where it has no such day.

    31 January 2024 + 1 is 29 February 2024 (rules TRN-03 and INS-09).
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def in_force(day: date, first: date, last: date | None) -> bool:
    """Whether `day` lies in [first, last]; `last` is the last valid day (失效日期), None is open-ended."""
    return first <= day and (last is None or day <= last)


def shanghai(moment: datetime) -> datetime:
    """An aware moment, told in Asia/Shanghai. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a time without an offset has no meaning here")
    return moment.astimezone(SHANGHAI)


def instant(moment: datetime) -> str:
    """An aware moment as a sortable UTC text, milliseconds, for keys: 2024-03-05T01:02:03.004Z."""
    return shanghai(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
