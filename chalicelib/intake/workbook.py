"""xlsx as Excel, WPS and LibreOffice write it → sheets."""

import io
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from chalicelib.domain.personal import scrub
from chalicelib.intake.archive import trusted
from chalicelib.intake.cells.cell import Cell, tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import FileFault
from chalicelib.intake.sheet import Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_DAMAGED = "文件损坏或设有打开密码，请用 Excel 或 WPS 打开确认后另存为 .xlsx 重新上传"


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets in their order, hidden ones last. Raises FileFault; so may reading a sheet's lines.

    A date cell comes as a date, a time of day as a time, a number as a float, an error value as a blank.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_object(io.BytesIO(trusted(data)))
    except (CalamineError, OSError):
        raise FileFault(Code.FILE_DAMAGED, _DAMAGED) from None
    worksheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    worksheets.sort(key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
    return tuple(Sheet(scrub(sheet.name), partial(_lines, book, sheet.name)) for sheet in worksheets)


def _lines(book: "CalamineWorkbook", name: str) -> Iterator[list[Cell]]:
    from python_calamine import CalamineError

    try:
        rows = book.get_sheet_by_name(name).iter_rows()
    except (CalamineError, OSError):
        raise FileFault(Code.FILE_DAMAGED, _DAMAGED) from None
    yield from rows


def named(sheets: tuple[Sheet, ...], title: str) -> Sheet | None:
    """The sheet of that name, blanks in it aside."""
    return next((sheet for sheet in sheets if tidy(sheet.name or "") == title), None)


def required(sheets: tuple[Sheet, ...], title: str) -> Sheet:
    """The sheet of that name. Raises FileFault."""
    found = named(sheets, title)
    if found is None:
        message = f"缺少工作表“{title}”，请使用规定的表样，补齐后重新上传"
        raise FileFault(Code.SHEET_MISSING, message, sheet=title)
    return found
