"""A parameter: a small history of values, each with its first day, its clause and whether the document sets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from chalicelib.domain.dates import in_force
from chalicelib.domain.region import Region
from chalicelib.policy.fields import amount, day

Value = int | Decimal | date | str | tuple[str, ...] | bool


class Source(StrEnum):
    """Whether the document sets the figure, or names the thing and leaves the figure to us."""

    DOCUMENT = "document"
    LOCAL = "local"


class ParameterType(StrEnum):
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    TEXTS = "texts"
    BOOLEAN = "boolean"


UNITS: dict[str, ParameterType] = {
    "人": ParameterType.INTEGER,
    "张": ParameterType.INTEGER,
    "次": ParameterType.INTEGER,
    "层": ParameterType.INTEGER,
    "年": ParameterType.INTEGER,
    "个月": ParameterType.INTEGER,
    "日": ParameterType.INTEGER,
    "个工作日": ParameterType.INTEGER,
    "分钟": ParameterType.INTEGER,
    "秒": ParameterType.INTEGER,
    "比例": ParameterType.DECIMAL,
    "日期": ParameterType.DATE,
    "项": ParameterType.TEXTS,
    "文字": ParameterType.TEXT,
    "是否": ParameterType.BOOLEAN,
}
"""What a value is counted in, and hence its type. A 比例 is a share of one: 0.60 is 60 %."""


def _integer(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    raise ValueError(f"not a whole number: {raw!r}")


def _text(raw: object) -> str:
    if isinstance(raw, str) and raw.strip():
        return raw
    raise ValueError(f"not a text: {raw!r}")


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise ValueError(f"not a list of texts: {raw!r}")
    texts = tuple(_text(item) for item in raw)
    if len(set(texts)) < len(texts):
        raise ValueError("the list names something twice")
    return texts


def _boolean(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise ValueError(f"neither true nor false: {raw!r}")


_READERS: dict[ParameterType, Callable[[object], Value]] = {
    ParameterType.INTEGER: _integer,
    ParameterType.DECIMAL: amount,
    ParameterType.DATE: day,
    ParameterType.TEXT: _text,
    ParameterType.TEXTS: _texts,
    ParameterType.BOOLEAN: _boolean,
}


def value_of(raw: object, kind: ParameterType) -> Value:
    """A value as YAML gives it, read as its type. Raises ValueError."""
    return _READERS[kind](raw)


@dataclass(frozen=True)
class DatedValue:
    """A value from a day on: until the next one, or through `until` where that comes first.

    `value` is None where the parameter ended, and where the value differs by region.
    """

    since: date
    until: date | None
    value: Value | None
    clause: str
    source: Source
    reason: str | None = None
    """Why a local value is what it is, in Chinese."""
    regions: Mapping[Region, Value] = field(default_factory=lambda: MappingProxyType({}))
    otherwise: Value | None = None
    """For the regions that are not listed; None is no value."""

    def at(self, region: Region | None) -> Value | None:
        """The value for a region; None where there is none, or where only a region has one."""
        if not self.regions:
            return self.value
        return None if region is None else self.regions.get(region, self.otherwise)


@dataclass(frozen=True)
class Parameter:
    """`history` is in order of time and does not overlap."""

    name: str
    label: str
    unit: str
    type: ParameterType
    history: tuple[DatedValue, ...]

    def in_force(self, on: date) -> DatedValue | None:
        """The entry of the day; None before the first, after the last and in a gap."""
        latest = next((entry for entry in reversed(self.history) if entry.since <= on), None)
        return latest if latest is not None and in_force(on, latest.since, latest.until) else None
