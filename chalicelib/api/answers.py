"""What the API answers. Numbers of people and accounts are masked; times carry their offset."""

import datetime
from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict, Field, JsonValue, PlainSerializer, WithJsonSchema

from chalicelib.domain.attendance import Outcome
from chalicelib.domain.dates import shanghai
from chalicelib.domain.decision import Action
from chalicelib.domain.facts import FactKind
from chalicelib.domain.finding import ClassStatus, Finding, Standing
from chalicelib.domain.inspection import InspectionKind
from chalicelib.domain.model import Model
from chalicelib.domain.region import Region
from chalicelib.domain.registry import DirectoryKind
from chalicelib.domain.survey import Rating
from chalicelib.domain.upload import Counts, LogSummary, RowError, UploadKind, UploadStatus

T = TypeVar("T")
Moment = Annotated[
    datetime.datetime,
    PlainSerializer(lambda moment: shanghai(moment).isoformat(timespec="milliseconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Listed(Model, Generic[T]):
    """One page. `next` is the cursor of the page after it, null at the end; a short page need not be the last."""

    items: tuple[T, ...]
    next: str | None


class UploadForm(Model):
    """Post `fields`, then the file as field `file`, to `url` as multipart/form-data, before `expires`."""

    url: str
    fields: dict[str, str]
    key: str
    expires: Moment


class ReceiptAnswer(Model):
    """A receipt. `errors` says row by row what to mend."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    id: str
    kind: UploadKind | None
    key: str
    institution: str | None
    class_id: str | None = Field(alias="class")
    table: str | None
    version_id: str
    sha256: str
    size: int
    uploaded_at: Moment
    status: UploadStatus
    unchanged: bool
    superseded: bool
    counts: Counts
    errors: tuple[RowError, ...]
    ignored_columns: tuple[str, ...]
    log: LogSummary | None
    missing_columns: tuple[str, ...]


class UploadAnswer(ReceiptAnswer):
    """A receipt, and of a check-in log what has become of its records: their number by outcome.

    `records` is null for other files, before the class is judged, and once the log was replaced or withdrawn.
    """

    records: dict[Outcome, int] | None


class People(Model):
    """Trainees by standing."""

    eligible: int = 0
    undetermined: int = 0
    excluded: int = 0


class RuleCounts(Model):
    """Findings of each rule."""

    violated: dict[str, int] = {}
    undetermined: dict[str, int] = {}


class ClassSummary(Model):
    """A class in a list. `judged_as_of` is null until its first verdict."""

    id: str
    institution: str
    institution_name: str | None
    region: Region | None
    region_name: str | None
    status: ClassStatus
    opening: datetime.date | None
    trade: str | None
    occupation: str | None
    trainees: People
    findings: RuleCounts
    judged_as_of: datetime.date | None


class Stamps(Model):
    """What a verdict rests on: equal stamps and facts give an equal verdict."""

    digest: str
    policy: str
    registry: dict[str, str]
    release: str
    as_of: datetime.date
    look_again: datetime.date | None


class ApplicationAnswer(Model):
    """The application as its form says it; null is a blank."""

    contact: str | None
    phone_masked: str | None
    bank: str | None
    account_masked: str | None
    batch: str | None
    level: str | None
    planned_trainees: int | None
    starts: datetime.date | None
    ends: datetime.date | None
    total_hours: str | None
    mode: str | None
    principal_name: str | None
    principal: str | None
    type: str | None
    programme: int | None
    manufacturing: bool | None
    place: str | None
    workstations: int | None
    certificate: str | None
    evaluation_body: str | None
    platform: str | None
    subsidised: bool | None
    sessions: int
    teachers: int


class SatisfactionAnswer(Model):
    """The current survey file: valid answers by rating, `surveyed` the latest 填写日期."""

    ratings: dict[Rating, int]
    valid: int
    satisfied: int
    share: float | None
    """`satisfied` ÷ `valid`, rounded to four places; null where nobody answered."""
    surveyed: datetime.date | None


class AssessmentSummary(Model):
    """The current assessment file. `people` are those with a line, `passed` of them with a good result."""

    lines: int
    people: int
    passed: int
    certificates: int
    """Different certificate numbers."""
    first: datetime.date | None
    last: datetime.date | None


class ClassDetail(ClassSummary):
    """A class. `uploads` names the current upload of each kind of facts."""

    cancelled_on: datetime.date | None
    uploads: dict[FactKind, str]
    stamps: Stamps | None
    application: ApplicationAnswer | None
    satisfaction: SatisfactionAnswer | None
    assessment: AssessmentSummary | None


class FindingPage(Listed[Finding]):
    """Findings, by rule; `stamps` is null before the first verdict."""

    stamps: Stamps | None


class TraineeAnswer(Model):
    """A trainee of the roster. `id` is the `subject.id` of the person's findings."""

    id: str
    row: int
    name: str
    identity_masked: str
    phone_masked: str | None
    category: str | None
    employer: str | None
    standing: Standing | None


class InspectionAnswer(Model):
    """A check on site; null was not recorded. `actor` recorded it at `at`."""

    id: str
    kind: InspectionKind
    date: datetime.date
    place: str | None
    present: int | None
    attendance: str | None
    teachers: str | None
    materials: str | None
    session: str | None
    headcount: int | None
    inspector: str
    remarks: str | None
    actor: str
    at: Moment


class LedgerAnswer(Model):
    """A ledger entry. `hash` seals everything above it and `previous`, the hash of the entry before."""

    chain: str
    seq: int
    at: str
    actor: str
    event: str
    data: dict[str, JsonValue]
    previous: str
    hash: str


class DirectoryAnswer(Model):
    """A directory entry (目录清单). `valid_to` is the last valid day."""

    name: str
    kind: DirectoryKind
    region: Region | None
    occupations: tuple[str, ...]
    degree_education: bool | None
    connected: bool | None
    account_masked: str | None
    valid_from: datetime.date
    valid_to: datetime.date | None


class InstitutionSummary(Model):
    """An institution in the directory of one region."""

    code: str
    name: str
    entries: tuple[DirectoryAnswer, ...]


class BlacklistAnswer(Model):
    """A blacklist entry. `lifted` is the first day without it."""

    name: str | None
    source: str
    problem: str | None
    serious: bool
    found: datetime.date
    document: str
    lifted: datetime.date | None


class InstitutionAnswer(Model):
    """An institution. `classes` counts by status those the caller may see."""

    code: str
    entries: tuple[DirectoryAnswer, ...]
    blacklist: tuple[BlacklistAnswer, ...]
    classes: dict[ClassStatus, int]


class UnmaskAnswer(Model):
    """The full numbers; null where the file had none. `ledger_seq` is the entry that records this look."""

    subject: str
    name: str | None
    identity: str | None
    phone: str | None
    account: str | None
    ledger_seq: int


class DecisionAnswer(Model):
    """A decision. `date` is when it took effect, `at` when it was recorded."""

    id: str
    action: Action
    subject: str | None
    date: datetime.date
    reason: str
    actor: str
    at: Moment


class Health(Model):
    """The API answers."""

    status: str
    stage: str
    release: str
    policy: str
