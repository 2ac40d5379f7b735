"""The province's tables (目录清单, 黑名单, …): one model a table, and where each row is looked up.

A row's `key` replaces an earlier row with the same key. Its `partitions` are the places a judge looks it up;
whoever looked there is judged again when a row arrives. 失效日期 and 停用日期 are the last valid day; 解除日期 is
the first day without the entry.
"""

import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.dates import in_force
from chalicelib.domain.model import Model
from chalicelib.domain.occupation import covers
from chalicelib.domain.region import PROVINCE, Region
from chalicelib.domain.training_class import CertificateType, Level

Partition = tuple[str, ...]


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


class DirectoryKind(StrEnum):
    """类型 of a directory entry."""

    TRAINING = "培训机构"
    EVALUATION = "评价机构"
    PLATFORM = "互联网平台"


class DirectoryEntry(Model):
    """目录清单: `occupations` are codes or prefixes."""

    code: str
    name: str
    kind: DirectoryKind
    region: Region | None = None
    """None for an entry of the whole province (a platform)."""
    occupations: tuple[str, ...] = ()
    degree_education: bool | None = None
    connected: bool | None = None
    """是否接入监管系统"""
    account_masked: str | None = None
    account_hash: str | None = None
    valid_from: datetime.date
    valid_to: datetime.date | None = None

    @property
    def key(self) -> str:
        region = self.region or ""
        return f"{self.code}+{self.kind}+{region}+{self.valid_from}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        own: tuple[Partition, ...] = ((Table.DIRECTORY, self.code), institutions_listed(self.region))
        if self.kind is DirectoryKind.PLATFORM or self.region is None:
            return own
        return (*own, *(regional_directory(self.kind, self.region, prefix) for prefix in self.occupations))

    def holds(self, on: datetime.date, occupation: str) -> bool:
        """In force on the day, for the occupation."""
        return in_force(on, self.valid_from, self.valid_to) and any(covers(o, occupation) for o in self.occupations)


def regional_directory(kind: DirectoryKind, region: Region, prefix: str) -> Partition:
    """Where the institutions of a region for an occupation code or prefix are looked up."""
    return (Table.DIRECTORY, kind, region, prefix)


def institutions_listed(region: Region | None) -> Partition:
    """Where all entries of a region (None: of the whole province) are listed."""
    return (Table.DIRECTORY, "region", region or PROVINCE)


class BlacklistEntry(Model):
    """黑名单."""

    code: str
    name: str | None = None
    source: str
    problem: str | None = None
    serious: bool
    """是否突出"""
    found: datetime.date
    document: str
    lifted: datetime.date | None = None

    @property
    def key(self) -> str:
        return f"{self.code}+{self.found}+{self.document}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.BLACKLIST, self.code),)

    def holds(self, on: datetime.date) -> bool:
        """In force on the day: from 发现日期 on, 解除日期 is the first day without it."""
        return self.found <= on and (self.lifted is None or on < self.lifted)


class DeviceKind(StrEnum):
    """类型 of a device."""

    FACE = "人脸"
    VIDEO = "视频"


class Device(Model):
    """A face or video device, registered to an institution."""

    number: str
    institution: str
    kind: DeviceKind
    model: str | None = None
    valid_from: datetime.date
    valid_to: datetime.date | None = None

    @property
    def key(self) -> str:
        return f"{self.number}+{self.valid_from}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.DEVICES, self.institution), (Table.DEVICES, "number", self.number))


class ApprovalKind(StrEnum):
    """类型 of an approval."""

    CROSS_REGION = "跨地区"
    ENTRUSTED_EVALUATION = "委托评价"
    ONLINE_COURSE = "线上课程"


class Approval(Model):
    """A provincial approval; `region` is the region it is for, None for all."""

    code: str
    kind: ApprovalKind
    region: Region | None = None
    document: str
    valid_from: datetime.date
    valid_to: datetime.date | None = None

    @property
    def key(self) -> str:
        return f"{self.code}+{self.kind}+{self.document}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.APPROVALS, self.code),)

    def holds(self, on: datetime.date) -> bool:
        return in_force(on, self.valid_from, self.valid_to)


class Standard(Model):
    """补贴标准: `amount` in 分 a person."""

    occupation: str
    level: Level
    certificate: CertificateType
    amount: int
    valid_from: datetime.date

    @property
    def key(self) -> str:
        return f"{self.occupation}+{self.level}+{self.certificate}+{self.valid_from}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.STANDARDS, self.occupation),)


class Voucher(Model):
    """电子职业培训券; `person` is the keyed hash of the holder's identity number."""

    number: str
    person: str
    identity_masked: str
    issued: datetime.date
    expires: datetime.date | None = None

    @property
    def key(self) -> str:
        return self.number

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.VOUCHERS, self.number),)


class Maintenance(Model):
    """系统维护期间: aware times, both ends inside."""

    starts: datetime.datetime
    ends: datetime.datetime
    note: str | None = None

    @property
    def key(self) -> str:
        return self.starts.isoformat()

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.MAINTENANCE,),)


class CalendarDay(Model):
    """A day that the province declares working or not, over the library's calendar."""

    day: datetime.date
    working: bool
    document: str | None = None

    @property
    def key(self) -> str:
        return self.day.isoformat()

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.CALENDAR, str(self.day.year)),)


class Progress(Model):
    """A figure that another system reports: `value` in 万人次 or 万人."""

    month: str
    owner: str
    """A region's code or a provincial unit's name."""
    indicator: str
    value: Decimal

    @property
    def key(self) -> str:
        return f"{self.month}+{self.owner}+{self.indicator}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.PROGRESS, self.month),)


class Stock(Model):
    """Stocks of a region at a month's end: people in 万人, money in 分; None is not reported."""

    month: str
    region: str
    """A region's code, or the province's 410000."""
    skilled: Decimal | None = None
    highly_skilled: Decimal | None = None
    employed: Decimal | None = None
    employment_funds: int | None = None
    training_spend: int | None = None

    @property
    def key(self) -> str:
        return f"{self.month}+{self.region}"

    @property
    def partitions(self) -> tuple[Partition, ...]:
        return ((Table.STOCKS, self.month),)


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
