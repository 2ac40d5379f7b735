"""ZKTeco, exported to a USB stick: `<device>_attlog.dat`, TAB, with the machine's number in each line.

Black-and-white firmware writes its serial number above the lines and a checksum below them.
"""

import re
from collections.abc import Iterator

from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import Aside, BadRow, Item, Record
from chalicelib.intake.devices.source import Source
from chalicelib.intake.devices.zkteco import is_usb, method

NAME = "zkteco_usb"
_FRAME = re.compile(r"\s*[\w:=.-]{1,64}\s*", re.ASCII)
_MACHINE = re.compile(r"\d{1,3}", re.ASCII)


def recognises(source: Source) -> bool:
    return is_usb(source) is True


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    frame: BadRow | None = None
    for row, line in enumerate(source.lines(), 1):
        if not line or line.isspace():
            continue
        if frame and frame.row > 1:
            yield frame
        elif frame:
            yield Aside.NO_CHECK_IN
        frame = None
        fields = line.split("\t")
        if len(fields) >= 5:
            yield _record(row, fields, moment, source)
        elif _FRAME.fullmatch(line):
            frame = _no_record(row)
        else:
            yield _no_record(row)
    if frame:
        yield Aside.NO_CHECK_IN


def _record(row: int, fields: list[str], moment: Moments, source: Source) -> Item:
    try:
        return Record(row, _device(fields[2].strip(), source), fields[0], moment(fields[1]), method(fields[4]))
    except ValueError:
        return BadRow(row, "时间", LogCode.MOMENT, "签到时间无法识别，请从考勤机重新导出后上传")


def _device(machine: str, source: Source) -> str:
    """The line's own device. A bare machine number (1 to 255) that an installer sets gives way to the object's
    metadata, and to a file name that holds more than a number: every new machine is number 1."""
    if not _MACHINE.fullmatch(machine):
        return machine or source.named_device
    if source.metadata_device:
        return source.metadata_device
    named = source.named_device if "attlog" in source.name.lower() else ""
    return machine if not named or named.isdigit() else named


def _no_record(row: int) -> BadRow:
    return BadRow(row, None, LogCode.ROW_SHAPE, "这一行不是签到记录，请从考勤机重新导出后上传")
