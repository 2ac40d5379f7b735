"""What Hikvision's access-control events have in common, however they travel.

`major` 5 is an event of a door's readers; of these `minor` 75 is a passed face, 77 a number and a passed face, 76 a
refused face, 38 a fingerprint, 1 a card. `currentVerifyMode` is what the door allows and not what was used, so nobody
looks at it. A device sends an event again under the same serialNo with the same time, so that it folds away; serialNo
itself begins anew after a reset, and tells no two events apart.
"""

from chalicelib.domain.checkin import Method
from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import Aside, BadRow, Item, Record

Object = dict[str, object]
_ACCESS = 5
_METHODS = {75: Method.FACE, 77: Method.FACE, 76: Method.FAILED}
_DEVICE = ("deviceSerial", "deviceID", "devIndex")
_PERSON = ("employeeNoString", "employeeNo")


def is_json(head: str) -> bool:
    return head.lstrip().startswith(("{", "["))


def record(row: int, event: Object, kinds: tuple[object, object], time: object, moment: Moments, device: str) -> Item:
    """The item of one event; `kinds` are its major and minor type, `device` the one of an event that names none."""
    major, minor = map(number, kinds)
    who = _text(event, _PERSON)
    if major != _ACCESS or (minor not in _METHODS and not who):
        return Aside.NO_CHECK_IN
    try:
        return Record(row, _text(event, _DEVICE) or device, who, moment(str(time)), _METHODS.get(minor, Method.OTHER))
    except ValueError:
        return BadRow(row, "time", LogCode.MOMENT, "事件时间无法识别，请核对设备时间后重新导出")


def broken(row: int) -> BadRow:
    return BadRow(row, None, LogCode.ROW_SHAPE, "这一条不是完整的事件，请从设备或平台重新导出后上传")


def number(value: object) -> int:
    """75 of `75` and `"75"`; -1 of anything else."""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _text(event: Object, names: tuple[str, ...]) -> str:
    values = (event.get(name) for name in names)
    return next((str(value).strip() for value in values if isinstance(value, str | int) and str(value).strip()), "")
