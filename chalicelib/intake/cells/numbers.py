"""Cells of numbers and money."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

from chalicelib.intake.cells.cell import Cell, as_text, number_text, tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import CellError, quote

_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_MAX_DIGITS = 15
_YEAR = re.compile(r"(\d{4})年?")


def _decimal(cell: Cell, code: Code) -> Decimal:
    if isinstance(cell, bool | datetime.date | datetime.time | datetime.timedelta):
        raise CellError(code, f"{quote(as_text(cell))}不是数字，请将单元格设为常规格式后填写数字")
    written = tidy(cell) if isinstance(cell, str) else number_text(cell)
    if not _NUMBER.fullmatch(written) or sum(c.isdigit() for c in written) > _MAX_DIGITS:
        raise CellError(code, f"{quote(as_text(cell))}不是数字，请只填写数字，不带单位")
    return Decimal(written.replace(",", ""))


def whole(least: int, most: int) -> Callable[[Cell], int]:
    """A parser of whole numbers in [least, most]."""

    def parse(cell: Cell) -> int:
        number = _decimal(cell, Code.NUMBER)
        if number != number.to_integral_value() or not least <= number <= most:
            raise CellError(Code.NUMBER, f"{quote(as_text(cell))}不在范围内，请填写{least}至{most}之间的整数")
        return int(number)

    return parse


def amount(*, above_zero: bool = False) -> Callable[[Cell], Decimal]:
    """A parser of exact numbers that are not negative, or are above zero."""

    def parse(cell: Cell) -> Decimal:
        number = _decimal(cell, Code.NUMBER)
        if number < 0 or (above_zero and number == 0):
            raise CellError(Code.NUMBER, "请填写大于0的数字" if above_zero else "数字不能为负，请核对")
        return number

    return parse


def money(cell: Cell) -> int:
    """An amount written in 元, in 分: `1,500.00` is 150000. More than two decimals is an error, never rounded."""
    if isinstance(cell, str):
        cell = tidy(cell).removeprefix("¥").removesuffix("元")
    yuan = _decimal(cell, Code.MONEY)
    if yuan < 0 or yuan * 100 != (yuan * 100).to_integral_value():
        raise CellError(Code.MONEY, f"{quote(as_text(cell))}不是有效金额，请以元为单位填写，最多两位小数")
    return int(yuan * 100)


def year(cell: Cell) -> int:
    """A year of four digits (`2024`, `2024年`), 1950 to 2100; of a date cell its year."""
    if isinstance(cell, datetime.date):
        return cell.year
    match = _YEAR.fullmatch(tidy(cell))
    if match is None or not 1950 <= int(match[1]) <= 2100:
        raise CellError(Code.NUMBER, f"{quote(as_text(cell))}不是有效年份，请填写四位年份，如 2024")
    return int(match[1])
