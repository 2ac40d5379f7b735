"""The catalogue of rules is whole, and each entry can be shown to a user."""

import re

from chalicelib.domain.finding import Effect
from chalicelib.policy import Decided, Policy

FAMILIES = {"INS": 9, "OPN": 9, "TRN": 9, "PRC": 11, "ASM": 5, "PAY": 7, "TGT": 3, "STR": 5, "CYC": 1}
CATALOGUE = {f"{family}-{number:02}" for family, last in FAMILIES.items() for number in range(1, last + 1)}
WITHOUT_FINDING = {"OPN-08", "PRC-05", "PRC-07", "PAY-03", "PAY-07"}


def test_every_rule_is_there(policy: Policy) -> None:
    assert set(policy.rules) == CATALOGUE


def test_who_decides(policy: Policy) -> None:
    for rule_id, rule in policy.rules.items():
        assert rule.decided is _decided(rule_id), rule_id


def _decided(rule_id: str) -> Decided:
    if rule_id == "OPN-08" or rule_id.startswith("PAY"):
        return Decided.WORKFLOW
    if rule_id == "OPN-09" or rule_id[:3] in ("PRC", "ASM"):
        return Decided.COURSE
    return Decided.REPORT if rule_id[:3] in ("TGT", "STR", "CYC") else Decided.CLASS


def test_effects(policy: Policy) -> None:
    assert {rule_id for rule_id, rule in policy.rules.items() if not rule.effects} == WITHOUT_FINDING
    effects = {rule_id: rule.effects for rule_id, rule in policy.rules.items()}
    assert effects["INS-02"] == (Effect.REJECT_CLASS, Effect.CANCEL_SUBSIDY, Effect.BLOCK_PAYMENT)
    assert effects["OPN-07"] == (Effect.REJECT_CLASS, Effect.WARN)
    assert effects["PRC-04"] == (Effect.CANCEL_SUBSIDY, Effect.WARN)
    assert effects["PRC-08"] == (Effect.SUSPEND,)
    assert all(effects[f"TRN-0{number}"] == (Effect.EXCLUDE_TRAINEE,) for number in range(1, 9))


def test_advice_names_no_figure_that_a_parameter_may_change(policy: Policy) -> None:
    digits = re.compile(r"[0-9]")
    for rule in policy.rules.values():
        assert not digits.search(rule.title + rule.does + rule.fix), rule.id


def test_titles_tell_rules_apart(policy: Policy) -> None:
    assert len({rule.title for rule in policy.rules.values()}) == len(policy.rules)


def test_needs_are_told_in_the_users_words(policy: Policy) -> None:
    needs = {need.name: need.label for rule in policy.rules.values() for need in rule.needs}
    assert needs["roster"] == "人员名册"
    assert needs["directory"] == "目录清单"
    assert all(re.search(r"[\u4e00-\u9fff]", label) for label in needs.values())


def test_the_policy_cannot_be_changed(policy: Policy) -> None:
    for mapping in (policy.rules, policy.parameters, policy.clauses, policy.years):
        assert not hasattr(mapping, "__setitem__")
