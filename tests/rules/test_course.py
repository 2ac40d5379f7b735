"""How far a class that has opened is, once surveys and assessments count."""

import datetime
from typing import Any

import pytest

from chalicelib.domain.facts import Rectification
from chalicelib.domain.finding import Standing, Verdict
from chalicelib.policy import henan
from chalicelib.rules.judge import judge

from .baseline import facts

RESUMED = [
    {"action": "retrain", "date": datetime.date(2024, 3, 10)},
    {"action": "rectified", "date": datetime.date(2024, 4, 5)},
]
ANEW = [{"id": f"S{n}", "teaching": "理论" if n < 3 else "实操"} for n in range(1, 6)]
ANEW += [{**each, "id": f"N{n}", "date": datetime.date(2024, 4, 8)} for n, each in enumerate(ANEW)]
FAILED = {"不满意": 40}
FILMED = [{"session": f"S{n}", "spans": [[0, 4800]]} for n in range(1, 6)]
"""So that no missing recording cancels the class."""


def judged(given: dict[str, Any], as_of: str) -> Verdict:
    return judge(facts({"decisions": [], "recordings": FILMED, **given}), henan(), datetime.date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("given", "as_of", "status"),
    [
        ({}, "2024-03-04", "approved"),
        ({}, "2024-03-05", "training"),
        ({}, "2024-03-06", "taught"),
        ({"assessments": []}, "2024-03-06", "assessed"),
        ({"assessments": [{"date": datetime.date(2024, 3, 6)}]}, "2024-03-05", "assessed"),
        ({"assessments": [{"date": datetime.date(2024, 3, 5)}] * 40}, "2024-03-05", "training"),
        ({"assessments": [], "surveys": [FAILED]}, "2024-03-08", "suspended"),
        ({"surveys": [{"满意": 20, "不满意": 20}]}, "2024-03-08", "suspended"),
        ({"surveys": [{"满意": 10}]}, "2024-03-08", "taught"),
        ({"surveys": [FAILED], "decisions": RESUMED}, "2024-04-04", "suspended"),
        ({"surveys": [FAILED], "decisions": RESUMED}, "2024-04-05", "training"),
        ({"surveys": [FAILED], "decisions": RESUMED, "timetable": ANEW}, "2024-04-08", "training"),
        ({"surveys": [FAILED], "decisions": RESUMED, "timetable": ANEW}, "2024-04-09", "taught"),
        ({"surveys": [FAILED], "decisions": RESUMED, "timetable": ANEW, "assessments": []}, "2024-04-09", "taught"),
        (
            {
                "surveys": [FAILED],
                "decisions": RESUMED,
                "timetable": ANEW,
                "assessments": [{"date": datetime.date(2024, 4, 10)}],
            },
            "2024-04-10",
            "assessed",
        ),
        (
            {"surveys": [FAILED], "decisions": [{"action": "cancel", "date": datetime.date(2024, 3, 10)}]},
            "2024-03-10",
            "cancelled",
        ),
    ],
)
def test_status(given: dict[str, Any], as_of: str, status: str) -> None:
    assert judged(given, as_of).status == status


def test_a_failed_survey_bears_on_the_institution_until_it_is_cured() -> None:
    (failure,) = judged({"surveys": [FAILED]}, "2024-03-08").rectifications
    assert failure == Rectification(class_id="K1", since=datetime.date(2024, 3, 5))
    (cured,) = judged({"surveys": [FAILED], "decisions": RESUMED}, "2024-04-05").rectifications
    assert cured.rectified_on == datetime.date(2024, 4, 5)


def test_a_later_survey_does_not_undo_the_failure_that_was_retrained() -> None:
    surveys = [FAILED, {"满意": 40, "uploaded": datetime.date(2024, 4, 9)}]
    verdict = judged({"surveys": surveys, "decisions": RESUMED, "timetable": ANEW}, "2024-04-09")
    assert [each.since for each in verdict.rectifications] == [datetime.date(2024, 3, 5)]


def test_a_class_that_never_opened_fails_nothing() -> None:
    verdict = judge(facts({"surveys": [FAILED], "assessments": []}), henan(), datetime.date(2024, 3, 8))
    assert (verdict.status, verdict.rectifications, verdict.findings) == ("screened", (), ())


def test_who_has_no_certificate_is_excluded_and_still_counts_for_the_class() -> None:
    verdict = judged({"surveys": [{"满意": 32}], "assessments": [{"result": "不合格"}]}, "2024-03-20")
    assert verdict.standings["p01"] == Standing.EXCLUDED
    # Nobody is left out of those who were asked.
    assert "PRC-08" not in {f.rule for f in verdict.findings}
