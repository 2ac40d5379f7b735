"""What the pages point at is there."""

import re
from collections.abc import Iterator

import pytest

from chalicelib.policy import henan

from .pages import PAGES, ROOT, Page, page

_RULE = re.compile(r"\b(?!UTF)[A-Z]{3}-\d\d\b")
_RANGE = re.compile(r"\b([A-Z]{3})-(\d\d)\s+to\s+([A-Z]{3})-(\d\d)\b")
_ROOMS = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
_MADE = ("build/",)
_PLACEHOLDERS = re.compile(r"[<>{}*…]|-nn|henan/\*")

every_page = pytest.mark.parametrize("of", PAGES, ids=str)


def test_the_pages_are_found() -> None:
    names = {of.name for of in PAGES}
    assert {"README.md", "CHANGELOG.md", "docs/architecture.md", "chalicelib/policy/README.md"} <= names


@every_page
def test_links_resolve(of: Page) -> None:
    assert [link for link in of.links if not _resolves(of, link)] == []


def _resolves(of: Page, link: str) -> bool:
    if link.startswith("https://"):
        return True
    name, _, anchor = link.partition("#")
    target = (of.path.parent / name).resolve() if name else of.path
    return target.exists() and (not anchor or anchor in Page(target).anchors)


@every_page
def test_make_targets_exist(of: Page) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(_made(of)) - targets == set()


def _made(of: Page) -> Iterator[str]:
    for code in (*of.inline, *of.blocks):
        yield from re.findall(r"\bmake (?:-s )?([a-z][a-z-]*)", code)


def test_readme_names_the_two_commands() -> None:
    assert {"demo", "test"} <= set(_made(page("README.md")))


@every_page
def test_rules_exist(of: Page) -> None:
    assert set(_RULE.findall(of.text)) - set(henan().rules) == set()


@every_page
def test_ranges_of_rules_have_no_gap(of: Page) -> None:
    for first, begin, last, end in _RANGE.findall(of.text):
        assert first == last
        named = {f"{first}-{number:02}" for number in range(int(begin), int(end) + 1)}
        assert named - set(henan().rules) == set()


@every_page
def test_paths_exist(of: Page) -> None:
    paths = [code for code in of.inline if code.startswith(_ROOMS) and not _PLACEHOLDERS.search(code)]
    assert [path for path in paths if not path.startswith(_MADE) and not (ROOT / path).exists()] == []
