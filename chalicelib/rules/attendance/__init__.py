"""Attendance of a class, derived from its check-in logs (PRC-01, PRC-06, PRC-07, PRC-11, OPN-09): pure."""

from chalicelib.rules.attendance.attending import attend
from chalicelib.rules.attendance.course import Course, Signs
from chalicelib.rules.attendance.suspecting import suspicions

__all__ = ["Course", "Signs", "attend", "suspicions"]
