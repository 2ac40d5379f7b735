"""A new year is a new file: the same class under the policy with and without it."""

import datetime
from pathlib import Path

import pytest

import chalicelib.policy
from chalicelib.policy import Policy, henan, load
from chalicelib.rules.judge import judge

from .baseline import AS_OF, facts

INVENTED = """
parameters:
  opening.class_size_max:
    values:
      - {from: 2025-01-01, value: 60, clause: 二(四)1, source: local, reason: 测试用的虚构数值。}
"""
HENAN = Path(chalicelib.policy.__file__).parent / "henan"


@pytest.fixture
def with_2025(tmp_path: Path) -> Policy:
    (tmp_path / "opening-2025.yaml").write_text(INVENTED, encoding="utf-8")
    return load(HENAN, tmp_path)


@pytest.mark.parametrize(
    ("opening", "people", "rejected"),
    [
        (datetime.date(2024, 12, 31), 80, False),
        (datetime.date(2024, 12, 31), 81, True),
        (datetime.date(2025, 1, 1), 60, False),
        (datetime.date(2025, 1, 1), 61, True),
    ],
)
def test_class_is_judged_by_the_year_it_opens(
    with_2025: Policy, opening: datetime.date, people: int, rejected: bool
) -> None:
    class_ = facts({"application": {"opening": opening}, "trainees": people})
    findings = [finding for finding in judge(class_, with_2025, AS_OF).findings if finding.rule == "OPN-01"]
    assert bool(findings) is rejected
    assert all(finding.policy == with_2025.version for finding in findings)


def test_the_same_class_under_both(with_2025: Policy) -> None:
    class_ = facts({"application": {"opening": datetime.date(2025, 1, 1)}, "trainees": 70})
    assert not [f for f in judge(class_, henan(), AS_OF).findings if f.rule == "OPN-01"]
    (finding,) = [f for f in judge(class_, with_2025, AS_OF).findings if f.rule == "OPN-01"]
    assert (finding.evidence["actual"], finding.evidence["threshold"], finding.local) == (70, 60, True)
    assert with_2025.version != henan().version
