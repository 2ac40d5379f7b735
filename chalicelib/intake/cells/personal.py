"""Cells of personal numbers. No message repeats any part of one."""

import datetime
import re

from stdnum.cn import ric

from chalicelib.domain.trainee import IdentityFault
from chalicelib.intake.cells.cell import EXACT, Cell, as_text, bare
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import CellError

_IDENTITY = re.compile(r"\d{17}[\dX]", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7}|400\d{7}", re.ASCII)
_ACCOUNT = re.compile(r"[0-9A-Z]{6,34}", re.ASCII)
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
"""First two digits in GB/T 2260, with the residence permits of Taiwan (83), Hong Kong (81) and Macao (82)."""


def identity(cell: Cell) -> str:
    """An identity number that can be read: 17 digits and a digit or `X`. What it says is `identity_faults`' matter."""
    number = bare(cell).upper()
    if not isinstance(cell, str) or _SCIENTIFIC.fullmatch(number):
        raise CellError(
            Code.IDENTITY_AS_NUMBER, "身份证号以数字格式存储，末尾位数已丢失，请将该列设为文本格式后重新填写18位号码"
        )
    if not _IDENTITY.fullmatch(number):
        raise CellError(Code.IDENTITY_UNREADABLE, "身份证号应为18位（17位数字加1位数字或X），请对照证件重新填写")
    return number


def identity_faults(number: str) -> tuple[IdentityFault, ...]:
    """What is wrong with a readable number (GB 11643; rule TRN-01).

    Of the region only the province is judged: counties are renumbered, a number keeps the code of its first
    issue, and no list of abolished codes is complete enough to refuse a person by.
    """
    faults = {
        IdentityFault.REGION: number[:2] not in _PROVINCES,
        IdentityFault.BIRTH_DATE: not _is_birth_date(number[6:14]),
        IdentityFault.CHECK_DIGIT: ric.calc_check_digit(number) != number[-1],
    }
    return tuple(fault for fault, present in faults.items() if present)


def _is_birth_date(digits: str) -> bool:
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False


def phone(cell: Cell) -> str:
    """A mobile or fixed number as its digits, without country code, blanks and hyphens."""
    digits = re.sub(r"[-()]", "", bare(cell))
    digits = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", digits)
    if not _PHONE.fullmatch(digits):
        raise CellError(Code.PHONE, "联系电话无法识别，请填写11位手机号或带区号的固定电话")
    return digits


def account(cell: Cell) -> str:
    """A bank account without blanks and hyphens."""
    if isinstance(cell, float | int) and abs(cell) >= EXACT:
        raise CellError(Code.DIGITS_LOST, "银行账号以数字格式存储，末尾位数已丢失，请设为文本格式后重新填写")
    number = bare(cell).replace("-", "").upper()
    if _SCIENTIFIC.fullmatch(as_text(cell).upper()):
        raise CellError(Code.DIGITS_LOST, "银行账号以科学计数法显示，末尾位数已丢失，请设为文本格式后重新填写")
    if not _ACCOUNT.fullmatch(number):
        raise CellError(Code.ACCOUNT, "银行账号无法识别，请填写6至34位数字或字母")
    return number
