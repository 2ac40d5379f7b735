"""A column, and a form of columns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.intake.cells.cell import Cell


@dataclass(frozen=True)
class Column:
    """One column (or one item of a two-column form)."""

    name: str
    """The header, as a form prints it."""
    field: str | None
    """The field that takes the value; None for a column that is known and carries no fact (序号)."""
    parse: Callable[[Cell], Any] | None = None
    required: bool = False
    """The file must have the column, and a row without a good value in it is no fact."""
    allowed: tuple[str, ...] = ()
    """The words to choose from, for a form's drop-down list and for guides."""
    aliases: tuple[str, ...] = ()
    """Other headers that mean the same."""
    money: bool = False
    """In 元: a header that says 万元 is refused, never scaled by guess."""


@dataclass(frozen=True)
class Form:
    """A table of a form."""

    title: str
    """The sheet's name."""
    columns: tuple[Column, ...]
    strict: bool = False
    """Any bad cell loses the row; otherwise only that of a required column does, another becomes unknown."""

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)
