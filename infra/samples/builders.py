"""Made-up files for tests and demonstrations: plain rows in, the bytes of an upload out.

A row is a dict of the form's own headers (`{"姓名": "张三"}`). Dates and times become real date cells, True and
False 是 and 否, None a blank. Every person and institution here is invented.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from stdnum.cn import ric, uscc

from chalicelib.domain.registry import Table
from chalicelib.intake.columns.application import APPLICATION, TEACHERS, TIMETABLE
from chalicelib.intake.columns.assessment import ASSESSMENT
from chalicelib.intake.columns.column import Form
from chalicelib.intake.columns.registry import REGISTRY
from chalicelib.intake.columns.roster import ROSTER

Value = str | int | float | bool | datetime.date | datetime.time | None
Row = Mapping[str, Value]
Line = Sequence[Value]

_SURNAMES = "张王李赵刘陈杨黄周吴"
_GIVEN = ("建国", "秀英", "志强", "丽", "军", "敏", "海燕", "磊", "静", "涛", "红梅", "伟")
_FORMATS = {
    datetime.datetime: "yyyy-mm-dd hh:mm:ss",
    datetime.date: "yyyy-mm-dd",
    datetime.time: "hh:mm",
}


def identity(number: int, birth: datetime.date = datetime.date(1990, 1, 1), prefix: str = "410105") -> str:
    """A valid identity number (GB 11643) of nobody; `number` 0 to 999 tells people of one birthday apart, 1000 and
    more move the birthday on."""
    day = birth + datetime.timedelta(days=number // 1000)
    digits = f"{prefix}{day:%Y%m%d}{number % 1000:03}"
    return digits + ric.calc_check_digit(digits + "0")


def credit_code(number: int = 1, prefix: str = "91410100") -> str:
    """A valid unified social credit code of no institution."""
    code = f"{prefix}MA{number:07}"
    return code + uscc.calc_check_digit(code)


def person_name(number: int) -> str:
    """An invented name; 120 differ, later ones carry a third character."""
    third = "" if number < 120 else "一二三四五六七八九"[number // 120 % 9]
    return _SURNAMES[number % 10] + _GIVEN[number // 10 % 12] + third


def application_items(institution: str | None = None, **changed: Value) -> dict[str, Value]:
    """A complete, sound 开班申请: an electrician's class of 20 in 郑州, 40 class hours from 2024-03-04."""
    return {
        "单位名称": "郑州示例职业培训学校",
        "统一社会信用代码": institution or credit_code(),
        "联系人": "王示例",
        "联系电话": "0371-60000000",
        "开户银行名称": "示例银行郑州分行",
        "银行账号": "6200000000000000001",
        "开班批次": "2024-01",
        "拟开班时间": datetime.date(2024, 3, 4),
        "培训工种": "电工",
        "职业编码": "6-31-01-03",
        "级别": "五级",
        "拟培训人数": 20,
        "培训开始日期": datetime.date(2024, 3, 4),
        "培训结束日期": datetime.date(2024, 3, 15),
        "总课时": 40,
        "拟培训方式": "机构培训",
        "委托单位": None,
        "委托单位统一社会信用代码": None,
        "培训类型": "就业技能培训",
        "所属专项": 1,
        "是否制造业": True,
        "实施地区": "郑州",
        "培训地点": "郑州市示例路1号",
        "工位数": 20,
        "拟取得证书类型": "职业技能等级证书",
        "评价机构统一社会信用代码": credit_code(900),
        "线上平台代码": None,
        "是否补贴性培训": True,
        **changed,
    }


def sessions(
    count: int = 10, practical: int = 6, first: datetime.date = datetime.date(2024, 3, 4), teacher: str | None = None
) -> list[dict[str, Value]]:
    """A 课程表: one session of 4 class hours a working day, 08:30 to 11:30; the last `practical` ones 实操."""
    days = (first + datetime.timedelta(days=n) for n in range(count * 2 + 2))
    working = [day for day in days if day.weekday() < 5][:count]
    return [
        {
            "课次编号": f"S{n:02}",
            "日期": day,
            "开始时间": datetime.time(8, 30),
            "结束时间": datetime.time(11, 30),
            "课时数": 4,
            "授课方式": "实操" if n > count - practical else "理论",
            "培训内容": f"第{n}单元",
            "教师身份证号": teacher or identity(900),
            "地点": "一号教室",
            "补课对应课次": None,
        }
        for n, day in enumerate(working, start=1)
    ]


