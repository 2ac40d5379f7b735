"""What the use cases need of the outside world. `chalicelib.bootstrap` hands in what satisfies them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO, Protocol

from chalicelib.domain.attendance import UploadedLog
from chalicelib.domain.checkin import DayLog
from chalicelib.domain.decision import Decision
from chalicelib.domain.facts import (
    ApplicationFacts,
    ApprenticeClass,
    AssessmentFacts,
    Engagement,
    FactKind,
    Rectification,
    RosterFacts,
    SurveyFacts,
)
from chalicelib.domain.finding import Verdict
from chalicelib.domain.footage import Footage, FootagePointer, Offer
from chalicelib.domain.inspection import Inspection
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.record import ApprenticeCount, Head, Holds, ObjectPointer, Pointer, Shared
from chalicelib.domain.registry import Partition, RegistryRow, Table
from chalicelib.domain.upload import Receipt, UploadKind

Facts = ApplicationFacts | RosterFacts | AssessmentFacts | SurveyFacts


class Classes(Protocol):
    """Heads, facts and verdicts of classes."""

    def head(self, class_id: str) -> Head | None: ...
    def keep_facts(self, class_id: str, kind: FactKind, upload: str, facts: Facts, sealed: dict[str, bytes]) -> int: ...
    def facts(self, class_id: str, pointers: dict[FactKind, Pointer]) -> Mapping[FactKind, Facts]: ...
    def sealed(self, class_id: str, kind: FactKind, upload: str) -> dict[str, bytes] | None: ...
    def surveys(self, class_id: str, pointers: Iterable[Pointer]) -> tuple[SurveyFacts, ...]: ...
    def adopt(self, before: Head | None, after: Head, entries: Sequence[LedgerEntry], receipt: Receipt) -> None: ...
    def verdict(self, head: Head) -> Verdict | None: ...


class People(Protocol):
    """Which classes have a person, or an institution's apprentices."""

    def enrol(self, class_id: str, persons: Iterable[str]) -> None: ...
    def enrol_apprentices(self, class_id: str, institution: str, year: int) -> None: ...
    def classes_of(self, persons: Iterable[str]) -> dict[str, list[str]]: ...
    def holds(self, class_ids: Iterable[str]) -> dict[str, Holds]: ...
    def engagements(self, class_id: str, persons: Iterable[str]) -> dict[str, tuple[Engagement, ...]]: ...
    def apprentices(self, class_id: str, institution: str, year: int) -> tuple[ApprenticeClass, ...]: ...
    def apprentice_classes(self, institution: str, year: int) -> list[str]: ...


class Rectifications(Protocol):
    """An institution's failed surveys and their cures, and who looked."""

    def read_by(self, class_id: str, institution: str, reads: Iterable[str]) -> str: ...
    def of(self, institution: str) -> tuple[Rectification, ...]: ...
    def readers(self, institution: str) -> list[str]: ...


class Certificates(Protocol):
    """Which class recorded a certificate's number first. Numbers are keyed hashes."""

    def claim(self, class_id: str, numbers: Iterable[str], held: Iterable[str]) -> None: ...
    def taken(self, class_id: str, numbers: Iterable[str]) -> frozenset[str]: ...
    def classes_with(self, numbers: Iterable[str]) -> set[str]: ...


class Inspections(Protocol):
    """Checks on site."""

    def of(self, class_id: str) -> tuple[Inspection, ...]: ...
    def record(self, before: Head, after: Head, entries: Sequence[LedgerEntry], inspection: Inspection) -> None: ...


class Rows(Protocol):
    """Registry rows and their readers."""

    def begin(self, name: Table, version: str, order: str) -> None: ...
    def put(self, name: Table, rows: Iterable[RegistryRow], upload: str, order: str) -> None: ...
    def finish(self, name: Table, receipt: Receipt) -> None: ...
    def versions(self) -> dict[Table, str]: ...
    def rows(self, name: Table, partition: Partition) -> tuple[RegistryRow, ...]: ...
    def read_by(self, class_id: str, partitions: Iterable[Partition]) -> None: ...
    def stored(self, partition: Partition) -> str: ...
    def readers(self, partition_key: str) -> list[str]: ...
    def replaces_equal(self, partition_key: str, sk: str, body: str) -> bool: ...


