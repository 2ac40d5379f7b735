"""A training class (培训班) as its application describes it."""

import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.model import Model
from chalicelib.domain.region import Region


class Level(StrEnum):
    """级别: 五级 初级工 … 一级 高级技师."""

    FIVE = "五级"
    FOUR = "四级"
    THREE = "三级"
    TWO = "二级"
    ONE = "一级"
    NONE = "无等级"


class TrainingMode(StrEnum):
    """拟培训方式."""

    ENTERPRISE = "企业自主培训"
    ENTRUSTED = "委托培训"
    INSTITUTION = "机构培训"


class TrainingType(StrEnum):
    """培训类型."""

    EMPLOYMENT = "就业技能培训"
    UPGRADING = "岗位技能提升培训"
    ENTREPRENEURSHIP = "创业培训"
    APPRENTICESHIP = "企业新型学徒制培训"
    SPECIAL_OPERATION = "特种作业培训"


class CertificateType(StrEnum):
    """拟取得证书类型 and 证书类型."""

    QUALIFICATION = "职业资格证书"
    SKILL_LEVEL = "职业技能等级证书"
    SPECIAL_OPERATION = "特种作业操作证书"
    SPECIAL_EQUIPMENT = "特种设备作业证书"
    SPECIAL_ABILITY = "专项职业能力证书"
    TRAINING = "培训合格证书"
    HENAN_TRAINING = "河南省就业创业培训合格证书"


class Teaching(StrEnum):
    """授课方式."""

    THEORY = "理论"
    PRACTICE = "实操"
    ONLINE = "线上"


class Application(Model):
    """开班申请: a field is None where the form left it blank.

    Bank account and phone are here masked; the full values lie sealed beside the facts.
    """

    institution_name: str | None = None
    institution: str | None = None
    contact: str | None = None
    phone_masked: str | None = None
    bank: str | None = None
    account_masked: str | None = None
    account_hash: str | None = None
    batch: str | None = None
    opening: datetime.date | None = None
    trade: str | None = None
    occupation: str | None = None
    level: Level | None = None
    planned_trainees: int | None = None
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    total_hours: Decimal | None = None
    mode: TrainingMode | None = None
    principal_name: str | None = None
    """委托单位"""
    principal: str | None = None
    """委托单位统一社会信用代码"""
    type: TrainingType | None = None
    programme: int | None = None
    """所属专项, 1–10"""
    manufacturing: bool | None = None
    region: Region | None = None
    place: str | None = None
    workstations: int | None = None
    certificate: CertificateType | None = None
    evaluation_body: str | None = None
    platform: str | None = None
    """线上平台代码"""
    subsidised: bool | None = None


class Session(Model):
    """One line of the timetable (课程表). `hours` are class hours (课时); times are Asia/Shanghai."""

    id: str
    date: datetime.date
    starts: datetime.time
    ends: datetime.time
    hours: Decimal
    teaching: Teaching
    content: str | None = None
    teacher: str | None = None
    """The teacher's keyed hash."""
    place: str | None = None
    makes_up: str | None = None
    """The session this one makes up for (补课对应课次)."""
    row: int

    @property
    def minutes(self) -> int:
        """Its length in minutes; a session never crosses midnight (the reader refuses one)."""
        start = datetime.datetime.combine(self.date, self.starts)
        return int((datetime.datetime.combine(self.date, self.ends) - start).total_seconds() // 60)


class Teacher(Model):
    """One line of 师资."""

    name: str
    person: str
    """Keyed hash of the identity number."""
    identity_masked: str
    qualification: str | None = None
    courses: str | None = None
    row: int
