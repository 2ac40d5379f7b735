"""Evidence as JSON."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from chalicelib.domain.trainee import Category
from chalicelib.rules.display import share, shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (False, False),
        (80, 80),
        (Decimal("10.0"), 10),
        (Decimal("10.5"), 10.5),
        (Fraction(2, 3), 0.6667),
        (datetime.date(2024, 3, 4), "2024-03-04"),
        ((Category.STUDENT, datetime.date(2024, 3, 4)), ["在校生", "2024-03-04"]),
    ],
)
def test_shown(value: object, expected: object) -> None:
    assert shown(value) == expected
    assert type(shown(value)) is type(expected)


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="not evidence: object"):
        shown(object())


def test_share_of_nothing_is_none() -> None:
    assert share(3, 0) is None
    assert share(3, Decimal(6)) == Fraction(1, 2)
