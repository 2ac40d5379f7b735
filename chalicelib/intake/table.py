"""A table of a form: the rows under its header, each built into a fact or reported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from chalicelib.domain.upload import Counts
from chalicelib.intake import header
from chalicelib.intake.cells.cell import Cell, is_blank
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.column import Column, Form
from chalicelib.intake.faults import CellError, Errors, FileFault
from chalicelib.intake.header import Header
from chalicelib.intake.sheet import Row, Sheet

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A row whose required cells are good. `values` has the good, filled cells by field."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Table(Generic[T]):
    """What a sheet's table gave: `items` with their row numbers, and the columns it had besides or lacked."""

    items: tuple[tuple[int, T], ...]
    counts: Counts
    ignored: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def facts(self) -> tuple[T, ...]:
        return tuple(item for _, item in self.items)


def read_table(sheet: Sheet, form: Form, limit: int, errors: Errors, build: Callable[[Line], T]) -> Table[T]:
    """Read the sheet by the form. `build` turns a line into a fact, or raises CellError, which loses the row.

    Adds to `errors`. Raises FileFault where there is no usable header, more than `limit` rows, or no good one.
    """
    head, rows = header.find(sheet.rows(), form, sheet.name)
    items = []
    count = 0
    for number, cells in _filled(rows, head):
        count += 1
        if count > limit:
            message = f"数据超过{limit}行，请拆分后重新上传"
            raise FileFault(Code.TOO_MANY_ROWS, message, sheet=sheet.name)
        line = _line(number, cells, head, form, sheet.name, errors)
        if line is None:
            continue
        try:
            items.append((number, build(line)))
        except CellError as fault:
            errors.at(sheet.name, number, None, fault)
    counts = Counts(rows=count, accepted=len(items), rejected=count - len(items))
    _refuse_all_bad(counts, sheet.name)
    return Table(tuple(items), counts, head.ignored, head.missing)


def _filled(rows: Iterator[Row], head: Header) -> Iterator[Row]:
    """Rows with content in a column that carries facts: forms come with their serial numbers filled in."""
    places = [at for at, column in head.columns if column.field]
    for number, cells in rows:
        if any(at < len(cells) and not is_blank(cells[at]) for at in places):
            yield number, cells


def _line(number: int, cells: list[Cell], head: Header, form: Form, sheet: str | None, errors: Errors) -> Line | None:
    """The row's values; None where an error loses it. Every bad cell is reported, not only the first."""
    values: dict[str, Any] = {}
    lost = False
    for at, column in head.columns:
        if column.field is None:
            continue
        cell = cells[at] if at < len(cells) else ""
        try:
            value = parsed(column, cell)
        except CellError as fault:
            errors.at(sheet, number, column.name, fault)
            lost = lost or column.required or form.strict
        else:
            if not is_blank(cell):
                values[column.field] = value
    return None if lost else Line(number, values)


def parsed(column: Column, cell: Cell) -> Any:
    """The cell's value; None for a blank one. Raises CellError, also for a blank one that is required."""
    if not is_blank(cell):
        return column.parse(cell) if column.parse else None
    if column.required:
        raise CellError(Code.VALUE_MISSING, f"“{column.name}”不能为空，请填写")
    return None


def _refuse_all_bad(counts: Counts, sheet: str | None) -> None:
    if counts.rows and not counts.accepted:
        message = f"{counts.rows}行数据全部有误，原有数据保持不变，请按下列错误修改后重新上传"
        raise FileFault(Code.EVERY_ROW_BAD, message, sheet=sheet, counts=counts)
