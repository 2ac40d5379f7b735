"""What a request may carry: query parameters and bodies."""

import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticKnownError

from chalicelib.domain.decision import Action
from chalicelib.domain.finding import ClassStatus, Effect, FindingStatus
from chalicelib.domain.inspection import InspectionKind
from chalicelib.domain.model import Model
from chalicelib.domain.region import PROVINCE, Region
from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadKind, UploadStatus
from chalicelib.intake.limits import MAX_BYTES, VIDEO_BYTES, max_bytes

ClassId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{3,39}$")]
CreditCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[0-9]{2}$")]
PlainName = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e][\x20-\x7e]{0,63}$")]
"""What an object's metadata can carry as it is."""
SubjectId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class NoQuery(Model):
    """No parameters."""


class PageQuery(Model):
    """`cursor` is the `next` of the page before."""

    limit: int = Field(50, ge=1, le=100)
    cursor: str | None = Field(None, max_length=1024)

    @property
    def filters(self) -> str:
        """Everything but the paging, in one text."""
        return self.model_dump_json(exclude={"limit", "cursor"})


class ClassQuery(PageQuery):
    """`from` and `to` are opening days (拟开班时间), both inside."""

    region: Region | None = None
    status: ClassStatus | None = None
    institution: CreditCode | None = None
    rule: RuleId | None = None
    first: datetime.date | None = Field(None, alias="from")
    last: datetime.date | None = Field(None, alias="to")


class UploadQuery(PageQuery):
    class_id: ClassId | None = Field(None, alias="class")
    institution: CreditCode | None = None
    table: Table | None = None
    status: UploadStatus | None = None


class FindingQuery(PageQuery):
    """`subject` is the subject's id."""

    rule: RuleId | None = None
    status: FindingStatus | None = None
    effect: Effect | None = None
    subject: SubjectId | None = None


class InstitutionQuery(PageQuery):
    """`region` 410000 is what holds for the whole province."""

    region: Region | Annotated[str, StringConstraints(pattern=f"^{PROVINCE}$")] | None = None


class UploadBody(Model):
    """Which file will come: `class` for the files of a class, `table` for kind `registry`; `size` in bytes.

    A video is of a `session` (课次编号); `started_at` is needed where the file does not say when it began, `device` is
    the recorder's 设备编号.
    """

    kind: UploadKind
    class_id: ClassId | None = Field(None, alias="class")
    table: Table | None = None
    filename: str = Field(min_length=1, max_length=120)
    size: int | None = Field(None, ge=0, le=VIDEO_BYTES)
    session: SubjectId | None = None
    camera: PlainName | None = None
    device: PlainName | None = None
    started_at: AwareDatetime | None = None

    @field_validator("size")
    @classmethod
    def _fits(cls, size: int | None, found: ValidationInfo) -> int | None:
        kind = found.data.get("kind")
        largest = max_bytes(kind) if kind else MAX_BYTES
        if size is not None and size > largest:
            raise PydanticKnownError("less_than_equal", {"le": largest})
        return size

    @model_validator(mode="after")
    def _addressed(self) -> Self:
        if self.kind is UploadKind.REGISTRY and (self.table is None or self.class_id is not None):
            raise ValueError("登记表文件请填 table，不填 class。")
        if self.kind is not UploadKind.REGISTRY and (self.class_id is None or self.table is not None):
            raise ValueError("班级文件请填 class，不填 table。")
        if self.size is not None and self.size > max_bytes(self.kind):
            raise ValueError(f"文件不能超过{max_bytes(self.kind) // 1024 // 1024} MB，请拆分后分别上传。")
        return self

    @model_validator(mode="after")
    def _of_a_session(self) -> Self:
        of_video = (self.session, self.camera, self.device, self.started_at)
        if self.kind is UploadKind.VIDEOS and self.session is None:
            raise ValueError("录像请填课次编号 session。")
        if self.kind is not UploadKind.VIDEOS and any(of_video):
            raise ValueError("只有录像可填 session、camera、device 和 started_at。")
        return self


class DecisionBody(Model):
    """A decision: `subject` is the session or upload that it is about, `date` when it took effect (today if absent)."""

    action: Action
    subject: SubjectId | None = None
    date: datetime.date | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=200)]


class UnmaskBody(Model):
    """Whose numbers, and why: `subject` is a person's id, or `application` for the contact's phone and the account."""

    subject: SubjectId
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=200)]


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
People = Annotated[int, Field(strict=True, ge=0, le=1000)]


class InspectionBody(Model):
    """A check on site (附件3). `date` is today if absent, `inspector` the caller; `headcount` is of a `session`."""

    kind: InspectionKind
    date: datetime.date | None = None
    place: Line | None = None
    present: People | None = None
    attendance: Line | None = None
    teachers: Line | None = None
    materials: Line | None = None
    session: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = None
    headcount: People | None = None
    inspector: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = None
    remarks: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] | None = None

    @model_validator(mode="after")
    def _of_a_session(self) -> Self:
        if self.headcount is not None and self.session is None:
            raise ValueError("填写画面人数时请同时填写课次。")
        return self
