"""Logs for the tests of readers: bytes in, a reading out."""

import io
from pathlib import Path

from chalicelib.intake.devices import LogReading, read_log

SAMPLES = Path(__file__).parents[2] / "samples" / "devices"


def keyed(number: str) -> str:
    """A look-up hash that a test can write down."""
    return f"hash-{number[-4:]}"


def reading(data: bytes | str, name: str = "log.csv", device: str | None = None) -> LogReading:
    return read_log(io.BytesIO(data.encode() if isinstance(data, str) else data), name, keyed, device)


def records(read: LogReading) -> list[tuple[str, str | None, str, int]]:
    """(device, person or number, method, moment) of every folded record, in order."""
    every = (one for log in read.days.values() for one in log.check_ins())
    return sorted(
        ((one.device, one.person or one.number, one.method, one.moment) for one in every),
        key=lambda one: (one[3], one[0], one[1] or "", one[2]),
    )
