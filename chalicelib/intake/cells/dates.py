"""Cells of dates and times. A time is Asia/Shanghai unless it brings an offset."""

import datetime
import re

from chalicelib.domain.dates import SHANGHAI
from chalicelib.intake.cells.cell import Cell, as_text, tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import CellError, quote

_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}")
_CLOCK = re.compile(r"[\sT]+\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?$")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_MONTH = re.compile(r"(\d{4})(?:-|/|\.|年)?(\d{1,2})月?")
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
"""Spreadsheet serial numbers taken for a date: 1927 to 2119."""
_YEARS = range(1900, 2101)
_DAY = 86_400


def date(cell: Cell) -> datetime.date:
    """A day: a date cell, a text such as 2024年3月5日, or a serial such as 46083; a time beside it is dropped."""
    if isinstance(cell, datetime.datetime):
        return _plausible(cell.date(), cell)
    if isinstance(cell, datetime.date):
        return _plausible(cell, cell)
    written = tidy(_CLOCK.sub("", as_text(cell)))
    if _SERIAL.fullmatch(written) and int(written) in _SERIALS:
        return _EPOCH + datetime.timedelta(days=int(written))
    match = _DATE.fullmatch(written) or _COMPACT.fullmatch(written)
    if match is None:
        raise _no_date(cell)
    try:
        return _plausible(datetime.date(*map(int, match.groups())), cell)
    except ValueError:
        raise _no_date(cell) from None


def _plausible(day: datetime.date, cell: Cell) -> datetime.date:
    if day.year not in _YEARS:
        raise _no_date(cell)
    return day


def _no_date(cell: Cell) -> CellError:
    return CellError(Code.DATE, f"{quote(as_text(cell))}不是有效日期，请按 2024-03-05 的格式填写")


def time(cell: Cell) -> datetime.time:
    """A time of day, to the second: a time cell, a text such as 8:30, or a fraction of a day such as 0.354166667."""
    if isinstance(cell, datetime.datetime):
        cell = cell.time()
    if isinstance(cell, datetime.time):
        cell = datetime.timedelta(
            hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond
        )
    if isinstance(cell, datetime.timedelta):
        return _from_seconds(cell.total_seconds(), cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_seconds(cell * _DAY, cell)
    return _written_time(cell)


def _from_seconds(seconds: float, cell: Cell) -> datetime.time:
    whole = round(seconds) if 0 <= seconds < _DAY else _DAY
    if whole == _DAY:
        raise _no_time(cell)
    return datetime.time(whole // 3600, whole // 60 % 60, whole % 60)


def _written_time(cell: Cell) -> datetime.time:
    written = tidy(cell)
    match = _TIME.fullmatch(written)
    if match is None:
        if isinstance(cell, str) and re.fullmatch(r"0?\.\d+", written):
            return _from_seconds(float(written) * _DAY, cell)
        raise _no_time(cell)
    try:
        return datetime.time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        raise _no_time(cell) from None


def _no_time(cell: Cell) -> CellError:
    return CellError(Code.TIME, f"{quote(as_text(cell))}不是有效时间，请按 08:30 的格式填写（00:00 至 23:59）")


def moment(cell: Cell) -> datetime.datetime:
    """A date with a time, aware. A date alone is its first instant."""
    if isinstance(cell, datetime.datetime):
        return cell.replace(tzinfo=SHANGHAI, microsecond=0)
    if not isinstance(cell, str):
        return datetime.datetime.combine(date(cell), datetime.time(), SHANGHAI)
    try:
        return _written_moment(" ".join(cell.replace("：", ":").split()))
    except ValueError:
        message = f"{quote(cell)}不是有效的日期时间，请按 2024-03-05 08:30 的格式填写"
        raise CellError(Code.MOMENT, message) from None


def _written_moment(written: str) -> datetime.datetime:
    if _OFFSET.search(written) and ":" in written[:-6]:
        return datetime.datetime.fromisoformat(written).astimezone(SHANGHAI)
    day, _, clock = written.replace("T", " ").partition(" ")
    return datetime.datetime.combine(date(day), time(clock) if clock else datetime.time(), SHANGHAI)


def month(cell: Cell) -> str:
    """`2024-05`. Any day of the month stands for it too: a spreadsheet turns a typed 2024-05 into the first of May."""
    match = _MONTH.fullmatch(tidy(cell))
    if match and 1 <= int(match[2]) <= 12 and int(match[1]) in _YEARS:
        return f"{int(match[1])}-{int(match[2]):02}"
    try:
        return date(cell).strftime("%Y-%m")
    except CellError:
        message = f"{quote(as_text(cell))}不是有效月份，请按 2024-05 的格式填写"
        raise CellError(Code.MONTH, message) from None
