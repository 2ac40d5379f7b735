"""Decision records: numbered without a gap, of one shape, and listed."""

import re

from .pages import ROOT, page

RECORDS = sorted((ROOT / "docs/adr").glob("*.md"))


def test_numbers_have_no_gap() -> None:
    assert RECORDS
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_each_has_its_parts_in_order() -> None:
    for path in RECORDS:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], path.name


def test_each_is_listed() -> None:
    listed = [link for link in page("docs/architecture.md").links if re.match(r"adr/\d{4}-", link)]
    assert sorted(set(listed)) == [f"adr/{path.name}" for path in RECORDS]
