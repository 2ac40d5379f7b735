"""Cells that say one of a few things."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from chalicelib.domain.trainee import Category, Custody
from chalicelib.domain.training_class import Level
from chalicelib.intake.cells import dates, text
from chalicelib.intake.cells.cell import Cell, as_text, tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import CellError, quote

T = TypeVar("T")


@dataclass(frozen=True)
class Choice(Generic[T]):
    """A parser that takes the listed words only. `allowed` is what a form prints; aliases are in `values` alone."""

    values: Mapping[str, T]
    allowed: tuple[str, ...]

    def __call__(self, cell: Cell) -> T:
        try:
            return self.values[tidy(cell)]
        except KeyError:
            raise refused(cell, self.allowed) from None


def refused(cell: Cell, allowed: tuple[str, ...]) -> CellError:
    """The error of a cell that is none of the allowed values; it lists them."""
    return CellError(Code.CHOICE, f"{quote(as_text(cell))}不在可选值内，请填写：{'、'.join(allowed)}")


E_ = TypeVar("E_", bound=StrEnum)


def member(members: type[E_]) -> Choice[E_]:
    """A parser of an enumeration's own words."""
    return Choice({tidy(one.value): one for one in members}, tuple(one.value for one in members))


def word(*words: str) -> Choice[str]:
    """A parser of a few words that stay text."""
    return Choice({one: one for one in words}, words)


_YES_NO = {"是": True, "否": False, "TRUE": True, "FALSE": False}
YES_NO: tuple[str, ...] = ("是", "否")


def yes_no(cell: Cell) -> bool:
    """是 or 否; also a logical cell, and the TRUE and FALSE that saving one as csv writes."""
    answer = _YES_NO.get(tidy(cell).upper())
    if answer is None:
        raise CellError(Code.BOOLEAN, f"{quote(as_text(cell))}无法识别，请填写“是”或“否”")
    return answer


electronic: Choice[bool] = Choice({"电子": True, "纸质": False}, ("电子", "纸质"))
"""证书形式."""

_TITLES = {
    "初级工": Level.FIVE,
    "中级工": Level.FOUR,
    "高级工": Level.THREE,
    "技师": Level.TWO,
    "高级技师": Level.ONE,
}
_LEVELS = {**_TITLES, **{level.value: level for level in Level}}
LEVELS: tuple[str, ...] = tuple(level.value for level in Level)


def level(cell: Cell) -> Level:
    """级别, also by title (高级工), or both where they agree (三级/高级工, 高级工(三级))."""
    parts = [part for part in re.split(r"[/()、]", tidy(cell)) if part]
    found = {_LEVELS.get(part) for part in parts}
    if len(found) != 1 or None in found:
        raise refused(cell, LEVELS)
    return _LEVELS[parts[0]]


CATEGORIES: tuple[str, ...] = tuple(category.value for category in Category)
_CATEGORIES = {category.value: category for category in Category}


def category(cell: Cell) -> Category | str:
    """人员类别; one that the document does not name is no error here but its own words (rule TRN-09 looks)."""
    return _CATEGORIES.get(tidy(cell)) or text.text(cell)


CUSTODY: tuple[str, ...] = ("从未参训", "符合晋级", "刑期截止日期")


def custody(cell: Cell) -> Custody:
    """服刑情况: one of two phrases, or the day on which the sentence ends."""
    written = tidy(cell)
    if written == "从未参训":
        return Custody(never_trained=True)
    if written == "符合晋级":
        return Custody(qualifies_for_next_level=True)
    try:
        return Custody(sentence_ends=dates.date(cell))
    except CellError:
        raise refused(cell, ("从未参训", "符合晋级", "刑期截止日期（如 2024-12-31）")) from None
