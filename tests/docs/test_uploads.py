"""docs/uploads.md says what the readers do."""

import re

import pytest

from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadKind, UploadStatus
from chalicelib.intake import limits
from chalicelib.intake.codes import Code
from chalicelib.intake.layout import FORMATS

from .pages import ROOT, page, rows
from .tables import PAGE, tables, written

UPLOADS = page(PAGE)


@pytest.mark.parametrize("name", tables())
def test_table_is_what_the_readers_go_by(name: str) -> None:
    assert written(UPLOADS)[name] == tables()[name], "make it again: python -m tests.docs.tables"


def test_no_other_table_is_marked() -> None:
    assert written(UPLOADS).keys() == tables().keys()


def test_every_kind_with_its_formats() -> None:
    stated = {
        key.strip("`").partition("/")[0]: formats for key, _, formats in rows(UPLOADS.text, "| key | what | formats |")
    }
    assert stated == {kind.value: ", ".join(FORMATS[kind]) for kind in UploadKind}


def test_every_registry_table_has_its_key() -> None:
    stated = [table.strip("`") for table, _ in rows(UPLOADS.text, "| table | key of a row |")]
    assert stated == [table.value for table in Table]


def test_every_status_of_a_receipt() -> None:
    stated = [status.strip("`") for status, _ in rows(UPLOADS.text, "| status | means |")]
    assert stated == [status.value for status in UploadStatus]


def test_codes_given_after_reading_are_listed_apart() -> None:
    source = (ROOT / "chalicelib/workflows/ingest.py").read_text(encoding="utf-8")
    literal = set(re.findall(r'RowError\(code="(\w+)"', source))
    assert literal
    stated = {code.strip("`") for code, _ in rows(UPLOADS.text, "| code of the delivery | when |")}
    assert stated == literal - {code.value for code in Code}


def test_limits_are_the_readers() -> None:
    megabytes = limits.MAX_BYTES // 1024 // 1024
    rows_of_class, rows_of_table = (limits.max_rows(kind) for kind in (UploadKind.ROSTERS, UploadKind.REGISTRY))
    for words in (
        f"{megabytes} MB",
        f"{rows_of_class:,} rows",
        f"{rows_of_table:,} of a registry table",
        f"{limits.MAX_ERRORS:,} errors",
        f"first {limits.HEADER_WITHIN} lines",
    ):
        assert words in " ".join(UPLOADS.prose.split())
