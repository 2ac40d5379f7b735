"""A check on site is recorded: a fact like any other, with the ledger, in one transaction."""

import datetime
import hashlib
from collections.abc import Callable

from chalicelib.domain.caller import Caller
from chalicelib.domain.dates import shanghai
from chalicelib.domain.facts import ApplicationFacts, FactKind
from chalicelib.domain.inspection import Inspection, InspectionKind
from chalicelib.domain.ledger import append
from chalicelib.domain.model import Model
from chalicelib.domain.personal import scrub
from chalicelib.domain.record import Conflict, Head
from chalicelib.workflows.ports import Classes, Inspections

_ATTEMPTS = 12
_TEXTS = ("place", "attendance", "teachers", "materials", "inspector", "remarks")


class Visit(Model):
    """What somebody says of a check; `date` and `inspector` are today and the caller where absent."""

    kind: InspectionKind
    date: datetime.date | None = None
    place: str | None = None
    present: int | None = None
    attendance: str | None = None
    teachers: str | None = None
    materials: str | None = None
    session: str | None = None
    headcount: int | None = None
    inspector: str | None = None
    remarks: str | None = None


class FutureDate(Exception):
    """The check has not taken place yet."""


class UnknownSession(Exception):
    """The class's timetable has no session of that id."""


class Inspect:
    """The use case."""

    def __init__(self, classes: Classes, inspections: Inspections, pause: Callable[[int], None]) -> None:
        self._classes, self._inspections, self._pause = classes, inspections, pause

    def __call__(self, caller: Caller, class_id: str, visit: Visit, now: datetime.datetime) -> Inspection | None:
        """The inspection as recorded; None where the class is out of reach.

        The same said twice by one person is one inspection. Raises FutureDate, UnknownSession, and Conflict when the
        class keeps moving.
        """
        inspection = _inspection(caller, visit, now)
        for attempt in range(_ATTEMPTS):
            head = self._classes.head(class_id)
            if head is None or not caller.sees(head.institution, head.region):
                return None
            if known := next((i for i in self._inspections.of(class_id) if i.id == inspection.id), None):
                return known
            self._check_session(head, inspection)
            try:
                self._record(head, caller, inspection)
            except Conflict:
                self._pause(attempt)
                continue
            return inspection
        raise Conflict(["ClassMoves"])

    def of(self, class_id: str) -> tuple[Inspection, ...]:
        """All of a class, by date."""
        return self._inspections.of(class_id)

    def _check_session(self, head: Head, inspection: Inspection) -> None:
        if inspection.session is None:
            return
        facts = self._classes.facts(head.class_id, head.facts).get(FactKind.APPLICATION)
        timetable = facts.timetable if isinstance(facts, ApplicationFacts) else ()
        if inspection.session not in {session.id for session in timetable}:
            raise UnknownSession(inspection.session)

    def _record(self, head: Head, caller: Caller, inspection: Inspection) -> None:
        entry = append(
            head.tip,
            chain=f"CLASS#{head.class_id}",
            at=inspection.at.isoformat(timespec="milliseconds"),
            actor=caller.sub,
            event="inspected",
            data={
                "role": str(caller.role),
                "inspection": inspection.id,
                "reason": inspection.remarks,
                **inspection.model_dump(
                    mode="json", include={"kind", "date", "inspector", "present", "session", "headcount"}
                ),
            },
        )
        update = {
            "rev": head.rev + 1,
            "evidence": head.evidence + 1,
            "cause": inspection.id,
            "tip": head.tip.model_copy(update={"seq": entry.seq, "hash": entry.hash}),
        }
        self._inspections.record(head, head.model_copy(update=update), (entry,), inspection)


def _inspection(caller: Caller, visit: Visit, now: datetime.datetime) -> Inspection:
    at = shanghai(now)
    day = visit.date or at.date()
    if day > at.date():
        raise FutureDate(day.isoformat())
    said = visit.model_dump(exclude={"date", "inspector", *_TEXTS})
    said |= {name: scrub(text) if (text := getattr(visit, name)) else None for name in _TEXTS}
    said |= {"date": day, "inspector": said["inspector"] or scrub(caller.name or caller.sub), "actor": caller.sub}
    identity = "\n".join(f"{name}={said[name]}" for name in sorted(said))
    return Inspection(id=hashlib.sha256(identity.encode()).hexdigest()[:32], at=at, **said)
