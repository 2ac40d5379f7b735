"""What a rule says about a class: a finding, and the verdict that gathers them."""

import datetime
from enum import StrEnum

from pydantic import JsonValue

from chalicelib.domain.attendance import Attendance
from chalicelib.domain.facts import Rectification
from chalicelib.domain.footage import Seen
from chalicelib.domain.model import Model


class Effect(StrEnum):
    """What a violated rule does."""

    EXCLUDE_TRAINEE = "exclude_trainee"
    REJECT_CLASS = "reject_class"
    SUSPEND = "suspend"
    CANCEL_SUBSIDY = "cancel_subsidy"
    BLOCK_PAYMENT = "block_payment"
    WARN = "warn"
    REPORT = "report"


class FindingStatus(StrEnum):
    """VIOLATED 违反; UNDETERMINED 待核: facts are missing, or the rule could not be carried out."""

    VIOLATED = "violated"
    UNDETERMINED = "undetermined"


class SubjectType(StrEnum):
    CLASS = "class"
    TRAINEE = "trainee"
    SESSION = "session"
    INSTITUTION = "institution"
    REGION = "region"


class Subject(Model):
    """Whom a finding is about. A trainee's id is the keyed hash of the identity number."""

    type: SubjectType
    id: str


class Clause(Model):
    """A place in the document and its own words."""

    ref: str
    text: str


class Finding(Model):
    """Contract: see docs/api.md. `evidence` always holds `actual` and `threshold` (null where there is none)."""

    rule: str
    effect: Effect
    status: FindingStatus
    subject: Subject
    evidence: dict[str, JsonValue]
    clause: Clause
    message: str
    """Chinese, short, says what to do next."""
    policy: str
    local: bool


class ClassStatus(StrEnum):
    """In the order a class passes them."""

    DRAFT = "draft"
    SCREENING = "screening"
    REJECTED = "rejected"
    SCREENED = "screened"
    APPROVED = "approved"
    TRAINING = "training"
    TAUGHT = "taught"
    SUSPENDED = "suspended"
    ASSESSED = "assessed"
    CANCELLED = "cancelled"
    CLAIMED = "claimed"
    PAID = "paid"


class Standing(StrEnum):
    """Where a trainee stands in a class."""

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    EXCLUDED = "excluded"


class Verdict(Model):
    """Everything derived from a class's facts under one policy. Equal facts give an equal verdict."""

    class_id: str
    status: ClassStatus
    findings: tuple[Finding, ...]
    standings: dict[str, Standing]
    """By person (keyed hash)."""
    enrolled: int = 0
    """People whom no opening rule excludes; once the class has opened, of those who were there that day."""
    absent: tuple[str, ...] = ()
    """People (keyed hash) who were absent on the opening day, sorted."""
    attendance: Attendance | None = None
    """What the check-ins amount to; None before there is anything to tell."""
    recordings: dict[str, Seen] = {}
    """By upload; empty while the class's opening is not known."""
    cancelled_on: datetime.date | None = None
    rectifications: tuple[Rectification, ...] = ()
    """The class's failed surveys, which bear on its institution (INS-09)."""
    policy: str
    registry: dict[str, str]
    """Version of each registry table at the time of judging."""
    release: str
    as_of: datetime.date
    look_again: datetime.date | None = None
    """The next day on which the same facts may give another verdict; None for never."""
