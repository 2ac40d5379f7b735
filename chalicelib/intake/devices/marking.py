"""Whose check-in a record is: the device's and the person's numbers, cleaned and checked."""

import re
import unicodedata

from chalicelib.domain.checkin import Mark, Method
from chalicelib.domain.personal import Keyed
from chalicelib.intake.devices import limits
from chalicelib.intake.devices.codes import LogCode

_IDENTITY = re.compile(r"\d{17}[\dX]", re.ASCII | re.IGNORECASE)
_FORMULA = re.compile(r'="([^"]*)"')
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.ASCII | re.IGNORECASE)


class UnusableMark(ValueError):
    """The device or the person of a record cannot be used. `message` is Chinese and quotes neither."""

    def __init__(self, column: str, code: LogCode, message: str) -> None:
        super().__init__(code.value)
        self.column, self.code, self.message = column, code, message


def mark(device: str, who: str, method: Method, keyed: Keyed) -> Mark:
    """The mark of a record. An identity number becomes its keyed hash, anything else is a 设备工号 as written,
    leading zeros and all; no text is nobody. Raises UnusableMark."""
    device, who = _clean(device), _clean(who)
    if not device:
        raise UnusableMark(
            "设备编号", LogCode.DEVICE_MISSING, "记录没有设备编号，请把文件名改为“设备编号_attlog.dat”一类后重新上传"
        )
    if not _plain(device):
        raise UnusableMark("设备编号", LogCode.DEVICE_TEXT, "设备编号过长或含无法识别的字符，请核对后重新上传")
    if _SCIENTIFIC.fullmatch(who):
        raise UnusableMark(
            "人员标识", LogCode.IDENTITY_AS_NUMBER, "人员标识被存成了数字，末几位已丢失，请将该列设为文本后重新导出"
        )
    if not _plain(who):
        raise UnusableMark("人员标识", LogCode.PERSON_TEXT, "人员标识过长或含无法识别的字符，请核对后重新上传")
    if _IDENTITY.fullmatch(who):
        return Mark(device, keyed(who.upper()), None, method)
    return Mark(device, None, who or None, method)


def _clean(text: str) -> str:
    """Without the apostrophe or the `="…"` that keeps a spreadsheet from counting with a number."""
    text = unicodedata.normalize("NFKC", text).strip()
    formula = _FORMULA.fullmatch(text)
    return (formula[1] if formula else text).removeprefix("'").strip()


def _plain(text: str) -> bool:
    return len(text) <= limits.TEXT and text.isprintable() and "\ufffd" not in text
