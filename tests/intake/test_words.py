"""Cells of words, choices and official codes."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.region import Region
from chalicelib.domain.trainee import Category, Custody
from chalicelib.domain.training_class import Level
from chalicelib.intake.cells import choices, codes, text
from chalicelib.intake.cells.cell import Cell, is_blank
from chalicelib.intake.faults import CellError, quote
from tests.builders import credit_code
from tests.intake.refusals import refusal


@pytest.mark.parametrize(("cell", "answer"), [("是", True), (" 否 ", False), (True, True), ("false", False)])
def test_yes_or_no(cell: Cell, answer: bool) -> None:
    assert choices.yes_no(cell) is answer


@pytest.mark.parametrize("cell", ["有", "Y", "1", 1.0, 0, "√"])
def test_neither_yes_nor_no(cell: Cell) -> None:
    assert refusal(choices.yes_no, cell) == "boolean"


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("五级", Level.FIVE),
        ("初级工", Level.FIVE),
        ("高级技师", Level.ONE),
        ("技师", Level.TWO),
        ("三级/高级工", Level.THREE),
        ("高级工（三级）", Level.THREE),
        ("无等级", Level.NONE),
    ],
)
def test_a_level(cell: Cell, level: Level) -> None:
    assert choices.level(cell) is level


@pytest.mark.parametrize("cell", ["三级/初级工", "六级", "高级", "/", "五", 5.0])
def test_no_level(cell: Cell) -> None:
    assert refusal(choices.level, cell) == "choice"


def test_a_refused_choice_lists_the_allowed_ones() -> None:
    with pytest.raises(CellError, match="五级、四级、三级、二级、一级、无等级"):
        choices.level("六级")


def test_a_category_that_is_not_named_keeps_its_words() -> None:
    assert choices.category("企业 职工") is Category.EMPLOYEE
    assert choices.category("城镇居民") == "城镇居民"


def test_custody() -> None:
    assert choices.custody("从未参训") == Custody(never_trained=True)
    assert choices.custody(" 符合晋级") == Custody(qualifies_for_next_level=True)
    assert choices.custody("2024年12月31日") == Custody(sentence_ends=datetime.date(2024, 12, 31))
    assert refusal(choices.custody, "在押") == "choice"


def test_names_lose_blanks_and_keep_one_middle_dot() -> None:
    assert text.name(" 张\u3000三 ") == "张三"
    assert text.name("阿依古丽•买买提") == text.name("阿依古丽·买买提") == "阿依古丽·买买提"
    assert text.name("\ufeff李四\u200b") == "李四"


@pytest.mark.parametrize(
    ("cell", "label"),
    [("007", "007"), (7.0, "7"), (" A 1 ", "A1"), ("Ａ－１", "A-1"), ('="007"', "007"), ("'007", "007")],
)
def test_labels(cell: Cell, label: str) -> None:
    assert text.label(cell) == label


def test_text_is_data_and_bounded() -> None:
    assert text.text("=HYPERLINK(1)") == "=HYPERLINK(1)"
    assert text.text("长" * 500) == "长" * 500
    assert refusal(text.text, "长" * 501) == "text_too_long"
    assert refusal(text.text, "a\x07b") == "text_control"
    assert refusal(text.label, 1e15) == "digits_lost"
    assert refusal(text.session_id, "1/2") == "session_id"


def test_codes() -> None:
    assert codes.credit(f" {credit_code().lower()} ") == credit_code()
    assert refusal(codes.credit, credit_code()[:-1]) == "credit_code"
    assert refusal(codes.credit, credit_code(1)[:-1] + credit_code(2)[-1]) == "credit_code_check_digit"
    assert codes.occupation("6－18－01－01") == codes.occupation("6–18-01-01") == "6-18-01-01"
    assert refusal(codes.occupation, "6-18") == refusal(codes.occupation, datetime.date(2024, 6, 18)) == "occupation"
    assert codes.occupations("6-18；6-31-01-03; 6-18;") == ("6-18", "6-31-01-03")
    assert refusal(codes.occupations, "6-18;x") == "occupation"


def test_regions() -> None:
    assert codes.region("郑州市") is codes.region(410105.0) is codes.region("410100") is Region.ZHENGZHOU
    assert codes.region("济源示范区") is Region.JIYUAN
    assert refusal(codes.region, "西安") == refusal(codes.region, "410000") == "region"
    assert codes.region_or_province("全省") is None
    assert codes.region_code("河南省") == "410000"
    assert codes.owner("省总工会") == "省总工会"
    assert codes.owner("洛阳") == "410300"


@pytest.mark.parametrize("cell", ["", " ", "\u3000", "\u200b", "\ufeff\t"])
def test_blanks(cell: str) -> None:
    assert is_blank(cell)


@given(st.text("0123456789０１２３ -\u3000X", min_size=11).filter(lambda t: sum(c.isdigit() for c in t) > 10))
def test_a_quoted_value_never_shows_a_long_number(written: str) -> None:
    assert quote(written) == "“***”"
