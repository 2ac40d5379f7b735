"""Cells of numbers and money."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.intake.cells import numbers
from chalicelib.intake.cells.cell import Cell
from tests.intake.refusals import refusal

DAY = datetime.date(2024, 3, 5)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1,500.00", 150000),
        ("1500", 150000),
        (1500.0, 150000),
        ("０.０１", 1),
        (0.29, 29),
        ("¥1,500.5元", 150050),
        (1234567890.12, 123456789012),
        ("0", 0),
        (0.1 + 0.2, 30),
    ],
)
def test_money(cell: Cell, fen: int) -> None:
    assert numbers.money(cell) == fen


@pytest.mark.parametrize("cell", ["1.234", 0.001, "-1", "1,50.00", "1 5a", "", "1e3", DAY, True, float("nan"), 1e16])
def test_no_money(cell: Cell) -> None:
    assert refusal(numbers.money, cell) == "money"


@given(st.integers(0, 10**11))
def test_money_is_exact(fen: int) -> None:
    assert numbers.money(f"{fen // 100:,}.{fen % 100:02}") == fen
    assert numbers.money(fen / 100) == fen


@pytest.mark.parametrize("cell", ["10", 10.0, "１０", 10])
def test_a_whole_number(cell: Cell) -> None:
    assert numbers.whole(1, 10)(cell) == 10


@pytest.mark.parametrize("cell", ["0", "11", "1.5", "一", 1.5, float("inf")])
def test_no_whole_number(cell: Cell) -> None:
    assert refusal(numbers.whole(1, 10), cell) == "number"


def test_class_hours_are_above_zero() -> None:
    hours = numbers.amount(above_zero=True)
    assert hours("0.5") == Decimal("0.5")
    assert refusal(hours, "0") == refusal(hours, "-1") == "number"


@pytest.mark.parametrize("cell", ["2024", 2024.0, "2024年", DAY])
def test_a_year(cell: Cell) -> None:
    assert numbers.year(cell) == 2024


@pytest.mark.parametrize("cell", ["24", "1949", "2101", "2024届毕业"])
def test_no_year(cell: Cell) -> None:
    assert refusal(numbers.year, cell) == "number"
