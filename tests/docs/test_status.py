"""The README's status is that of the code."""

import re
from collections.abc import Iterator

from chalicelib.domain.finding import ClassStatus
from chalicelib.domain.upload import UploadKind
from chalicelib.policy import henan
from chalicelib.rules import judge as _families  # noqa: F401 - importing it binds the rules
from chalicelib.rules.registry import known

from .pages import ROOT, page, rows

README = page("README.md")
BUILT = dict(rows(README.text, "| what | which |"))
DECIDED = {*known(), *known(course=True)}
_RANGE = re.compile(r"\b([A-Z]{3})-(\d\d)(?:\s+to\s+[A-Z]{3}-(\d\d))?")


def named(text: str) -> Iterator[str]:
    """The ids in a text, ranges written out."""
    for family, first, last in _RANGE.findall(text):
        yield from (f"{family}-{number:02}" for number in range(int(first), int(last or first) + 1))


def test_rules_decided_are_those_with_a_function() -> None:
    assert sorted(named(BUILT["rules decided"])) == sorted(DECIDED)


def test_changelog_names_the_same_rules() -> None:
    assert set(named(page("CHANGELOG.md").text)) >= DECIDED


def test_every_other_rule_is_named_as_not_built() -> None:
    _, _, missing = README.text.partition("\nNot built:\n")
    assert set(henan().rules) - DECIDED - set(named(missing)) == set()


def test_uploads_read_are_the_kinds() -> None:
    assert BUILT["uploads read"].split(", ") == [kind.value for kind in UploadKind]


def test_statuses_reached_are_those_that_findings_make() -> None:
    source = "".join(
        (ROOT / f"chalicelib/rules/{name}.py").read_text(encoding="utf-8") for name in ("status", "course")
    )
    made = {ClassStatus[name] for name in re.findall(r"\bClassStatus\.(\w+)", source)}
    assert BUILT["statuses a class reaches"].split(", ") == [status.value for status in ClassStatus if status in made]
