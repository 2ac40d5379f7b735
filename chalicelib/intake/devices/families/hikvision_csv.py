"""Hikvision's attendance client, exported as csv: Person ID, Name, Department, Time, …, Attendance Check Point.

The export does not say how a person was verified, and an administrator can add rows by hand. A row is a passed face
only where its check point is named as a face reader and it is an original record; any other is kept and not counted.
"""

import re
from collections.abc import Iterator

from chalicelib.domain.checkin import Method
from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.delimited import Header, find_header, rows_below
from chalicelib.intake.devices.moments import Moments, american
from chalicelib.intake.devices.record import BadRow, Item, Record
from chalicelib.intake.devices.source import Source

NAME = "hikvision_csv"
_WHO, _WHEN, _POINT, _ORIGIN = "PersonID", "Time", "AttendanceCheckPoint", "DataSource"
_REQUIRED = frozenset((_WHO, _WHEN, _POINT))
_DOOR = re.compile(r"_(?:Door|门)\s*\d+(?:_.*)?$", re.IGNORECASE)
_FACE = re.compile(r"face|人脸", re.IGNORECASE)


def recognises(source: Source) -> bool:
    return find_header(source, _REQUIRED) is not None


def read(source: Source) -> Iterator[Item]:
    header = find_header(source, _REQUIRED)
    if header is None:
        return
    moment = Moments()
    needed = max(map(header.names.index, _REQUIRED))
    for row, cells in rows_below(source, header):
        if len(cells) <= needed:
            yield BadRow(row, None, LogCode.ROW_SHAPE, "这一行的列数比表头少，请重新导出后上传")
        else:
            yield _item(row, _named(header, cells), moment, source.named_device)


def _item(row: int, cells: dict[str, str], moment: Moments, device: str) -> Item:
    point = cells[_POINT].strip()
    try:
        at = _time(cells[_WHEN], moment)
    except ValueError:
        return BadRow(row, _WHEN, LogCode.MOMENT, "时间无法识别，请重新导出后上传")
    original = cells.get(_ORIGIN, "Original Records").strip() == "Original Records"
    method = Method.FACE if original and _FACE.search(point) else Method.OTHER
    return Record(row, _DOOR.sub("", point) or device, cells[_WHO], at, method)


def _time(text: str, moment: Moments) -> int:
    """Three styles occur: 2026-03-02, 2026/03/02 and, in English clients, 03/02/2026 with the month first."""
    return american(text) if text.strip()[2:3] == "/" else moment(text)


def _named(header: Header, cells: list[str]) -> dict[str, str]:
    return dict(zip(header.names, cells, strict=False))
