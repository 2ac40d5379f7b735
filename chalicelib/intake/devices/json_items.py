"""The objects of a JSON text of any length, one after another, without ever holding the whole.

A text may be objects one a line, an array, or pages `{"AcsEvent": {"InfoList": […]}}`: all of them are a row of
objects with something in between. A broken object costs itself; reading goes on at the next one.
"""

import json
import re
from collections.abc import Generator, Iterable, Iterator

from chalicelib.intake.devices import limits

Object = dict[str, object]
_BETWEEN = re.compile(r'(?:[^{"]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_PAGE = re.compile(
    r'\{\s*+"(?:AcsEvent|InfoList)"\s*+:\s*+(?=[\[{])'
    r'|\{(?=\s*+"(?:searchID|responseStatusStrg|numOfMatches|totalMatches)")'
)
"""A page's opening: stepped into, where any other object is read whole."""
_NEXT = re.compile(r"[,\n\[\]]\s*(?=\{)")
_DECODER = json.JSONDecoder()


def items(chunks: Iterable[str]) -> Iterator[Object | None]:
    """Each object, or None for one that is broken or longer than an event may be."""
    text = ""
    for chunk in chunks:
        text += chunk
        text = text[(yield from _objects(text, last=False)) :]
    yield from _objects(text, last=True)


def _objects(text: str, *, last: bool) -> Generator[Object | None, None, int]:
    """The objects of a piece of text; returns the place where one begins that needs more text."""
    at = 0
    while (at := _after_gap(text, at)) < len(text):
        if page := _PAGE.match(text, at):
            at = page.end()
            continue
        found = _decoded(text, at)
        if found is None and not last and len(text) - at < limits.ITEM_CHARACTERS:
            return at
        if found is None:
            at = _next(text, at)
            yield None
        else:
            at = found[1]
            yield found[0]
    return at


def _after_gap(text: str, at: int) -> int:
    gap = _BETWEEN.match(text, at)
    return gap.end() if gap else at


def _decoded(text: str, at: int) -> tuple[Object, int] | None:
    if text[at] != "{":
        return None
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _next(text: str, at: int) -> int:
    found = _NEXT.search(text, at + 1)
    return found.end() if found else len(text)
