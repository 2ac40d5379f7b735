"""The policy in force, as rules and reports ask it. Immutable; it answers for a date or refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.region import Region
from chalicelib.policy.errors import NoValue, UnknownParameter, UnknownRule
from chalicelib.policy.parameter import DatedValue, Parameter, Source, Value
from chalicelib.policy.policy_file import Document, InspectionItem
from chalicelib.policy.rule_entry import RuleEntry
from chalicelib.policy.targets import YearTargets


@dataclass(frozen=True, eq=False)
class Policy:
    """Everything that the loaded files say. `version` is equal for equal content, however it is spread over files."""

    version: str
    documents: tuple[Document, ...]
    """In order of time."""
    clauses: Mapping[str, tuple[str, ...]]
    """The document's words by place, blanks of its layout dropped."""
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, RuleEntry]
    years: Mapping[int, YearTargets]
    inspection_items: tuple[InspectionItem, ...]

    @property
    def document(self) -> Document:
        """The latest one."""
        return self.documents[-1]

    @property
    def label(self) -> str:
        return self.document.label

    def value(self, parameter: str, on: date, region: Region | None = None) -> Value:
        """The parameter's value on a day, for a region where it differs by region.

        Raises UnknownParameter, and NoValue where nothing is in force or the region that decides was not given.
        """
        value = self._in_force(parameter, on).at(region)
        if value is None:
            where = f"region {region}" if region else "no region (it differs by region)"
            raise NoValue(f"parameter {parameter} has no value on {on} for {where}")
        return value

    def is_local(self, parameter: str, on: date) -> bool:
        """Whether the value of the day is ours and not the document's. Raises as `value` does."""
        return self._in_force(parameter, on).source is Source.LOCAL

    def rule(self, rule_id: str) -> RuleEntry:
        """Raises UnknownRule."""
        if rule_id not in self.rules:
            raise UnknownRule(f"the policy has no rule {rule_id}")
        return self.rules[rule_id]

    def targets(self, year: int) -> YearTargets:
        """Raises NoValue for a year without targets."""
        if year not in self.years:
            raise NoValue(f"the policy has no targets for {year}")
        return self.years[year]

    def _in_force(self, parameter: str, on: date) -> DatedValue:
        if parameter not in self.parameters:
            raise UnknownParameter(f"the policy has no parameter {parameter}")
        entry = self.parameters[parameter].in_force(on)
        if entry is None or (entry.value is None and not entry.regions):
            raise NoValue(f"parameter {parameter} has no value in force on {on}")
        return entry
