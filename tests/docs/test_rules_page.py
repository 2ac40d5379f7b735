"""docs/rules.md quotes the files it names."""

import re

import pytest

from .pages import ROOT, page

TEXT = page("docs/rules.md").text
QUOTES = re.findall(r"^From `([^`]+)`(?:(?!```).)*?\n\n```\w+\n(.*?)```", TEXT, re.MULTILINE | re.DOTALL)


def test_every_block_is_a_quotation() -> None:
    assert len(QUOTES) == TEXT.count("\n```\n") > 0


@pytest.mark.parametrize(("name", "quotation"), QUOTES, ids=[name for name, _ in QUOTES])
def test_quotation_stands_in_its_file(name: str, quotation: str) -> None:
    assert quotation in (ROOT / name).read_text(encoding="utf-8")


def test_tables_to_fill_in_are_where_the_page_says() -> None:
    for table, name in (("FAMILIES", "test_catalogue.py"), ("PROVINCE", "test_values.py"), ("OURS", "test_values.py")):
        assert f"`{table}`" in TEXT
        assert re.search(rf"^{table}\b", (ROOT / "tests/policy" / name).read_text(encoding="utf-8"), re.MULTILINE)
