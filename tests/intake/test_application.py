"""The application workbook: the form, the timetable, the teachers, and the roster that may be in it."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from chalicelib.domain.facts import FactKind
from chalicelib.domain.region import Region
from chalicelib.domain.training_class import Level, Teaching, TrainingMode
from chalicelib.domain.upload import Counts, UploadStatus
from tests import builders as b
from tests.intake.reader import application, application_facts, codes, is_refused, keyed, places, roster_facts


def test_a_sound_workbook() -> None:
    reading = application(b.application_workbook(roster=b.trainees(2)))
    assert (reading.status, reading.errors, reading.missing_columns) == (UploadStatus.ACCEPTED, (), ())
    assert reading.counts == Counts(rows=13, accepted=13)
    facts = application_facts(reading)
    form = facts.application
    assert (form.institution, form.region, form.level) == (b.credit_code(), Region.ZHENGZHOU, Level.FIVE)
    assert (form.opening, form.total_hours, form.mode) == (
        datetime.date(2024, 3, 4),
        Decimal(40),
        TrainingMode.INSTITUTION,
    )
    assert (form.phone_masked, form.account_masked) == ("037****0000", "****0001")
    assert form.account_hash == keyed("6200000000000000001")
    assert reading.secrets["application"] == {"phone": "037160000000", "account": "6200000000000000001"}
    assert len(facts.timetable) == 10
    first = facts.timetable[0]
    assert (first.id, first.row, first.minutes, first.teaching) == ("S01", 2, 180, Teaching.THEORY)
    assert first.teacher == facts.teachers[0].person == keyed(b.identity(900))
    assert len(roster_facts(reading).trainees) == 2


def test_every_item_reaches_its_field() -> None:
    items = b.application_items(委托单位="示例公司", 委托单位统一社会信用代码=b.credit_code(5), 线上平台代码="P001")
    form = application_facts(application(b.application_workbook(items))).application
    assert [name for name, value in form.model_dump().items() if value is None] == []
    assert (form.principal_name, form.principal, form.platform) == ("示例公司", b.credit_code(5), "P001")
    assert (form.evaluation_body, form.programme, form.workstations) == (b.credit_code(900), 1, 20)
    assert (form.starts, form.ends) == (datetime.date(2024, 3, 4), datetime.date(2024, 3, 15))


def test_a_make_up_session_names_the_one_it_makes_up_for() -> None:
    rows = b.sessions(2)
    rows[1]["补课对应课次"] = "S01"
    second = application_facts(application(b.application_workbook(timetable=rows))).timetable[1]
    assert (second.makes_up, second.content, second.place, second.hours) == ("S01", "第2单元", "一号教室", Decimal(4))


def test_without_a_roster_sheet_the_roster_is_left_alone() -> None:
    assert list(application(b.application_workbook()).facts) == [FactKind.APPLICATION]


def test_an_empty_roster_sheet_is_reported_and_leaves_the_roster_alone() -> None:
    reading = application(b.application_workbook(roster=[]))
    assert list(reading.facts) == [FactKind.APPLICATION]
    assert codes(reading) == {"no_rows": 1}
    assert reading.errors[0].sheet == "人员名册"


def test_a_broken_roster_sheet_fails_alone() -> None:
    reading = application(b.application_workbook(roster=b.trainees(2, 身份证号="1")))
    assert list(reading.facts) == [FactKind.APPLICATION]
    assert codes(reading) == {"identity_unreadable": 2, "every_row_bad": 1}
    assert reading.counts == Counts(rows=13, accepted=11, rejected=2)


def test_items_with_notes_below_a_title_in_any_order() -> None:
    items = [(f"* {name}（必填）：", value) for name, value in reversed(b.application_items().items())]
    data = b.workbook(
        {
            "开班申请": [("开班申请表",), (), ("项目", "内容"), *items, ("备注", "无")],
            "课程表": b.lines_of_timetable(),
            "师资": b.lines_of_teachers(),
        }
    )
    reading = application(data)
    assert (reading.status, reading.ignored_columns) == (UploadStatus.ACCEPTED, ("开班申请/备注",))
    assert application_facts(reading).application.trade == "电工"


def test_blank_items_are_unknown_and_no_error() -> None:
    reading = application(b.application_workbook(dict.fromkeys(b.application_items())))
    assert reading.errors == ()
    assert application_facts(reading).application.model_dump(exclude_none=True) == {}


def test_a_bad_item_is_an_error_and_unknown() -> None:
    reading = application(b.application_workbook(b.application_items(级别="九级", 所属专项=11, 联系电话="无")))
    assert places(reading) == [(5, "联系电话", "phone"), (12, "级别", "choice"), (21, "所属专项", "number")]
    assert application_facts(reading).application.level is None


@pytest.mark.parametrize("written", [b.credit_code(2), "不详"])
def test_another_institution_is_refused(written: str) -> None:
    reading = application(b.application_workbook(b.application_items(统一社会信用代码=written)))
    assert is_refused(reading, "institution_mismatch")


def test_an_item_twice_is_refused() -> None:
    data = b.workbook({"开班申请": [("级别", "五级"), ("级别（必填）", "四级")], "课程表": [], "师资": []})
    assert is_refused(application(data), "column_duplicate")


@pytest.mark.parametrize("lacking", ["开班申请", "课程表", "师资"])
def test_a_sheet_that_must_be_there(lacking: str) -> None:
    sheets: dict[str, list[b.Line]] = {
        "开班申请": list(b.application_items().items()),
        "课程表": b.lines_of_timetable(),
        "师资": b.lines_of_teachers(),
    }
    del sheets[lacking]
    reading = application(b.workbook(sheets))
    assert is_refused(reading, "sheet_missing")
    assert reading.errors[0].sheet == lacking


def test_an_empty_timetable_is_reported_and_accepted() -> None:
    reading = application(b.application_workbook(timetable=[]))
    assert (reading.status, codes(reading)) == (UploadStatus.ACCEPTED_WITH_ERRORS, {"no_rows": 1})
    assert application_facts(reading).timetable == ()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("课次编号", None, "value_missing"),
        ("课次编号", "S01", "duplicate_session"),
        ("课次编号", "S/2", "session_id"),
        ("日期", "2024-02-30", "date"),
        ("开始时间", "25:00", "time"),
        ("结束时间", datetime.time(8, 30), "period_reversed"),
        ("结束时间", None, "value_missing"),
        ("课时数", 0, "number"),
        ("授课方式", "自习", "choice"),
    ],
)
def test_a_session_that_cannot_be_one(column: str, value: b.Value, code: str) -> None:
    rows = b.sessions()
    rows[1][column] = value
    reading = application(b.application_workbook(timetable=rows))
    assert [(error.sheet, *place) for error, place in zip(reading.errors, places(reading), strict=True)] == [
        ("课程表", 3, column, code)
    ]
    assert [session.row for session in application_facts(reading).timetable] == [2, *range(4, 12)]


def test_dates_and_times_that_lost_their_format_are_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(b.application_workbook()))
    book["开班申请"]["B9"] = 45355
    book["开班申请"]["B9"].number_format = "General"
    for column, number in (("B", 45355), ("C", 0.354166666666667), ("D", 11.5 / 24)):
        book["课程表"][f"{column}2"] = number
        book["课程表"][f"{column}2"].number_format = "General"
    target = io.BytesIO()
    book.save(target)
    reading = application(target.getvalue())
    assert reading.errors == ()
    assert application_facts(reading) == application_facts(application(b.application_workbook()))


def test_a_session_may_last_one_minute() -> None:
    rows = b.sessions(1)
    rows[0]["结束时间"] = "8:31"
    assert application_facts(application(b.application_workbook(timetable=rows))).timetable[0].minutes == 1


def test_a_teacher_who_cannot_be_read_is_unknown_to_the_session() -> None:
    rows = b.sessions(1, teacher="王老师")
    reading = application(b.application_workbook(timetable=rows))
    assert places(reading) == [(2, "教师身份证号", "identity_unreadable")]
    assert application_facts(reading).timetable[0].teacher is None


def test_a_teacher_twice_stands_once() -> None:
    reading = application(b.application_workbook(staff=[*b.teachers(), *b.teachers()]))
    assert places(reading) == [(3, "身份证号", "duplicate_person")]
    assert len(application_facts(reading).teachers) == 1
