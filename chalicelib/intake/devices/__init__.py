"""Attendance devices: the bytes of a check-in log → folded days, whichever family wrote them."""

from chalicelib.intake.devices.reading import LogReading, read_log

__all__ = ["LogReading", "read_log"]
