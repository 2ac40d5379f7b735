"""The application workbook: 开班申请, 课程表, 师资."""

from collections.abc import Callable

from chalicelib.domain.facts import ApplicationFacts
from chalicelib.domain.personal import mask_account, mask_phone
from chalicelib.domain.training_class import Application, Session, Teacher
from chalicelib.domain.upload import RowError
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.application import TEACHERS, TIMETABLE
from chalicelib.intake.faults import CellError, Errors
from chalicelib.intake.item_form import Items
from chalicelib.intake.people import People
from chalicelib.intake.result import APPLICATION as SUBJECT
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.table import Line, Table, read_table
from chalicelib.intake.workbook import required


def read_tables(
    book: tuple[Sheet, ...], limit: int, people: People, errors: Errors
) -> tuple[Table[Session], Table[Teacher]]:
    """课程表 and 师资. An empty one is reported and accepted: rule OPN-07 then says what the application lacks."""
    timetable = read_table(required(book, TIMETABLE.title), TIMETABLE, limit, errors, _session_builder(people))
    teachers = read_table(required(book, TEACHERS.title), TEACHERS, limit, errors, _teacher_builder(people))
    for title, counts in ((TIMETABLE.title, timetable.counts), (TEACHERS.title, teachers.counts)):
        if not counts.rows:
            message = f"“{title}”没有数据行，请填写后重新上传"
            errors.add(RowError(sheet=title, code=Code.NO_ROWS.value, message=message))
    return timetable, teachers


def facts_of(items: Items, timetable: Table[Session], teachers: Table[Teacher], people: People) -> ApplicationFacts:
    """The facts of a workbook whose sheets were read; the full phone and account go to `people` for sealing."""
    application = _application(items, people)
    return ApplicationFacts(application=application, timetable=timetable.facts, teachers=teachers.facts)


def _application(items: Items, people: People) -> Application:
    values = dict(items.values)
    secret: dict[str, str] = {name: values.pop(name) for name in ("phone", "account") if name in values}
    if secret:
        people.secrets[SUBJECT] = secret
    if "phone" in secret:
        values["phone_masked"] = mask_phone(secret["phone"])
    if "account" in secret:
        values["account_masked"] = mask_account(secret["account"])
        values["account_hash"] = people.keyed(secret["account"])
    return Application(**values)


def _session_builder(people: People) -> Callable[[Line], Session]:
    seen: dict[str, int] = {}

    def build(line: Line) -> Session:
        values = dict(line.values)
        if values["ends"] <= values["starts"]:
            raise CellError(Code.PERIOD_REVERSED, "结束时间应晚于开始时间（同一天内），请修改", "结束时间")
        first = seen.setdefault(values["id"], line.number)
        if first != line.number:
            raise CellError(Code.DUPLICATE_SESSION, f"课次编号与第{first}行重复，请改为不同编号", "课次编号")
        if "teacher" in values:
            values["teacher"] = people.register(values["teacher"])["person"]
        return Session(row=line.number, **values)

    return build


def _teacher_builder(people: People) -> Callable[[Line], Teacher]:
    seen: dict[str, int] = {}

    def build(line: Line) -> Teacher:
        values = dict(line.values)
        teacher = Teacher(row=line.number, **people.register(values.pop("identity")), **values)
        first = seen.setdefault(teacher.person, line.number)
        if first != line.number:
            raise CellError(Code.DUPLICATE_PERSON, f"此人与第{first}行重复，请删除其中一行", "身份证号")
        return teacher

    return build
