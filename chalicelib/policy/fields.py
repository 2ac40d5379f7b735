"""The kinds of field that policy files are made of."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def day(text: object) -> date:
    """`2024-01-31`. Raises ValueError for anything else."""
    if isinstance(text, str) and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # a day no calendar has is told like any other text
    raise ValueError(f"not a date such as 2024-01-31: {text!r}")


def exact(number: object) -> Decimal:
    """`"0.10"` or `20`, exactly as written. Raises ValueError for anything else."""
    if isinstance(number, int) and not isinstance(number, bool):
        return Decimal(number)
    if isinstance(number, str) and _NUMBER.fullmatch(number):
        return Decimal(number)
    raise ValueError(f'not a decimal number such as "0.10": {number!r}')


def amount(number: object) -> Decimal:
    """An exact number that is not negative."""
    value = exact(number)
    if value < 0:
        raise ValueError(f"negative: {number!r}")
    return value


def without_blanks(text: str) -> str:
    """The document's layout puts blanks and line ends anywhere, even inside words."""
    return "".join(text.split())


Day = Annotated[date, BeforeValidator(day)]
Exact = Annotated[Decimal, BeforeValidator(exact)]
Amount = Annotated[Decimal, BeforeValidator(amount)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z][a-z_]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{2}$")]

K = TypeVar("K")
V = TypeVar("V")
FrozenMapping = Annotated[Mapping[K, V], AfterValidator(MappingProxyType), PlainSerializer(dict)]
