"""Dahua `recordFinder`: `records[i].Key=value` lines. Method 15 is face (16 in exports of the SDK), Status 0 a failure.

CreateTime is seconds since 1970, or local text, or 14 digits. A record is whole where the next one's index begins.
"""

import re
from collections.abc import Iterator

from chalicelib.domain.checkin import Method
from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.moments import Moments, epoch
from chalicelib.intake.devices.record import Aside, BadRow, Item, Record
from chalicelib.intake.devices.source import Source

NAME = "dahua_recordfinder"
_LINE = re.compile(r"records\[(\d{1,9})\]\.([\w\[\]]{1,64})=(.*)", re.ASCII)
_PREAMBLE = re.compile(r"\s*(?:found|totalCount|count)=\d+\s*", re.ASCII)
_FACE = frozenset(("15", "16"))
_EPOCH = re.compile(r"\d{9,10}", re.ASCII)


def recognises(source: Source) -> bool:
    return any(_LINE.match(line) for line in source.head.split("\n", 20)[:20])


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    index, begun, fields = "", 0, dict[str, str]()
    for row, line in enumerate(source.lines(), 1):
        found = _LINE.fullmatch(line.strip())
        if not found:
            yield from _stray(row, line)
            continue
        if found[1] != index and fields:
            yield _item(begun, fields, moment, source.named_device)
        if found[1] != index:
            index, begun, fields = found[1], row, {}
        fields[found[2]] = found[3].strip()
    if fields:
        yield _item(begun, fields, moment, source.named_device)


def _stray(row: int, line: str) -> Iterator[Item]:
    if _PREAMBLE.fullmatch(line):
        yield Aside.NO_CHECK_IN
    elif line.strip():
        yield BadRow(row, None, LogCode.ROW_SHAPE, "这一行不是门禁记录，请重新导出后上传")


def _item(row: int, fields: dict[str, str], moment: Moments, device: str) -> Item:
    time, who = fields.get("CreateTime", ""), fields.get("UserID", "")
    try:
        at = epoch(int(time)) if _EPOCH.fullmatch(time) else moment(time)
    except ValueError:
        return BadRow(row, "CreateTime", LogCode.MOMENT, "记录时间无法识别，请核对设备时间后重新导出")
    return Record(row, device, who, at, _method(fields))


def _method(fields: dict[str, str]) -> Method:
    if fields.get("Status") == "0":
        return Method.FAILED
    return Method.FACE if fields.get("Method") in _FACE else Method.OTHER
