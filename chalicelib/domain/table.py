"""The names of the registry tables, and what a place to look rows up is."""

from enum import StrEnum

Partition = tuple[str, ...]
"""A place where rows are looked up: the table's name, then what it is looked up by."""


class Table(StrEnum):
    """The registry tables, by the name that stands in an upload's key."""

    DIRECTORY = "directory"
    BLACKLIST = "blacklist"
    DEVICES = "devices"
    APPROVALS = "approvals"
    STANDARDS = "standards"
    VOUCHERS = "vouchers"
    MAINTENANCE = "maintenance"
    CALENDAR = "calendar"
    PROGRESS = "progress"
    STOCKS = "stocks"
