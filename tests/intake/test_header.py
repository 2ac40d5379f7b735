"""Finding the header and the columns, as people really leave them; row numbers are the sheet's own."""

import io

import openpyxl
import pytest

from chalicelib.domain.registry import Table
from chalicelib.domain.upload import Counts, UploadStatus
from tests import builders as b
from tests.intake.reader import is_refused, places, registry, roster, roster_facts

PERSON = (b.person_name(1), b.identity(1))


def sheet(*rows: b.Line, name: str = "人员名册") -> bytes:
    return b.workbook({name: rows})


@pytest.mark.parametrize(
    "header",
    [
        ("姓名", "身份证号"),
        (" 姓 名 ", "身份证号\n"),
        ("*姓名", "身份证号＊"),
        ("姓名（必填）", "身份证号(18位)"),
        ("姓名［必填］：", "身份证号【文本格式】"),
        ("姓名 *（必填）", "身份证号码"),
    ],
)
def test_headers_with_notes(header: b.Line) -> None:
    reading = roster(sheet(header, PERSON))
    assert reading.status is UploadStatus.ACCEPTED
    assert roster_facts(reading).trainees[0].name == PERSON[0]


def test_columns_in_any_order_below_titles() -> None:
    reading = roster(sheet(("某某学校人员名册",), (), ("填报日期：",), ("身份证号", "姓名"), (PERSON[1], PERSON[0])))
    assert roster_facts(reading).trainees[0].row == 5


def test_a_table_that_does_not_begin_in_the_corner() -> None:
    rows: list[b.Line] = [(), (), (None, None, "姓名", "身份证号"), (), (None, None, *PERSON)]
    assert roster_facts(roster(sheet(*rows))).trainees[0].row == 5


def test_merged_titles_as_another_writer_leaves_them() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "人员名册"
    page.append(["某某学校人员名册"])
    page.merge_cells("A1:F2")
    page["A3"], page["B3"] = "姓名", "身份证号"
    page["A4"], page["B4"] = PERSON
    page["A5"] = "  "
    page["A6"], page["B6"] = "李四", "1"
    target = io.BytesIO()
    book.save(target)
    reading = roster(target.getvalue())
    assert places(reading) == [(6, "身份证号", "identity_unreadable")]
    assert reading.counts == Counts(rows=2, accepted=1, rejected=1)


@pytest.mark.parametrize(("titles", "found"), [(18, True), (19, True), (20, False)])
def test_the_header_is_among_the_first_twenty_rows(titles: int, found: bool) -> None:
    reading = roster(sheet(*([("标题",)] * titles), ("姓名", "身份证号"), PERSON))
    assert (reading.status is UploadStatus.ACCEPTED) is found
    assert found or is_refused(reading, "header_not_found")


def test_unknown_columns_are_named_and_lacking_ones_too() -> None:
    reading = roster(sheet(("姓名", "身份证号", "备注（可空）", "备注（可空）", b.identity(5)), PERSON))
    assert reading.ignored_columns == ("备注(可空)", "备注(可空)", f"4101********{b.identity(5)[-4:]}")
    assert "人员类别" in reading.missing_columns
    assert "序号" not in reading.missing_columns
    assert "姓名" not in reading.missing_columns


def test_a_column_that_every_row_needs() -> None:
    reading = roster(sheet(("姓名", "联系电话"), ("张三", "13800000000")))
    assert is_refused(reading, "column_missing")
    assert reading.errors[0].column == "身份证号"


def test_a_column_twice() -> None:
    reading = roster(sheet(("姓名", "身份证号", "*姓名"), (*PERSON, "别人")))
    assert is_refused(reading, "column_duplicate")


@pytest.mark.parametrize(("columns", "code"), [(498, None), (499, "too_many_columns")])
def test_no_form_has_so_many_columns(columns: int, code: str | None) -> None:
    reading = roster(sheet(("姓名", "身份证号", *["其他"] * columns), PERSON))
    assert is_refused(reading, code) if code else reading.status is UploadStatus.ACCEPTED


def test_a_million_columns_in_a_text_file() -> None:
    head = "姓名,身份证号" + ",x" * 1_000_000
    assert is_refused(roster(head.encode(), "csv"), "too_many_columns")


def test_the_sheet_of_the_name_goes_before_others() -> None:
    decoy = [("姓名", "身份证号"), ("李四", b.identity(2))]
    data = b.workbook({"说明": [("填表说明",)], "旧名册": decoy, "人员名册": [("姓名", "身份证号"), PERSON]})
    assert roster_facts(roster(data)).trainees[0].name == PERSON[0]


def test_without_that_name_the_first_sheet_with_the_header() -> None:
    data = b.workbook({"说明": [("填表说明",)], "Sheet2": [("姓名", "身份证号"), PERSON]})
    assert roster_facts(roster(data)).trainees[0].name == PERSON[0]


def test_a_sheet_that_is_named_after_a_person_is_masked() -> None:
    reading = roster(sheet(("姓名", "身份证号"), PERSON, ("李四", "1"), name=b.identity(7)))
    assert reading.errors[0].sheet == f"4101********{b.identity(7)[-4:]}"


def test_an_amount_in_another_unit_is_refused() -> None:
    rows: list[b.Line] = [("职业编码", "级别", "证书类型", "补贴标准（万元）", "生效日期")]
    assert is_refused(registry(Table.STANDARDS, b.workbook({"x": rows})), "unit_unsupported")
