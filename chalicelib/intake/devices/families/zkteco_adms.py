"""ZKTeco, pushed over the network (ADMS): the request's body, TAB; its device is the `SN` of the request, which here
is the object's metadata or the file's name. Resends are whole records again, and fold away."""

from collections.abc import Iterator

from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import BadRow, Item, Record
from chalicelib.intake.devices.source import Source
from chalicelib.intake.devices.zkteco import is_usb, method

NAME = "zkteco_adms"


def recognises(source: Source) -> bool:
    return is_usb(source) is False


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    device = source.named_device
    for row, line in enumerate(source.lines(), 1):
        if not line or line.isspace():
            continue
        fields = line.split("\t")
        if len(fields) < 4:
            yield BadRow(row, None, LogCode.ROW_SHAPE, "这一行不是签到记录，请重新导出后上传")
            continue
        try:
            yield Record(row, device, fields[0], moment(fields[1]), method(fields[3]))
        except ValueError:
            yield BadRow(row, "时间", LogCode.MOMENT, "签到时间无法识别，请核对设备时间后重新导出")
