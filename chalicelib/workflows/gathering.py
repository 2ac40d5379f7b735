"""All facts of a class for a judge, and the registry partitions that were read for it.

The class leaves its name in a partition before it reads it: a row that arrives later finds the name and has the class
judged again; a row that arrived earlier is read.
"""

from chalicelib.domain.attendance import UploadedLog
from chalicelib.domain.decision import Action, Decision
from chalicelib.domain.facts import (
    ApplicationFacts,
    ApprenticeClass,
    AssessmentFacts,
    ClassFacts,
    Engagement,
    FactKind,
    Registry,
    RosterFacts,
    Survey,
)
from chalicelib.domain.occupation import ancestors
from chalicelib.domain.record import Head
from chalicelib.domain.registry import (
    Approval,
    BlacklistEntry,
    Device,
    DirectoryEntry,
    DirectoryKind,
    Maintenance,
    Partition,
    RegistryRow,
    Standard,
    Table,
    loading,
    regional_directory,
)
from chalicelib.domain.training_class import Application, Teaching, TrainingType
from chalicelib.domain.upload import UploadKind
from chalicelib.rules.directory import asks_for_regional
from chalicelib.workflows.ports import (
    Certificates,
    Classes,
    Evidence,
    Facts,
    Footages,
    Inspections,
    People,
    Rectifications,
    Rows,
)

_DEVICES = 40
"""Device numbers of a log that are looked up across institutions; an honest class has a handful."""
_TABLES = (Table.DIRECTORY, Table.BLACKLIST, Table.APPROVALS)


class Gathering:
    """Reads everything consistently; see `workflows.judging` for what happens when something moves meanwhile."""

    def __init__(
        self,
        classes: Classes,
        people: People,
        rows: Rows,
        evidence: Evidence,
        *,
        certificates: Certificates,
        rectifications: Rectifications,
        inspections: Inspections,
        footages: Footages,
    ) -> None:
        self._classes, self._people, self._rows, self._evidence = classes, people, rows, evidence
        self._certificates, self._rectifications, self._inspections = certificates, rectifications, inspections
        self._footages = footages

    def __call__(self, head: Head) -> tuple[ClassFacts, tuple[str, ...]]:
        """The facts, and the partitions read, as stored keys in order."""
        found = self._classes.facts(head.class_id, {k: p for k, p in head.facts.items() if k is not FactKind.SURVEY})
        application = found.get(FactKind.APPLICATION)
        roster = found.get(FactKind.ROSTER)
        assessment = found.get(FactKind.ASSESSMENT)
        rectifications = self._rectifications.read_by(head.class_id, head.institution, head.reads)
        decisions = self._evidence.decisions(head.class_id)
        logs = self._logs(head, decisions)
        recordings = self._footages.current(head.class_id)
        lookup = _LookUp(head, self._rows, logs if decisions or logs or recordings else None)
        facts = ClassFacts(
            class_id=head.class_id,
            institution=head.institution,
            application=application if isinstance(application, ApplicationFacts) else None,
            roster=roster if isinstance(roster, RosterFacts) else None,
            assessment=assessment if isinstance(assessment, AssessmentFacts) else None,
            registry=lookup.registry(application, assessment)
            if isinstance(application, ApplicationFacts)
            else Registry(),
            engagements=self._engagements(head, roster),
            apprentices=self._apprentices(head, application),
            rectifications=tuple(
                each for each in self._rectifications.of(head.institution) if each.class_id != head.class_id
            ),
            surveys=self._surveys(head),
            inspections=self._inspections.of(head.class_id),
            certificates_taken=self._taken(head, assessment),
            logs=logs,
            recordings=recordings,
            decisions=decisions,
        )
        return facts, tuple(sorted({*lookup.read, rectifications}))

    def _surveys(self, head: Head) -> tuple[Survey, ...]:
        """All survey files; one with the bytes of the one before it says nothing new."""
        told = [
            pointer
            for before, pointer in zip((None, *head.surveys), head.surveys, strict=False)
            if before is None or before.sha256 != pointer.sha256
        ]
        found = self._classes.surveys(head.class_id, told) if told else ()
        return tuple(Survey(facts=f, uploaded=p.uploaded) for p, f in zip(told, found, strict=True))

    def _taken(self, head: Head, assessment: Facts | None) -> frozenset[str]:
        if not isinstance(assessment, AssessmentFacts):
            return frozenset()
        return self._certificates.taken(head.class_id, assessment.certificates)

    def _logs(self, head: Head, decisions: tuple[Decision, ...]) -> tuple[UploadedLog, ...]:
        withdrawn = {each.subject for each in decisions if each.action is Action.WITHDRAW_LOG}
        pointers = self._evidence.pointers(head.class_id, UploadKind.CHECKINS)
        return self._evidence.logs(head.class_id, [each for each in pointers if each.upload not in withdrawn])

    def _engagements(self, head: Head, roster: Facts | None) -> dict[str, tuple[Engagement, ...]]:
        if not isinstance(roster, RosterFacts):
            return {}
        return self._people.engagements(head.class_id, [trainee.person for trainee in roster.trainees])

    def _apprentices(self, head: Head, application: Facts | None) -> tuple[ApprenticeClass, ...]:
        if not isinstance(application, ApplicationFacts):
            return ()
        form = application.application
        if form.type is not TrainingType.APPRENTICESHIP or form.opening is None:
            return ()
        return self._people.apprentices(head.class_id, head.institution, form.opening.year)


