"""csv → a sheet: UTF-8, GB 18030, or UTF-16 with its mark; commas or tabs."""

import codecs
import csv
import io
from typing import cast

from chalicelib.intake import limits
from chalicelib.intake.cells.cell import Cell
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import FileFault
from chalicelib.intake.sheet import Sheet

_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def sheet(data: bytes) -> Sheet:
    """The file as one sheet. Raises FileFault.

    A row's number is that of the record, as a spreadsheet shows it: a cell with a line break in it is one row, a
    blank line is a row too.
    """
    if data.startswith(_BINARY):
        raise FileFault(Code.FORMAT_MISMATCH, "文件实际是 Excel 工作簿，请把扩展名改为 .xlsx，或另存为 CSV 后重新上传")
    text = _decoded(data)
    if text[:4096].lstrip().lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise FileFault(Code.FORMAT_MISMATCH, "文件实际是网页，请用 Excel 或 WPS 打开后另存为 CSV 重新上传")
    records = _records(text)
    return Sheet(None, lambda: records)


def _decoded(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileFault(Code.ENCODING, "文件编码无法识别，请另存为“CSV UTF-8（逗号分隔）”后重新上传")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _records(text: str) -> list[list[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[list[Cell]] = []
    try:
        records.extend(cast("list[Cell]", record) for record in reader)
    except csv.Error:
        message = f"第{len(records) + 1}行的双引号没有成对，或单元格内容过长，请修改后重新上传"
        raise FileFault(Code.CSV_QUOTES, message) from None
    return records


def _delimiter(text: str) -> str:
    """The one that splits a line among the first into more cells; a title line has neither."""
    head = text[: 64 * 1024].splitlines()[: limits.HEADER_WITHIN]
    tabs, commas = (max((line.count(mark) for line in head), default=0) for mark in "\t,")
    return "\t" if tabs > commas else ","
