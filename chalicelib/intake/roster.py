"""人员名册 → trainees."""

from collections.abc import Callable

from chalicelib.domain.facts import RosterFacts
from chalicelib.domain.personal import mask_phone
from chalicelib.domain.trainee import Category, Trainee
from chalicelib.intake.cells.personal import identity_faults
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.roster import ROSTER
from chalicelib.intake.faults import CellError, Errors, FileFault
from chalicelib.intake.people import People
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.table import Line, Table, read_table


def read_roster(sheet: Sheet, limit: int, people: People, errors: Errors) -> tuple[RosterFacts, Table[Trainee]]:
    """The trainees of a sheet. Adds to `errors` and `people`; raises FileFault, also for a roster of nobody."""
    table = read_table(sheet, ROSTER, limit, errors, _builder(people))
    if not table.counts.rows:
        message = "人员名册没有数据行，原有名册保持不变，请填写后重新上传"
        raise FileFault(Code.NO_ROWS, message, sheet=sheet.name)
    return RosterFacts(trainees=table.facts), table


def _builder(people: People) -> Callable[[Line], Trainee]:
    seen: dict[tuple[str, str], int] = {}

    def build(line: Line) -> Trainee:
        trainee = _trainee(line, people)
        first = seen.setdefault((trainee.person, trainee.name), line.number)
        if first != line.number:
            raise CellError(Code.DUPLICATE_PERSON, f"此人与第{first}行重复，请删除其中一行", "身份证号")
        return trainee

    return build


def _trainee(line: Line, people: People) -> Trainee:
    values = dict(line.values)
    identity = values.pop("identity")
    phone = values.pop("phone", None)
    category = values.pop("category", None)
    named = isinstance(category, Category)
    return Trainee(
        row=line.number,
        identity_faults=identity_faults(identity),
        phone_masked=mask_phone(phone) if phone else None,
        category=category if named else None,
        category_text=None if named else category,
        **people.register(identity, phone),
        **values,
    )
