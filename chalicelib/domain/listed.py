"""Whom the province lists: 目录清单, 黑名单, 设备, 批准. 失效日期 and 停用日期 are the last valid day; 解除日期 is the
first day without the entry.
"""

import datetime
from enum import StrEnum

from chalicelib.domain.dates import in_force
from chalicelib.domain.model import Model
from chalicelib.domain.occupation import covers
from chalicelib.domain.region import PROVINCE, Region
from chalicelib.domain.table import Partition, Table


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
