"""The project's pages, as the tests in this folder read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^(```|~~~)(.*?)\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """The text without its fenced blocks."""
        return _FENCE.sub("", self.text)

    @property
    def blocks(self) -> list[str]:
        """What stands in fences, and in blocks indented by four blanks."""
        indented = re.findall(r"(?:^    .*\n)+", self.prose, re.MULTILINE)
        return [match[3] for match in _FENCE.finditer(self.text)] + indented

    @property
    def inline(self) -> list[str]:
        """What stands between backticks."""
        return _INLINE.findall(self.prose)

    @property
    def links(self) -> list[str]:
        return _LINK.findall(_INLINE.sub("", self.prose))

    @property
    def anchors(self) -> set[str]:
        """The anchors of its headings, as GitHub makes them."""
        titles = (re.sub(r"[^\w\- ]", "", title.lower()) for title in _HEADING.findall(self.prose))
        return {title.strip().replace(" ", "-") for title in titles}


def rows(text: str, header: str) -> list[list[str]]:
    """The cells of the tables whose header line is `header`, alignment line aside. Raises ValueError for none."""
    found = []
    lines = iter(text.splitlines())
    for line in lines:
        if line == header:
            next(lines)
            found += [cells(row) for row in _table(lines)]
    if not found:
        raise ValueError(f"no table is headed {header}")
    return found


def _table(lines: Iterator[str]) -> list[str]:
    return list(takewhile(lambda line: line.startswith("|"), lines))


def cells(row: str) -> list[str]:
    """The cells of one line of a table."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def page(name: str) -> Page:
    return Page(ROOT / name)


PAGES = sorted(
    (Page(path) for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("chalicelib/**/*.md"))),
    key=str,
)
