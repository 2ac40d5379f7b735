"""Several files become one policy. What two files both say is an error, so their order cannot matter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from chalicelib.domain.region import Region
from chalicelib.policy.errors import mistake
from chalicelib.policy.parameter import DatedValue, Parameter, ParameterType, Value, value_of
from chalicelib.policy.policy_file import ParameterPart, PolicyFile, ValuePart

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True)
class NamedFile:
    """A checked file, and how errors call it."""

    file: str
    content: PolicyFile


def gathered(
    files: Sequence[NamedFile], section: str, pick: Callable[[PolicyFile], Mapping[Key, Item]]
) -> dict[Key, Item]:
    """A section of all files. Raises PolicyError where a key stands in two of them."""
    first: dict[Key, str] = {}
    items: dict[Key, Item] = {}
    for named in files:
        for key, item in pick(named.content).items():
            if key in first:
                raise mistake(named.file, (section, key), f"already stands in {first[key]}")
            first[key], items[key] = named.file, item
    return items


def parameters(files: Sequence[NamedFile]) -> dict[str, Parameter]:
    """Every parameter with its whole history, whichever files its values stand in. Raises PolicyError."""
    definitions = gathered(files, "parameters", _definitions)
    histories: dict[str, list[tuple[NamedFile, int, DatedValue]]] = {name: [] for name in definitions}
    for named in files:
        for name, part in named.content.parameters.items():
            if name not in definitions:
                raise mistake(named.file, ("parameters", name), "no file gives its label, unit and type")
            kind = definitions[name].type
            assert kind is not None
            for index, written in enumerate(part.values):
                histories[name].append((named, index, _dated(written, kind, named.file, name, index)))
    return {name: _parameter(name, part, histories[name]) for name, part in definitions.items()}


def _definitions(content: PolicyFile) -> dict[str, ParameterPart]:
    return {name: part for name, part in content.parameters.items() if part.defines}


def _dated(written: ValuePart, kind: ParameterType, file: str, name: str, index: int) -> DatedValue:
    def read(raw: object, *field: str) -> Value | None:
        try:
            return None if raw is None else value_of(raw, kind)
        except ValueError as error:
            raise mistake(file, ("parameters", name, "values", index, *field), str(error)) from error

    regions: dict[Region, Value] = {}
    for region, raw in written.regions.items():
        value = read(raw, "regions", region)
        if value is None:
            raise mistake(file, ("parameters", name, "values", index, "regions", region), "has no value")
        regions[region] = value
    return DatedValue(
        since=written.since,
        until=written.until,
        value=read(written.value, "value"),
        clause=written.clause,
        source=written.source,
        reason=written.reason,
        regions=MappingProxyType(regions),
        otherwise=read(written.otherwise, "otherwise"),
    )


def _parameter(name: str, part: ParameterPart, history: list[tuple[NamedFile, int, DatedValue]]) -> Parameter:
    ordered = sorted(history, key=lambda entry: entry[2].since)
    for (_, _, earlier), (named, index, later) in pairwise(ordered):
        place = ("parameters", name, "values", index)
        if earlier.since == later.since:
            raise mistake(named.file, place, f"a second value from {later.since}")
        if earlier.until is not None and earlier.until >= later.since:
            raise mistake(named.file, place, f"from {later.since} overlaps the value until {earlier.until}")
    assert part.label is not None
    assert part.unit is not None
    assert part.type is not None
    return Parameter(name, part.label, part.unit, part.type, tuple(entry for _, _, entry in ordered))
