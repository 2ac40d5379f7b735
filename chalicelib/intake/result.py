"""What reading a file gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.facts import ApplicationFacts, AssessmentFacts, FactKind, RosterFacts, SurveyFacts
from chalicelib.domain.registry import RegistryRow
from chalicelib.domain.upload import Counts, RowError, UploadStatus
from chalicelib.intake.faults import Errors, FileFault

Facts = ApplicationFacts | RosterFacts | AssessmentFacts | SurveyFacts
Secrets = dict[str, dict[str, str]]
"""Full numbers for the caller to seal: by person (keyed hash) or `APPLICATION`, then `identity`, `phone`, `account`."""
APPLICATION = "application"


@dataclass(frozen=True)
class Reading:
    """A file, read. A rejected one has no facts and no rows."""

    status: UploadStatus
    counts: Counts = field(default_factory=Counts)
    errors: tuple[RowError, ...] = ()
    facts: Mapping[FactKind, Facts] = field(default_factory=dict)
    rows: tuple[tuple[int, RegistryRow], ...] = ()
    """Of a registry table: each row with its number in the file."""
    secrets: Secrets = field(default_factory=dict, repr=False)
    ignored_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()


def status_of(errors: tuple[RowError, ...]) -> UploadStatus:
    """Of a file that was not rejected."""
    return UploadStatus.ACCEPTED_WITH_ERRORS if errors else UploadStatus.ACCEPTED


def sum_counts(*parts: Counts) -> Counts:
    """The counts of several tables of one file."""
    return Counts(
        rows=sum(part.rows for part in parts),
        accepted=sum(part.accepted for part in parts),
        rejected=sum(part.rejected for part in parts),
    )


def rejected(fault: FileFault, errors: Errors) -> Reading:
    """The reading of a file that is refused as a whole: the fault first, then what was found before it."""
    return Reading(UploadStatus.REJECTED, counts=fault.counts, errors=(fault.error, *errors.listed()))
