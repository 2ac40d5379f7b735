"""All facts of a class for a judge, and the registry partitions that were read for it.

The class leaves its name in a partition before it reads it: a row that arrives later finds the name and has the class
judged again; a row that arrived earlier is read.
"""

from chalicelib.domain.facts import (
    ApplicationFacts,
    ApprenticeClass,
    AssessmentFacts,
    ClassFacts,
    Engagement,
    FactKind,
    Registry,
    RosterFacts,
)
from chalicelib.domain.footage import Footage
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
    Table,
    loading,
    regional_directory,
)
from chalicelib.domain.training_class import Application, Teaching, TrainingType
from chalicelib.rules.directory import asks_for_regional
from chalicelib.workflows.ports import Classes, Facts, Footages, People, Rows

_TABLES = (Table.DIRECTORY, Table.BLACKLIST, Table.APPROVALS)


class Gathering:
    """Reads everything consistently; see `workflows.judging` for what happens when something moves meanwhile."""

    def __init__(self, classes: Classes, people: People, rows: Rows, footages: Footages) -> None:
        self._classes, self._people, self._rows, self._footages = classes, people, rows, footages

    def __call__(self, head: Head) -> tuple[ClassFacts, tuple[str, ...]]:
        """The facts, and the partitions read, as stored keys in order."""
        found = self._classes.facts(head.class_id, head.facts)
        application = found.get(FactKind.APPLICATION)
        roster = found.get(FactKind.ROSTER)
        assessment = found.get(FactKind.ASSESSMENT)
        recordings = self._footages.current(head.class_id)
        lookup = _LookUp(head, self._rows, recordings)
        facts = ClassFacts(
            class_id=head.class_id,
            institution=head.institution,
            application=application if isinstance(application, ApplicationFacts) else None,
            roster=roster if isinstance(roster, RosterFacts) else None,
            assessment=assessment if isinstance(assessment, AssessmentFacts) else None,
            registry=lookup.registry(application) if isinstance(application, ApplicationFacts) else Registry(),
            engagements=self._engagements(head, roster),
            apprentices=self._apprentices(head, application),
            rectifications=self._people.rectifications(head.institution),
            recordings=recordings,
            decisions=self._footages.decisions(head.class_id),
        )
        return facts, tuple(sorted(lookup.read))

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

    def __init__(self, head: Head, rows: Rows, recordings: tuple[Footage, ...]) -> None:
        self._head, self._rows, self._recordings = head, rows, recordings
        self.read: set[str] = set()

    def registry(self, facts: ApplicationFacts) -> Registry:
        """The rows that the rules of the class may ask for."""
        form = facts.application
        online = any(session.teaching is Teaching.ONLINE for session in facts.timetable)
        codes = dict.fromkeys([self._head.institution, *([form.platform] if online and form.platform else [])])
        versions = self._versions()
        found = {table: self._rows_of(table, [(table, code) for code in codes]) for table in _TABLES}
        registry = Registry(
            directory=tuple(row for row in found[Table.DIRECTORY] if isinstance(row, DirectoryEntry)),
            blacklist=tuple(row for row in found[Table.BLACKLIST] if isinstance(row, BlacklistEntry)),
            approvals=tuple(row for row in found[Table.APPROVALS] if isinstance(row, Approval)),
            devices=self._devices(),
            maintenance=self._maintenance(),
            versions=versions,
        )
        if not asks_for_regional(self._head.institution, form, registry):
            return registry
        return registry.model_copy(update={"regional": self._regional(form)})

    def _devices(self) -> tuple[Device, ...]:
        """The institution's, once a recording names one."""
        if not any(footage.device for footage in self._recordings):
            return ()
        rows = self._rows_of(Table.DEVICES, [(Table.DEVICES, self._head.institution)])
        return tuple(row for row in rows if isinstance(row, Device))

    def _maintenance(self) -> tuple[Maintenance, ...]:
        rows = self._rows_of(Table.MAINTENANCE, [(Table.MAINTENANCE,)]) if self._recordings else []
        return tuple(row for row in rows if isinstance(row, Maintenance))

    def _versions(self) -> dict[Table, str]:
        """Versions of the tables; the class waits for those that were never loaded."""
        versions = self._rows.versions()
        absent = [loading(table) for table in _TABLES if table not in versions]
        if absent:
            self._leave_name(absent)
            versions = self._rows.versions()
        return versions

    def _regional(self, form: Application) -> tuple[DirectoryEntry, ...]:
        if form.region is None or form.occupation is None:
            return ()
        places = [
            regional_directory(DirectoryKind.TRAINING, form.region, prefix) for prefix in ancestors(form.occupation)
        ]
        return tuple(row for row in self._rows_of(Table.DIRECTORY, places) if isinstance(row, DirectoryEntry))

    def _rows_of(self, table: Table, partitions: list[Partition]) -> list[RegistryRow]:
        self._leave_name(partitions)
        return [row for partition in partitions for row in self._rows.rows(table, partition)]

    def _leave_name(self, partitions: list[Partition]) -> None:
        stored = {self._rows.stored(each): each for each in partitions}
        self._rows.read_by(self._head.class_id, [each for key, each in stored.items() if key not in self._head.reads])
        self.read |= stored.keys()
