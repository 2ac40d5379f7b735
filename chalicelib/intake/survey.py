"""培训满意度调查 → answers."""

from collections.abc import Callable

from chalicelib.domain.facts import SurveyFacts
from chalicelib.domain.personal import scrub
from chalicelib.domain.survey import SurveyAnswer
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.survey import SURVEY
from chalicelib.intake.faults import CellError, Errors, FileFault
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.table import Line, Table, read_table


def read_survey(sheet: Sheet, limit: int, errors: Errors) -> tuple[SurveyFacts, Table[SurveyAnswer]]:
    """The answers of a sheet, opinions scrubbed. Adds to `errors`; raises FileFault, also where there is none."""
    table = read_table(sheet, SURVEY, limit, errors, _builder())
    if not table.counts.rows:
        message = "满意度调查没有数据行，原有结果保持不变，请填写后重新上传"
        raise FileFault(Code.NO_ROWS, message, sheet=sheet.name)
    return SurveyFacts(answers=table.facts), table


def _builder() -> Callable[[Line], SurveyAnswer]:
    seen: dict[str, int] = {}

    def build(line: Line) -> SurveyAnswer:
        values = dict(line.values)
        # People write anything into a free text, and sometimes number questionnaires by identity number.
        values |= {name: scrub(values[name]) for name in ("number", "opinion") if name in values}
        first = seen.setdefault(str(line.values["number"]), line.number)
        if first != line.number:
            message = f"问卷编号与第{first}行重复，请核对后只保留一行或更正编号"
            raise CellError(Code.DUPLICATE_ANSWER, message, "问卷编号")
        return SurveyAnswer(row=line.number, **values)

    return build
