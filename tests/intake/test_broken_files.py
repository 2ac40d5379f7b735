"""Files that are not what they say: one mistake each, refused by name before they cost anything."""

import io
import logging
import struct
import zipfile
import zlib

import pytest
import xlsxwriter

from chalicelib.intake import limits
from chalicelib.intake.layout import parse_key
from chalicelib.intake.reading import read
from tests import builders as b
from tests.intake.reader import INSTITUTION, is_refused, keyed, roster

SOUND = b.roster_workbook(b.trainees(2))
SHEET = "xl/worksheets/sheet1.xml"


def repacked(changes: dict[str, bytes | None], data: bytes = SOUND) -> bytes:
    """The workbook with parts replaced, added, or (None) left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, part in (parts | changes).items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"x" * (limits.MAX_BYTES + 1), "file_too_large"),
        (b"x" * limits.MAX_BYTES, "format_mismatch"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format_mismatch"),
        (b"\n <html><table><tr><td>1</td></tr></table></html>", "format_mismatch"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "format_mismatch"),
        ("姓名,身份证号".encode(), "format_mismatch"),
        (SOUND[: len(SOUND) // 2], "file_damaged"),
        (SOUND[:-1], "file_damaged"),
        (SOUND[:200] + bytes(200) + SOUND[400:], "file_damaged"),
        (b"PK\x03\x04", "file_damaged"),
        (repacked({"xl/workbook.xml": None}), "format_mismatch"),
        (repacked({"xl/workbook.xml": b"<"}), "file_damaged"),
        (repacked({SHEET: None}), "file_damaged"),
    ],
    ids=[
        *("empty", "a byte too many", "just as large as may be", "old Excel", "web page", "xml", "text", "half"),
        *("last byte gone", "overwritten", "magic alone", "no workbook", "broken workbook", "no sheet"),
    ],
)
def test_not_a_workbook(data: bytes, code: str) -> None:
    assert is_refused(roster(data), code)


def test_an_encrypted_member_or_another_compression_is_refused() -> None:
    for offset, value in ((6, 1), (8, 12)):
        data = bytearray(SOUND)
        entry = data.index(b"PK\x01\x02")
        struct.pack_into("<H", data, entry + offset + 2, value)
        assert is_refused(roster(bytes(data)), "file_damaged")


def test_a_part_twice_is_refused() -> None:
    target = io.BytesIO(SOUND)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert is_refused(roster(target.getvalue()), "file_damaged")


def test_a_bomb_that_says_so() -> None:
    data = repacked({"xl/bomb.xml": bytes(limits.RATIO_FREE)})
    assert is_refused(roster(data), "file_inflates")


def test_a_bomb_that_declares_one_byte() -> None:
    data = bytearray(repacked({"xl/bomb.xml": bytes(limits.RATIO_FREE + 1)}))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 1)
    struct.pack_into("<I", data, directory + 16, zlib.crc32(b"\0"))
    assert is_refused(roster(bytes(data)), "file_inflates")


def test_a_part_that_differs_from_its_checksum_is_refused() -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(plain, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert roster(plain.getvalue()).errors == ()
    assert is_refused(roster(plain.getvalue().replace(b.identity(1).encode(), b.identity(3).encode())), "file_damaged")


def test_pictures_do_not_count() -> None:
    assert roster(repacked({"xl/media/logo.png": bytes(limits.RATIO_FREE)})).errors == ()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c><v>1</v></c>" + "<c><v>1</v></c>" * 20 + "</row><row r='1'><c r='A1'><v>1</v></c></row>",
        '<x:row r="1"><x:c r="AAAAAAAA1"><v>1</v></x:c></x:row>',
    ],
    ids=["far corner", "cells that do not say where", "a column beyond all"],
)
def test_a_sheet_whose_corner_is_far_away(rows: str) -> None:
    assert is_refused(roster(repacked({SHEET: sheet_xml(rows)})), "sheet_too_large")


def test_a_cell_at_the_bottom_is_only_a_row() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("人员名册")
        sheet.write_row(0, 0, ("姓名", "身份证号"))
        sheet.write_row(1_000_000, 0, (b.person_name(1), b.identity(1)))
    reading = roster(target.getvalue())
    assert (reading.errors, reading.counts.accepted) == ((), 1)


def test_cells_that_do_not_say_where_they_are() -> None:
    cells = [f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("姓名", "身份证号", "张三", b.identity(1))]
    rows = f"<row>{cells[0]}{cells[1]}</row><row>{cells[2]}{cells[3]}</row>"
    assert roster(repacked({SHEET: sheet_xml(rows)})).counts.accepted == 1


def test_more_rows_than_a_class_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "max_rows", lambda kind: 2)
    assert roster(b.roster_workbook(b.trainees(2))).errors == ()
    assert is_refused(roster(b.roster_workbook(b.trainees(3))), "too_many_rows")


def test_what_has_no_name_is_refused_and_logged_by_its_type_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(data: bytes) -> bytes:
        raise RecursionError(b.identity(1))

    monkeypatch.setattr("chalicelib.intake.workbook.trusted", broken)
    with caplog.at_level(logging.ERROR):
        assert is_refused(roster(SOUND), "unreadable")
    assert caplog.messages == ["unreadable rosters upload: RecursionError"]
    assert b.identity(1) not in caplog.text


def test_a_key_service_that_is_away_is_no_fault_of_the_file() -> None:
    def away(number: str) -> str:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        read(parse_key(f"rosters/{INSTITUTION}/ZZ01/r.xlsx"), SOUND, away)
    assert roster(SOUND).secrets[keyed(b.identity(1))]["identity"] == b.identity(1)
