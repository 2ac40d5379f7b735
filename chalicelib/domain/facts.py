"""All that a judge may know of a class. Nothing here is derived by a rule."""

import datetime
from enum import StrEnum
from functools import cached_property

from pydantic import InstanceOf

from chalicelib.domain.assessment import Assessment
from chalicelib.domain.attendance import UploadedLog
from chalicelib.domain.decision import Decision
from chalicelib.domain.footage import Footage
from chalicelib.domain.inspection import Inspection
from chalicelib.domain.model import Model
from chalicelib.domain.registry import Approval, BlacklistEntry, Device, DirectoryEntry, Maintenance, Standard, Table
from chalicelib.domain.survey import SurveyAnswer
from chalicelib.domain.trainee import Trainee
from chalicelib.domain.training_class import Application, Session, Teacher


class FactKind(StrEnum):
    """Facts of one kind are replaced together by the latest upload of that kind."""

    APPLICATION = "application"
    ROSTER = "roster"
    ASSESSMENT = "assessment"
    SURVEY = "survey"


class ApplicationFacts(Model):
    """What one application workbook says, the roster aside."""

    application: Application
    timetable: tuple[Session, ...]
    teachers: tuple[Teacher, ...]


class RosterFacts(Model):
    """What one roster says."""

    trainees: tuple[Trainee, ...]

    @cached_property
    def by_person(self) -> dict[str, tuple[Trainee, ...]]:
        """Person (keyed hash) → the person's lines, by row."""
        lines: dict[str, list[Trainee]] = {}
        for trainee in sorted(self.trainees, key=lambda each: each.row):
            lines.setdefault(trainee.person, []).append(trainee)
        return {person: tuple(each) for person, each in lines.items()}


class AssessmentFacts(Model):
    """What one assessment file says."""

    assessments: tuple[Assessment, ...]

    @property
    def certificates(self) -> tuple[str, ...]:
        """Keyed hashes of the certificate numbers, each once, in order."""
        return tuple(sorted({line.certificate_hash for line in self.assessments if line.certificate_hash}))


class SurveyFacts(Model):
    """What one survey file says."""

    answers: tuple[SurveyAnswer, ...]


class Survey(Model):
    """A survey file with the day it was uploaded: a later one is a correction, or of another round of training."""

    facts: SurveyFacts
    uploaded: datetime.date


class Registry(Model):
    """The rows of the province's tables that this class touches, newest row of each key."""

    directory: tuple[DirectoryEntry, ...] = ()
    """All entries of the institution, the evaluation bodies and the platform."""
    regional: tuple[DirectoryEntry, ...] = ()
    """Training institutions of the class's region that cover its occupation; read only where INS-04 asks."""
    regional_evaluation: tuple[DirectoryEntry, ...] = ()
    """Evaluation bodies of the class's region that cover its occupation; read once an assessment came."""
    blacklist: tuple[BlacklistEntry, ...] = ()
    approvals: tuple[Approval, ...] = ()
    standards: tuple[Standard, ...] = ()
    """Of the class's occupation and the groups above it; read once an assessment came."""
    devices: tuple[Device, ...] = ()
    """All of the institution, and whoever else has registered a device that the logs name."""
    maintenance: tuple[Maintenance, ...] = ()
    versions: dict[Table, str] = {}
    """A table that was never loaded is absent: to have no rows is not the same as to be empty."""


class Engagement(Model):
    """Another class that has one of this class's people on its roster."""

    class_id: str
    recorded_first: bool
    """Whether the person's row there became a fact before the row here (the database decides)."""
    judged: bool
    """False between the arrival of the roster and its first verdict; the rest is then unknown."""
    opening: datetime.date | None = None
    subsidised: bool = True
    excluded: bool = False
    """That class excludes the person."""
    absent: bool = False
    """The person was absent on its opening day."""
    rejected: bool = False
    cancelled_on: datetime.date | None = None
    assessed_on: datetime.date | None = None


class ApprenticeClass(Model):
    """Another apprenticeship class of the same institution in the same calendar year."""

    class_id: str
    recorded_first: bool
    opening: datetime.date
    enterprise: str | None
    occupation: str | None
    people: int
    """People counted: not excluded; once open, enrolled."""
    rejected: bool = False
    cancelled_on: datetime.date | None = None


class Rectification(Model):
    """A PRC-08 failure of the institution, and when a reviewer recorded that it is cured."""

    class_id: str
    since: datetime.date
    rectified_on: datetime.date | None = None


class ClassFacts(Model):
    """The whole input of `judge` besides policy and day."""

    class_id: str
    institution: str
    application: ApplicationFacts | None = None
    roster: RosterFacts | None = None
    assessment: AssessmentFacts | None = None
    registry: Registry = Registry()
    engagements: dict[str, tuple[Engagement, ...]] = {}
    """By person (keyed hash)."""
    apprentices: tuple[ApprenticeClass, ...] = ()
    rectifications: tuple[Rectification, ...] = ()
    surveys: tuple[Survey, ...] = ()
    """Every survey file of the class, in the order they were uploaded."""
    inspections: tuple[Inspection, ...] = ()
    """By date."""
    certificates_taken: frozenset[str] = frozenset()
    """Certificate numbers (keyed hashes) of this class that another class recorded first and still has."""
    logs: tuple[InstanceOf[UploadedLog], ...] = ()
    """Check-ins, one entry for each current upload and day; withdrawn uploads are left out."""
    recordings: tuple[Footage, ...] = ()
    """Current ones, by upload."""
    decisions: tuple[Decision, ...] = ()
    """In order."""
