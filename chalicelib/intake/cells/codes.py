"""Cells of official codes: credit codes, occupations, regions."""

import unicodedata

from chalicelib.domain.occupation import is_code, is_prefix
from chalicelib.domain.region import PROVINCE, Region, region_named
from chalicelib.intake import credit_code
from chalicelib.intake.cells import text
from chalicelib.intake.cells.cell import Cell, as_text, tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import CellError, quote

_WHOLE_PROVINCE = frozenset({PROVINCE, "河南", "河南省", "全省"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def credit(cell: Cell) -> str:
    """A unified social credit code, letters made capital."""
    code = text.label(cell).upper()
    if not credit_code.has_shape(code):
        raise CellError(Code.CREDIT_CODE, "不是18位统一社会信用代码，请对照营业执照填写")
    if not credit_code.has_check_digit(code):
        raise CellError(Code.CREDIT_CODE_CHECK_DIGIT, "统一社会信用代码校验位不符，请对照营业执照核对")
    return code


def occupation(cell: Cell) -> str:
    """A full occupation code `6-18-01-01`."""
    code = tidy(cell).translate(_DASHES)
    if not is_code(code):
        raise CellError(Code.OCCUPATION, f"{quote(as_text(cell))}不是职业编码，请按 6-18-01-01 的格式填写")
    return code


def occupation_prefix(cell: Cell) -> str:
    """A code or its beginning: `6-18`."""
    code = tidy(cell).translate(_DASHES)
    if not is_prefix(code):
        raise CellError(Code.OCCUPATION, f"{quote(as_text(cell))}不是职业编码或其前段，请按 6-18-01-01 或 6-18 填写")
    return code


def occupations(cell: Cell) -> tuple[str, ...]:
    """Codes or prefixes, parted by `;`."""
    written = unicodedata.normalize("NFKC", as_text(cell)).translate(_DASHES)
    return tuple(dict.fromkeys(occupation_prefix(code) for code in text.labels(written)))


def region(cell: Cell) -> Region:
    """One of the 19 regions, by name or code; a county's code counts as its city."""
    found = region_named(tidy(cell))
    if found is None:
        raise CellError(Code.REGION, f"{quote(as_text(cell))}不是河南的省辖市、示范区或航空港区，请填名称或六位代码")
    return found


def region_or_province(cell: Cell) -> Region | None:
    """A region, or None for the whole province (全省, 410000)."""
    return None if tidy(cell) in _WHOLE_PROVINCE else region(cell)


def region_code(cell: Cell) -> str:
    """The code of a region or of the province."""
    return PROVINCE if tidy(cell) in _WHOLE_PROVINCE else region(cell).value


def owner(cell: Cell) -> str:
    """地区或单位: a region's code where it names one, else the provincial unit's name."""
    if tidy(cell) in _WHOLE_PROVINCE:
        return PROVINCE
    found = region_named(tidy(cell))
    return found.value if found else "".join(text.text(cell).split())
