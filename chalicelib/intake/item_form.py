"""A form of two columns: 项目 and 内容, one item a line, in any order, titles and notes around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chalicelib.intake import header
from chalicelib.intake.cells.cell import Cell, is_blank
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.column import Column, Form
from chalicelib.intake.faults import CellError, Errors, FileFault
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.table import parsed

_ITEMS_WITHIN = 1000
_CAPTIONS = ("项目", "内容")


@dataclass(frozen=True)
class Items:
    """`values` has the good, filled items by field; `cells` every filled known one as it stands."""

    values: dict[str, Any]
    cells: dict[str, Cell]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    row: int
    label: Cell
    content: Cell


def read_items(sheet: Sheet, form: Form, errors: Errors) -> Items:
    """Read the form's items. A bad one is reported and unknown. Raises FileFault: no known item, or one twice."""
    entries = _entries(sheet)
    columns = header.known(form)
    found = [(entry, columns[header.label(entry.label)]) for entry in entries if header.label(entry.label) in columns]
    if not found:
        message = f"找不到“{form.title}”的项目，请使用规定的表样（左列项目，右列内容）"
        raise FileFault(Code.HEADER_NOT_FOUND, message, sheet=sheet.name)
    names = [column.name for _, column in found]
    header.refuse_duplicates(names, sheet.name)
    unknown = [entry for entry in entries if header.label(entry.label) not in (*columns, *_CAPTIONS)]
    return Items(
        values=_values(found, sheet.name, errors),
        cells={column.field: entry.content for entry, column in found if column.field and not is_blank(entry.content)},
        ignored=tuple(header.printable(entry.label) for entry in unknown if not is_blank(entry.content)),
        missing=header.missing(form, names),
    )


def _entries(sheet: Sheet) -> list[_Entry]:
    """A line's first filled cell is the label, the next filled one the content."""
    entries = []
    for number, cells in sheet.rows():
        if number > _ITEMS_WITHIN:
            break
        filled = [cell for cell in cells if not is_blank(cell)]
        if filled:
            entries.append(_Entry(number, filled[0], filled[1] if len(filled) > 1 else ""))
    return entries


def _values(found: Iterable[tuple[_Entry, Column]], sheet: str | None, errors: Errors) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for entry, column in found:
        try:
            value = parsed(column, entry.content)
        except CellError as fault:
            errors.at(sheet, entry.row, column.name, fault)
        else:
            if value is not None and column.field:
                values[column.field] = value
    return values
