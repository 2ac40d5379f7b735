"""Evidence as plain JSON values. Display only: no rule compares what comes out of here."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from pydantic import JsonValue

PLACES = 4
"""Decimal places of a share or ratio that is shown."""


def shown(value: object) -> JsonValue:
    """Dates as ISO 8601, exact integers as integers, other numbers rounded to four places, sequences as lists,
    mappings as objects.

    Raises TypeError for what has no JSON form.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal | Fraction):
        return int(value) if value == int(value) else round(float(value), PLACES)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): shown(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [shown(item) for item in value]
    raise TypeError(f"not evidence: {type(value).__name__}")


def share(part: Decimal | int, whole: Decimal | int) -> Fraction | None:
    """`part` ÷ `whole`, exact; None where there is no whole."""
    return Fraction(part) / Fraction(whole) if whole else None
