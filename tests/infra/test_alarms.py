"""A rule that could not be carried out is logged in the words that the alarm waits for."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import handlers
from chalicelib.domain.finding import ClassStatus, Clause, Effect, Finding, FindingStatus, Subject, SubjectType, Verdict
from infra.alarms import RULE_FAILED, rule_failures


def verdict(**evidence: Any) -> Verdict:
    finding = Finding(
        rule="OPN-01",
        effect=Effect.REJECT_CLASS,
        status=FindingStatus.UNDETERMINED,
        subject=Subject(type=SubjectType.CLASS, id="ZZ-1"),
        evidence={"actual": None, "threshold": None, **evidence},
        clause=Clause(ref="二(四)1", text="每班人数不超过80人"),
        message="待核",
        policy="p",
        local=False,
    )
    return Verdict(
        class_id="ZZ-1",
        status=ClassStatus.SCREENING,
        findings=(finding,),
        standings={},
        policy="p",
        registry={},
        release="r",
        as_of=datetime.date(2024, 3, 1),
    )


@pytest.mark.parametrize(
    ("evidence", "errors"), [({"reason": "KeyError: x"}, [RULE_FAILED]), ({"missing": ["roster"]}, [])]
)
def test_only_a_rule_that_failed_is_told(
    monkeypatch: pytest.MonkeyPatch, evidence: dict[str, Any], errors: list[str]
) -> None:
    told: list[str] = []
    log = SimpleNamespace(info=lambda *_, **__: None, error=lambda message, **_: told.append(message))
    monkeypatch.setattr(handlers, "logger", lambda: log)
    monkeypatch.setattr(handlers.bootstrap, "judging", lambda: lambda *_: verdict(**evidence))
    log.set_correlation_id = lambda _: None
    handlers.judge({"Records": [{"messageId": "1", "body": '{"class": "ZZ-1", "cause": "u"}'}]})
    assert told == errors


def test_the_filter_waits_for_these_words() -> None:
    resources = rule_failures("JudgeLogs")
    pattern = resources["RulesNotCarriedOut"]["Properties"]["FilterPattern"]
    assert pattern == f'{{ $.message = "{RULE_FAILED}" }}'
    assert resources["RulesNotCarriedOutAlarm"]["Properties"]["Threshold"] == 0