def teachers(count: int = 1, start: int = 900) -> list[dict[str, Value]]:
    """师资: people `start` and on."""
    return [
        {"姓名": person_name(n), "身份证号": identity(n), "职业资格或职称": "高级技师", "承担课程": "全部"}
        for n in range(start, start + count)
    ]


def trainees(count: int = 20, start: int = 1, **changed: Value) -> list[dict[str, Value]]:
    """A 人员名册: people `start` and on, every answer the sound one; `changed` goes into every row."""
    return [
        {
            "序号": n - start + 1,
            "姓名": person_name(n),
            "身份证号": identity(n),
            "联系电话": f"138{n:08}",
            "人员类别": "失业人员",
            "设备工号": f"{n:06}",
            "是否在校": False,
            "是否有培训意愿": True,
            "是否有就业意愿": True,
            "是否具备就业能力": True,
            "是否有创业意愿": False,
            **changed,
        }
        for n in range(start, start + count)
    ]


def assessments(count: int = 20, start: int = 1, **changed: Value) -> list[dict[str, Value]]:
    """A 考核评价 of the same people and class: everyone passed on 2024-03-20."""
    return [
        {
            "姓名": person_name(n),
            "身份证号": identity(n),
            "职业编码": "6-31-01-03",
            "级别": "五级",
            "考核日期": datetime.date(2024, 3, 20),
            "考核结果": "合格",
            "证书类型": "职业技能等级证书",
            "证书编号": f"Y0041000000{n:09}",
            "证书形式": "电子",
            "发证日期": datetime.date(2024, 3, 25),
            "评价机构统一社会信用代码": credit_code(900),
            "是否委托评价": False,
            **changed,
        }
        for n in range(start, start + count)
    ]


def application_workbook(
    items: Row | None = None,
    timetable: Iterable[Row] | None = None,
    staff: Iterable[Row] | None = None,
    roster: Iterable[Row] | None = None,
) -> bytes:
    """An application workbook; the sheet 人员名册 only if `roster` is given."""
    given = application_items() if items is None else items
    sheets: dict[str, Iterable[Line]] = {
        APPLICATION.title: [("项目", "内容"), *given.items()],
        TIMETABLE.title: lines_of_timetable(timetable),
        TEACHERS.title: lines_of_teachers(staff),
    }
    if roster is not None:
        sheets[ROSTER.title] = lines(ROSTER, roster)
    return workbook(sheets)


def roster_workbook(rows: Iterable[Row] | None = None) -> bytes:
    """A roster as xlsx."""
    return workbook({ROSTER.title: lines(ROSTER, trainees() if rows is None else rows)})


def assessment_workbook(rows: Iterable[Row] | None = None) -> bytes:
    """An assessment file as xlsx."""
    return workbook({ASSESSMENT.title: lines(ASSESSMENT, assessments() if rows is None else rows)})


def registry_workbook(table: Table, rows: Iterable[Row]) -> bytes:
    """A registry table as xlsx."""
    return workbook({REGISTRY[table].title: lines(REGISTRY[table], rows)})


def registry_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """A registry table as csv."""
    return delimited(lines(REGISTRY[table], rows))


def lines_of_timetable(rows: Iterable[Row] | None = None) -> list[Line]:
    """The sheet 课程表, for a workbook put together by hand."""
    return lines(TIMETABLE, sessions() if rows is None else rows)


def lines_of_teachers(rows: Iterable[Row] | None = None) -> list[Line]:
    """The sheet 师资, for a workbook put together by hand."""
    return lines(TEACHERS, teachers() if rows is None else rows)


def lines(form: Form, rows: Iterable[Row]) -> list[Line]:
    """A header of all the form's columns, and further ones of the rows, then the rows."""
    given = list(rows)
    names = list(dict.fromkeys([*(column.name for column in form.columns), *(name for row in given for name in row)]))
    return [names, *([row.get(name) for name in names] for row in given)]


def workbook(sheets: Mapping[str, Iterable[Line]]) -> bytes:
    """Any workbook: sheet by sheet, line by line, from A1. Text stays text, `=1+1` too."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)})  # equal rows, equal bytes
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(rows):
                for place, value in enumerate(line):
                    _write(sheet, at, place, value, formats)
    return target.getvalue()


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    column: int,
    value: Value,
    formats: Mapping[type, object],
) -> None:
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.date | datetime.time):
        sheet.write_datetime(row, column, value, formats[type(value)])
    elif value:
        sheet.write_string(row, column, value)


def delimited(rows: Iterable[Line], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """A csv file with the line ends of Windows."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows([_text(value) for value in line] for line in rows)
    return target.getvalue().encode(encoding)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
