"""Lines of a comma- or tab-separated log and its header, for the families that have one."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.intake.devices.source import Source

HEADER_WITHIN = 10
"""Titles may stand above the header."""
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


class Header(NamedTuple):
    """Where the columns stand; `row` is the header's own line, counted from 1."""

    row: int
    delimiter: str
    names: tuple[str, ...]

    def at(self, name: str) -> int | None:
        return self.names.index(name) if name in self.names else None


def find_header(source: Source, required: frozenset[str]) -> Header | None:
    """The first line among the first ones that has all required columns."""
    for row, line in enumerate(source.head.split("\n")[:HEADER_WITHIN], 1):
        for delimiter in "\t,":
            names = tuple(map(_heading, cells(line, delimiter)))
            if required <= set(names):
                return Header(row, delimiter, names)
    return None


def rows_below(source: Source, header: Header) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line under the header that is not blank. A cell never spans lines."""
    delimiter = header.delimiter
    for row, line in enumerate(source.lines(), 1):
        if row <= header.row or not line or line.isspace():
            continue
        yield row, line.split(delimiter) if '"' not in line else cells(line, delimiter)


def cells(line: str, delimiter: str) -> list[str]:
    """One line's cells, quotes honoured; an unclosed one ends with its line."""
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter), [])


def _heading(text: str) -> str:
    """` *签到时间（必填）` → `签到时间`."""
    text = _NOTE.sub("", unicodedata.normalize("NFKC", text))
    return "".join(text.replace("*", "").split())
