"""A sheet of a workbook, or a csv file: numbered rows of cells."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chalicelib.intake.cells.cell import Cell

Row = tuple[int, list[Cell]]
"""A row and its number as a spreadsheet shows it: from 1, titles, header and blank rows counted."""


@dataclass(frozen=True)
class Sheet:
    """`name` is None for a csv file. `lines` starts over each time it is called."""

    name: str | None
    lines: Callable[[], Iterable[list[Cell]]]

    def rows(self) -> Iterator[Row]:
        return enumerate(self.lines(), start=1)
