"""The tables of docs/uploads.md, from the definitions that the readers go by.

`python -m tests.docs.tables` writes them into the page, each between its two marks.
"""

import re
from collections.abc import Iterable

from chalicelib.intake.codes import Code
from chalicelib.intake.columns.application import APPLICATION, TEACHERS, TIMETABLE
from chalicelib.intake.columns.assessment import ASSESSMENT
from chalicelib.intake.columns.column import Column, Form
from chalicelib.intake.columns.registry import REGISTRY
from chalicelib.intake.columns.roster import ROSTER
from chalicelib.intake.columns.survey import SURVEY

from .pages import Page, page

PAGE = "docs/uploads.md"
FORMS: dict[str, Form] = {
    "application": APPLICATION,
    "timetable": TIMETABLE,
    "teachers": TEACHERS,
    "roster": ROSTER,
    "assessment": ASSESSMENT,
    "survey": SURVEY,
}
_MARKED = re.compile(r"<!-- table: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)


def tables() -> dict[str, str]:
    """Each table's Markdown by the name of its mark."""
    forms = {name: _table("column | required | values", map(_column, form.columns)) for name, form in FORMS.items()}
    registry = [f"`{table}` | {_columns(form)}" for table, form in REGISTRY.items()]
    codes = [f"`{code.value}` | {code.meaning}" for code in Code]
    return forms | {"registry": _table("table | columns", registry), "codes": _table("code | when", codes)}


def _column(column: Column) -> str:
    names = " / ".join((column.name, *column.aliases))
    return f"{names} | {'yes' if column.required else ''} | {'、'.join(column.allowed)}"


def _columns(form: Form) -> str:
    return " · ".join(f"**{column.name}**" if column.required else column.name for column in form.columns)


def _table(header: str, rows: Iterable[str]) -> str:
    rule = " | ".join("---" for _ in header.split(" | "))
    return "".join(f"| {row} |\n" for row in (header, rule, *rows))


def written(of: Page) -> dict[str, str]:
    """The tables that stand in the page."""
    return dict(_MARKED.findall(of.text))


def renewed(text: str) -> str:
    """The page's text with its tables made again."""
    made = tables()
    return _MARKED.sub(lambda mark: f"<!-- table: {mark[1]} -->\n{made[mark[1]]}<!-- end -->", text)


if __name__ == "__main__":
    uploads = page(PAGE)
    uploads.path.write_text(renewed(uploads.text), encoding="utf-8")
