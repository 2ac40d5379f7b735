"""A trainee (学员): one line of the roster (人员名册)."""

from datetime import date
from enum import StrEnum

from chalicelib.domain.model import Model


class Category(StrEnum):
    """人员类别: the groups that the document names."""

    EMPLOYEE = "企业职工"
    TRANSFERRED = "转岗职工"
    NEW_MIGRANT = "新录用农民工"
    RURAL_LABOUR = "农村转移劳动力"
    RETURNED_MIGRANT = "返乡农民工"
    LIFTED_FROM_POVERTY = "脱贫劳动力"
    SKILLED_FARMER = "高素质农民"
    GRADUATING_STUDENT = "毕业年度高校毕业生"
    UNEMPLOYED_GRADUATE = "离校未就业毕业生"
    STUDENT = "在校生"
    AT_RISK_OF_POVERTY = "防止返贫监测对象"
    UNEMPLOYED = "失业人员"
    VETERAN = "退役军人"
    DISABLED = "残疾人"
    FLOODPLAIN_RESETTLED = "滩区迁建群众"
    RESERVOIR_RESETTLED = "库区移民"
    SEAFARER = "务工海船员"
    COMMUNITY_CORRECTION = "社区矫正对象"
    DRUG_REHABILITATION = "强制隔离戒毒人员"
    PRISONER = "服刑人员"


class SchoolType(StrEnum):
    """学校类型."""

    SPECIAL = "特殊职业教育"
    UNIVERSITY = "普通高校"
    SECONDARY = "中等职业学校"
    TECHNICIAN = "技工院校"
    OTHER = "其他"


class IdentityFault(StrEnum):
    """What is wrong with an identity number that could be read (GB 11643)."""

    CHECK_DIGIT = "校验码不符"
    BIRTH_DATE = "出生日期不存在"
    REGION = "行政区划前缀不存在"


class Custody(Model):
    """服刑情况: exactly one field is set."""

    never_trained: bool = False
    """从未参训"""
    qualifies_for_next_level: bool = False
    """符合晋级"""
    sentence_ends: date | None = None


class Trainee(Model):
    """A person of a roster. None is a blank cell; the full numbers lie sealed beside the facts."""

    row: int
    name: str
    person: str
    """Keyed hash of the identity number; `subject.id` of the person's findings."""
    identity_masked: str
    identity_faults: tuple[IdentityFault, ...] = ()
    phone_masked: str | None = None
    category: Category | None = None
    category_text: str | None = None
    """What stands in 人员类别 where it is none of the named groups."""
    device_number: str | None = None
    employer_name: str | None = None
    employer: str | None = None
    post: str | None = None
    """岗位职业编码"""
    former_post: str | None = None
    in_school: bool | None = None
    school_type: SchoolType | None = None
    graduation_year: int | None = None
    wants_training: bool | None = None
    wants_job: bool | None = None
    able_to_work: bool | None = None
    wants_business: bool | None = None
    custody: Custody | None = None
    voucher: str | None = None
