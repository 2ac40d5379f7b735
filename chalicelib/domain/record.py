"""What is stored about a class between two events: which uploads are current, its verdict, its place in the lists."""

import datetime

from chalicelib.domain.dates import shanghai
from chalicelib.domain.facts import FactKind, Rectification
from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.ledger import Tip
from chalicelib.domain.model import Model
from chalicelib.domain.region import Region


class Conflict(Exception):
    """A condition did not hold, or another transaction was in the way. Read again, then decide again.

    `reasons` has DynamoDB's code for each action of the transaction, in order.
    """

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons

    @property
    def failed(self) -> list[int]:
        """The places of the actions whose own condition did not hold."""
        return [place for place, code in enumerate(self.reasons) if code == "ConditionalCheckFailed"]


class Pointer(Model):
    """The upload whose facts of a kind are current.

    `order` sorts uploads by the moment the bucket took them: instant, then the bucket's sequencer, then the id.
    """

    upload: str
    order: str
    source: str = ""
    """Names the object's key; uploads of one key are ordered by the bucket's sequencer alone."""
    sha256: str
    chunks: int
    """In how many pieces the facts are stored."""

    @property
    def uploaded(self) -> datetime.date:
        """The day in Shanghai on which the bucket took the upload."""
        return shanghai(datetime.datetime.fromisoformat(self.order.partition("#")[0])).date()


class ObjectPointer(Model):
    """The current upload of one object key. Such facts add up: only the same key uploaded again replaces."""

    key: str
    """Identity-number-like parts masked."""
    upload: str
    order: str
    sha256: str
    arrived: datetime.datetime
    parts: dict[str, int]
    """Name of each stored part (a check-in log's days) → in how many pieces it is stored."""


class Judged(Model):
    """The stamps of the stored verdict."""

    digest: str
    chunks: int = 1
    """In how many pieces the verdict is stored."""
    policy: str
    registry: dict[str, str]
    release: str
    as_of: datetime.date
    look_again: datetime.date | None = None
    cancelled_on: datetime.date | None = None
    violated: dict[str, int] = {}
    """Findings of each violated rule."""
    undetermined: dict[str, int] = {}
    eligible: int = 0
    excluded: int = 0
    waiting: int = 0
    """Trainees still undetermined."""


class Head(Model):
    """The head item of a class. `rev` counts its writes: whoever read an older one may not write."""

    class_id: str
    institution: str
    rev: int = 0
    status: ClassStatus = ClassStatus.DRAFT
    region: Region | None = None
    opening: datetime.date | None = None
    trade: str | None = None
    occupation: str | None = None
    institution_name: str | None = None
    facts: dict[FactKind, Pointer] = {}
    evidence: int = 0
    """Counts what came and stands beside the head: check-in logs, decisions."""
    surveys: tuple[Pointer, ...] = ()
    """Every survey ever uploaded, oldest first: a new round of training does not make the failed one undone."""
    reads: tuple[str, ...] = ()
    """The registry partitions that the verdict looked at, as stored keys."""
    judged: Judged | None = None
    tip: Tip = Tip()
    cause: str = ""
    """Id of the upload (or act) that moved it last: the correlation id."""


class Holds(Model):
    """What a class says to other classes about its people, for TRN-03."""

    opening: datetime.date | None = None
    subsidised: bool = True
    rejected: bool = False
    cancelled_on: datetime.date | None = None
    assessed_on: datetime.date | None = None
    people: dict[str, bool] = {}
    """Person (keyed hash) → whether the class excludes the person."""
    absent: tuple[str, ...] = ()
    """Those of them who were absent on the opening day, sorted."""


class ApprenticeCount(Model):
    """What an apprenticeship class says to the institution's other ones, for INS-05 and INS-06."""

    opening: datetime.date
    enterprise: str | None = None
    occupation: str | None = None
    people: int
    rejected: bool = False
    cancelled_on: datetime.date | None = None


class Shared(Model):
    """What else a class tells others."""

    certificates: tuple[str, ...] = ()
    """Keyed hashes of its certificate numbers, in order."""
    rectifications: tuple[Rectification, ...] = ()
    """Its failed surveys, for INS-09 of the institution's other classes."""