class Footages(Protocol):
    """Recordings of classes, and who else offered the same footage."""

    def keep(self, class_id: str, footage: Footage) -> int: ...
    def pointer(self, class_id: str, file: str) -> FootagePointer | None: ...
    def offer(self, offer: Offer, digests: Iterable[str]) -> tuple[Offer, ...]: ...
    def note_copies(self, own: Offer, others: Iterable[Offer]) -> None: ...
    def adopt(
        self,
        before: Head | None,
        after: Head,
        pointer: FootagePointer,
        entries: Sequence[LedgerEntry],
        receipt: Receipt,
    ) -> None: ...
    def current(self, class_id: str) -> tuple[Footage, ...]: ...
    def classes_with_copies(self, class_id: str, uploads: Iterable[str]) -> set[str]: ...


class Videos(Protocol):
    """The video files, and the frames taken out of them."""

    def lock(self, key: str, version_id: str, until: datetime.datetime) -> None:
        """Nobody deletes this version before `until`. Raises ObjectGone."""
        ...

    def describe(self, key: str, version_id: str) -> tuple[int, dict[str, str]]:
        """Size in bytes and metadata. Raises ObjectGone."""
        ...

    def fetch(self, key: str, version_id: str, start: int, end: int) -> bytes: ...
    def keep_still(self, key: str, picture: bytes) -> None: ...


class Verdicts(Protocol):
    """The writing of verdicts."""

    def commit(
        self,
        before: Head,
        after: Head,
        verdict: Verdict,
        entries: Sequence[LedgerEntry],
        holds: Holds,
        counts: ApprenticeCount | None,
        shared: Shared,
    ) -> None: ...
    def due(self, day: datetime.date) -> list[str]: ...


class Evidence(Protocol):
    """Facts that add up: check-in logs, decisions."""

    def keep_log(self, class_id: str, upload: str, days: Iterable[DayLog]) -> dict[str, int]: ...
    def pointer(self, class_id: str, kind: UploadKind, key: str) -> ObjectPointer | None: ...
    def pointers(self, class_id: str, kind: UploadKind) -> tuple[ObjectPointer, ...]: ...
    def logs(self, class_id: str, pointers: Iterable[ObjectPointer]) -> tuple[UploadedLog, ...]: ...
    def add(
        self,
        before: Head | None,
        after: Head,
        kind: UploadKind,
        key: str,
        pointer: ObjectPointer,
        entries: Sequence[LedgerEntry],
        receipt: Receipt,
    ) -> None: ...
    def decision(self, class_id: str, decision_id: str) -> Decision | None: ...
    def decisions(self, class_id: str) -> tuple[Decision, ...]: ...
    def decide(self, before: Head, after: Head, decision: Decision, entries: Sequence[LedgerEntry]) -> None: ...


class Receipts(Protocol):
    """The answers to uploads."""

    def receipt(self, upload_id: str) -> Receipt | None: ...
    def put(self, receipt: Receipt) -> None: ...


class Objects(Protocol):
    """The upload bucket."""

    def read(self, key: str, version_id: str, limit: int) -> bytes | None:
        """The bytes of one version; None where there are more than `limit`. Raises ObjectGone."""
        ...


class Streams(Protocol):
    """The upload bucket, for files that are not held in memory."""

    def open(self, key: str, version_id: str, limit: int) -> tuple[BinaryIO, Mapping[str, str]] | None:
        """One version's bytes as a seekable stream, and its metadata; else as `Objects.read`."""
        ...


class Seal(Protocol):
    """Envelope encryption of personal numbers."""

    def close(self, secrets: dict[str, dict[str, str]], bound_to: str) -> dict[str, bytes]: ...
    def open(self, wrapped: bytes, sealed: bytes, bound_to: str) -> dict[str, dict[str, str]]: ...


class JudgeQueue(Protocol):
    """Where classes wait to be judged."""

    def send(self, causes: Mapping[str, str]) -> None:
        """`causes`: class → id of what moved it."""
        ...
