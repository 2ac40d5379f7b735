"""People who cannot exist: their numbers pass every check, and nobody was ever given one.

Order codes 996 to 999 of an identity number were kept for people over a hundred; numbers of 1970 with them were never
issued. Mobile numbers that begin with 161 were never handed out.
"""

import datetime
from typing import Any

from infra.samples import builders

FIRST_BIRTHDAY = datetime.date(1970, 1, 1)
Rows = list[dict[str, Any]]


def identity(number: int) -> str:
    """The identity number of person `number`: four people a birthday."""
    birthday = FIRST_BIRTHDAY + datetime.timedelta(days=number // 4)
    return builders.identity(996 + number % 4, birthday)


def phone(number: int) -> str:
    """The mobile number of person `number`."""
    return f"161{number:08}"


def trainees(count: int, start: int, **changed: Any) -> Rows:
    """A 人员名册 of people `start` and on, sound but for what `changed` puts into every row."""
    return [_numbered(row, start + n) for n, row in enumerate(builders.trainees(count, start, **changed))]


def teachers(count: int, start: int) -> Rows:
    """A 师资 of people `start` and on."""
    return [{**row, "身份证号": identity(start + n)} for n, row in enumerate(builders.teachers(count, start))]


def assessments(count: int, start: int, **changed: Any) -> Rows:
    """A 考核评价 of people `start` and on, who all passed; `changed` as above."""
    rows = builders.assessments(count, start, **changed)
    return [{**row, "身份证号": identity(start + n)} for n, row in enumerate(rows)]


def changed(rows: Rows, changes: dict[int, dict[str, Any]]) -> Rows:
    """The rows, some of them (counted from 1) changed."""
    return [{**row, **changes.get(n, {})} for n, row in enumerate(rows, start=1)]


def _numbered(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {**row, "身份证号": identity(number), "联系电话": phone(number)}
