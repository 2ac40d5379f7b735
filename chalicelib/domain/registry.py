"""The province's tables: one model a table, and where each row is looked up.

A row's `key` replaces an earlier row with the same key. Its `partitions` are the places a judge looks it up;
whoever looked there is judged again when a row arrives.
"""

from chalicelib.domain.figures import CalendarDay, Maintenance, Progress, Standard, Stock, Voucher
from chalicelib.domain.listed import (
    Approval,
    ApprovalKind,
    BlacklistEntry,
    Device,
    DeviceKind,
    DirectoryEntry,
    DirectoryKind,
    institutions_listed,
    regional_directory,
)
from chalicelib.domain.table import Partition, Table

__all__ = [
    "ROW_MODELS",
    "Approval",
    "ApprovalKind",
    "BlacklistEntry",
    "CalendarDay",
    "Device",
    "DeviceKind",
    "DirectoryEntry",
    "DirectoryKind",
    "Maintenance",
    "Partition",
    "Progress",
    "RegistryRow",
    "Standard",
    "Stock",
    "Table",
    "Voucher",
    "institutions_listed",
    "loading",
    "regional_directory",
]

RegistryRow = (
    DirectoryEntry
    | BlacklistEntry
    | Device
    | Approval
    | Standard
    | Voucher
    | Maintenance
    | CalendarDay
    | Progress
    | Stock
)


def loading(table: Table) -> Partition:
    """Where those wait who judged without a table that was never loaded."""
    return ("loading", table)


ROW_MODELS: dict[Table, type[RegistryRow]] = {
    Table.DIRECTORY: DirectoryEntry,
    Table.BLACKLIST: BlacklistEntry,
    Table.DEVICES: Device,
    Table.APPROVALS: Approval,
    Table.STANDARDS: Standard,
    Table.VOUCHERS: Voucher,
    Table.MAINTENANCE: Maintenance,
    Table.CALENDAR: CalendarDay,
    Table.PROGRESS: Progress,
    Table.STOCKS: Stock,
}
