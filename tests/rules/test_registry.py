"""The policy's entries, the functions and the case files name the same rules, parameters and outcomes."""

import datetime

import pytest

from chalicelib.domain.finding import Finding
from chalicelib.policy import Policy, henan
from chalicelib.policy.parameter import Value
from chalicelib.rules import registry
from chalicelib.rules.judge import judge
from chalicelib.rules.ruling import Ruling

from . import cases
from .baseline import AS_OF, facts

NEVER_UNDETERMINED = {"TRN-01"}
"""Whoever has a line on the roster has a number and a name."""

ON_CLASS = sorted(rule_id for rule_id, entry in henan().rules.items() if entry.decided == "class")
ON_COURSE = [rule_id for rule_id in registry.known(course=True) if henan().rules[rule_id].decided == "course"]
ENTRIES = sorted([*ON_CLASS, *ON_COURSE])


def test_every_entry_has_a_function_and_every_function_an_entry() -> None:
    assert list(registry.known()) == ON_CLASS
    assert list(registry.known(course=True)) == ON_COURSE


def test_every_rule_has_a_case_file_and_every_case_file_a_rule() -> None:
    assert list(cases.RULES) == ENTRIES


@pytest.mark.parametrize("rule_id", ENTRIES)
def test_cases_show_every_outcome(rule_id: str) -> None:
    outcomes = [[finding["status"] for finding in case.findings] for case in cases.of_rule(rule_id)]
    assert [] in outcomes
    assert any("violated" in outcome for outcome in outcomes)
    assert any("undetermined" in outcome for outcome in outcomes) is (rule_id not in NEVER_UNDETERMINED)


@pytest.mark.parametrize("rule_id", ENTRIES)
def test_effects_are_the_entrys(rule_id: str) -> None:
    said = {finding["effect"] for case in cases.of_rule(rule_id) for finding in case.findings}
    # INS-02 blocks payment at stages that this judge does not see.
    assert said == {effect.value for effect in henan().rules[rule_id].effects} - {"block_payment"}


@pytest.mark.parametrize("rule_id", ENTRIES)
def test_parameters_are_the_entrys(rule_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    value = Policy.value

    def reading(policy: Policy, parameter: str, on: datetime.date) -> Value:
        read.add(parameter)
        return value(policy, parameter, on)

    monkeypatch.setattr(Policy, "value", reading)
    monkeypatch.setattr(registry, "CODES", {rule_id: registry.CODES[rule_id]})
    for case in cases.of_rule(rule_id):
        judge(facts(case.given), henan(), AS_OF)
    assert read == set(henan().rules[rule_id].parameters)


@pytest.mark.parametrize("rule_id", ENTRIES)
def test_function_cites_the_clause(rule_id: str) -> None:
    places = {clause.ref for clause in henan().rules[rule_id].clauses}
    for code in registry.CODES[rule_id]:
        assert any(place in (code.decide.__doc__ or "") for place in places)


def test_later_logic_takes_over_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "CODES", {})
    changed = datetime.date(2025, 1, 1)

    @registry.rule("OPN-01", since=changed)
    def later(r: Ruling) -> list[Finding]:
        return []

    @registry.rule("OPN-01")
    def first(r: Ruling) -> list[Finding]:
        return []

    on_the_day, before = (registry.code_for("OPN-01", day) for day in (changed, changed - datetime.timedelta(days=1)))
    assert on_the_day is not None
    assert on_the_day.decide is later
    assert before is not None
    assert before.decide is first
    assert registry.code_for("OPN-99", changed) is None


def test_two_functions_from_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="OPN-01 has two functions from 0001-01-01"):
        registry.rule("OPN-01")(lambda r: [])
