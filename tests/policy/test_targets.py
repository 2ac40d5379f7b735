"""The targets are the three tables of the document, figure by figure."""

import re
from decimal import Decimal

import pytest

from chalicelib.domain.region import Region, region_named
from chalicelib.policy import NoValue, Policy, YearTargets
from chalicelib.policy.fields import without_blanks

ANNEX_1 = ("training", "subsidised", "skilled", "highly_skilled", "technicians", "apprentices")
ANNEX_2 = ("training", "skilled", "highly_skilled")


@pytest.fixture(scope="module")
def targets(policy: Policy) -> YearTargets:
    return policy.targets(2024)


def _table(document: str, annex: str, after: str, columns: int) -> dict[str, tuple[Decimal, ...]]:
    """The printed rows: name and figures between tabs, the total (合计) among them."""
    lines = document[document.rindex(annex) : document.rindex(after)].splitlines()
    rows = [line.split("\t") for line in lines if re.search(r"\t\d", line)]
    assert all(len(row) == columns + 1 for row in rows)
    return {without_blanks(name): tuple(map(Decimal, figures)) for name, *figures in rows}


def test_regions_are_annex_1(targets: YearTargets, document: str) -> None:
    printed = _table(document, "附件 1", "附件 2", len(ANNEX_1))
    total = printed.pop("合计")
    ours = {region.label: _figures(row, ANNEX_1) for region, row in targets.regions.rows.items()}
    assert ours == printed
    assert _figures(targets.regions.total, ANNEX_1) == total
    assert set(targets.regions.rows) == set(Region)
    assert all(region_named(name) for name in printed)


def test_units_are_annex_2(targets: YearTargets, document: str) -> None:
    printed = _table(document, "附件 2", "附件 3", len(ANNEX_2))
    total = printed.pop("合计")
    assert {name: _figures(row, ANNEX_2) for name, row in targets.units.rows.items()} == printed
    assert _figures(targets.units.total, ANNEX_2) == total
    assert [str(figure) for figure in total] == ["200", "150", "90"]
    assert len(printed) == 30


def test_both_annexes_add_to_what_they_print(targets: YearTargets) -> None:
    assert dict(targets.regions.differences) == {}
    assert dict(targets.units.differences) == {}
    for table, columns in ((targets.regions, ANNEX_1), (targets.units, ANNEX_2)):
        sums = tuple(sum(getattr(row, column) for row in table.rows.values()) for column in columns)
        assert sums == _figures(table.total, columns)


def test_the_totals_are_the_goals_of_the_text(targets: YearTargets, document: str) -> None:
    total = targets.regions.total
    goals = (
        f"全年完成职业技能培训{total.training}万人次以上（含政府补贴性培训{total.subsidised}万人次），"
        f"新增技能人才{total.skilled}万人，新增高技能人才{total.highly_skilled}万人"
    )
    assert goals in without_blanks(document)


def test_programmes_are_the_ten_of_the_text(targets: YearTargets, document: str) -> None:
    titles = re.findall(r"\d+\.实施([^。]{2,20}专项)。", without_blanks(document))
    assert [programme.title for programme in targets.programmes] == titles
    for programme in targets.programmes:
        words = programme.text or ""
        assert _figure(r"训([\d.]+)万人次", words) == programme.training
        assert _figure(r"新增技能人才([\d.]+)万人", words) == programme.skilled
        assert _figure(r"高技能人才([\d.]+)万人", words) == programme.highly_skilled


def test_programmes_with_figures_of_their_own(targets: YearTargets) -> None:
    special = {it.number: [(one.name, str(one.value), one.unit) for one in it.special] for it in targets.programmes}
    assert {number: figures for number, figures in special.items() if figures} == {
        7: [("technicians", "4", "万人"), ("senior_class_enrolment", "7", "万人")],
        8: [("apprentices", "5000", "人")],
    }
    for programme in targets.programmes:
        assert all(_figure(r"(\d+)万?人以上", one.text) == one.value for one in programme.special)


def test_figures_are_exact(targets: YearTargets) -> None:
    assert targets.units.rows["省人力资源社会保障厅"].highly_skilled == Decimal("37.29")
    assert targets.regions.rows[Region.JIYUAN].technicians + targets.regions.rows[Region.HEBI].technicians == Decimal(
        "0.09"
    )


def test_rows_cannot_be_changed(targets: YearTargets) -> None:
    with pytest.raises(TypeError):
        targets.units.rows["省教育厅"] = targets.units.total  # type: ignore[index]


@pytest.mark.parametrize("year", [2023, 2025])
def test_a_year_without_targets_is_refused(policy: Policy, year: int) -> None:
    with pytest.raises(NoValue, match=str(year)):
        policy.targets(year)


def _figures(row: object, columns: tuple[str, ...]) -> tuple[Decimal, ...]:
    return tuple(getattr(row, column) for column in columns)


def _figure(pattern: str, words: str) -> Decimal | None:
    found = re.search(pattern, words)
    return Decimal(found[1]) if found else None
