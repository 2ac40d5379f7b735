"""考核评价 → assessments."""

from collections.abc import Callable
from typing import Any

from chalicelib.domain.assessment import Assessment
from chalicelib.domain.facts import AssessmentFacts
from chalicelib.domain.personal import scrub
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.assessment import ASSESSMENT
from chalicelib.intake.faults import CellError, Errors, FileFault
from chalicelib.intake.people import People
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.table import Line, Table, read_table


def read_assessments(
    sheet: Sheet, limit: int, people: People, errors: Errors
) -> tuple[AssessmentFacts, Table[Assessment]]:
    """The assessments of a sheet. Adds to `errors` and `people`; raises FileFault, also where there is none."""
    table = read_table(sheet, ASSESSMENT, limit, errors, _builder(people))
    if not table.counts.rows:
        message = "考核评价表没有数据行，原有结果保持不变，请填写后重新上传"
        raise FileFault(Code.NO_ROWS, message, sheet=sheet.name)
    return AssessmentFacts(assessments=table.facts), table


def _builder(people: People) -> Callable[[Line], Assessment]:
    """A person may have several lines, of different occupations, levels or days."""
    seen: dict[object, int] = {}

    def build(line: Line) -> Assessment:
        values = dict(line.values)
        person = people.register(values.pop("identity"))
        hashed = _hash(values, people)
        if hashed:  # a special operation's certificate bears its holder's identity number
            values["certificate_number"] = scrub(str(values["certificate_number"]))
        fact = Assessment(row=line.number, certificate_hash=hashed, **person, **values)
        key = (fact.person, fact.name, fact.occupation, fact.level, fact.date)
        first = seen.setdefault(key, line.number)
        if first != line.number:
            message = f"此人同一职业、级别、考核日期的结果与第{first}行重复，请只保留一行"
            raise CellError(Code.DUPLICATE_ASSESSMENT, message, "身份证号")
        return fact

    return build


def _hash(values: dict[str, Any], people: People) -> str | None:
    """Capital and small letters name one certificate."""
    number = values.get("certificate_number")
    return people.keyed(f"certificate {str(number).upper()}") if number else None
