"""Every case of every rule."""

from typing import Any

import pytest

from chalicelib.domain.finding import ClassStatus, Finding
from chalicelib.policy import henan
from chalicelib.rules.judge import judge

from .baseline import AS_OF, facts
from .cases import ALL, Case


@pytest.mark.parametrize("case", ALL, ids=str)
def test_case(case: Case) -> None:
    verdict = judge(facts(case.given), henan(), case.given.get("as_of", AS_OF))
    found = [finding for finding in verdict.findings if finding.rule == case.rule]
    assert [_seen(*pair) for pair in zip(found, case.findings, strict=False)] == case.findings, found
    assert len(found) == len(case.findings), found


@pytest.mark.parametrize("case", ALL, ids=str)
def test_finding_is_whole(case: Case) -> None:
    policy = henan()
    for finding in judge(facts(case.given), policy, AS_OF).findings:
        assert {"actual", "threshold"} <= finding.evidence.keys()
        assert finding.message.endswith("。")
        assert finding.policy == policy.version
        assert finding.clause.text
        assert finding.clause.ref
        if finding.status == "undetermined":
            assert finding.evidence["missing"]
        assert "reason" not in finding.evidence or finding.status == "violated", "a rule failed"


def _seen(finding: Finding, expected: dict[str, Any]) -> dict[str, Any]:
    """The finding, cut down to what the case speaks of."""
    whole = {
        "status": finding.status.value,
        "effect": finding.effect.value,
        "subject": f"{finding.subject.type} {finding.subject.id}",
        "local": finding.local,
        "message": finding.message,
        "evidence": {name: finding.evidence.get(name, "absent") for name in expected.get("evidence", {})},
    }
    return {name: whole[name] for name in expected}


def test_baseline_passes_everything() -> None:
    verdict = judge(facts({}), henan(), AS_OF)
    assert verdict.findings == ()
    assert verdict.status is ClassStatus.SCREENED
    assert set(verdict.standings.values()) == {"eligible"}
    assert verdict.look_again is None
