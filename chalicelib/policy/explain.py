"""What the policy says, for a reader: the whole of it, and one rule with its words, figures and advice."""

from datetime import date

from pydantic import ConfigDict, Field

from chalicelib.domain.finding import Clause, Effect
from chalicelib.domain.model import Model
from chalicelib.policy.policy import Policy
from chalicelib.policy.policy_file import Document, InspectionItem
from chalicelib.policy.rule_entry import Decided, Need, RuleEntry
from chalicelib.policy.targets import YearTargets
from chalicelib.policy.views import ParameterView


class RuleSummary(Model):
    """A rule in the list. `local`: a figure of ours takes part in it."""

    id: str
    title: str
    effects: tuple[Effect, ...]
    decided: Decided
    local: bool


class PolicyView(Model):
    """The whole policy."""

    label: str
    version: str
    document: Document
    documents: tuple[Document, ...]
    rules: tuple[RuleSummary, ...]
    parameters: tuple[ParameterView, ...]
    targets: tuple[YearTargets, ...]
    inspection_items: tuple[InspectionItem, ...]


class ClauseView(Model):
    """The words a rule rests on, and the passages that they stand in."""

    ref: str
    text: str
    passages: tuple[str, ...]


class AmendmentView(Model):
    """The words from a later day on; none where the rule has ended."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    since: date = Field(alias="from")
    clauses: tuple[ClauseView, ...]


class RuleView(Model):
    """One rule, explained."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    id: str
    since: date = Field(alias="from")
    title: str
    effects: tuple[Effect, ...]
    decided: Decided
    local: bool
    clauses: tuple[ClauseView, ...]
    amendments: tuple[AmendmentView, ...]
    parameters: tuple[ParameterView, ...]
    needs: tuple[Need, ...]
    does: str
    fix: str
    policy: str
    """The policy's version."""


def explain_policy(policy: Policy) -> PolicyView:
    """Everything; `model_dump(mode="json")` gives the JSON."""
    return PolicyView(
        label=policy.label,
        version=policy.version,
        document=policy.document,
        documents=policy.documents,
        rules=tuple(_summary(policy, rule) for rule in policy.rules.values()),
        parameters=tuple(ParameterView.of(parameter) for parameter in policy.parameters.values()),
        targets=tuple(policy.years.values()),
        inspection_items=policy.inspection_items,
    )


def explain_rule(policy: Policy, rule_id: str) -> RuleView:
    """One rule. Raises UnknownRule."""
    rule = policy.rule(rule_id)
    parameters = tuple(ParameterView.of(policy.parameters[name]) for name in rule.parameters)
    return RuleView(
        **_summary(policy, rule).model_dump(),
        since=rule.since,
        clauses=_clauses(policy, rule.clauses),
        amendments=tuple(AmendmentView(since=it.since, clauses=_clauses(policy, it.clauses)) for it in rule.amendments),
        parameters=parameters,
        needs=rule.needs,
        does=rule.does,
        fix=rule.fix,
        policy=policy.version,
    )


def _summary(policy: Policy, rule: RuleEntry) -> RuleSummary:
    local = any(ParameterView.of(policy.parameters[name]).local for name in rule.parameters)
    return RuleSummary(id=rule.id, title=rule.title, effects=rule.effects, decided=rule.decided, local=local)


def _clauses(policy: Policy, clauses: tuple[Clause, ...]) -> tuple[ClauseView, ...]:
    return tuple(
        ClauseView(ref=it.ref, text=it.text, passages=tuple(p for p in policy.clauses[it.ref] if it.text in p))
        for it in clauses
    )
