"""Whatever the bytes, a Reading; whatever goes wrong, no message shows a personal number."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadStatus
from chalicelib.intake.codes import Code
from chalicelib.intake.columns.application import APPLICATION, TEACHERS, TIMETABLE
from chalicelib.intake.columns.assessment import ASSESSMENT
from chalicelib.intake.columns.column import Form
from chalicelib.intake.columns.registry import REGISTRY
from chalicelib.intake.columns.roster import ROSTER
from chalicelib.intake.reading import Reading
from tests import builders as b
from tests.intake.reader import application, assessment, registry, roster, roster_facts

KEYS: list[Callable[[bytes], Reading]] = [
    application,
    roster,
    assessment,
    lambda data: roster(data, "csv"),
    lambda data: assessment(data, "csv"),
    *(lambda data, table=table: registry(table, data) for table in Table),
    *(lambda data, table=table: registry(table, data, "csv") for table in Table),
]
_SHOWN = re.compile(r"(\d-?){11}")
_CODES = {code.value for code in Code}
WORKBOOK = b.application_workbook(roster=b.trainees(2))
NUMBERS = st.builds(b.identity, st.integers(0, 5000))
CELLS = st.one_of(
    st.text(max_size=30),
    NUMBERS,
    NUMBERS.map(lambda number: f"{number[:6]} {number[6:14]}-{number[14:]}"),
    NUMBERS.map(lambda number: "".join(chr(ord(c) + 0xFEE0) for c in number)),
    NUMBERS.map(lambda number: f"身份证{number}电话13812345678"),
    st.sampled_from(["13812345678", "6200000000000000001", "2024-03-05", "是", "郑州", "五级", "合格"]),
)


def is_sound(reading: Reading) -> bool:
    """The promises that hold for every reading."""
    assert {error.code for error in reading.errors} <= _CODES
    for error in reading.errors:
        assert error.message
        for shown in (error.message, error.column or "", error.sheet or ""):
            assert not _SHOWN.search("".join(unicodedata.normalize("NFKC", shown).split()))
    if reading.status is UploadStatus.REJECTED:
        assert reading.errors
        assert (dict(reading.facts), reading.rows, reading.secrets) == ({}, (), {})
    else:
        assert (reading.status is UploadStatus.ACCEPTED) is (not reading.errors)
        assert reading.counts.rows == reading.counts.accepted + reading.counts.rejected
    return True


@given(st.sampled_from(KEYS), st.binary(max_size=400))
def test_any_bytes(read: Callable[[bytes], Reading], data: bytes) -> None:
    assert is_sound(read(data))


@given(st.sampled_from(KEYS), st.text(max_size=400), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_text(read: Callable[[bytes], Reading], text: str, encoding: str) -> None:
    assert is_sound(read(text.encode(encoding, "ignore")))


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_bytes_overwritten(at: int, noise: bytes) -> None:
    assert is_sound(application(WORKBOOK[:at] + noise + WORKBOOK[at + len(noise) :]))


@given(st.data())
def test_a_workbook_with_its_xml_damaged(data: st.DataObject) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(target, "w") as new:
        damaged = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = old.read(name)
            if name == damaged:
                at = data.draw(st.integers(0, len(part)))
                part = part[:at] + data.draw(st.binary(max_size=8)) + part[at + data.draw(st.integers(0, 40)) :]
            new.writestr(name, part)
    assert is_sound(application(target.getvalue()))


@pytest.mark.parametrize(
    ("form", "read"),
    [(ROSTER, KEYS[3]), (ASSESSMENT, KEYS[4]), *zip(REGISTRY.values(), KEYS[15:], strict=True)],
    ids=["roster", "assessment", *Table],
)
@settings(max_examples=25)
@given(data=st.data())
def test_any_cells_under_a_right_header(form: Form, read: Callable[[bytes], Reading], data: st.DataObject) -> None:
    names = [column.name for column in form.columns]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=4))
    assert is_sound(read(b.delimited([names, *rows], "utf-8")))


@settings(max_examples=25)
@given(st.data())
def test_any_cells_in_an_application(data: st.DataObject) -> None:
    def drawn(form: Form) -> list[b.Line]:
        names = [column.name for column in form.columns]
        return [names, *(data.draw(st.lists(CELLS, min_size=len(names), max_size=len(names))) for _ in range(2))]

    items = [(column.name, data.draw(CELLS)) for column in APPLICATION.columns if column.field != "institution"]
    tables = {form.title: drawn(form) for form in (TIMETABLE, TEACHERS, ROSTER)}
    assert is_sound(application(b.workbook({APPLICATION.title: items, **tables})))


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=8, unique=True), st.randoms(), st.booleans())
def test_a_roster_comes_back_as_it_was_written(people: list[int], random: object, as_text: bool) -> None:
    rows = [b.trainees(1, start=number)[0] for number in people]
    table = b.lines(ROSTER, rows)
    order = list(range(len(table[0])))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = [[line[at] for at in order] for line in table]
    data = b.delimited(shuffled) if as_text else b.workbook({ROSTER.title: shuffled})
    reading = roster(data, "csv" if as_text else "xlsx")
    assert reading.status is UploadStatus.ACCEPTED
    read = [(t.row, t.name, reading.secrets[t.person]["identity"]) for t in roster_facts(reading).trainees]
    assert read == [(at, row["姓名"], row["身份证号"]) for at, row in enumerate(rows, start=2)]


def test_every_code_has_a_meaning_of_its_own() -> None:
    assert len({code.meaning for code in Code}) == len(Code)
    assert all(re.fullmatch(r"[a-z_]+", code.value) for code in Code)
