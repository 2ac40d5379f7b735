"""The header of a table: found among title rows, in any order, with whatever notes people add."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from chalicelib.domain.personal import scrub
from chalicelib.intake import limits
from chalicelib.intake.cells.cell import Cell, is_blank, tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.column import Column, Form
from chalicelib.intake.faults import FileFault
from chalicelib.intake.sheet import Row

_NOTE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|【[^【】]*】?|〔[^〔〕]*〕?|〈[^〈〉]*〉?")
_MAX_LABEL = 40


@dataclass(frozen=True)
class Header:
    """Where each known column stands (index from 0), and which ones the file has besides or lacks."""

    columns: tuple[tuple[int, Column], ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def label(cell: Cell) -> str:
    """A header's own name: `*`, bracketed notes, a colon at its end and blanks dropped, full-width made half."""
    return _NOTE.sub("", tidy(cell)).replace("*", "").rstrip(":")


def known(form: Form) -> dict[str, Column]:
    """The form's columns by every header that means them, written as `label` writes it."""
    return {label(name): column for column in form.columns for name in (column.name, *column.aliases)}


def printable(cell: Cell) -> str:
    """An unknown header, fit for a receipt: it may be a misplaced personal number."""
    return scrub(tidy(cell))[:_MAX_LABEL]


def find(rows: Iterator[Row], form: Form, sheet: str | None) -> tuple[Header, Iterator[Row]]:
    """The header, and the rows under it. Raises FileFault.

    The header is the row, among the first ones, that has most of the form's columns, and at least two of them.
    """
    columns = known(form)
    head = list(islice(rows, limits.HEADER_WITHIN))
    matches = [sum(label(cell) in columns for cell in cells[: limits.MAX_COLUMNS]) for _, cells in head]
    most = max(matches, default=0)
    if most < 2:
        expected = "、".join(form.required)
        message = f"前{limits.HEADER_WITHIN}行内找不到表头，请使用规定的表样，表头应含：{expected}"
        raise FileFault(Code.HEADER_NOT_FOUND, message, sheet=sheet)
    at = matches.index(most)
    return _header(head[at][1], form, sheet), chain(head[at + 1 :], rows)


def _header(cells: list[Cell], form: Form, sheet: str | None) -> Header:
    filled = [(at, cell) for at, cell in enumerate(cells) if not is_blank(cell)]
    if len(filled) > limits.MAX_COLUMNS:
        message = f"表头超过{limits.MAX_COLUMNS}列，请删除规定以外的列后重新上传"
        raise FileFault(Code.TOO_MANY_COLUMNS, message, sheet=sheet)
    columns = known(form)
    found = [(at, columns[label(cell)]) for at, cell in filled if label(cell) in columns]
    names = [column.name for _, column in found]
    refuse_duplicates(names, sheet)
    _refuse_missing(form, names, sheet)
    for at, column in found:
        refuse_other_unit(column, cells[at], sheet)
    ignored = tuple(printable(cell) for _, cell in filled if label(cell) not in columns)
    return Header(tuple(found), ignored, missing(form, names))


def refuse_duplicates(names: list[str], sheet: str | None) -> None:
    """Refuse a column (or an item of a form) that stands twice: which one counts would be a guess."""
    for name, times in Counter(names).items():
        if times > 1:
            message = f"“{name}”出现了{times}次，请只保留一处"
            raise FileFault(Code.COLUMN_DUPLICATE, message, sheet=sheet, column=name)


def _refuse_missing(form: Form, names: list[str], sheet: str | None) -> None:
    lacking = [name for name in form.required if name not in names]
    if lacking:
        message = f"表头缺少必需的列：{'、'.join(lacking)}，请补齐后重新上传"
        raise FileFault(Code.COLUMN_MISSING, message, sheet=sheet, column=lacking[0])


def refuse_other_unit(column: Column, cell: Cell, sheet: str | None) -> None:
    """Refuse an amount in 万元: scaled or not by guess, it would be wrong by ten thousand in silence."""
    if column.money and "万" in tidy(cell):
        message = f"“{column.name}”请以元为单位填写，并去掉表头中的“万元”"
        raise FileFault(Code.UNIT_UNSUPPORTED, message, sheet=sheet, column=column.name)


def missing(form: Form, names: list[str]) -> tuple[str, ...]:
    """The form's columns that carry facts and are not among the names."""
    return tuple(column.name for column in form.columns if column.field and column.name not in names)
