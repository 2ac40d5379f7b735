"""What every device family's reader gives, and what a reader is."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple, Protocol

from chalicelib.domain.checkin import Method
from chalicelib.intake.devices.codes import LogCode
from chalicelib.intake.devices.source import Source


class Record(NamedTuple):
    """A check-in as the file has it.

    `row` is the file's own line (or the event's ordinal) counted from 1; `who` an identity number, a 设备工号 or
    empty; `moment` seconds since 1970.
    """

    row: int
    device: str
    who: str
    moment: int
    method: Method


class BadRow(NamedTuple):
    """A row, or (`kept`) one optional cell of a row that is used all the same. `message` is Chinese."""

    row: int
    column: str | None
    code: LogCode
    message: str
    kept: bool = False


class Columns(NamedTuple):
    """A header: columns that no definition knows, and optional ones that are not there."""

    ignored: tuple[str, ...]
    missing: tuple[str, ...]


class Aside(Enum):
    """A row that is well formed and no check-in."""

    NO_CHECK_IN = "a door opened, a heartbeat, a checksum"


Item = Record | BadRow | Columns | Aside


class Family(Protocol):
    """A device family: a module in `families` with these three names."""

    NAME: str

    def recognises(self, source: Source) -> bool:
        """Whether the file is this family's. At most one family may say so of a file."""

    def read(self, source: Source) -> Iterator[Item]:
        """The file's rows, in its order. May raise LogFault; any other exception is a defect of the reader."""
