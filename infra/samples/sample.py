"""One class of the sample month, and the files that tell of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.upload import UploadKind, UploadStatus
from chalicelib.intake.columns.roster import ROSTER
from infra.samples import builders
from infra.samples.institutions import Institution
from infra.samples.people import Rows
from infra.samples.surveys import survey_workbook

NUMBERS = ("身份证号", "教师身份证号", "联系电话", "银行账号")
"""Columns and items whose content must never come out again."""
PROVINCE = ""
"""Who uploads what is no institution's."""


class RosterForm(Enum):
    """How an institution hands in its roster."""

    FILE = "a workbook of its own"
    SHEET = "a sheet of the application"
    WPS = "text that WPS saved: GB 18030, tabs, notes in brackets behind the headers, a column of its own"


@dataclass(frozen=True)
class SampleFile:
    """An upload, and what its receipt must say."""

    key: str
    data: bytes = field(repr=False)
    uploader: str
    """Credit code of the institution, or PROVINCE."""
    status: UploadStatus = UploadStatus.ACCEPTED
    codes: frozenset[str] = frozenset()
    """The machine codes of its errors, every one."""

    @property
    def stray(self) -> bool:
        """In no folder of a kind: its event comes by another way, and an emulator's does not say which version."""
        return self.key.split("/")[0] not in tuple(UploadKind)


@dataclass(frozen=True)
class SampleClass:
    """A class: its forms, row by row, and the verdict that they must lead to."""

    id: str
    institution: Institution
    story: str
    """What it is there to show; Chinese, for the table that a person reads."""
    items: Mapping[str, Any]
    timetable: Rows
    teachers: Rows
    roster: Rows = field(default_factory=list)
    survey: Rows = field(default_factory=list)
    assessments: Rows = field(default_factory=list)
    log: bytes = field(default=b"", repr=False)
    """A check-in log."""
    roster_form: RosterForm = RosterForm.FILE
    application_codes: frozenset[str] = frozenset()
    roster_codes: frozenset[str] = frozenset()
    status: ClassStatus = ClassStatus.SCREENED
    violated: Mapping[str, int] = field(default_factory=dict)
    """Findings by rule, every one; so too `undetermined`."""
    undetermined: Mapping[str, int] = field(default_factory=dict)

    def files(self) -> Iterator[SampleFile]:
        """Its uploads."""
        inside = self.roster if self.roster_form is RosterForm.SHEET else None
        book = builders.application_workbook(self.items, self.timetable, self.teachers, inside)
        yield self._file("applications", "开班申请.xlsx", book, self.application_codes)
        if self.roster and self.roster_form is RosterForm.FILE:
            yield self._file("rosters", "人员名册.xlsx", builders.roster_workbook(self.roster), self.roster_codes)
        if self.roster and self.roster_form is RosterForm.WPS:
            yield self._file("rosters", "人员名册.csv", as_wps_saves(self.roster), self.roster_codes)
        if self.log:
            yield self._file("checkins", "签到记录.csv", self.log)
        if self.survey:
            yield self._file("surveys", "满意度调查.xlsx", survey_workbook(self.survey))
        if self.assessments:
            yield self._file("assessments", "考核结果.xlsx", builders.assessment_workbook(self.assessments))

    def numbers(self) -> Iterator[str]:
        """Every number of a person or an account in its forms."""
        for row in (self.items, *self.timetable, *self.teachers, *self.roster, *self.assessments):
            yield from (str(row[name]) for name in NUMBERS if row.get(name))

    def _file(self, kind: str, name: str, data: bytes, codes: Iterable[str] = ()) -> SampleFile:
        status = UploadStatus.ACCEPTED_WITH_ERRORS if codes else UploadStatus.ACCEPTED
        key = f"{kind}/{self.institution.code}/{self.id}/{name}"
        return SampleFile(key, data, self.institution.code, status, frozenset(codes))


def as_wps_saves(rows: Rows) -> bytes:
    """A roster as people really send it."""
    noted = {
        "姓名": "*姓名",
        "身份证号": "身份证号 （必填，18位）",
        "联系电话": "联系电话(手机)",
        "是否在校": " 是否在校〔是/否〕",
    }
    header, *lines = builders.lines(ROSTER, [{**row, "备注": "无"} for row in rows])
    written = [[noted.get(str(name), name) for name in header], *lines]
    return builders.delimited(written, "gb18030", "\t")
