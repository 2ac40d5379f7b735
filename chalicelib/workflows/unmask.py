"""A full number is shown to a person: first it stands in the class's ledger who asks and why, then it is opened."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from chalicelib.domain.caller import Caller
from chalicelib.domain.dates import shanghai
from chalicelib.domain.facts import ApplicationFacts, AssessmentFacts, FactKind, RosterFacts
from chalicelib.domain.ledger import LedgerEntry, append
from chalicelib.domain.model import Model
from chalicelib.domain.personal import scrub
from chalicelib.domain.record import Conflict, Head
from chalicelib.workflows.ports import Classes, Facts, Seal

APPLICATION = "application"
"""The subject that means the application's own contact phone and bank account."""
_ATTEMPTS = 12


class Acts(Protocol):
    """The writing of a head with its ledger."""

    def record(self, before: Head, after: Head, entries: tuple[LedgerEntry, ...]) -> None: ...


class Unmasked(Model):
    """The full numbers of one subject; None where the file had none. `entry` is the number of the ledger's entry."""

    subject: str
    name: str | None
    identity: str | None = None
    phone: str | None = None
    account: str | None = None
    entry: int


class Masked(Model):
    """Where a subject stands in the facts, and as what."""

    kind: FactKind
    name: str | None
    masked: tuple[str, ...]


class Unmask:
    """The use case."""

    def __init__(self, classes: Classes, acts: Acts, seal: Seal, pause: Callable[[int], None]) -> None:
        self._classes, self._acts, self._seal, self._pause = classes, acts, seal, pause

    def __call__(self, caller: Caller, class_id: str, subject: str, reason: str, now: datetime) -> Unmasked | None:
        """The numbers; None where the class is out of reach or has nobody of that id.

        `subject` is a person's keyed hash or "application". Raises Conflict when the class keeps moving.
        """
        for attempt in range(_ATTEMPTS):
            head = self._classes.head(class_id)
            if head is None or not caller.sees(head.institution, head.region):
                return None
            found = self._find(head, subject)
            box = self._classes.sealed(class_id, found.kind, head.facts[found.kind].upload) if found else None
            if found is None or box is None:
                return None
            try:
                entry = self._record(head, caller, subject, found, reason, now)
            except Conflict:
                self._pause(attempt)
                continue
            return self._open(head, subject, found, box, entry)
        raise Conflict(["ClassMoves"])

    def _find(self, head: Head, subject: str) -> Masked | None:
        facts = self._classes.facts(head.class_id, head.facts)
        for kind in (FactKind.ROSTER, FactKind.APPLICATION, FactKind.ASSESSMENT):
            for person, masked in _people(kind, facts.get(kind)):
                if person == subject:
                    return masked
        return None

    def _record(
        self, head: Head, caller: Caller, subject: str, found: Masked, reason: str, now: datetime
    ) -> LedgerEntry:
        entry = append(
            head.tip,
            chain=f"CLASS#{head.class_id}",
            at=shanghai(now).isoformat(timespec="milliseconds"),
            actor=caller.sub,
            event="unmasked",
            data={
                "role": str(caller.role),
                "subject": subject,
                "masked": list(found.masked),
                "reason": scrub(reason),
            },
        )
        tip = head.tip.model_copy(update={"seq": entry.seq, "hash": entry.hash})
        self._acts.record(head, head.model_copy(update={"rev": head.rev + 1, "tip": tip}), (entry,))
        return entry

    def _open(self, head: Head, subject: str, found: Masked, box: dict[str, bytes], entry: LedgerEntry) -> Unmasked:
        bound_to = f"{head.class_id}/{head.facts[found.kind].upload}"
        numbers = self._seal.open(box["wrapped"], box["sealed"], bound_to).get(subject, {})
        return Unmasked(
            subject=subject,
            name=found.name,
            identity=numbers.get("identity"),
            phone=numbers.get("phone"),
            account=numbers.get("account"),
            entry=entry.seq,
        )


def _people(kind: FactKind, facts: Facts | None) -> Iterator[tuple[str, Masked]]:
    """Everybody in the facts of a kind, and the application itself."""
    match facts:
        case RosterFacts():
            for trainee in facts.trainees:
                yield trainee.person, _masked(kind, trainee.name, trainee.identity_masked, trainee.phone_masked)
        case ApplicationFacts():
            form = facts.application
            yield APPLICATION, _masked(kind, form.contact, form.phone_masked, form.account_masked)
            for teacher in facts.teachers:
                yield teacher.person, _masked(kind, teacher.name, teacher.identity_masked)
        case AssessmentFacts():
            for line in facts.assessments:
                yield line.person, _masked(kind, line.name, line.identity_masked)


def _masked(kind: FactKind, name: str | None, *numbers: str | None) -> Masked:
    return Masked(kind=kind, name=name, masked=tuple(each for each in numbers if each))
