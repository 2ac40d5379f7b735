"""Looking at classes: lists within the caller's reach, and one class with what was derived of it."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol

from chalicelib.domain.caller import Caller
from chalicelib.domain.decision import Decision
from chalicelib.domain.facts import ApplicationFacts, AssessmentFacts, FactKind, RosterFacts, SurveyFacts
from chalicelib.domain.finding import ClassStatus, Verdict
from chalicelib.domain.ledger import LedgerEntry
from chalicelib.domain.model import Model
from chalicelib.domain.record import Conflict, Head
from chalicelib.domain.region import Region
from chalicelib.domain.registry import DirectoryEntry
from chalicelib.domain.upload import Receipt
from chalicelib.workflows.ports import Classes, Evidence, Facts
from chalicelib.workflows.walking import Page, Position, Slice, Stretch, resume, walk

Days = tuple[datetime.date | None, datetime.date | None]
Read = Callable[[str, int], Slice[Head]]
_ATTEMPTS = 5


class Listing(Protocol):
    """The lists; see `chalicelib.adapters.listing`."""

    def of_region(
        self, region: Region | None, status: str | None, days: Days, after: str, limit: int
    ) -> Slice[Head]: ...
    def of_institution(self, institution: str, days: Days, after: str, limit: int) -> Slice[Head]: ...
    def of_rule(self, rule: str, region: Region | None, days: Days, after: str, limit: int) -> Slice[Head]: ...
    def heads(self, class_ids: Iterable[str]) -> dict[str, Head]: ...
    def uploads_of_class(self, class_id: str, after: str, limit: int) -> Slice[Receipt]: ...
    def uploads_of_institution(self, institution: str, after: str, limit: int) -> Slice[Receipt]: ...
    def uploads_of_table(self, name: str, after: str, limit: int) -> Slice[Receipt]: ...
    def uploads(self, after: str, limit: int) -> Slice[Receipt]: ...
    def ledger(self, class_id: str, after: int, limit: int) -> Slice[LedgerEntry]: ...
    def institutions(self, region: Region | None, after: str, limit: int) -> Slice[tuple[DirectoryEntry, ...]]: ...


class ClassFilter(Model):
    """Which classes: every field that is set must hold. `first` and `last` are opening days, both inside."""

    region: Region | None = None
    status: ClassStatus | None = None
    institution: str | None = None
    rule: str | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def days(self) -> Days:
        return self.first, self.last

    def holds(self, head: Head) -> bool:
        """Asked of every class again, for an index may be a moment behind its table."""
        found = {"region": head.region, "status": head.status, "institution": head.institution}
        if any(getattr(self, name) not in (None, value) for name, value in found.items()):
            return False
        return self._opens_in_time(head.opening) and (self.rule is None or self.rule in _rules(head))

    def _opens_in_time(self, opening: datetime.date | None) -> bool:
        if opening is None:
            return self.days == (None, None)
        return (self.first or opening) <= opening <= (self.last or opening)


def _rules(head: Head) -> set[str]:
    return {*head.judged.violated, *head.judged.undetermined} if head.judged else set()


def regions(caller: Caller, asked: Region | None) -> tuple[Region | None, ...]:
    """The regions that a list walks, in code order; None (region not known yet) comes last, for the province's eyes."""
    if caller.own_region:
        return (caller.own_region,) if asked in (None, caller.own_region) else ()
    return (asked,) if asked else (*sorted(Region), None)


class ClassReading:
    """What can be read of classes."""

    def __init__(self, classes: Classes, evidence: Evidence, listing: Listing) -> None:
        self._classes, self._evidence, self._listing = classes, evidence, listing

    def page(self, caller: Caller, asked: ClassFilter, start: Position | None, limit: int) -> Page[Head]:
        """Classes within reach: by region (in code order, the unknown last), opening, id. Raises BadPosition."""

        def keep(head: Head) -> bool:
            return caller.sees(head.institution, head.region) and asked.holds(head)

        return walk(resume(list(self._stretches(caller, asked)), start), start, limit, keep)

    def _stretches(self, caller: Caller, asked: ClassFilter) -> Iterator[Stretch[Head]]:
        institution = caller.own_institution or asked.institution
        if institution:
            yield Stretch("institution", partial(self._listing.of_institution, institution, asked.days))
            return
        for region in regions(caller, asked.region):
            yield Stretch(region or "unknown", self._of_region(region, asked))

    def _of_region(self, region: Region | None, asked: ClassFilter) -> Read:
        if asked.rule:
            return partial(self._listing.of_rule, asked.rule, region, asked.days)
        return partial(self._listing.of_region, region, asked.status, asked.days)

    def head(self, caller: Caller, class_id: str) -> Head | None:
        """The class, if it is within reach."""
        head = self._classes.head(class_id)
        return head if head and caller.sees(head.institution, head.region) else None

    def verdict(self, head: Head) -> tuple[Head, Verdict | None]:
        """The class with the verdict of that very moment; None before the first. Raises Conflict if it keeps moving."""
        for _ in range(_ATTEMPTS):
            verdict = self._classes.verdict(head)
            if verdict or head.judged is None:
                return head, verdict
            head = self._classes.head(head.class_id) or head
        raise Conflict(["VerdictMoves"])

    def application(self, head: Head) -> ApplicationFacts | None:
        facts = self._facts(head, FactKind.APPLICATION)
        return facts if isinstance(facts, ApplicationFacts) else None

    def roster(self, head: Head) -> RosterFacts | None:
        facts = self._facts(head, FactKind.ROSTER)
        return facts if isinstance(facts, RosterFacts) else None

    def assessment(self, head: Head) -> AssessmentFacts | None:
        facts = self._facts(head, FactKind.ASSESSMENT)
        return facts if isinstance(facts, AssessmentFacts) else None

    def survey(self, head: Head) -> SurveyFacts | None:
        facts = self._facts(head, FactKind.SURVEY)
        return facts if isinstance(facts, SurveyFacts) else None

    def _facts(self, head: Head, kind: FactKind) -> Facts | None:
        if kind not in head.facts:
            return None
        return self._classes.facts(head.class_id, {kind: head.facts[kind]}).get(kind)

    def decisions(self, head: Head) -> tuple[Decision, ...]:
        """All of them, in order."""
        return self._evidence.decisions(head.class_id)

    def ledger(self, class_id: str, after: int, limit: int) -> tuple[tuple[LedgerEntry, ...], int | None]:
        """Entries from number `after` + 1 on, and the number to go on after."""
        found, ends = self._listing.ledger(class_id, after, limit)
        entries = tuple(entry for _, entry in found)
        return entries, None if ends or not entries else entries[-1].seq
