"""A new year is new files: an invented 2025 laid over 2024 changes nothing before its first day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chalicelib.domain.region import Region
from chalicelib.policy import NoValue, Policy, PolicyError, load

YEAR = Path(__file__).parent / "year_2025"
HENAN = Path(__file__).parents[2] / "chalicelib" / "policy" / "henan"
EVE, NEW_YEAR = date(2024, 12, 31), date(2025, 1, 1)


@pytest.fixture(scope="module")
def both() -> Policy:
    return load(HENAN, YEAR)


def test_a_changed_value_holds_from_its_day(both: Policy) -> None:
    assert both.value("opening.class_size_max", EVE) == 80
    assert both.value("opening.class_size_max", NEW_YEAR) == 60


def test_an_unchanged_value_goes_on(both: Policy) -> None:
    assert both.value("opening.class_hour_minutes", NEW_YEAR) == 40


def test_an_ended_parameter_has_no_value(both: Policy) -> None:
    assert both.value("opening.online_share_max", EVE) == Decimal("0.40")
    with pytest.raises(NoValue, match=r"opening\.online_share_max has no value in force on 2025-01-01"):
        both.value("opening.online_share_max", NEW_YEAR)
    with pytest.raises(NoValue, match=r"opening\.online_share_max"):
        both.is_local("opening.online_share_max", NEW_YEAR)


def test_a_value_holds_through_its_last_day(both: Policy) -> None:
    assert both.value("opening.ratio_tolerance", date(2025, 6, 30)) == Decimal("0.05")
    with pytest.raises(NoValue, match="2025-07-01"):
        both.value("opening.ratio_tolerance", date(2025, 7, 1))


def test_local_is_told_by_day(both: Policy) -> None:
    assert both.is_local("opening.ratio_tolerance", EVE)
    assert not both.is_local("opening.ratio_tolerance", NEW_YEAR)


def test_a_region_left_out_has_no_value(both: Policy) -> None:
    name = "dispatch.manufacturing_share_min"
    assert both.value(name, EVE, Region.KAIFENG) == Decimal("0.15")
    assert both.value(name, NEW_YEAR, Region.ZHENGZHOU) == Decimal("0.30")
    with pytest.raises(NoValue, match="410200"):
        both.value(name, NEW_YEAR, Region.KAIFENG)


def test_a_rule_keeps_its_words_until_they_are_amended(both: Policy) -> None:
    rule = both.rule("OPN-01")
    assert [clause.text for clause in rule.words(EVE)] == ["每班人数不超过80人"]
    assert [clause.ref for clause in rule.words(NEW_YEAR)] == ["2025二(四)1"]
    assert [clause.text for clause in both.rule("OPN-02").words(NEW_YEAR)] == [
        it.text for it in both.rule("OPN-02").clauses
    ]


def test_a_rule_is_in_force_between_its_days(both: Policy) -> None:
    assert not both.rule("OPN-06").in_force(date(2023, 12, 31))
    assert both.rule("OPN-06").in_force(EVE)
    assert not both.rule("OPN-06").in_force(NEW_YEAR)
    assert not both.rule("OPN-10").in_force(EVE)
    assert both.rule("OPN-10").in_force(NEW_YEAR)


def test_both_years_have_targets(both: Policy) -> None:
    assert both.targets(2024).regions.total.training == 200
    assert both.targets(2025).regions.rows[Region.ZHENGZHOU].training == Decimal("1.01")


def test_the_latest_document_names_the_policy(both: Policy, policy: Policy) -> None:
    assert both.label == "henan-2025"
    assert [document.label for document in both.documents] == ["henan-2024", "henan-2025"]
    assert both.version.startswith("henan-2025-")
    assert both.version != policy.version


def test_the_order_of_folders_does_not_matter(both: Policy) -> None:
    assert load(YEAR, HENAN).version == both.version


def test_the_same_folder_twice_is_refused() -> None:
    with pytest.raises(PolicyError, match="already stands in"):
        load(HENAN, YEAR, YEAR)
