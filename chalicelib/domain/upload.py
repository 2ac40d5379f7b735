"""An uploaded file, and the receipt that answers it."""

import datetime
from enum import StrEnum

from chalicelib.domain.checkin import Method
from chalicelib.domain.model import Model


class UploadKind(StrEnum):
    """The first part of an upload's key. Each kind has a queue and a function of its own."""

    APPLICATIONS = "applications"
    ROSTERS = "rosters"
    CHECKINS = "checkins"
    ASSESSMENTS = "assessments"
    SURVEYS = "surveys"
    VIDEOS = "videos"
    REGISTRY = "registry"


class UploadStatus(StrEnum):
    ACCEPTED = "accepted"
    ACCEPTED_WITH_ERRORS = "accepted_with_errors"
    REJECTED = "rejected"


class RowError(Model):
    """One thing wrong in a file: `row` is the sheet's own number (the header counts), None for the whole file."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    code: str
    message: str
    """Chinese: what is wrong and how to fix it. Never holds an identity or phone number."""


class Counts(Model):
    """Rows of data (blank lines and titles aside)."""

    rows: int = 0
    accepted: int = 0
    rejected: int = 0


class LogSummary(Model):
    """What a check-in log holds. Times are Asia/Shanghai."""

    family: str
    """The format it was read as."""
    methods: dict[Method, int]
    """Records of each method, repeats included."""
    duplicates: int
    """Records that repeat another one of the file."""
    asides: int
    """Well-formed rows that are no check-ins, such as door events."""
    days: int
    first: datetime.datetime
    last: datetime.datetime


class Receipt(Model):
    """Every upload gets one, however broken."""

    id: str
    kind: UploadKind | None
    """None where the key is outside the layout."""
    key: str
    """The object's key, its identity-number-like parts masked."""
    institution: str | None = None
    class_id: str | None = None
    table: str | None = None
    version_id: str
    sha256: str
    size: int
    uploaded_at: datetime.datetime
    status: UploadStatus
    unchanged: bool = False
    """The same bytes as the current ones: nothing was changed."""
    superseded: bool = False
    """A later upload of the kind was already current when this one was read."""
    counts: Counts = Counts()
    errors: tuple[RowError, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    """Columns (or items of the form) of the file that no fact takes."""
    log: LogSummary | None = None
    """Of a check-in log that was read."""
    missing_columns: tuple[str, ...] = ()
    """Known optional columns that the file lacks: their facts are unknown."""


class ObjectGone(Exception):
    """The object version that an event speaks of does not exist (any more)."""
