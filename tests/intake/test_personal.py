"""Cells of personal numbers."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.trainee import IdentityFault
from chalicelib.intake.cells import personal
from chalicelib.intake.cells.cell import Cell
from tests.builders import identity
from tests.intake.refusals import refusal


def test_an_identity_number_is_tidied() -> None:
    number = identity(1)
    spaced = f" '{number[:6]} {number[6:14]}\u3000{number[14:]}"
    assert personal.identity(spaced) == personal.identity(number.lower()) == number
    assert personal.identity(f'="{number}"') == number
    assert personal.identity("".join(chr(ord(c) + 0xFEE0) for c in number)) == number


@pytest.mark.parametrize(
    "cell", [410105199001010010.0, 4.10105e17, 4.10105199001e14, "4.10105E+17", "4.1E17"], ids=lambda _: "cell"
)
def test_an_identity_number_stored_as_a_number(cell: Cell) -> None:
    assert refusal(personal.identity, cell) == "identity_as_number"


@pytest.mark.parametrize(
    "cell", ["410105900101001", "41010519900101001", "4101051990010100123", "X" * 18, "护照E1"], ids=lambda _: "cell"
)
def test_an_unreadable_identity_number(cell: Cell) -> None:
    assert refusal(personal.identity, cell) == "identity_unreadable"


def test_the_faults_of_a_readable_number() -> None:
    sound = identity(1)
    wrong_check = sound[:-1] + ("0" if sound[-1] != "0" else "1")
    assert personal.identity_faults(sound) == ()
    assert personal.identity_faults(wrong_check) == (IdentityFault.CHECK_DIGIT,)
    assert personal.identity_faults(identity(1, prefix="990105")) == (IdentityFault.REGION,)
    assert IdentityFault.BIRTH_DATE in personal.identity_faults("410105199002300012")
    assert IdentityFault.BIRTH_DATE not in personal.identity_faults("410105199602290012")


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 12, 31)), st.integers(0, 999))
def test_every_built_number_is_sound(birth: datetime.date, number: int) -> None:
    assert personal.identity_faults(personal.identity(identity(number, birth))) == ()


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("138 1234 5678", "13812345678"),
        (13812345678.0, "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("0371-60000000", "037160000000"),
        ("（0371）60000000", "037160000000"),
    ],
    ids=lambda _: "cell",
)
def test_a_phone(cell: Cell, digits: str) -> None:
    assert personal.phone(cell) == digits


@pytest.mark.parametrize("cell", ["1381234567", "138123456789", "12012345678", "无", 1.5, True], ids=lambda _: "cell")
def test_no_phone(cell: Cell) -> None:
    assert refusal(personal.phone, cell) == "phone"


def test_accounts() -> None:
    assert personal.account("6200 0000 0000 0000 001") == "6200000000000000001"
    assert personal.account(123456789012.0) == "123456789012"
    assert refusal(personal.account, 6.2e18) == refusal(personal.account, "6.2E+18") == "digits_lost"
    assert refusal(personal.account, "12345") == "account"
