"""What cannot be carried out is undetermined, never a pass, and the log holds nobody's data."""

import datetime
import logging
from collections.abc import Iterable
from dataclasses import replace

import pytest

from chalicelib.domain.finding import Finding, Standing
from chalicelib.policy import Policy, henan
from chalicelib.rules import registry
from chalicelib.rules.judge import judge
from chalicelib.rules.ruling import Ruling

from .baseline import AS_OF, facts


def broken(r: Ruling) -> Iterable[Finding]:
    yield r.violated("说了一半")
    raise KeyError("4101051990010112340 没有, 410105199001011234 有")


def without(policy: Policy, *rule_ids: str) -> Policy:
    return replace(policy, rules={i: entry for i, entry in policy.rules.items() if i not in rule_ids})


def test_a_rule_that_raises(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    code = registry.Code(datetime.date.min, False, broken)
    monkeypatch.setitem(registry.CODES, "OPN-01", (code,))
    with caplog.at_level(logging.ERROR):
        verdict = judge(facts({}), henan(), AS_OF)
    (finding,) = verdict.findings
    assert (finding.rule, finding.status, finding.effect) == ("OPN-01", "undetermined", "reject_class")
    assert finding.evidence["missing"] == ["rule"]
    assert "KeyError" in str(finding.evidence["reason"])
    assert "4101********1234 有" in str(finding.evidence["reason"])
    assert verdict.status == "screening"
    assert [record.getMessage() for record in caplog.records] == [
        "rule OPN-01 of class K1 was not carried out: KeyError"
    ]


def test_a_trainee_rule_that_raises_leaves_the_trainee_undetermined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.CODES, "TRN-02", (registry.Code(datetime.date.min, True, broken),))
    verdict = judge(facts({"trainees": 2}), henan(), AS_OF)
    assert verdict.standings == {"p01": Standing.UNDETERMINED, "p02": Standing.UNDETERMINED}
    failed = [finding for finding in verdict.findings if finding.rule == "TRN-02"]
    assert [(f.subject.id, f.effect, f.evidence["row"]) for f in failed] == [
        ("p01", "exclude_trainee", 2),
        ("p02", "exclude_trainee", 3),
    ]


def test_an_entry_without_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry.CODES, "INS-02")
    (finding,) = judge(facts({}), henan(), AS_OF).findings
    assert (finding.rule, finding.status, finding.effect) == ("INS-02", "undetermined", "reject_class")
    assert finding.evidence["reason"] == "no function decides it"


def test_a_trainee_entry_without_code_leaves_everybody_undetermined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry.CODES, "TRN-02")
    verdict = judge(facts({}), henan(), AS_OF)
    assert [finding.rule for finding in verdict.findings] == ["TRN-02"]
    assert verdict.status == "screening"
    lines = [{"identity_faults": ["校验码不符"]}]
    stand = judge(facts({"trainees": 81, "lines": lines}), henan(), AS_OF)
    assert stand.standings["p01"] == Standing.EXCLUDED
    assert stand.standings["p02"] == Standing.UNDETERMINED


def test_code_without_an_entry() -> None:
    verdict = judge(facts({}), without(henan(), "OPN-01", "TRN-02"), AS_OF)
    assert [(f.rule, f.status, f.effect, f.evidence["missing"]) for f in verdict.findings if f.rule != "OPN-02"] == [
        ("OPN-01", "undetermined", "reject_class", ["policy"]),
        ("TRN-02", "undetermined", "exclude_trainee", ["policy"]),
    ]
    assert set(verdict.standings.values()) == {Standing.UNDETERMINED}


def test_a_policy_without_rules_passes_nothing() -> None:
    verdict = judge(facts({"trainees": 1}), replace(henan(), rules={}), AS_OF)
    assert [finding.rule for finding in verdict.findings] == list(registry.known())
    assert verdict.status == "screening"


def test_an_entry_without_effects_and_without_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry.CODES, "TRN-09")
    policy = henan()
    mute = policy.rules["TRN-09"].model_copy(update={"effects": ()})
    (finding,) = judge(facts({}), replace(policy, rules={**policy.rules, "TRN-09": mute}), AS_OF).findings
    assert (finding.rule, finding.status, finding.effect) == ("TRN-09", "undetermined", "reject_class")


def test_a_class_before_the_first_day_of_the_policy_passes_nothing() -> None:
    opening = datetime.date(2023, 12, 31)
    verdict = judge(facts({"application": {"opening": opening}, "trainees": 1}), henan(), AS_OF)
    decided = {rule_id for rule_id, entry in henan().rules.items() if entry.decided == "class"}
    assert {finding.rule for finding in verdict.findings} == decided
    assert {finding.status for finding in verdict.findings} == {"undetermined"}
    assert {str(finding.evidence["reason"]) for finding in verdict.findings} == {"no policy is in force on 2023-12-31"}


def test_a_parameter_without_a_value() -> None:
    policy = henan()
    valueless = replace(
        policy, parameters={n: p for n, p in policy.parameters.items() if n != "opening.class_size_max"}
    )
    (finding,) = judge(facts({}), valueless, AS_OF).findings
    assert (finding.rule, finding.status, finding.evidence["missing"]) == ("OPN-01", "undetermined", ["policy"])
    assert "opening.class_size_max" in str(finding.evidence["reason"])


def test_a_parameter_of_the_wrong_type() -> None:
    policy = henan()
    wrong = {**policy.parameters, "opening.class_size_max": policy.parameters["institution.liability_since"]}
    (finding,) = judge(facts({}), replace(policy, parameters=wrong), AS_OF).findings
    assert (finding.rule, finding.status) == ("OPN-01", "undetermined")
    assert "opening.class_size_max" in str(finding.evidence["reason"])


def test_a_fact_that_a_rule_did_not_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(r: Ruling) -> list[Finding]:
        return [r.violated(f"{r.opening}")]

    monkeypatch.setitem(registry.CODES, "INS-09", (registry.Code(datetime.date.min, False, careless),))
    verdict = judge(facts({"absent": ["application"]}), henan(), AS_OF)
    (finding,) = [finding for finding in verdict.findings if finding.rule == "INS-09"]
    assert (finding.status, finding.evidence["reason"]) == ("undetermined", "FactMissing: opening")
