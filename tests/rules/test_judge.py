"""What the findings make of a class and of its people."""

import datetime
from typing import Any

import pytest

from chalicelib.domain.finding import Standing, Verdict
from chalicelib.policy import henan
from chalicelib.rules.judge import judge

from .baseline import AS_OF, facts


def judged(given: dict[str, Any], as_of: datetime.date = AS_OF) -> Verdict:
    return judge(facts(given), henan(), as_of, release="r1")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, "screened"),
        ({"absent": ["application"]}, "draft"),
        ({"absent": ["application"], "blacklist": [{}]}, "draft"),
        ({"trainees": 81}, "rejected"),
        ({"trainees": 81, "absent": ["directory"]}, "rejected"),
        ({"trainees": 81, "blacklist": [{"found": datetime.date(2024, 3, 6)}]}, "rejected"),
        ({"blacklist": [{"found": datetime.date(2024, 3, 6)}], "absent": ["directory"]}, "cancelled"),
        ({"absent": ["directory"]}, "screening"),
        ({"absent": ["roster"]}, "screening"),
        ({"application": {"subsidised": None}}, "screening"),
        ({"trainee": {"wants_training": None}}, "screening"),
        ({"trainee": {"wants_training": False}}, "screened"),
        # Warnings are for people to look at.
        ({"trainee": {"category": None}}, "screened"),
        ({"application": {"total_hours": 11}}, "screened"),
    ],
)
def test_status(given: dict[str, Any], status: str) -> None:
    assert judged(given).status == status


def test_standings() -> None:
    lines = [{"wants_training": False, "wants_job": None}, {"wants_job": None}, {"category": None}, {}]
    assert judged({"trainees": 4, "lines": lines}).standings == {
        "p01": Standing.EXCLUDED,
        "p02": Standing.UNDETERMINED,
        "p03": Standing.ELIGIBLE,
        "p04": Standing.ELIGIBLE,
    }


def test_one_violated_exclusion_outweighs_an_undetermined_one() -> None:
    line = {"wants_training": None, "identity_faults": ["校验码不符"]}
    assert judged({"trainees": 1, "trainee": line}).standings == {"p01": Standing.EXCLUDED}


def test_cancelled_from_the_earliest_day() -> None:
    found = [datetime.date(2024, 3, day) for day in (9, 6, 12)]
    verdict = judged({"blacklist": [{"found": day, "document": str(day)} for day in found]})
    assert verdict.cancelled_on == datetime.date(2024, 3, 6)
    assert judged({}).cancelled_on is None


def test_looks_again_on_the_day_that_cancels() -> None:
    found = datetime.date(2024, 4, 1)
    given = {"blacklist": [{"found": found}, {"found": datetime.date(2024, 5, 1)}]}
    before = judged(given, found - datetime.timedelta(days=1))
    assert (before.status, before.look_again) == ("screened", found)
    then = judged(given, found)
    assert (then.status, then.cancelled_on, then.look_again) == ("cancelled", found, datetime.date(2024, 5, 1))


@pytest.mark.parametrize(
    "entry",
    [
        {"found": datetime.date(2024, 4, 1), "lifted": datetime.date(2024, 4, 1)},
        {"found": datetime.date(2024, 4, 1), "code": "OTHER-CODE"},
        {"found": datetime.date(2024, 3, 4)},
    ],
)
def test_does_not_look_again_for_an_entry_that_changes_nothing(entry: dict[str, Any]) -> None:
    assert judged({"blacklist": [entry]}).look_again is None


def test_a_class_without_subsidy_is_not_what_the_policy_speaks_of() -> None:
    given = {
        "application": {"subsidised": False, "bank": None},
        "trainees": 90,
        "trainee": {"wants_training": False},
        "blacklist": [{"found": datetime.date(2025, 1, 1)}],
    }
    verdict = judged(given)
    assert (verdict.status, verdict.findings, verdict.look_again) == ("screened", (), None)
    assert set(verdict.standings.values()) == {Standing.ELIGIBLE}


def test_verdict_says_what_it_rests_on() -> None:
    verdict = judged({"absent": ["stocks"]})
    assert (verdict.class_id, verdict.as_of, verdict.release) == ("K1", AS_OF, "r1")
    assert verdict.policy == henan().version
    assert verdict.registry["directory"] == "v1"
    assert "stocks" not in verdict.registry


def test_people_of_a_draft_are_judged_as_far_as_they_can_be() -> None:
    verdict = judged({"absent": ["application"], "trainees": 1, "trainee": {"wants_job": False}})
    assert verdict.standings == {"p01": Standing.EXCLUDED}


def test_no_finding_tells_of_the_other_class() -> None:
    verdict = judged({"engagements": [{"class_id": "SECRET"}, {"class_id": "SECRET-2", "judged": False}]})
    assert verdict.findings
    assert "SECRET" not in verdict.model_dump_json()
