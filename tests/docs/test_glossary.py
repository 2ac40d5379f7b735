"""One word a thing: the glossary has every class of the domain, and nothing that is not there."""

import ast
import re
from collections import Counter
from pathlib import Path

from chalicelib.policy import henan

from .pages import ROOT, page, rows

ENTRIES = rows(page("docs/glossary.md").text, "| 中文 | in code | meaning | clause |")
NAMES = [name.strip("`") for _, name, _, _ in ENTRIES]


def classes(folder: str) -> set[str]:
    """Public classes defined in the modules of a folder."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in Path(ROOT / folder).glob("*.py"))
    found = {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}
    return {name for name in found if not name.startswith("_")}


def test_every_class_of_the_domain_is_explained() -> None:
    assert classes("chalicelib/domain") - set(NAMES) == set()


def test_every_class_named_exists() -> None:
    known = classes("chalicelib/domain") | classes("chalicelib/policy")
    assert {name for name in NAMES if name[0].isupper()} - known == set()


def test_every_field_named_exists() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "chalicelib/domain").glob("*.py"))
    fields = set(re.findall(r"^    (\w+): ", source, re.MULTILINE))
    assert {name for name in NAMES if name[0].islower()} - fields == set()


def test_no_term_and_no_name_stands_twice() -> None:
    for column in ([term for term, *_ in ENTRIES], NAMES):
        assert [word for word, times in Counter(column).items() if times > 1] == []


def test_every_clause_is_a_place_of_the_document() -> None:
    assert {clause for *_, clause in ENTRIES} - {"—"} - set(henan().clauses) == set()
