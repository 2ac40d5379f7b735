"""Carrying out one rule: what goes wrong on the way becomes a finding that is undetermined, never a pass."""

import datetime
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.finding import Clause, Effect, Finding, FindingStatus, Subject, SubjectType
from chalicelib.domain.personal import scrub
from chalicelib.domain.trainee import Trainee
from chalicelib.policy import Decided, Policy, PolicyError
from chalicelib.rules.entry import quoted, strongest
from chalicelib.rules.headcount import Headcount
from chalicelib.rules.needs import opening_of
from chalicelib.rules.registry import Code, code_for, known
from chalicelib.rules.ruling import Ruling

logger = logging.getLogger(__name__)

REASON_LENGTH = 200


@dataclass(frozen=True)
class Case:
    """A class before the judge."""

    facts: ClassFacts
    policy: Policy
    as_of: datetime.date

    @property
    def day(self) -> datetime.date:
        """The day whose rules apply: the opening, while it is unknown the day of judging."""
        return opening_of(self.facts) or self.as_of

    def rules(self) -> tuple[str, ...]:
        """Ids of all rules that speak of the class: the policy's, and any that only the code knows."""
        entries = self.policy.rules
        unlisted = [rule_id for rule_id in known() if rule_id not in entries]
        # Before the first day of the policy no rule applies, and that is not the same as passing all of them.
        listed = [rule_id for rule_id in entries if self.applies(rule_id)] or [
            rule_id for rule_id, entry in entries.items() if entry.decided is Decided.CLASS
        ]
        return tuple(sorted([*unlisted, *listed]))

    def course_rules(self) -> tuple[str, ...]:
        """Ids of the rules on the course of a class that a function decides."""
        entries = self.policy.rules
        return tuple(i for i in known(course=True) if i not in entries or entries[i].in_force(self.day))

    def applies(self, rule_id: str) -> bool:
        """Whether the policy lets the judge decide the rule on the day."""
        entry = self.policy.rules[rule_id]
        return entry.decided is Decided.CLASS and entry.in_force(self.day)

    def code(self, rule_id: str) -> Code | None:
        """The logic of the rule on the day."""
        return code_for(rule_id, self.day)


def of_people(case: Case) -> list[Finding]:
    """Findings of the rules on people, for every line of the roster."""
    lines = case.facts.roster.trainees if case.facts.roster else ()
    mine = [rule_id for rule_id in case.rules() if _is_on_people(case, rule_id)]
    return [finding for rule_id in mine for finding in _carry_out(case, rule_id, Headcount(), lines)]


def of_class(case: Case, people: Headcount) -> list[Finding]:
    """Findings of the rules on the class, with the people that count."""
    mine = [rule_id for rule_id in case.rules() if not _is_on_people(case, rule_id)]
    return [finding for rule_id in mine for finding in _carry_out(case, rule_id, people, (None,))]


def of_course(case: Case, people: Headcount, rule_ids: Iterable[str]) -> list[Finding]:
    """Findings of rules on the course of a class that has opened."""
    roster = case.facts.roster.trainees if case.facts.roster else ()
    found: list[Finding] = []
    for rule_id in rule_ids:
        code = case.code(rule_id)
        found += _carry_out(case, rule_id, people, roster if code and code.each_trainee else (None,))
    return found


def _is_on_people(case: Case, rule_id: str) -> bool:
    code = case.code(rule_id)
    return code.each_trainee if code else strongest(case.policy.rules[rule_id]) is Effect.EXCLUDE_TRAINEE


def _carry_out(case: Case, rule_id: str, people: Headcount, lines: Iterable[Trainee | None]) -> list[Finding]:
    """The rule's findings on each line; one on the class where there is nothing to carry out."""
    code = case.code(rule_id)
    if code is None:
        return [_failed(case, rule_id, None, "rule", "no function decides it")]
    if rule_id not in case.policy.rules:
        effect = Effect.EXCLUDE_TRAINEE if code.each_trainee else Effect.REJECT_CLASS
        return [_failed(case, rule_id, None, "policy", "the policy has no entry for it", effect)]
    return [finding for line in lines for finding in _decide(case, rule_id, code, people, line)]


def _decide(case: Case, rule_id: str, code: Code, people: Headcount, line: Trainee | None) -> list[Finding]:
    entry = case.policy.rules[rule_id]
    if not entry.in_force(case.day):
        return [_failed(case, rule_id, line, "policy", f"no policy is in force on {case.day}")]
    try:
        return list(code.decide(Ruling(case.facts, case.policy, entry, case.as_of, people, line)))
    except PolicyError as error:
        return [_failed(case, rule_id, line, "policy", _told(error))]
    except Exception as error:
        return [_failed(case, rule_id, line, "rule", _told(error))]


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {scrub(str(error))}"[:REASON_LENGTH]


def _failed(
    case: Case, rule_id: str, line: Trainee | None, missing: str, reason: str, otherwise: Effect = Effect.REJECT_CLASS
) -> Finding:
    """`otherwise` is the effect where the policy has no entry."""
    # The reason may quote a fact; the log gets only its kind.
    logger.error("rule %s of class %s was not carried out: %s", rule_id, case.facts.class_id, reason.split(":")[0])
    entry = case.policy.rules.get(rule_id)
    subject = (SubjectType.TRAINEE, line.person) if line else (SubjectType.CLASS, case.facts.class_id)
    return Finding(
        rule=rule_id,
        effect=strongest(entry) if entry else otherwise,
        status=FindingStatus.UNDETERMINED,
        subject=Subject(type=subject[0], id=subject[1]),
        evidence={"actual": None, "threshold": None, "missing": [missing], "reason": reason}
        | ({"row": line.row} if line else {}),
        clause=quoted(entry, case.day) if entry else Clause(ref="", text=""),
        message=f"规则{rule_id}未能执行，已列为待核。请联系系统管理员。",
        policy=case.policy.version,
        local=False,
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings in the same order, whatever the order of the facts."""
    return tuple(sorted(findings, key=lambda f: (f.rule, f.subject.type, f.subject.id, f.model_dump_json())))
