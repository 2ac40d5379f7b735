"""What one policy file may hold. Any file may hold any section; a section is left out where it is empty."""

from typing import Any, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from chalicelib.domain.model import Model
from chalicelib.domain.region import Region
from chalicelib.policy.errors import PolicyError, mistake
from chalicelib.policy.fields import Day, ParameterName, RuleId, Text
from chalicelib.policy.parameter import UNITS, ParameterType, Source
from chalicelib.policy.rule_entry import AmendmentPart, RulePart
from chalicelib.policy.targets import YearTargets


def _check_reason(source: Source, reason: str | None) -> None:
    if (source is Source.LOCAL) != (reason is not None):
        raise ValueError("a local value has a reason, one of the document has none")


class Document(Model):
    """The document a policy is taken from; `from` is the day it counts from."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    label: Text
    title: Text
    number: Text
    since: Day = Field(alias="from")
    source: Source
    reason: Text | None = None

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        _check_reason(self.source, self.reason)
        return self


class InspectionItem(Model):
    """What the document asks and no machine decides."""

    clause: str
    text: Text
    label: Text


class ValuePart(Model):
    """A dated value as a file writes it: `value`, or `regions` with or without `otherwise`."""

    model_config = ConfigDict(populate_by_name=True)

    since: Day = Field(alias="from")
    until: Day | None = None
    value: Any = None
    regions: dict[Region, Any] = Field(default={}, min_length=1)
    otherwise: Any = None
    clause: str
    source: Source
    reason: Text | None = None

    @model_validator(mode="after")
    def _shaped(self) -> Self:
        if ("value" in self.model_fields_set) == bool(self.regions):
            raise ValueError("give either value or regions")
        if self.otherwise is not None and not self.regions:
            raise ValueError("otherwise goes with regions")
        if self.until is not None and self.until < self.since:
            raise ValueError(f"until {self.until} is before from {self.since}")
        if self.until is not None and self.value is None and not self.regions:
            raise ValueError("an end (value: null) has no until")
        _check_reason(self.source, self.reason)
        return self


class ParameterPart(Model):
    """A parameter's definition with values, or only further values of one that another file defines."""

    label: Text | None = None
    unit: Text | None = None
    type: ParameterType | None = None
    values: tuple[ValuePart, ...] = Field(min_length=1)

    @property
    def defines(self) -> bool:
        return self.type is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len({self.label is None, self.unit is None, self.type is None}) == 2:
            raise ValueError("label, unit and type go together")
        if self.unit is not None and self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit}; known are {' '.join(UNITS)}")
        if self.unit is not None and UNITS[self.unit] is not self.type:
            raise ValueError(f"unit {self.unit} goes with type {UNITS[self.unit]}, not {self.type}")
        return self


class PolicyFile(Model):
    """One file."""

    document: Document | None = None
    facts: dict[str, Text] = {}
    clauses: dict[str, tuple[Text, ...]] = {}
    parameters: dict[ParameterName, ParameterPart] = {}
    rules: dict[RuleId, RulePart] = {}
    amendments: dict[RuleId, tuple[AmendmentPart, ...]] = {}
    targets: tuple[YearTargets, ...] = ()
    inspection_items: tuple[InspectionItem, ...] = ()


def checked(content: dict[str, object], file: str) -> PolicyFile:
    """A file's content as its model. Raises PolicyError for the first mistake."""
    try:
        return PolicyFile.model_validate(content)
    except ValidationError as error:
        raise _placed(error.errors()[0], file) from error


def _placed(error: ErrorDetails, file: str) -> PolicyError:
    words = {"extra_forbidden": "unknown key", "missing": "is missing"}
    return mistake(file, error["loc"], words.get(error["type"], error["msg"].removeprefix("Value error, ")))
