"""Progress while it works: bars on a terminal, a line a step elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from infra.demo.loading import Advance

PLAIN_WIDTH = 180
"""Columns where nobody has said how many there are: a log, a pipe, a file."""


def console() -> Console:
    """A terminal as it is; elsewhere without colours, and wide enough for the tables."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=PLAIN_WIDTH, no_color=True)


@contextmanager
def progress(screen: Console) -> Iterator[Advance]:
    """Shows each step that it is told of."""
    if not screen.is_terminal:
        yield _lines(screen)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen) as bars:
        steps: dict[str, TaskID] = {}

        def advance(what: str, done: int, total: int) -> None:
            if what not in steps:
                steps[what] = bars.add_task(what, total=total)
            bars.update(steps[what], completed=done)

        yield advance


def _lines(screen: Console) -> Advance:
    """One line a step, once it is done."""
    said: set[str] = set()

    def advance(what: str, done: int, total: int) -> None:
        if done == total and what not in said:
            said.add(what)
            screen.print(f"{what} {done}/{total}")

    return advance
