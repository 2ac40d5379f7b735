"""Paging through several lists as through one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Slice = tuple[list[tuple[str, T]], bool]
Position = tuple[str, str]
"""The stretch's name, and the place in it of the last entry seen ("" before the first)."""
READS = 40
"""At most so many reads a page: where a filter lets little through the page is short, and the wait too."""


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """One list of the walk: `read(after, limit)` gives its next entries and whether it ends there."""

    name: str
    read: Callable[[str, int], Slice[T]]


@dataclass(frozen=True)
class Page(Generic[T]):
    """Entries, and where to go on; None at the very end."""

    items: tuple[T, ...]
    next: Position | None = None


class BadPosition(Exception):
    """The position lies on none of the lists that are walked."""


def resume(stretches: Sequence[Stretch[T]], start: Position | None) -> Iterator[Stretch[T]]:
    """The stretches from the one in `start` on. Raises BadPosition."""
    names = [stretch.name for stretch in stretches]
    if start is None:
        return iter(stretches)
    if start[0] not in names:
        raise BadPosition(start[0])
    return iter(stretches[names.index(start[0]) :])


def walk(
    stretches: Iterable[Stretch[T]], start: Position | None, limit: int, keep: Callable[[T], bool] = lambda _: True
) -> Page[T]:
    """The next page. `stretches` begin with the one that `start` names."""
    items: list[T] = []
    reads, after = 0, start[1] if start else ""
    for stretch in stretches:
        ends = False
        while not ends:
            if reads == READS:
                return Page(tuple(items), (stretch.name, after))
            reads += 1
            entries, ends = stretch.read(after, limit)
            for place, entry in entries:
                if len(items) == limit:
                    return Page(tuple(items), (stretch.name, after))
                after = place
                if keep(entry):
                    items.append(entry)
        after = ""
    return Page(tuple(items))
