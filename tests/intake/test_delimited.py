"""csv as programs save it: encodings, separators, quotes, and what none of them should have written."""

import codecs

import pytest

from chalicelib.domain.upload import UploadStatus
from tests import builders as b
from tests.intake.reader import is_refused, places, roster, roster_facts

ROWS: list[b.Line] = [("姓名", "身份证号", "所在单位"), (b.person_name(1), b.identity(1), "示例，公司")]
TEXT = b.delimited(ROWS, "utf-8").decode()


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_and_separators(encoding: str, delimiter: str) -> None:
    reading = roster(b.delimited(ROWS, encoding, delimiter), "csv")
    assert (reading.status, reading.ignored_columns) == (UploadStatus.ACCEPTED, ())
    assert roster_facts(reading).trainees[0].employer_name == "示例，公司"


def test_a_rare_character_of_gb_18030() -> None:
    rows = [ROWS[0], ("王㐂𠮷", b.identity(1), "")]
    assert roster_facts(roster(b.delimited(rows, "gb18030"), "csv")).trainees[0].name == "王㐂𠮷"


@pytest.mark.parametrize(
    "data",
    [TEXT.encode("utf-16-le"), b"\xff" * 9, codecs.BOM_UTF16_LE + b"\x00", TEXT.encode() + b"\0", b"\x81\x20\xff"],
    ids=["UTF-16 without a mark", "no encoding", "half a character", "NUL", "broken GB 18030"],
)
def test_what_cannot_be_decoded(data: bytes) -> None:
    assert is_refused(roster(data, "csv"), "encoding")


def test_a_line_break_in_a_cell_is_one_row_and_a_blank_line_is_one() -> None:
    text = f'姓名,身份证号,所在单位\n{b.person_name(1)},{b.identity(1)},"一\n公司"\n\n\n李四,1,\n'
    reading = roster(text.encode(), "csv")
    assert places(reading) == [(5, "身份证号", "identity_unreadable")]
    assert roster_facts(reading).trainees[0].employer_name == "一\n公司"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(ending: str) -> None:
    assert roster(TEXT.replace("\r\n", ending).encode(), "csv").counts.accepted == 1


def test_title_lines_and_ragged_rows() -> None:
    text = f"某校名册\n\n姓名,身份证号,所在单位\n{b.person_name(1)},{b.identity(1)}\n"
    text += f"{b.person_name(2)},{b.identity(2)},,,,\n"
    reading = roster(text.encode(), "csv")
    assert [trainee.row for trainee in roster_facts(reading).trainees] == [4, 5]


def test_a_quote_inside_a_cell_is_a_character() -> None:
    text = f'姓名,身份证号,所在单位\n{b.person_name(1)},{b.identity(1)},示例"公司\n'
    assert roster_facts(roster(text.encode(), "csv")).trainees[0].employer_name == '示例"公司'


@pytest.mark.parametrize(
    "cell", ['"示例公司', '"示例"公司', "长" * 131_073], ids=["never closed", "closed too early", "too long"]
)
def test_a_cell_that_would_swallow_the_rows_after_it(cell: str) -> None:
    text = f"姓名,身份证号,所在单位\n{b.person_name(1)},{b.identity(1)},{cell}\n{b.person_name(2)},{b.identity(2)},\n"
    reading = roster(text.encode(), "csv")
    assert is_refused(reading, "csv_quotes")
    assert "第2行" in reading.errors[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b.roster_workbook(), "format_mismatch"),
        (b"\xd0\xcf\x11\xe0" + bytes(9), "format_mismatch"),
        (b"<!DOCTYPE html><html></html>", "format_mismatch"),
        (b"\n\n", "header_not_found"),
        ("姓名;身份证号\n".encode(), "header_not_found"),
        ("姓名,身份证号\n".encode(), "no_rows"),
    ],
    ids=["xlsx", "xls", "web page", "blank lines", "semicolons", "header alone"],
)
def test_not_a_roster(data: bytes, code: str) -> None:
    assert is_refused(roster(data, "csv"), code)


def test_an_identity_number_that_a_spreadsheet_shortened() -> None:
    reading = roster(f"姓名,身份证号\n张三,4.10105E+17\n{b.person_name(1)},{b.identity(1)}\n".encode(), "csv")
    assert places(reading) == [(2, "身份证号", "identity_as_number")]
