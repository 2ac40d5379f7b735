"""What the province sets and reports: standards, vouchers, maintenance, working days, progress and stocks."""

import datetime
from decimal import Decimal

from chalicelib.domain.model import Model
from chalicelib.domain.table import Partition, Table
from chalicelib.domain.training_class import CertificateType, Level


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
