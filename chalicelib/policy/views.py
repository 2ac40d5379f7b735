"""A parameter as the user sees it, JSON-able: shares and targets stay exact decimals, told as text."""

from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import ConfigDict, Field, JsonValue

from chalicelib.domain.model import Model
from chalicelib.policy.parameter import DatedValue, Parameter, ParameterType, Source, Value


class RegionValue(Model):
    """A value that one region has."""

    region: str
    label: str
    value: JsonValue


class ValueView(Model):
    """A dated value. `value` is null where the parameter ended or differs by region."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    since: date = Field(alias="from")
    until: date | None
    value: JsonValue
    regions: tuple[RegionValue, ...]
    otherwise: JsonValue
    clause: str
    source: Source
    reason: str | None

    @classmethod
    def of(cls, entry: DatedValue) -> Self:
        return cls(
            since=entry.since,
            until=entry.until,
            value=_plain(entry.value),
            regions=tuple(
                RegionValue(region=region, label=region.label, value=_plain(value))
                for region, value in sorted(entry.regions.items())
            ),
            otherwise=_plain(entry.otherwise),
            clause=entry.clause,
            source=entry.source,
            reason=entry.reason,
        )


class ParameterView(Model):
    """A parameter with its whole history. `local`: some value of it is ours and not the document's."""

    name: str
    label: str
    unit: str
    type: ParameterType
    history: tuple[ValueView, ...]
    local: bool

    @classmethod
    def of(cls, parameter: Parameter) -> Self:
        return cls(
            name=parameter.name,
            label=parameter.label,
            unit=parameter.unit,
            type=parameter.type,
            history=tuple(ValueView.of(entry) for entry in parameter.history),
            local=any(entry.source is Source.LOCAL for entry in parameter.history),
        )


def _plain(value: Value | None) -> JsonValue:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Decimal | date) else value
