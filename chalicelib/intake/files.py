"""One reader a kind of upload: which sheets it has, and what they make together."""

from dataclasses import dataclass

from chalicelib.domain.facts import FactKind
from chalicelib.domain.upload import Counts
from chalicelib.intake import application, delimited, header, limits, workbook
from chalicelib.intake.assessment import read_assessments
from chalicelib.intake.cells.cell import tidy
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.application import APPLICATION, TEACHERS, TIMETABLE
from chalicelib.intake.columns.assessment import ASSESSMENT
from chalicelib.intake.columns.column import Form
from chalicelib.intake.columns.registry import REGISTRY
from chalicelib.intake.columns.roster import ROSTER
from chalicelib.intake.columns.survey import SURVEY
from chalicelib.intake.faults import Errors, FileFault
from chalicelib.intake.item_form import Items, read_items
from chalicelib.intake.layout import Address
from chalicelib.intake.people import People
from chalicelib.intake.registry import read_registry
from chalicelib.intake.result import Facts, Reading, status_of, sum_counts
from chalicelib.intake.roster import read_roster
from chalicelib.intake.sheet import Sheet
from chalicelib.intake.survey import read_survey


@dataclass(frozen=True)
class File:
    """An upload while it is read."""

    address: Address
    data: bytes
    people: People
    errors: Errors

    @property
    def limit(self) -> int:
        return limits.max_rows(self.address.kind)


@dataclass(frozen=True)
class _Part:
    """One sheet of a workbook, for the receipt."""

    title: str
    counts: Counts
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def read_roster_file(file: File) -> Reading:
    """人员名册, xlsx or csv."""
    facts, table = read_roster(_only_table(file, ROSTER), file.limit, file.people, file.errors)
    return _reading(file, {FactKind.ROSTER: facts}, table.counts, table.ignored, table.missing)


def read_assessment_file(file: File) -> Reading:
    """考核评价, xlsx or csv."""
    facts, table = read_assessments(_only_table(file, ASSESSMENT), file.limit, file.people, file.errors)
    return _reading(file, {FactKind.ASSESSMENT: facts}, table.counts, table.ignored, table.missing)


def read_survey_file(file: File) -> Reading:
    """培训满意度调查, xlsx or csv."""
    facts, table = read_survey(_only_table(file, SURVEY), file.limit, file.errors)
    return _reading(file, {FactKind.SURVEY: facts}, table.counts, table.ignored, table.missing)


def read_registry_file(file: File) -> Reading:
    """A province's table, xlsx or csv. A header with no row is accepted: the table is then loaded, and empty."""
    name = file.address.table
    if name is None:
        raise ValueError("a registry address names its table")
    sheet = _only_table(file, REGISTRY[name])
    table = read_registry(sheet, name, file.limit, file.people.keyed, file.errors)
    errors = file.errors.listed()
    return Reading(
        status_of(errors),
        table.counts,
        errors,
        rows=table.items,
        ignored_columns=table.ignored,
        missing_columns=table.missing,
    )


def read_application_file(file: File) -> Reading:
    """The application workbook. Its roster, where it has one, may fail alone: the roster then stays as it was."""
    book = workbook.sheets(file.data)
    items = read_items(workbook.required(book, APPLICATION.title), APPLICATION, file.errors)
    _refuse_other_institution(items, file.address)
    timetable, teachers = application.read_tables(book, file.limit, file.people, file.errors)
    said = application.facts_of(items, timetable, teachers, file.people)
    facts: dict[FactKind, Facts] = {FactKind.APPLICATION: said}
    parts = [
        _Part(APPLICATION.title, Counts(), items.ignored, items.missing),
        _Part(TIMETABLE.title, timetable.counts, timetable.ignored, timetable.missing),
        _Part(TEACHERS.title, teachers.counts, teachers.ignored, teachers.missing),
        *_roster_part(file, book, facts),
    ]
    return _reading(
        file,
        facts,
        sum_counts(*(part.counts for part in parts)),
        tuple(f"{part.title}/{name}" for part in parts for name in part.ignored),
        tuple(f"{part.title}/{name}" for part in parts for name in part.missing),
    )


def _roster_part(file: File, book: tuple[Sheet, ...], facts: dict[FactKind, Facts]) -> list[_Part]:
    sheet = workbook.named(book, ROSTER.title)
    if sheet is None:
        return []
    try:
        facts[FactKind.ROSTER], table = read_roster(sheet, file.limit, file.people, file.errors)
    except FileFault as fault:
        file.errors.add(fault.error)
        return [_Part(ROSTER.title, fault.counts, (), ())]
    return [_Part(ROSTER.title, table.counts, table.ignored, table.missing)]


def _refuse_other_institution(items: Items, address: Address) -> None:
    written = items.cells.get("institution")
    if written is not None and tidy(written).upper() != address.institution:
        message = "表中的统一社会信用代码与上传路径中的机构不一致，请核对后重新上传"
        raise FileFault(Code.INSTITUTION_MISMATCH, message, sheet=APPLICATION.title, column="统一社会信用代码")


def _only_table(file: File, form: Form) -> Sheet:
    """The sheet to read: the one with the form's name, else the first that has its header, else the first."""
    if file.address.extension == "csv":
        return delimited.sheet(file.data)
    book = workbook.sheets(file.data)
    if not book:
        raise FileFault(Code.SHEET_MISSING, "工作簿里没有工作表，请使用规定的表样重新填写")
    found = workbook.named(book, form.title)
    if found or len(book) == 1:
        return found or book[0]
    return next((sheet for sheet in book if _has_header(sheet, form)), book[0])


def _has_header(sheet: Sheet, form: Form) -> bool:
    try:
        header.find(sheet.rows(), form, sheet.name)
    except FileFault as fault:
        return fault.code is not Code.HEADER_NOT_FOUND
    return True


def _reading(
    file: File, facts: dict[FactKind, Facts], counts: Counts, ignored: tuple[str, ...], missing: tuple[str, ...]
) -> Reading:
    errors = file.errors.listed()
    return Reading(
        status_of(errors),
        counts,
        errors,
        facts=facts,
        secrets=file.people.secrets,
        ignored_columns=ignored,
        missing_columns=missing,
    )