class _LookUp:
    """The registry as one class sees it; remembers where it looked."""

    def __init__(self, head: Head, rows: Rows, logs: tuple[UploadedLog, ...] | None) -> None:
        """`logs` is None for a class without check-ins, recordings and decisions: it needs no devices yet."""
        self._head, self._rows, self._logs = head, rows, logs
        self._tables = _TABLES if logs is None else (*_TABLES, Table.DEVICES)
        self.read: set[str] = set()

    def registry(self, facts: ApplicationFacts, assessment: Facts | None) -> Registry:
        """The rows that the rules of the class may ask for."""
        form = facts.application
        online = any(session.teaching is Teaching.ONLINE for session in facts.timetable)
        lines = assessment.assessments if isinstance(assessment, AssessmentFacts) else ()
        bodies = sorted({line.evaluation_body for line in lines if line.evaluation_body})
        codes = dict.fromkeys([self._head.institution, *([form.platform] if online and form.platform else []), *bodies])
        versions = self._versions((*self._tables, *([Table.STANDARDS] if lines else [])))
        found = {table: self._rows_of(table, [(table, code) for code in codes]) for table in _TABLES}
        registry = Registry(
            directory=tuple(row for row in found[Table.DIRECTORY] if isinstance(row, DirectoryEntry)),
            blacklist=tuple(row for row in found[Table.BLACKLIST] if isinstance(row, BlacklistEntry)),
            approvals=tuple(row for row in found[Table.APPROVALS] if isinstance(row, Approval)),
            standards=self._standards(form) if lines else (),
            regional_evaluation=self._regional(form, DirectoryKind.EVALUATION) if bodies else (),
            devices=self._devices(),
            maintenance=self._maintenance(),
            versions=versions,
        )
        if not asks_for_regional(self._head.institution, form, registry):
            return registry
        return registry.model_copy(update={"regional": self._regional(form, DirectoryKind.TRAINING)})

    def _devices(self) -> tuple[Device, ...]:
        """The institution's, and the rows of others for the devices that its logs name (a few)."""
        if self._logs is None:
            return ()
        own = self._rows_of(Table.DEVICES, [(Table.DEVICES, self._head.institution)])
        named = sorted({mark.device for log in self._logs for mark in log.log.marks})[:_DEVICES]
        others = self._rows_of(Table.DEVICES, [(Table.DEVICES, "number", number) for number in named])
        rows = {row.key: row for row in (*others, *own) if isinstance(row, Device)}
        return tuple(rows[key] for key in sorted(rows))

    def _maintenance(self) -> tuple[Maintenance, ...]:
        rows = self._rows_of(Table.MAINTENANCE, [(Table.MAINTENANCE,)]) if self._logs is not None else []
        return tuple(row for row in rows if isinstance(row, Maintenance))

    def _versions(self, tables: tuple[Table, ...]) -> dict[Table, str]:
        """Versions of the tables; the class waits for those that were never loaded."""
        versions = self._rows.versions()
        absent = [loading(table) for table in tables if table not in versions]
        if absent:
            self._leave_name(absent)
            versions = self._rows.versions()
        return versions

    def _regional(self, form: Application, kind: DirectoryKind) -> tuple[DirectoryEntry, ...]:
        if form.region is None or form.occupation is None:
            return ()
        places = [regional_directory(kind, form.region, prefix) for prefix in ancestors(form.occupation)]
        return tuple(row for row in self._rows_of(Table.DIRECTORY, places) if isinstance(row, DirectoryEntry))

    def _standards(self, form: Application) -> tuple[Standard, ...]:
        prefixes = ancestors(form.occupation) if form.occupation else ()
        places: list[Partition] = [(Table.STANDARDS, prefix) for prefix in prefixes]
        return tuple(row for row in self._rows_of(Table.STANDARDS, places) if isinstance(row, Standard))

    def _rows_of(self, table: Table, partitions: list[Partition]) -> list[RegistryRow]:
        self._leave_name(partitions)
        return [row for partition in partitions for row in self._rows.rows(table, partition)]

    def _leave_name(self, partitions: list[Partition]) -> None:
        stored = {self._rows.stored(each): each for each in partitions}
        self._rows.read_by(self._head.class_id, [each for key, each in stored.items() if key not in self._head.reads])
        self.read |= stored.keys()
